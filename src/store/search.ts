import type { FoundIds, Place, SearchOptions } from '../domain/ports.ts';
import type { Query } from '../domain/query.ts';
import type { Clause } from './search-clause.ts';
import { countsOf } from './search-counts.ts';
import { orderOf } from './search-order.ts';
import { pageInOrder, totalOf } from './search-page.ts';
import { rankedIds, rankingOf, type Ranking } from './search-rank.ts';
import { clauseOf } from './search-tree.ts';
import type { Db } from './tables.ts';

/**
 * A query as a search: the same answer as `match/evaluate.ts` gives for each procurement, which tests hold it to. The ids of
 * one page in the order asked for, how many there are in all, and counts where they are wanted.
 */
export async function searchIds(db: Db, query: Query, options: SearchOptions): Promise<FoundIds> {
  if (options.after !== undefined && options.after.sort !== (options.sort ?? 'newest'))
    throw new Error('a place of one order was given to a search in another');
  const clause = clauseOf(query, options.now);
  const counted = options.counts === true ? await countsOf(db, clause) : undefined;
  const ranking = options.sort === 'relevance' ? rankingOf(query, clause, options.now) : undefined;
  const found =
    ranking === undefined
      ? await inOrder(db, clause, { ...options, total: counted?.total })
      : await byRank(db, { clause, ranking }, { ...options, total: counted?.total });
  return { ...found, counts: counted?.counts };
}

type Found = Omit<FoundIds, 'counts'>;
/** `total`: where it is known already. */
type Wanted = SearchOptions & { readonly total: number | undefined };

/** One row more than a page holds is asked for: it says whether there is another page. */
async function inOrder(db: Db, clause: Clause, { total: known, ...options }: Wanted): Promise<Found> {
  const { sort = 'newest', after, limit } = options;
  const at = after?.at ?? options.now;
  const order = orderOf(sort === 'relevance' ? 'newest' : sort, at);
  if (limit === 0) return { total: known ?? (await totalOf(db, clause)), ids: [], next: undefined };
  const { total, rows } = await pageInOrder(db, clause, {
    order,
    ...options,
    limit: limit + 1,
    total: known,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? { sort, at, ...last } : undefined;
  return { total, ids: shown.map(({ id }) => id), next };
}

async function byRank(
  db: Db,
  search: { readonly clause: Clause; readonly ranking: Ranking },
  { total: known, limit, offset = 0, after, now }: Wanted,
): Promise<Found> {
  const total = known ?? (await totalOf(db, search.clause));
  const from = (after?.key ?? 0) + offset;
  const ids = total > from && limit > 0 ? await rankedIds(db, { ...search, from, limit }) : [];
  const end = from + ids.length;
  const next: Place | undefined =
    ids.length > 0 && end < total ? { sort: 'relevance', at: now, part: 0, key: end, id: 0 } : undefined;
  return { total, ids, next };
}
