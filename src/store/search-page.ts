import { sql, type RawBuilder } from 'kysely';
import type { Place } from '../domain/ports.ts';
import { counted } from './rows.ts';
import { ALL, condition, type Clause } from './search-clause.ts';
import { isBehind, orderBy, placeColumns, type Order, type Placed } from './search-order.ts';
import type { Db } from './tables.ts';

interface PageWish {
  readonly order: Order;
  readonly limit: number;
  readonly offset?: number | undefined;
  readonly after?: Place | undefined;
  /** Where it is known already. */
  readonly total: number | undefined;
}

interface Page {
  readonly total: number;
  readonly rows: readonly Placed[];
}

/** One page in an order that columns give, and how many hits there are in all. */
export async function pageInOrder(db: Db, clause: Clause, wish: PageWish): Promise<Page> {
  const few = isQuick(clause) ? await pageOfFew(db, clause, wish) : undefined;
  if (few !== undefined) return few;
  if (isLookedAt(clause) && wish.after === undefined && wish.total === undefined)
    return scan(db, clause, wish);
  const total = wish.total ?? (await totalOf(db, clause));
  if (total === 0) return { total, rows: [] };
  return { total, rows: await page(db, clause, { ...wish, total }) };
}

/** So many hits are soon looked at one by one. */
const FEW = 2000;

type Found = Extract<Clause, { kind: 'match' | 'both' }>;

/**
 * Where an expression finds few, it is asked once: for the page and the total. Finding three words among many takes longer than
 * looking at the hits. Undefined where they are too many, or none is on the page.
 */
async function pageOfFew(db: Db, clause: Found, wish: PageWish): Promise<Page | undefined> {
  const { order, limit, offset = 0, after, total } = wish;
  if (total !== undefined && total > FEW) return undefined;
  if (clause.kind === 'both' && after !== undefined) return undefined;
  const all = clause.kind === 'match' ? sql`(select count(*) from hit)` : sql`count(*) over ()`;
  const also = clause.kind === 'match' ? sql`` : sql`and ${clause.sql}`;
  const behind = after === undefined ? sql`` : sql`and ${isBehind(order, after)}`;
  const { rows } = await sql<Placed & { readonly total: number }>`
    with hit(id) as materialized (select rowid from search where search match ${clause.fts} limit ${FEW + 1})
    select ${placeColumns(order)}, ${all} as total from hit cross join procurement p on p.id = hit.id
    where (select count(*) from hit) <= ${FEW} and p.merged_into is null ${also} ${behind}
    order by ${orderBy(order)} limit ${limit} offset ${offset}`.execute(db);
  const [first] = rows;
  return first === undefined ? undefined : { total: first.total, rows: rows.map(placed) };
}

/** What stands beside a place in a row is none of it. */
function placed({ id, part, key }: Placed): Placed {
  return { id, part, key };
}

function isQuick(clause: Clause): clause is Found {
  return (clause.kind === 'match' || clause.kind === 'both') && !isDear(clause.fts);
}

/** Where rows have to be looked at one by one, or the index takes long. */
function isLookedAt(clause: Clause): boolean {
  return clause.kind === 'where' || clause.kind === 'both' || (clause.kind === 'match' && isDear(clause.fts));
}

/** What the index alone can count is counted there: only what is found stands in it. */
export async function totalOf(db: Db, clause: Clause): Promise<number> {
  if (clause.kind === 'none') return 0;
  if (clause.kind === 'match') return hits(db, clause.fts);
  if (clause.kind === 'where' || clause.kind === 'both') return count(db, clause);
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
    select count(*) as n from ${hitsOf(clause)}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** The hits as `procurement p`, looked up one by one. */
export function hitsOf(clause: Clause): RawBuilder<unknown> {
  if (clause.kind === 'match' || clause.kind === 'both') {
    const also = clause.kind === 'both' ? sql`and ${clause.sql}` : sql``;
    return sql`search s cross join procurement p on p.id = s.rowid
      where s.search match ${clause.fts} and p.merged_into is null ${also}`;
  }
  return sql`procurement p where p.merged_into is null and ${condition(clause)}`;
}

type Wanted = PageWish & { readonly total: number };

async function page(db: Db, clause: Clause, wish: Wanted): Promise<readonly Placed[]> {
  const { order, limit, offset = 0, after } = wish;
  const source = order.sort === 'newest' ? await cheapest(db, clause, wish) : hitsOf(clause);
  const behind = after === undefined ? sql`` : sql`and ${isBehind(order, after)}`;
  const { rows } = await sql<Placed>`
    select ${placeColumns(order)} from ${source} ${behind}
    order by ${orderBy(order)} limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

/** Microseconds, as measured among 100,000 procurements; only their proportions matter. */
const COST = { lookUp: 0.5, gather: 0.2, step: 0.06, probe: 4 } as const;

/**
 * Three ways to the newest hits. Few are looked up and sorted. Many are met by walking down from the newest, which ends
 * with the page, after about `all / hits` steps for each row of it: with the hits gathered beforehand, or, where nearly
 * everything is a hit, by asking the index about each step.
 */
async function cheapest(db: Db, clause: Clause, wish: Wanted): Promise<RawBuilder<unknown>> {
  const { limit, offset = 0, total } = wish;
  const walked = sql`procurement p indexed by procurement_newest where p.merged_into is null`;
  const steps = ((offset + limit) * (await counted(db, 'procurement'))) / total;
  const gathered = sql`${walked} and ${condition(clause)}`;
  if (clause.kind !== 'match') return clause.kind === 'where' && steps > total ? hitsOf(clause) : gathered;
  const { fts } = clause;
  const ways = [
    { us: total * COST.lookUp, source: hitsOf(clause) },
    { us: total * COST.gather + steps * COST.step, source: gathered },
    {
      us: total < FEW ? Infinity : steps * COST.probe * (await piecesOf(db)) * termsOf(fts),
      source: sql`${walked} and exists (select 1 from search where search match ${fts} and rowid = p.id)`,
    },
  ];
  return ways.reduce((best, one) => (one.us < best.us ? one : best)).source;
}

/** How many terms are opened for each probe. The beginning of a word opens whatever begins so. */
function termsOf(fts: string): number {
  return BEGINNING.test(fts) ? Infinity : fts.split('"').length / 2;
}

const BEGINNING = /" \*/;

/** The pieces that the index lies in (`search-tidy.ts`): each is opened anew (https://sqlite.org/fts5.html §9.5). */
async function piecesOf(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with recursive piece(id) as (
      select min(segid) from search_idx
      union all select (select min(segid) from search_idx where segid > piece.id) from piece where piece.id is not null
    ) select count(id) as n from piece`.execute(db);
  return rows[0]?.n ?? 1;
}

const MANY_BEGINNINGS = 8;

/** True for what the index itself takes long to find: two letters begin thousands of words. */
function isDear(fts: string): boolean {
  return /"[^"]{1,2}" \*/.test(fts) || fts.split('" *').length > MANY_BEGINNINGS;
}

/** Where rows have to be looked at one by one, they are looked at once for the page and the total. */
async function scan(db: Db, clause: Clause, { order, limit, offset = 0 }: PageWish): Promise<Page> {
  const { rows } = await sql<Placed & { readonly total: number }>`
    select ${placeColumns(order)}, count(*) over () as total from ${hitsOf(clause)}
    order by ${orderBy(order)} limit ${limit} offset ${offset}`.execute(db);
  const [first] = rows;
  return { total: first?.total ?? (await count(db, clause)), rows: rows.map(placed) };
}
