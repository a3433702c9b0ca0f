import type { Comparable } from '../../dedupe/comparable.ts';

/** Two notices, and whether they are one procurement. */
export interface LabelledPair {
  /** How it was found, or what was done to it. */
  readonly kind: string;
  readonly label: 'same' | 'different';
  readonly a: Comparable;
  readonly b: Comparable;
}
