import type { NoticeName } from './tie.ts';

/** What a person says that a procurement is: no IT, or IT of these categories (slugs, the primary one first). */
export type Says = { readonly it: false } | { readonly it: true; readonly categories: readonly string[] };

/** One subscriber's opinion that the classification is wrong. */
export interface Report {
  /** A subscriber's id; a name where somebody told the operator. Personal: never logged. */
  readonly from: number | string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly note: string | undefined;
}

/**
 * What a person says of a procurement's classification, kept for ever. It names the notices that made up the procurement, so
 * that it outlives joins, splits and new versions. Of several that hold for one procurement, the one that came to hold last wins.
 */
export interface Correction {
  readonly id: number;
  readonly notices: readonly NoticeName[];
  readonly says: Says;
  /** What was reported and by whom, the first first, whatever was decided then; undefined where the operator said it unasked. */
  readonly reported: { readonly says: Says; readonly reports: readonly Report[] } | undefined;
  /** `waiting` for the operator; it counts only while it `holds`. */
  readonly state: 'waiting' | 'holds' | 'declined' | 'undone';
  /** The operator's. */
  readonly note: string | undefined;
  /** When it was first said, UTC milliseconds. */
  readonly at: number;
  /** When it came to hold, or was declined or undone; undefined while it waits. */
  readonly decidedAt: number | undefined;
}
