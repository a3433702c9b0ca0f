import { describe, expect, it } from 'vitest';
import { aNoticeText, evidenceOf } from '../../test/evidence-of.ts';
import { aModel } from '../../test/small-model.ts';
import type { Features } from './feature-list.ts';
import { featuresOf } from './features.ts';
import { createScorer, decodeModel, encodeModel, probability } from './model.ts';

function features(...given: readonly (readonly [id: number, value: number, source: number])[]): Features {
  return {
    count: given.length,
    ids: Uint32Array.from(given, ([id]) => id),
    values: Float32Array.from(given, ([, value]) => value),
    sources: Int32Array.from(given, ([, , source]) => source),
  };
}

const KNOWN = aModel([
  { id: 3, weights: [4, 0, -8] },
  { id: 4_294_967_295, weights: [-127, 127, 1] },
  { id: 19, weights: [2, 2, 2] },
]);

describe('a model file', () => {
  it('gives back what was put in', () => {
    expect(decodeModel(encodeModel(KNOWN))).toEqual(KNOWN);
    expect(decodeModel(encodeModel(aModel()))).toEqual(aModel());
  });

  it('says at its head what it was made from, for people too', () => {
    const [kind, about] = new TextDecoder().decode(encodeModel(KNOWN)).split('\n');

    expect(kind).toBe('tenderbell model');
    expect(JSON.parse(about ?? '')).toMatchObject({ made: '2026-09-01', data: 'made up', seed: 1 });
  });

  it.each([1, 2, 3, 5, 7, 8])('may begin %i bytes into a larger buffer', (offset) => {
    const bytes = encodeModel(KNOWN);
    const larger = new Uint8Array(bytes.length + offset + 3);
    larger.set(bytes, offset);

    expect(decodeModel(larger.subarray(offset, offset + bytes.length))).toEqual(KNOWN);
  });

  it('holds its arrays where a processor likes them, however long its head is', () => {
    for (let length = 0; length < 9; length += 1) {
      const model = aModel([{ id: 1, weights: [1, 2, 3] }], { data: 'x'.repeat(length) });
      expect(decodeModel(encodeModel(model))).toEqual(model);
    }
  });

  it('is refused when it is another file, cut short, damaged or of another version', () => {
    const bytes = encodeModel(KNOWN);
    const other = encodeModel(aModel([], { version: 0 }));

    expect(() => decodeModel(new Uint8Array())).toThrow('no tenderbell model');
    expect(() => decodeModel(new TextEncoder().encode('SQLite format 3\n{}\n'))).toThrow(
      'no tenderbell model',
    );
    expect(() => decodeModel(bytes.subarray(0, 20))).toThrow('no tenderbell model');
    expect(() => decodeModel(new TextEncoder().encode('tenderbell model\n{}\n'))).toThrow(
      'no tenderbell model',
    );
    expect(() => decodeModel(bytes.subarray(0, bytes.length - 1))).toThrow('not as long');
    expect(() => decodeModel(Uint8Array.from([...bytes, 0]))).toThrow('not as long');
    expect(() => decodeModel(other)).toThrow('version 0');
  });
});

describe('a scorer', () => {
  it('adds up what it knows', () => {
    const scorer = createScorer(KNOWN);
    scorer.take(features([3, 1, 0], [4_294_967_295, 0.5, 1], [17, 100, 2]));

    expect(scorer.raw(0)).toBeCloseTo((4 - 63.5) * 0.5);
    expect(scorer.raw(1)).toBeCloseTo(63.5 * 0.25);
    expect(scorer.raw(2)).toBeCloseTo((-8 + 0.5) * 0.125);
  });

  it('forgets the notice before', () => {
    const scorer = createScorer(KNOWN);
    scorer.take(features([3, 1, 0], [19, 1, 0]));
    scorer.take(features([19, 1, 0]));
    expect(scorer.raw(0)).toBe(1);

    scorer.take(features());
    expect(scorer.raw(0)).toBe(0);
    expect(scorer.contributions(0).count).toBe(0);
  });

  it('tells apart features that fall on one place of its table', () => {
    const crowd = Array.from({ length: 100 }, (_, index) => ({
      id: index * 65_536,
      weights: [index, 0, 0] as const,
    }));
    const scorer = createScorer(aModel(crowd));
    for (const { id, weights } of crowd) {
      scorer.take(features([id, 1, 0], [id + 1, 1, 0]));
      expect(scorer.raw(0)).toBe(weights[0] * 0.5);
    }
  });

  it('knows the contributions of a notice, which add up to its raw score', () => {
    const found = featuresOf(
      evidenceOf(aNoticeText('Firewall renewal', 'A penetration test of software.', '72810000')),
    );
    const ids = [...new Set(found.ids.subarray(0, found.count))];
    const scorer = createScorer(
      aModel(ids.map((id, index) => ({ id, weights: [(index % 7) - 3, (index % 5) - 2, index % 3] }))),
    );
    scorer.take(found);
    for (const output of [0, 1, 2]) {
      const { count, amounts } = scorer.contributions(output);
      expect(count).toBe(found.count);
      expect(amounts.subarray(0, count).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(
        scorer.raw(output),
      );
    }
    expect(scorer.raw(2)).toBeGreaterThan(0);
    const { count, sources } = scorer.contributions(0);
    expect(sources.subarray(0, count)).toEqual(found.sources.subarray(0, count));
  });
});

it('a probability lies between 0 and 1 and rises with the score', () => {
  const line = { slope: 2, offset: -1 };

  expect(probability(0.5, line)).toBe(0.5);
  expect(probability(-1e6, line)).toBe(0);
  expect(probability(1e6, line)).toBe(1);
  expect(probability(1, line)).toBeGreaterThan(probability(0.9, line));
});
