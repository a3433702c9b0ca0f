import {
  observeNumbers,
  observeWords,
  stepsOf,
  wordFeatures,
  type SeenNumbers,
  type WordSteps,
} from './features.ts';
import { areApart } from './processes.ts';
import { reasonsFor } from './likeness-reasons.ts';
import { isTitleAlone, numberFeatures } from './number-features.ts';
import type { Signature } from './signature.ts';
import { WEIGHTS } from './weights.ts';

/**
 * From this confidence on two notices are one procurement. Set where, on pairs of buyers that the weights were not learned
 * from, about 97 of 100 joins are right and 90 of 100 that belong together are joined (docs/accuracy.md).
 */
export const SAME = 0.68;
/** From this confidence on they are shown as possibly the same: of what belongs together, 97 of 100 are. */
export const POSSIBLY = 0.25;
/** The most that counts as possibly the same. */
export const BELOW = SAME - 0.001;
const MOST_ALONE = Math.log(BELOW / (1 - BELOW));

export interface Likeness {
  /** 0 to 1. */
  readonly confidence: number;
  /** In words a supplier understands, for and against. */
  readonly reasons: readonly string[];
}

const UNLIKE: Likeness = { confidence: 0, reasons: [] };
/** Titles that share less than this are no reason to look on. */
const SOME_TITLE = 0.15;
const SOME_TEXT = 0.3;

/** How likely two notices are one procurement, by the two alone: symmetric, and never throws. */
export function likenessOf(a: Signature, b: Signature): Likeness {
  if (areApart(a, b)) return UNLIKE;
  const words = observeWords(a, b);
  const steps = wordStepsOf(a, b, words);
  if (steps === undefined) return UNLIKE;
  const seen = { ...words, ...observeNumbers(a, b) };
  const confidence = confidenceOf(oddsOf(steps, seen));
  return confidence < POSSIBLY
    ? { confidence, reasons: [] }
    : { confidence, reasons: reasonsFor(a, b, seen) };
}

/** What the words say, dates and sums aside; undefined where that is no reason to look on. */
export function wordStepsOf(a: Signature, b: Signature, seen = observeWords(a, b)): WordSteps | undefined {
  const { title, text = 0, code } = seen;
  if (title.alike < SOME_TITLE && text < SOME_TEXT && code !== 'same' && code !== 'lot') return undefined;
  return stepsOf(a, b, seen);
}

/** Logarithm of the odds: it depends on the two arguments alone. */
export function oddsOf(words: WordSteps, seen: SeenNumbers): number {
  const odds = weigh(wordFeatures(words)) + weigh(numberFeatures(words, seen));
  return isTitleAlone(words, seen) ? Math.min(odds, MOST_ALONE) : odds;
}

/** Of the `oddsOf`. */
export function confidenceOf(odds: number): number {
  return Math.round(1000 / (1 + Math.exp(-odds))) / 1000;
}

function weigh(names: readonly string[]): number {
  let odds = 0;
  for (const name of names) odds += WEIGHTS[name] ?? 0;
  return odds;
}
