import type { PortalId } from './portal.ts';

/** One immutable OCDS statement as a portal served it. */
export interface Release {
  readonly portal: PortalId;
  readonly ocid: string;
  readonly releaseId: string;
  /** SHA-256 of the text as served, in hex: the content part of a release's identity. */
  readonly hash: string;
  /** UTC milliseconds; for a date without a time, the end of that London day. */
  readonly published: number;
  /** The JSON exactly as served, numbers that JavaScript cannot hold included. */
  readonly text: string;
}

/** What could not become a notice, and why. `ref` is the best name we have for it: an id, or its place on the page. */
export interface Reject {
  /** `unknown` for a release in a file whose ocid names no portal that is built. */
  readonly portal: PortalId | 'unknown';
  readonly ref: string;
  readonly reason: string;
  readonly hash: string;
  readonly text: string;
  /** What of it has not been seen before: it may be why. */
  readonly surprises?: readonly Surprise[] | undefined;
}

/** Something that a portal has not been known to write: counted for the operator, and no reason to refuse a release. */
export interface Surprise {
  readonly what: 'tag' | 'notice type' | 'legal basis' | 'field';
  /** As written, at most 80 characters: `UK18`, `tender.newThing`. */
  readonly name: string;
}
