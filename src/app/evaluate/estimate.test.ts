import { describe, expect, it } from 'vitest';
import { estimates, type Tallied } from './estimate.ts';
import type { Measure } from './measures.ts';

/** A line of which the first figure is 1 where it counts, and the second where it is right. */
function line(isRight: boolean, stratum = 'one', weight = 1): Tallied {
  return { tally: Float64Array.of(1, isRight ? 1 : 0), stratum, weight };
}

const SHARE: Measure = { kind: 'share', of: ([all = 0, right = 0]) => [right, all] };
const SCORE: Measure = { kind: 'score', of: ([all = 0, right = 0]) => (all === 0 ? undefined : right / all) };

const LINES = Array.from({ length: 40 }, (_, at) => line(at < 30));

function measured(lines: readonly Tallied[], measure: Measure, isWeighted = false, seed = 1) {
  return estimates(lines, { it: measure }, { seed, isWeighted })('it');
}

describe('an estimate', () => {
  it('of a share has its counts and the interval of Wilson', () => {
    const { part, whole, low, high } = measured(LINES, SHARE);

    expect([part, whole]).toEqual([30, 40]);
    expect(low).toBeCloseTo(0.598, 3);
    expect(high).toBeCloseTo(0.858, 3);
  });

  it('of a score has about the same interval, by drawing anew', () => {
    const { share, part, low, high } = measured(LINES, SCORE);

    expect([share, part]).toEqual([0.75, undefined]);
    expect(low).toBeGreaterThan(0.56);
    expect(low).toBeLessThan(0.65);
    expect(high).toBeGreaterThan(0.84);
    expect(high).toBeLessThan(0.91);
  });

  it('is the same for the same seed, and of a weighted share another for another', () => {
    expect(measured(LINES, SCORE)).toEqual(measured(LINES, SCORE));
    const { low, high } = measured(LINES, SHARE, true, 2);
    expect(high - low).toBeGreaterThan(0.2);
  });

  it('draws within each stratum, so that what is sure in each is sure', () => {
    const lines = [line(true, 'sure'), line(true, 'sure'), line(false, 'never', 3)];

    expect(measured(lines, SCORE)).toMatchObject({ low: 2 / 3, high: 2 / 3 });
    expect(measured(lines, SHARE, true)).toMatchObject({ share: 0.4, low: 0.4, high: 0.4 });
  });

  it('knows nothing of no lines', () => {
    expect(measured([], SCORE).share).toBeUndefined();
    expect(measured([], SHARE)).toMatchObject({ share: undefined, low: 0, high: 1 });
    expect(() => estimates(LINES, { it: SHARE }, { seed: 1, isWeighted: false })('other')).toThrow('other');
  });
});
