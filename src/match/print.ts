import type { Query, Sort } from '../domain/query.ts';
import { clauseOf } from './clauses/index.ts';

/** The query in canonical form: parsed again it is the same query, and printed again the same text. */
export function printQuery(query: Query): string {
  if (query.kind !== 'and' && query.kind !== 'or')
    return `${query.negated ? '-' : ''}${clauseOf(query).print(query)}`;
  // An `and` inside an `or` needs no parentheses, but people do.
  const parts = query.of.map((part) =>
    part.kind === 'and' || part.kind === 'or' ? `(${printQuery(part)})` : printQuery(part),
  );
  return parts.join(query.kind === 'and' ? ' ' : ' OR ');
}

/** A search in canonical form: its query, and its order where that is not the usual one. */
export function printSearch(query: Query, sort: Sort): string {
  return sort === 'newest' ? printQuery(query) : `${printQuery(query)} sort:${sort}`;
}
