import { sql } from 'kysely';
import type { Query } from '../domain/query.ts';
import type { SearchOptions } from '../domain/ports.ts';
import { and, condition, or, type Clause } from './search-clause.ts';
import { leafClause } from './search-leaf.ts';
import type { Db } from './tables.ts';

/**
 * A query as a search: the same answer as `match/evaluate.ts` gives for each procurement, which tests hold it to. The
 * ids of one page, newest publication first, and how many there are in all.
 */
export async function searchIds(
  db: Db,
  query: Query,
  options: SearchOptions,
): Promise<{ readonly total: number; readonly ids: readonly number[] }> {
  const clause = clauseOf(query, options.now);
  const total = await totalOf(db, clause);
  if (total === 0 || options.limit === 0) return { total, ids: [] };
  const { rows } = await sql<{ id: number }>`
    select p.id from procurement p where p.merged_into is null and ${driven(clause, total)}
    order by p.published_at desc, p.id desc limit ${options.limit} offset ${options.offset ?? 0}`.execute(db);
  return { total, ids: rows.map(({ id }) => id) };
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

async function totalOf(db: Db, clause: Clause): Promise<number> {
  const { rows } =
    clause.kind === 'match'
      ? await sql<{ n: number }>`select count(*) as n from search where search match ${clause.fts}`.execute(
          db,
        )
      : await sql<{ n: number }>`
          select count(*) as n from procurement p where p.merged_into is null and ${condition(clause)}`.execute(
          db,
        );
  return rows[0]?.n ?? 0;
}

function driven(clause: Clause, _total: number): ReturnType<typeof condition> {
  return condition(clause);
}
