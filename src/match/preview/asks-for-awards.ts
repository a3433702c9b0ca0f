import type { Leaf, Query } from '../../domain/query.ts';
import type { Wanted } from '../../domain/subscription.ts';
import { leavesOf } from '../combine.ts';

/** Whether a query asks for what is decided alone: an award of what was never told as new is all that it can bring. */
export function asksForTheDecidedAlone(query: Query): boolean {
  return leavesOf(query).some(isOfTheDecided);
}

function isOfTheDecided(leaf: Leaf): boolean {
  return (
    leaf.kind === 'stage' &&
    !leaf.negated &&
    leaf.any.every((stage) => stage === 'award' || stage === 'contract')
  );
}

/** What somebody who asks this wants, as long as nobody said: awards, too, where it asks for what is decided or names a supplier. */
export function wantedBy(query: Query): readonly Wanted[] {
  const namesSupplier = leavesOf(query).some(
    (leaf) => leaf.kind === 'party' && leaf.field === 'supplier' && !leaf.negated,
  );
  return namesSupplier || asksForTheDecidedAlone(query) ? ['new', 'awards'] : ['new'];
}
