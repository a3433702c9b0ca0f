import type { Leaf, Query } from '../domain/query.ts';

/** One query of several: nested groups of the same kind are flattened, and a group of one is that one. */
export function combine(kind: 'and' | 'or', parts: readonly Query[]): Query | undefined {
  const of = parts.flatMap((part) => (part.kind === kind ? part.of : [part]));
  return of.length > 1 ? { kind, of } : of[0];
}

/** How many groups stand one inside another; 0 for a leaf. */
export function depthOf(query: Query): number {
  return query.kind === 'and' || query.kind === 'or' ? 1 + Math.max(0, ...query.of.map(depthOf)) : 0;
}

export function leavesOf(query: Query): readonly Leaf[] {
  return query.kind === 'and' || query.kind === 'or' ? query.of.flatMap(leavesOf) : [query];
}
