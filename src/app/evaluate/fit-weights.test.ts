import { describe, expect, it } from 'vitest';
import { confidenceOf, fitWeights, type Example } from './fit-weights.ts';

function examples(count: number, observed: readonly string[], isSame: boolean): Example[] {
  return Array.from({ length: count }, () => ({ observed, isSame, counts: 1 }));
}

describe('fitting weights', () => {
  it('finds what speaks for and what against', () => {
    const weights = fitWeights(
      [
        ...examples(90, ['bias', 'copied'], true),
        ...examples(10, ['bias', 'copied'], false),
        ...examples(90, ['bias', 'other year'], false),
        ...examples(10, ['bias', 'other year'], true),
      ],
      {},
    );

    // The share that is one procurement, a little nearer to the middle.
    expect(confidenceOf(['bias', 'copied'], weights)).toBeCloseTo(0.89, 1);
    expect(confidenceOf(['bias', 'other year'], weights)).toBeCloseTo(0.11, 1);
    expect(confidenceOf(['bias', 'copied'], weights)).toBeLessThan(0.9);
  });

  it('leaves alone what is set by hand', () => {
    const weights = fitWeights(examples(50, ['bias', 'other body'], true), { 'other body': -3 });

    expect(weights['other body']).toBe(-3);
    expect(weights['bias']).toBeGreaterThan(3);
  });

  it('trusts little what was seen once', () => {
    const weights = fitWeights(
      [...examples(50, ['bias', 'often'], true), ...examples(1, ['bias', 'once'], true)],
      {},
    );

    expect(Math.abs(weights['once'] ?? 0)).toBeLessThan(Math.abs(weights['often'] ?? 0));
  });
});
