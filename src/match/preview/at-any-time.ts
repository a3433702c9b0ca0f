import type { Leaf, LeafOf, Query } from '../../domain/query.ts';

/** Says nothing: true of every procurement. */
export const EVERYTHING: Leaf = { kind: 'it', setting: 'any', negated: false };

/**
 * A wider query that asks nothing about time: what the query met at any instant of the past, this meets of the procurement as it
 * stands today. So a search can find what may have come before, and each is then decided as of its own instant.
 */
export function atAnyTime(query: Query): Query {
  if (query.kind === 'and' || query.kind === 'or') return { ...query, of: query.of.map(atAnyTime) };
  return isOfItsTime(query) ? EVERYTHING : query;
}

function isOfItsTime(leaf: Leaf): boolean {
  return leaf.kind === 'stage' || (leaf.kind === 'days' && !isFixed(leaf));
}

/** Between days of the calendar. Negated, a publication since then hides that there was none yet. */
function isFixed({ field, from, to, negated }: LeafOf<'days'>): boolean {
  const isDay = (mark: typeof from): boolean => mark === undefined || 'day' in mark;
  return isDay(from) && isDay(to) && !(field === 'published' && negated);
}
