import type { Leaf } from '../domain/query.ts';

/** Beginnings of words (`key*`): the full-text index merges everything that begins so, some 4 ms each at 100,000 procurements. */
export const MOST_BEGINNINGS = 20;
/** Words that stand in phrases: 7 ms each at 100,000 procurements, where all of them are the commonest. */
export const MOST_IN_PHRASES = 24;
/** Clauses that are compared row by row: some 10 ms each. */
export const MOST_COMPARED = 20;
/** Clauses that leave places out: some 26 ms each, for every list of places that notices state is looked through. */
export const MOST_PLACES_OUT = 5;

/** What a query may have only so much of, beside words and clauses. */
export interface Cost {
  readonly what: string;
  readonly most: number;
  readonly of: (leaf: Leaf) => number;
}

export const COSTS: readonly Cost[] = [
  {
    what: 'words with a `*`',
    most: MOST_BEGINNINGS,
    of: (leaf) => (leaf.kind === 'text' && leaf.prefix ? 1 : 0),
  },
  {
    what: 'words in phrases',
    most: MOST_IN_PHRASES,
    of: (leaf) => (leaf.kind === 'text' && leaf.tokens.length > 1 ? leaf.tokens.length : 0),
  },
  {
    what: 'clauses about days and money',
    most: MOST_COMPARED,
    of: (leaf) => (leaf.kind === 'days' || leaf.kind === 'value' ? 1 : 0),
  },
  {
    what: 'clauses that leave out places',
    most: MOST_PLACES_OUT,
    of: (leaf) => (leaf.kind === 'region' && leaf.negated ? 1 : 0),
  },
];
