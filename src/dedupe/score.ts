import { featuresOf, observe } from './features.ts';
import { areApart } from './processes.ts';
import { reasonsFor } from './likeness-reasons.ts';
import type { Signature } from './signature.ts';
import { WEIGHTS } from './weights.ts';

/**
 * From this confidence on two notices are one procurement. Set where, on pairs of buyers that the weights were not learned
 * from, about 97 of 100 joins are right and 90 of 100 that belong together are joined (docs/accuracy.md).
 */
export const SAME = 0.68;
/** From this confidence on they are shown as possibly the same: of what belongs together, 97 of 100 are. */
export const POSSIBLY = 0.25;

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
  const seen = observe(a, b);
  const { title, text = 0, code } = seen;
  if (title.alike < SOME_TITLE && text < SOME_TEXT && code !== 'same' && code !== 'lot') return UNLIKE;
  let odds = 0;
  for (const name of featuresOf(a, b, seen)) odds += WEIGHTS[name] ?? 0;
  const confidence = Math.round(1000 / (1 + Math.exp(-odds))) / 1000;
  return confidence < POSSIBLY
    ? { confidence, reasons: [] }
    : { confidence, reasons: reasonsFor(a, b, seen) };
}
