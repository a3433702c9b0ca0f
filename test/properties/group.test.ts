import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comparable } from '../../src/dedupe/comparable.ts';
import { groupNotices, type Grouped } from '../../src/dedupe/group.ts';

/** Few needs, bodies, days, ids and processes, so that notices meet, link up in chains, and part. */
const NEEDS = [
  [
    'Penetration testing of the housing portal',
    'Yearly penetration tests of all public web applications are wanted.',
  ],
  [
    'Penetration test, housing portal',
    'Tests of public web applications each year, and a report after each.',
  ],
  [
    'Penetration testing of the housing portal 2027',
    'Yearly penetration tests of all public web applications.',
  ],
  [
    'Penetration testing of the planning portal',
    'Yearly penetration tests of all public web applications are wanted.',
  ],
  [
    'Grass cutting in the southern parks',
    'Meadows and verges of nine parks are cut every fortnight in summer.',
  ],
] as const;
const DAY = 86_400_000;
const START = Date.parse('2026-03-02T09:00:00Z');

const notice: fc.Arbitrary<Comparable> = fc
  .record({
    portal: fc.constantFrom('contracts-finder', 'find-a-tender', 'ted'),
    number: fc.integer({ min: 1, max: 8 }),
    process: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined, freq: 2 }),
    need: fc.constantFrom(...NEEDS),
    buyer: fc.constantFrom('Ashcombe Borough Council', 'Ashcombe BC', 'Holmshire Fire Authority'),
    published: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    deadline: fc.option(fc.constantFrom('2026-04-10', '2026-04-11', '2026-09-01'), { nil: undefined }),
    pounds: fc.option(fc.constantFrom(50_000, 60_000, 900_000), { nil: undefined }),
    stage: fc.constantFrom('tender' as const, 'award' as const, undefined),
  })
  .map(({ portal, number, process, need: [title, description], ...said }) => ({
    portal,
    noticeId: `n-${number}`,
    ocid: process === undefined ? undefined : `ocds-${portal}-${process}`,
    title,
    description,
    buyer: { name: said.buyer },
    published: said.published === undefined ? undefined : START + said.published * 20 * DAY,
    deadline:
      said.deadline === undefined
        ? undefined
        : { at: Date.parse(`${said.deadline}T12:00:00Z`), day: said.deadline, timed: true },
    value:
      said.pounds === undefined
        ? undefined
        : { min: said.pounds * 100, max: said.pounds * 100, gross: undefined, currency: 'GBP' },
    cpv: [{ code: '72810000', description: undefined, main: true }],
    stage: said.stage,
  }));

const notices = fc.array(notice, { minLength: 1, maxLength: 14 });

/** An answer without the places, which follow the order. */
function saying(answer: Grouped | undefined, all: readonly Comparable[]): unknown {
  return {
    ...answer,
    possibly: answer?.possibly.map(({ at, ...rest }) => ({
      ...rest,
      name: `${all[at]?.portal ?? ''} ${all[at]?.noticeId ?? ''}`,
    })),
  };
}

function sharesKey(one: Comparable, other: Comparable): boolean {
  if (one.portal === other.portal && one.noticeId === other.noticeId) return true;
  return one.ocid !== undefined && one.ocid === other.ocid;
}

describe('sorting notices into procurements', () => {
  it('answers the same for each notice in whatever order they come', () => {
    fc.assert(
      fc.property(notices, fc.array(fc.nat(), { minLength: 14, maxLength: 14 }), (given, keys) => {
        const order = given
          .map((_, at) => ({ at, key: keys[at] ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ at }) => at);
        const shuffled = order.flatMap((at) => given[at] ?? []);
        const straight = groupNotices(given);
        const mixed = groupNotices(shuffled);

        for (const [place, at] of order.entries())
          expect(saying(mixed[place], shuffled)).toEqual(saying(straight[at], given));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps together what shares a name or a process, and says so', () => {
    fc.assert(
      fc.property(notices, (given) => {
        const answers = groupNotices(given);
        const pairs = given.flatMap((one, at) =>
          given.flatMap((other, place) =>
            at !== place && sharesKey(one, other) ? [[at, place] as const] : [],
          ),
        );
        for (const [at, place] of pairs)
          expect(answers[at]).toMatchObject({ procurement: answers[place]?.procurement, confidence: 1 });
      }),
    );
  });

  it('names a procurement after one of its notices, and offers only others as possibly the same', () => {
    fc.assert(
      fc.property(notices, (given) => {
        const answers = groupNotices(given);
        for (const { procurement, possibly } of answers) {
          const members = given.filter((_, at) => answers[at]?.procurement === procurement);
          expect(members.map(({ portal, noticeId }) => `${portal}:${noticeId}`)).toContain(procurement);
          const others = possibly.map((one) => one.procurement);
          expect(others).not.toContain(procurement);
          expect(new Set(others).size).toBe(others.length);
          for (const { at, procurement: other } of possibly) expect(answers[at]?.procurement).toBe(other);
        }
      }),
    );
  });
});
