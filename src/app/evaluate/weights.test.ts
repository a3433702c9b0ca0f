import { describe, expect, it } from 'vitest';
import { weightsOf } from './weights.ts';

const LINES = ['open', 'open', 'award', 'other', undefined].map((stratum) => ({ stratum }));

describe('weights', () => {
  it('are the population of a stratum by its lines in the file', () => {
    expect(weightsOf(LINES, { open: 10, award: 7 })).toEqual([5, 5, 7, 0, 0]);
  });

  it('are one where no population is known', () => {
    expect(weightsOf(LINES, undefined)).toEqual([1, 1, 1, 1, 1]);
  });
});
