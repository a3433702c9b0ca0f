import { describe, expect, it } from 'vitest';
import { quantised } from './quantise.ts';
import type { Vocabulary } from './rows.ts';

function aVocabulary(ids: readonly number[]): Vocabulary {
  return {
    ids: Uint32Array.from(ids),
    rowOf: () => ({ at: new Int32Array(), values: new Float32Array() }),
  };
}

describe('weights rounded to a byte', () => {
  it('are what they were, to half a step of their output', () => {
    const learned = [Float64Array.from([1, -0.5, 0.26]), Float64Array.from([-10, 3.3, 0.01])];
    const { ids, scales, weights } = quantised(learned, aVocabulary([2, 5, 9]));

    expect([...ids]).toEqual([2, 5, 9]);
    for (const [output, own] of learned.entries())
      for (const [row, weight] of own.entries()) {
        const scale = scales[output] ?? 0;
        expect(Math.abs((weights[row * 2 + output] ?? 0) * scale - weight)).toBeLessThanOrEqual(
          scale * 0.501,
        );
      }
  });

  it('use the whole of a byte, and no more', () => {
    const { weights } = quantised([Float64Array.from([7, -7, 3.5])], aVocabulary([1, 2, 3]));

    expect([...weights]).toEqual([127, -127, 64]);
  });

  it('leave out features that say nothing', () => {
    const { ids, weights } = quantised([Float64Array.from([1, 0.001, 0, -1])], aVocabulary([1, 2, 3, 4]));

    expect([...ids]).toEqual([1, 4]);
    expect([...weights]).toEqual([127, -127]);
  });

  it('of too many features keep those that say most, in order', () => {
    const count = 150_010;
    const ids = Array.from({ length: count }, (_, index) => index * 3);
    const learned = Float64Array.from(ids, (_, index) => (index % 15_001 === 0 ? 0.1 : 1));
    const kept = quantised([learned], aVocabulary(ids)).ids;

    expect(kept).toHaveLength(150_000);
    expect(kept).toEqual(kept.toSorted());
    expect(kept.includes(0)).toBe(false);
    expect(kept.includes(3)).toBe(true);
  });

  it('are nothing where nothing was learned', () => {
    const { ids, scales } = quantised([new Float64Array(2)], aVocabulary([1, 2]));

    expect(ids).toHaveLength(0);
    expect([...scales]).toEqual([1]);
  });
});
