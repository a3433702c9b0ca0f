import { describe, expect, it } from 'vitest';
import { probability } from '../model.ts';
import { bestThreshold, calibrate, thresholdsFor, type Chance, type Guess } from './calibrate.ts';
import { randomFrom } from './logistic.ts';

/** So many guesses, of which a raw score of r is right with the odds e^(slope × r + offset). */
function guessesOf(slope: number, offset: number): readonly Guess[] {
  const random = randomFrom(7);
  return Array.from({ length: 5000 }, () => {
    const raw = random() * 10 - 5;
    return { raw, isSo: random() < probability(raw, { slope, offset }), weight: 1 };
  });
}

describe('calibration', () => {
  it.each([
    [1, 0],
    [0.4, -1.5],
    [3, 2],
  ])('finds the slope %f and offset %f that scores were drawn with', (slope, offset) => {
    const found = calibrate(guessesOf(slope, offset));

    expect(found.slope / slope).toBeCloseTo(1, 0);
    expect(Math.abs(found.slope - slope)).toBeLessThan(0.25 * slope);
    expect(Math.abs(found.offset - offset)).toBeLessThan(0.3);
  });

  it('gives as many as are so on average', () => {
    const guesses = guessesOf(0.8, -2);
    const line = calibrate(guesses);
    const said = guesses.reduce((sum, { raw }) => sum + probability(raw, line), 0);

    expect(said / guesses.filter(({ isSo }) => isSo).length).toBeCloseTo(1, 1);
  });

  it('counts a guess by its weight', () => {
    const guesses = [0, 3].flatMap((raw) => [
      { raw, isSo: true, weight: raw === 0 ? 10 : 30 },
      { raw, isSo: false, weight: raw === 0 ? 30 : 10 },
    ]);
    const line = calibrate(guesses);

    expect(probability(0, line)).toBeCloseTo(0.25, 1);
    expect(probability(3, line)).toBeCloseTo(0.75, 1);
  });

  it.each<[string, readonly Guess[]]>([
    ['guesses that are all right', [-4, -3, -2, 2, 3, 4].map((raw) => ({ raw, isSo: raw > 0, weight: 2 }))],
    ['scores far from 0', [50, 60, 70, 80].map((raw) => ({ raw, isSo: raw > 65, weight: 2 }))],
    [
      'few against many',
      [
        { raw: 0, isSo: false, weight: 2 },
        { raw: 4, isSo: true, weight: 490 },
      ],
    ],
    ['huge scores', [-1e6, -1e5, 1e5, 1e6].map((raw) => ({ raw, isSo: raw > 0, weight: 1 }))],
  ])('ends somewhere on %s', (_, guesses) => {
    const line = calibrate(guesses);

    expect(Number.isFinite(line.slope) && Number.isFinite(line.offset)).toBe(true);
    expect(line.slope).toBeGreaterThan(0);
    for (const { raw, isSo } of guesses) expect(probability(raw, line) > 0.5).toBe(isSo);
  });

  it('says the same of all where all are so, and takes scores as log odds where there are none', () => {
    const line = calibrate([1, 2, 3].map((raw) => ({ raw, isSo: true, weight: 1 })));

    expect(probability(-5, line)).toBeCloseTo(probability(5, line));
    expect(probability(0, line)).toBeGreaterThan(0.5);
    expect(calibrate([])).toEqual({ slope: 1, offset: 0 });
  });
});

function chances(so: readonly number[], not: readonly number[]): readonly Chance[] {
  return [
    ...so.map((chance) => ({ chance, isSo: true, weight: 1 })),
    ...not.map((chance) => ({ chance, isSo: false, weight: 1 })),
  ];
}

function spread(from: number, to: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * (index + 0.5)) / count);
}

describe('thresholds', () => {
  /** Most that are so lie above 0.4, most that are not below 0.6. */
  const mixed = chances(
    [...spread(0.55, 1, 190), ...spread(0.2, 0.55, 10)],
    [...spread(0, 0.5, 190), ...spread(0.5, 0.8, 10)],
  );

  it('are stricter for strict than for balanced than for broad', () => {
    const { strict, balanced, broad } = thresholdsFor(mixed);

    expect(strict).toBeGreaterThan(balanced);
    expect(balanced).toBeGreaterThan(broad);
  });

  it('hold what they promise', () => {
    const { strict, broad } = thresholdsFor(mixed);
    const said = mixed.filter(({ chance }) => chance >= strict);

    expect(said.filter(({ isSo }) => isSo).length / said.length).toBeGreaterThanOrEqual(0.98);
    expect(mixed.filter(({ chance, isSo }) => isSo && chance >= broad)).toHaveLength(199);
  });

  it('lie in the middle of what parts the two, and on no notice', () => {
    const { balanced } = thresholdsFor(chances([0.8, 0.9], [0.1, 0.2]));

    expect(balanced).toBeCloseTo(0.5);
    expect(bestThreshold(chances([0.8, 0.9], [0.1, 0.2]))).toBeCloseTo(0.5);
    for (const { chance } of mixed) expect(Object.values(thresholdsFor(mixed))).not.toContain(chance);
  });

  it('stay in their order and away from 0 and 1, whatever they are chosen by', () => {
    // Nearly all that is called IT at 0.2 is IT: `strict` would lie below `balanced`.
    const clear = chances(spread(0.5, 1, 500), spread(0, 0.4, 500));
    const odd = [
      clear,
      [],
      chances([1, 1], []),
      chances([], [0, 0]),
      chances([0.1], [0.9]),
      chances([0.5], [0.5]),
    ];
    for (const given of odd) {
      const { strict, balanced, broad } = thresholdsFor(given);
      expect(strict).toBeGreaterThanOrEqual(balanced);
      expect(balanced).toBeGreaterThanOrEqual(broad);
      for (const one of [strict, balanced, broad]) {
        expect(one).toBeGreaterThanOrEqual(0.02);
        expect(one).toBeLessThanOrEqual(0.97);
      }
    }
  });
});
