import type { Clock, Search, SearchHits, Store, Unanswered } from '../domain/ports.ts';
import type { Query, Sort } from '../domain/query.ts';
import { leavesOf } from '../match/combine.ts';
import { describeQuery } from '../match/describe.ts';
import { openOnly } from '../match/open-only.ts';
import { parseQuery, type Parsed } from '../match/parse.ts';
import { placeText, readPlace } from '../match/place-text.ts';
import { printSearch } from '../match/print.ts';

/** What somebody looks for, and how they want it. */
export interface SearchWish extends Omit<Parameters<Search['ask']>[1], 'now' | 'after'> {
  /** Wins over the query's own `sort:`. */
  readonly sort?: Sort | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  /** With `open`, a query that names no stage (and is no identifier) finds open ones only. */
  readonly stage?: 'open' | undefined;
}

export interface Found extends Omit<SearchHits, 'next'> {
  /** As it was asked in the end: narrowed to what is open where that was wished for. */
  readonly parsed: Parsed;
  /** The query in a sentence. */
  readonly described: string;
  /** What the next page is asked for with; undefined where this is the last. */
  readonly next: string | undefined;
}

/** `refused`: why `after` cannot be used, in a sentence. */
export type Searched = Found | Unanswered | { readonly refused: string };

/** Searches what is held, one page of it. */
export async function searchProcurements(
  text: string,
  deps: { readonly store: Pick<Store, 'search'>; readonly clock: Clock },
  wish: SearchWish,
): Promise<Searched> {
  const parsed = asked(parseQuery(text), wish);
  const { query, sort } = parsed;
  const after = wish.after === undefined ? undefined : readPlace(wish.after, parsed);
  if (after !== undefined && 'refused' in after) return after;
  const { stage: _asked, ...options } = wish;
  const found = await deps.store.search.ask(query, { ...options, sort, after, now: deps.clock.now() });
  if ('unanswered' in found) return found;
  const next = found.next && placeText(found.next, parsed);
  return { ...found, parsed, described: describeQuery(query), next };
}

function asked(written: Parsed, { stage, sort = written.sort }: SearchWish): Parsed {
  const isNarrowed = stage === 'open' && leavesOf(written.query).every(leavesStageOpen);
  const query = isNarrowed ? openOnly(written.query) : written.query;
  return { ...written, query, sort, canonical: printSearch(query, sort) };
}

/** A notice's own number finds it whatever its stage. */
function leavesStageOpen({ kind }: Query): boolean {
  return kind !== 'stage' && kind !== 'identifier';
}
