import type { PortalId } from './portal.ts';

/** A notice by the name it has on its portal; all its versions are one notice. */
export interface NoticeName {
  readonly portal: PortalId;
  readonly noticeId: string;
}

/** Two notices without a common key that read like one procurement: how sure we are, and why. */
export interface Tie {
  readonly a: NoticeName;
  readonly b: NoticeName;
  /** 0 to 1; from `SAME` (`dedupe/score.ts`) on they are joined, below it they are shown as possibly the same. */
  readonly confidence: number;
  /** In words a supplier understands, e.g. `same deadline day`. */
  readonly reasons: readonly string[];
}

/**
 * What a person said of notices, kept for ever. `split`: no notice of `one` is the same procurement as any of `other`, and
 * each side stays whole. `join`: they are one.
 */
export interface Word {
  readonly id: number;
  readonly kind: 'split' | 'join';
  readonly one: readonly NoticeName[];
  readonly other: readonly NoticeName[];
  /** UTC milliseconds. */
  readonly at: number;
  /** When it was taken back, by a person or by a later word that says the opposite; undefined while it holds. */
  readonly undoneAt: number | undefined;
  /** The later word that says the opposite. */
  readonly undoneBy: number | undefined;
}
