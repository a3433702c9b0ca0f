import type { Window } from '../portal.ts';
import type { HeldProcurement } from '../procurement.ts';
import type { Query } from '../query.ts';

/** What is asked of everything that is held, to walk through the past once more. */
export interface PastReads {
  /** The procurements of which a notice may have been published in a span, and how many versions of notices each has. */
  publishedIn(span: Window): Promise<ReadonlyMap<number, number>>;
  /** The ids of all that a query finds, in no order. `now` as in `SearchOptions`. */
  idsOf(query: Query, now: number): Promise<readonly number[]>;
  /** With every version, in the order of the ids. */
  held(ids: readonly number[]): Promise<readonly HeldProcurement[]>;
}
