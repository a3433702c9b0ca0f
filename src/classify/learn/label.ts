import type { NoticeText } from '../evidence.ts';

/** What a reader said a notice is, by the rules of the taxonomy. */
export interface Label {
  readonly it: 'yes' | 'no' | 'borderline';
  /** Either is right. */
  readonly primary: readonly string[];
  /** All that are clearly a real part of what is bought. */
  readonly cats: readonly string[];
  /** Neither right nor wrong. */
  readonly maybe: readonly string[];
}

/** A notice whose kind is known. */
export interface Example {
  readonly text: NoticeText;
  readonly label: Label;
  /** How much it counts beside the others: 1 for one reader's label. */
  readonly weight: number;
  /** Drawn as notices come, so that thresholds may be chosen by it. */
  readonly isDrawn: boolean;
}
