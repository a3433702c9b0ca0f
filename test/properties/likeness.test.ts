import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blocksOf } from '../../src/dedupe/blocks.ts';
import type { Comparable } from '../../src/dedupe/comparable.ts';
import { openComparer } from '../../src/dedupe/comparer.ts';
import { likenessOf, SAME } from '../../src/dedupe/score.ts';
import { packSignature, signatureOf, unpackSignature, type Signature } from '../../src/dedupe/signature.ts';
import { STAGES } from '../../src/domain/stage.ts';
import { aNotice } from '../builders.ts';
import { arbitraryOddText, arbitraryWords } from './arbitraries.ts';

const text = fc.oneof(arbitraryWords(30), arbitraryOddText());
const sum = fc.oneof(fc.constantFrom(0, -1, NaN, Infinity, 0.4, 12_000_000), fc.double());
const day = fc.constantFrom('2026-09-30', '2026-10-01', '2027-09-30', 'soon', '');

/** Anything that a portal, an export or a hand-made file may hold. */
const arbitraryComparable: fc.Arbitrary<Comparable> = fc.record({
  portal: fc.constantFrom('find-a-tender', 'contracts-finder', 'ted', ''),
  noticeId: fc.oneof(
    fc.constantFrom('ASHTOWN001-DN123456-1', 'tender_123456/1', '000101-2026', ''),
    arbitraryOddText(),
  ),
  ocid: fc.option(fc.constantFrom('ocds-1', 'ocds-2'), { nil: undefined }),
  title: fc.option(text, { nil: undefined }),
  description: fc.option(text, { nil: undefined }),
  buyer: fc.option(
    fc.record({
      name: text,
      id: fc.option(fc.constantFrom('GB-PPON-1', 'GB-PPON-2', 'GB-CFS-1'), { nil: undefined }),
    }),
    { nil: undefined },
  ),
  published: fc.option(fc.oneof(fc.constantFrom(NaN, Infinity, 0), fc.integer()), { nil: undefined }),
  deadline: fc.option(fc.record({ at: sum, day, timed: fc.boolean() }), { nil: undefined }),
  value: fc.option(
    fc.record({
      min: fc.option(sum, { nil: undefined }),
      max: fc.option(sum, { nil: undefined }),
      gross: fc.option(sum, { nil: undefined }),
      currency: fc.constant('GBP'),
    }),
    { nil: undefined },
  ),
  cpv: fc.array(
    fc.record({
      code: fc.constantFrom('72000000', '48000000', ''),
      description: fc.constant(undefined),
      main: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  stage: fc.option(fc.constantFrom(...STAGES), { nil: undefined }),
});

function read(notice: Comparable): Signature | undefined {
  const signature = signatureOf(notice);
  return signature === undefined ? undefined : unpackSignature(packSignature(signature));
}

it('a likeness is symmetric, between 0 and 1, and never throws, whatever is compared', () => {
  fc.assert(
    fc.property(arbitraryComparable, arbitraryComparable, (one, other) => {
      const [a, b] = [read(one), read(other)];
      if (a === undefined || b === undefined) return;
      const likeness = likenessOf(a, b);
      expect(likenessOf(b, a)).toEqual(likeness);
      expect(likeness.confidence).toBeGreaterThanOrEqual(0);
      expect(likeness.confidence).toBeLessThanOrEqual(1);
      expect([...blocksOf(a), ...blocksOf(b)].every(Number.isSafeInteger)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

/** One of a series: the words of many are equal, and references, dates and sums are not. */
const arbitrarySister = arbitraryComparable.chain((any) =>
  fc.record({
    portal: fc.constantFrom('find-a-tender', 'contracts-finder'),
    noticeId: fc.constantFrom(
      'ABC/CT/21-95',
      'ABC/CT/2194',
      'ABC/CT/21-95 Lot 2',
      'PO1000061',
      'tender_301598/7',
      '',
    ),
    ocid: fc.constant(any.ocid),
    title: fc.constantFrom(
      'Grass cutting',
      'Grass cutting, re-tender',
      'Grass cutting PO1000061 under a framework',
    ),
    description: fc.constantFrom(undefined, 'Mowing of verges, parks and cemeteries as ABC/CT/21-94 says.'),
    buyer: fc.constantFrom(undefined, { name: 'Ashcombe Borough Council' }),
    published: fc.constantFrom(undefined, 0, 5 * 86_400_000, 400 * 86_400_000),
    deadline: fc.constant(any.deadline),
    value: fc.constant(any.value),
    cpv: fc.constant([]),
    stage: fc.constantFrom('tender' as const, 'award' as const),
  }),
);

it('one that compares many says of each pair what is said of the two alone', () => {
  const several = fc.array(fc.oneof(arbitraryComparable, arbitrarySister), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(several, (notices) => {
      const comparer = openComparer();
      const entered = notices.flatMap((notice) => {
        const signature = signatureOf(notice);
        return signature === undefined ? [] : [comparer.enter(signature)];
      });
      for (const one of entered)
        for (const other of entered)
          expect(comparer.confidence(one, other)).toBe(likenessOf(one.signature, other.signature).confidence);
    }),
    { numRuns: 300 },
  );
});

it('packing changes nothing of a likeness', () => {
  fc.assert(
    fc.property(arbitraryComparable, (notice) => {
      const signature = signatureOf(notice);
      if (signature === undefined) return;
      expect(packSignature(unpackSignature(packSignature(signature)))).toBe(packSignature(signature));
      expect(likenessOf(unpackSignature(packSignature(signature)), signature)).toEqual(
        likenessOf(signature, signature),
      );
    }),
  );
});

it('a notice and its copy on another portal meet and are the same', () => {
  const tender = fc.record({ title: arbitraryWords(), description: arbitraryWords(40) });
  fc.assert(
    fc.property(tender, fc.constantFrom('contracts-finder', 'ted'), (said, portal) => {
      const a = read({ ...aNotice(), ...said });
      const b = read({ ...aNotice(), ...said, portal, noticeId: 'other', ocid: 'ocds-other' });
      if (a === undefined || b === undefined) return;
      const held = new Set(blocksOf(a));
      expect(blocksOf(b).some((block) => held.has(block))).toBe(true);
      expect(likenessOf(a, b).confidence).toBeGreaterThanOrEqual(SAME);
    }),
    { numRuns: 300 },
  );
});
