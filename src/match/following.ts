import type { Leaf, Query } from '../domain/query.ts';
import { leavesOf } from './combine.ts';

/** What a query follows: one procurement by an identifier, or everything of one buyer or supplier. */
export type Followed = 'procurement' | 'buyer' | 'supplier';

/** Undefined for a query that says more than whom or what to follow; how sure it must be IT is no more. */
export function followedBy(query: Query): Followed | undefined {
  const [only, ...more] = leavesOf(query).filter(({ kind }) => kind !== 'it');
  return only === undefined || more.length > 0 || only.negated ? undefined : followed(only);
}

function followed(leaf: Leaf): Followed | undefined {
  if (leaf.kind === 'identifier') return 'procurement';
  return leaf.kind === 'party' && leaf.any.length === 1 ? leaf.field : undefined;
}
