import type { DayMark, Leaf, Query } from '../domain/query.ts';
import { combine } from './combine.ts';

/** Every procurement. */
const ANY: Query = { kind: 'it', setting: 'any', negated: false };

/**
 * The query without what only time decides: whatever meets the query at some time, and reads as it did then, meets this now.
 */
export function atAnyTime(query: Query): Query {
  return kept(query, isSaid) ?? ANY;
}

/**
 * The query without what a later notice may have altered: whatever meets the query when only some of its notices were known
 * meets this with all of them. Texts, codes and names of notices are never lost again.
 */
export function atAnyStand(query: Query): Query {
  return kept(query, isLasting) ?? ANY;
}

/** Undefined where nothing is left to ask. */
function kept(query: Query, keeps: (leaf: Leaf) => boolean): Query | undefined {
  if (query.kind !== 'and' && query.kind !== 'or') return keeps(query) ? query : undefined;
  const parts = query.of.map((part) => kept(part, keeps));
  // One alternative that everything may meet lets everything through.
  if (query.kind === 'or' && parts.includes(undefined)) return undefined;
  return combine(
    query.kind,
    parts.filter((part) => part !== undefined),
  );
}

/** Whether it asks only for what is said, by whatever clock. */
function isSaid(leaf: Leaf): boolean {
  if (leaf.kind === 'stage') return !leaf.any.includes('open');
  return leaf.kind !== 'days' || ![leaf.from, leaf.to].some(isCounted);
}

function isCounted(mark: DayMark | undefined): boolean {
  return mark !== undefined && 'after' in mark;
}

function isLasting(leaf: Leaf): boolean {
  if (leaf.negated) return false;
  if (leaf.kind === 'fact') return leaf.field === 'portal';
  return (
    leaf.kind === 'text' || leaf.kind === 'capitals' || leaf.kind === 'cpv' || leaf.kind === 'identifier'
  );
}
