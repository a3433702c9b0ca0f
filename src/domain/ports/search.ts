import type { Procurement } from '../procurement.ts';
import type { Query, Sort } from '../query.ts';
import type { Stage } from '../stage.ts';

/**
 * Where a page of results ended. The next one begins behind it, however much has arrived since: what came meanwhile belongs
 * before it, or behind it where it has not been shown. Opaque but for `sort`; plain data.
 *
 * `relevance` alone counts places (`key`): a rank is a number of this very index, and no key to come back to.
 */
export interface Place {
  readonly sort: Sort;
  /** What the first page was sorted at, UTC milliseconds: whose deadline was past then. */
  readonly at: number;
  /** Those of which the order knows its key come first, those of which it does not last. */
  readonly part: number;
  readonly key: number;
  readonly id: number;
}

/**
 * In which order hits come. `newest`: latest publication first. `relevance`: what says the query's words more often, the title
 * four times as weighty as a description; without words in the query, newest. `deadline`: those to come, the soonest first;
 * then what states none, newest first; then the past ones, the latest first. `value`: the largest first (of a range its upper
 * end); then what states none, newest first.
 */
export interface SearchOptions {
  readonly limit: number;
  /** How many hits to pass over. What arrives between two pages moves the others on: `after` does not mind. */
  readonly offset?: number | undefined;
  /** The page behind this place; of the same query and sort. */
  readonly after?: Place | undefined;
  /** `newest` without it. */
  readonly sort?: Sort | undefined;
  /** Asks for `counts`, which look at every hit. */
  readonly counts?: boolean | undefined;
  /** What clauses about time are evaluated at, UTC milliseconds. */
  readonly now: number;
}

export interface Count<Key extends string = string> {
  readonly key: Key;
  readonly count: number;
}

/** Of the whole result, the largest number first. One procurement may be of several categories and regions. */
export interface SearchCounts {
  /** Slugs; `none` for what is in none. */
  readonly categories: readonly Count[];
  /** ITL 1 codes; `UK` for nationwide, `none` for what states no region. */
  readonly regions: readonly Count[];
  readonly stages: readonly Count<Stage>[];
  /** Names; the ten who buy most. */
  readonly buyers: readonly Count[];
}

/** What was found, but for the procurements themselves: plain data, to be handed from one thread to another. */
export interface FoundIds {
  readonly total: number;
  readonly ids: readonly number[];
  /** Where this page ends; undefined where nothing is left behind it. */
  readonly next: Place | undefined;
  readonly counts: SearchCounts | undefined;
}

export interface SearchHits extends Omit<FoundIds, 'ids'> {
  readonly procurements: readonly Procurement[];
}

/** How long somebody waits for an answer. */
export interface Patience {
  /** Aborts when nobody wants the answer any more. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds from the asking, waiting for one's turn included. */
  readonly withinMs?: number | undefined;
}

/** `too-slow`: it took longer than it may. `busy`: too many are waiting already. `cancelled`: its asker gave up. */
export interface Unanswered {
  readonly unanswered: 'too-slow' | 'busy' | 'cancelled';
}

/** Searches for people, who do not wait for ever. */
export interface Search {
  ask(query: Query, options: SearchOptions & Patience): Promise<SearchHits | Unanswered>;
}
