import { describe, expect, it } from 'vitest';
import { fitLogistic, randomFrom, rawScore, type Sample } from './logistic.ts';

function aSample(places: readonly number[], target: number, weight = 1): Sample {
  return { row: { at: Int32Array.from(places), values: Float32Array.from(places, () => 1) }, target, weight };
}

/** Feature 0 is in all, 1 in what is so, 2 in what is not, the others in some of both. */
const TOY = Array.from({ length: 60 }, (_, index) =>
  aSample([0, 1 + (index % 2), 3 + (index % 5)], 1 - (index % 2)),
);

describe('logistic regression', () => {
  it('learns what parts the two', () => {
    const weights = fitLogistic(TOY, 8, 1);

    for (const { row, target } of TOY) expect(rawScore(row, weights) > 0).toBe(target === 1);
    expect(weights[1]).toBeGreaterThan(0.5);
    expect(weights[2]).toBeLessThan(-0.5);
    for (const noise of [3, 4, 5, 6, 7]) expect(Math.abs(weights[noise] ?? 9)).toBeLessThan(weights[1] ?? 0);
  });

  it('gives the same weights for the same seed', () => {
    expect(fitLogistic(TOY, 8, 5)).toEqual(fitLogistic(TOY, 8, 5));
    expect(fitLogistic(TOY, 8, 5)).not.toEqual(fitLogistic(TOY, 8, 6));
  });

  it('believes what weighs more', () => {
    const torn = TOY.flatMap((sample) => [sample, { ...sample, target: 1 - sample.target, weight: 5 }]);
    const weights = fitLogistic(torn, 8, 1);

    for (const { row, target } of TOY) expect(rawScore(row, weights) > 0).toBe(target === 0);
  });

  it('learns nothing from nothing', () => {
    expect([...fitLogistic([], 3, 1)]).toEqual([0, 0, 0]);
    expect(rawScore({ at: new Int32Array(), values: new Float32Array() }, new Float64Array(3))).toBe(0);
  });
});

it('numbers that a seed decides lie between 0 and 1, evenly', () => {
  const random = randomFrom(3);
  const drawn = Array.from({ length: 10_000 }, random);

  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(drawn.reduce((sum, one) => sum + one, 0) / drawn.length).toBeCloseTo(0.5, 1);
  expect(randomFrom(3)()).toBe(drawn[0]);
  expect(randomFrom(4)()).not.toBe(drawn[0]);
});
