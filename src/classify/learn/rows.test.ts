import { describe, expect, it } from 'vitest';
import type { Features } from '../feature-list.ts';
import { openCensus, type Vocabulary } from './rows.ts';

/** As `featuresOf` answers: arrays with more room than is used. */
function features(...given: readonly (readonly [id: number, value: number])[]): Features {
  return {
    count: given.length,
    ids: Uint32Array.from([...given.map(([id]) => id), 99, 99]),
    values: Float32Array.from([...given.map(([, value]) => value), 9, 9]),
    sources: new Int32Array(given.length + 2),
  };
}

function vocabularyOf(...notices: readonly Features[]): Vocabulary {
  const census = openCensus();
  for (const notice of notices) census.count(notice);
  return census.vocabulary();
}

describe('a vocabulary', () => {
  it('is what two notices have, ascending', () => {
    const { ids } = vocabularyOf(
      features([4_000_000_000, 1], [7, 1], [7, 1]),
      features([5, 1], [4_000_000_000, 1]),
      features([5, 1]),
    );

    expect([...ids]).toEqual([5, 4_000_000_000]);
  });

  it('makes a notice a row: places and sums of what it knows', () => {
    const vocabulary = vocabularyOf(features([3, 1], [8, 1], [20, 1]), features([3, 1], [8, 1], [20, 1]));
    const row = vocabulary.rowOf(features([20, 0.5], [4, 1], [3, 1], [20, 0.25]));

    expect([...row.at]).toEqual([2, 0]);
    expect([...row.values]).toEqual([0.75, 1]);
  });

  it('knows nothing of notices that share nothing', () => {
    const vocabulary = vocabularyOf(features([1, 1]), features([2, 1]));

    expect(vocabulary.ids).toHaveLength(0);
    expect(vocabulary.rowOf(features([1, 1])).at).toHaveLength(0);
  });
});
