import { sql } from 'kysely';
import type { Query } from '../domain/query.ts';
import type { SearchOptions } from '../domain/ports.ts';
import { counted } from './rows.ts';
import { ALL, and, condition, or, type Clause } from './search-clause.ts';
import { leafClause } from './search-leaf.ts';
import type { Db } from './tables.ts';

/**
 * A query as a search: the same answer as `match/evaluate.ts` gives for each procurement, which tests hold it to. The
 * ids of one page, newest publication first, and how many there are in all.
 */
export async function searchIds(db: Db, query: Query, options: SearchOptions): Promise<Found> {
  const clause = clauseOf(query, options.now);
  if (clause.kind === 'where') return scan(db, clause, options);
  const total = await totalOf(db, clause);
  if (total === 0) return { total, ids: [] };
  return { total, ids: await page(db, clause, { total, ...options }) };
}

export interface Found {
  readonly total: number;
  readonly ids: readonly number[];
}

function clauseOf(query: Query, now: number): Clause {
  if (query.kind === 'and') return and(flat(query, 'and').map((part) => clauseOf(part, now)));
  if (query.kind === 'or') return or(flat(query, 'or').map((part) => clauseOf(part, now)));
  return leafClause(query, now);
}

/** `a (b c)` is `a b c`: nested parts of one kind go into one index expression. */
function flat(query: Query, kind: 'and' | 'or'): readonly Query[] {
  return query.kind === kind ? query.of.flatMap((part) => flat(part, kind)) : [query];
}

/** What the index alone can count: only what is found stands in it. */
async function totalOf(db: Db, clause: Exclude<Clause, { kind: 'where' }>): Promise<number> {
  if (clause.kind === 'none') return 0;
  if (clause.kind === 'match') return hits(db, clause.fts);
  const everything = await count(db, ALL);
  return clause.kind === 'all' ? everything : everything - (await hits(db, clause.fts));
}

async function hits(db: Db, fts: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from search where search match ${fts}`.execute(db);
  return rows[0]?.n ?? 0;
}

async function count(db: Db, clause: Clause): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from procurement p where p.merged_into is null and ${condition(clause)}`.execute(db);
  return rows[0]?.n ?? 0;
}

type Page = SearchOptions & { readonly total: number };

/**
 * Few hits are looked up and sorted. Many are met by walking down from the newest, which ends with the page: about
 * `all / hits` steps for each row of it (`+` keeps the engine from looking the hits up after all).
 */
async function page(db: Db, clause: Clause, options: Page): Promise<readonly number[]> {
  const { total, limit, offset = 0 } = options;
  const steps = ((offset + limit) * (await counted(db, 'procurement'))) / total;
  const walk = clause.kind !== 'match' || steps < total;
  const wanted =
    walk && clause.kind === 'match'
      ? sql`+p.id in (select rowid from search where search match ${clause.fts})`
      : condition(clause);
  const source = walk ? sql`procurement p indexed by procurement_newest` : sql`procurement p`;
  const { rows } = await sql<{ id: number }>`
    select p.id from ${source} where p.merged_into is null and ${wanted}
    order by p.published_at desc, p.id desc limit ${limit} offset ${offset}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Where rows have to be looked at one by one, they are looked at once for the page and the total. */
async function scan(db: Db, clause: Clause, { limit, offset = 0 }: SearchOptions): Promise<Found> {
  const { rows } = await sql<{ id: number; total: number }>`
    select p.id, count(*) over () as total from procurement p
    where p.merged_into is null and ${condition(clause)}
    order by p.published_at desc, p.id desc limit ${limit} offset ${offset}`.execute(db);
  const [first] = rows;
  return { total: first?.total ?? (await count(db, clause)), ids: rows.map(({ id }) => id) };
}
