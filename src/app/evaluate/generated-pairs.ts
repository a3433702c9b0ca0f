import { seededRandom, type Random } from '../../sandbox/generate/random.ts';
import { COPIES, type DraftPair } from './copies.ts';
import { comparableOf } from './draft.ts';
import type { LabelledPair } from './labelled-pair.ts';
import { NEAR_MISSES } from './near-misses.ts';
import { loadPurchases, type Purchase } from './purchases.ts';

/**
 * Which half of the invented purchases: `development` is for whoever works on the score, and `held` is for measuring it
 * alone, so it is not to be looked at in between.
 */
export type GeneratedHalf = 'development' | 'held';

/** Each purchase of the half in every kind of copy and of near miss; the same pairs on every run. */
export function generatedPairs(half: GeneratedHalf): readonly LabelledPair[] {
  const random = seededRandom(`generated pairs, ${half}`);
  const own = loadPurchases().filter((_, at) => at % 2 === (half === 'held' ? 1 : 0));
  return own.flatMap((purchase, at) => {
    const other = own[(at + random.int(1, own.length - 1)) % own.length] ?? purchase;
    return pairsOf(purchase, other, random);
  });
}

function pairsOf(purchase: Purchase, other: Purchase, random: Random): readonly LabelledPair[] {
  const made = ([a, b]: DraftPair, kind: string, label: LabelledPair['label']): LabelledPair => {
    const [first, second] = random.chance(0.5) ? [a, b] : [b, a];
    return { kind, label, a: comparableOf(first), b: comparableOf(second) };
  };
  return [
    ...Object.entries(COPIES).map(([kind, make]) => made(make(purchase, random), kind, 'same')),
    ...Object.entries(NEAR_MISSES).map(([kind, make]) =>
      made(make(purchase, random, other), kind, 'different'),
    ),
  ];
}
