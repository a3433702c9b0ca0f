import type { Query } from '../domain/query.ts';
import { and, or, type Clause } from './search-clause.ts';
import { leafClause } from './search-leaf.ts';

/** A query's tree as one clause. `now` is UTC milliseconds. */
export function clauseOf(query: Query, now: number): Clause {
  if (query.kind === 'and') return and(partsOf(query, 'and').map((part) => clauseOf(part, now)));
  if (query.kind === 'or') return or(partsOf(query, 'or').map((part) => clauseOf(part, now)));
  return leafClause(query, now);
}

/** `a (b c)` is `a b c`: nested parts of one kind go into one index expression. */
export function partsOf(query: Query, kind: 'and' | 'or'): readonly Query[] {
  return query.kind === kind ? query.of.flatMap((part) => partsOf(part, kind)) : [query];
}
