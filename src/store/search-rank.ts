import { sql, type RawBuilder } from 'kysely';
import type { Leaf, Query } from '../domain/query.ts';
import { anyOf, condition, type Clause } from './search-clause.ts';
import { leafClause } from './search-leaf.ts';
import { clauseOf, partsOf } from './search-tree.ts';
import type { Db } from './tables.ts';

/** What hits are ranked by. */
export interface Ranking {
  readonly fts: string;
  /** Every hit is found by it. */
  readonly isWhole: boolean;
}

/**
 * What the index is asked in order to rank: all that it can say of the query, where every hit must hold words of it; else any
 * of the words that are looked for. Undefined for a query without words.
 */
export function rankingOf(query: Query, clause: Clause, now: number): Ranking | undefined {
  const words = wordsIn(query).flatMap((leaf) => ftsOf(leafClause(leaf, now)));
  if (words.length === 0) return undefined;
  const [whole] = ftsOf(clause);
  const mustHoldWords = partsOf(query, 'and').some(
    (part) => wordsIn(part).length > 0 && ftsOf(clauseOf(part, now)).length > 0,
  );
  return whole !== undefined && mustHoldWords
    ? { fts: whole, isWhole: true }
    : { fts: anyOf(words), isWhole: false };
}

function ftsOf(clause: Clause): readonly string[] {
  return clause.kind === 'match' || clause.kind === 'both' ? [clause.fts] : [];
}

/** The words that are looked for, not those that are left out. */
function wordsIn(query: Query): readonly Leaf[] {
  if (query.kind === 'and' || query.kind === 'or') return query.of.flatMap(wordsIn);
  return (query.kind === 'text' || query.kind === 'capitals') && !query.negated ? [query] : [];
}

/** Title, description, parties, facts. Written as `rank match`, and sorted by rank alone, FTS5 does it by itself. */
const WEIGHTS = 'bm25(4.0, 1.0, 0.0, 0.0)';

interface RankedWish {
  readonly clause: Clause;
  readonly ranking: Ranking;
  readonly from: number;
  readonly limit: number;
}

/** Best first; what holds none of the words comes last, newest first. */
export async function rankedIds(db: Db, wish: RankedWish): Promise<readonly number[]> {
  const ids = await best(db, wish);
  const { ranking, from, limit } = wish;
  if (ranking.isWhole || ids.length === limit) return ids;
  const ranked = ids.length > 0 || from === 0 ? from + ids.length : await countRanked(db, wish);
  return [
    ...ids,
    ...(await rest(db, { ...wish, from: Math.max(0, from - ranked), limit: limit - ids.length })),
  ];
}

async function best(db: Db, { clause, ranking, from, limit }: RankedWish): Promise<readonly number[]> {
  const { rows } =
    clause.kind === 'match' && ranking.isWhole
      ? await sql<{ id: number }>`
          select rowid as id from search where search match ${ranking.fts} and rank match ${WEIGHTS}
          order by rank limit ${limit} offset ${from}`.execute(db)
      : await sql<{ id: number }>`
          select p.id from search s cross join procurement p on p.id = s.rowid
          where s.search match ${ranking.fts} and s.rank match ${WEIGHTS} and ${among(clause, ranking)}
          order by s.rank limit ${limit} offset ${from}`.execute(db);
  return rows.map(({ id }) => id);
}

async function countRanked(db: Db, { clause, ranking }: RankedWish): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from search s cross join procurement p on p.id = s.rowid
    where s.search match ${ranking.fts} and ${among(clause, ranking)}`.execute(db);
  return rows[0]?.n ?? 0;
}

async function rest(db: Db, { clause, ranking, from, limit }: RankedWish): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select p.id from procurement p
    where ${among(clause)} and p.id not in (select rowid from search where search match ${ranking.fts})
    order by p.published_at desc, p.id desc limit ${limit} offset ${from}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Of what the ranking has found, what the index cannot say is left to be asked. */
function among(clause: Clause, ranking?: Ranking): RawBuilder<unknown> {
  const asked = ranking?.isWhole === true && clause.kind === 'both' ? clause.sql : condition(clause);
  return sql`p.merged_into is null and ${asked}`;
}
