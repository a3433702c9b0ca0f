import type { Query } from '../domain/query.ts';
import { clauseOf } from './clauses/index.ts';
import type { MatchDocument } from './document.ts';

/**
 * True when a procurement is what the query looks for. The search of `store/` and the index of subscriptions mean the same, and
 * test/properties hold the three equal. `now` is UTC milliseconds.
 */
export function matches(query: Query, document: MatchDocument, now: number): boolean {
  if (query.kind === 'and') return query.of.every((part) => matches(part, document, now));
  if (query.kind === 'or') return query.of.some((part) => matches(part, document, now));
  return clauseOf(query).meets(query, document, now);
}

/**
 * Which words and clauses let a procurement through that matches: `'cyber' in the title`, `category security`. What
 * the query leaves out, and what is true of everything, is not worth saying.
 */
export function because(query: Query, document: MatchDocument, now: number): string[] {
  return [...new Set(reasons(query, document, now))];
}

function reasons(query: Query, document: MatchDocument, now: number): readonly string[] {
  if (query.kind === 'and') return query.of.flatMap((part) => reasons(part, document, now));
  if (query.kind === 'or') {
    return query.of
      .filter((part) => matches(part, document, now))
      .flatMap((part) => reasons(part, document, now));
  }
  return query.negated ? [] : clauseOf(query).because(query, document);
}
