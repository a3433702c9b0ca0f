import type { LeafOf } from '../../domain/query.ts';
import type { MatchDocument } from '../document.ts';
import { fact } from '../facts.ts';
import type { Clause } from './clause.ts';

type CapitalsLeaf = LeafOf<'capitals'>;

export const capitals: Clause<CapitalsLeaf> = {
  print: ({ word, inTitle }) => `${inTitle ? 'title:' : ''}${word.toUpperCase()}`,
  says: (leaf) => `mention ${inCapitals(leaf)}`,
  denies: (leaf) => `do not mention ${inCapitals(leaf)}`,
  meets: (leaf, document) => stands(leaf, document) !== leaf.negated,
  because: (leaf, document) => {
    if (!stands(leaf, document)) return [];
    const place = document.facts.has(fact.titleCapitals(leaf.word)) ? 'title' : 'description';
    return [`'${leaf.word.toUpperCase()}' in the ${place}`];
  },
};

/** The word as it is said in a sentence. */
export function inCapitals({ word, inTitle }: CapitalsLeaf): string {
  return `'${word.toUpperCase()}' (in capitals${inTitle ? ', in the title' : ''})`;
}

function stands({ word, inTitle }: CapitalsLeaf, { facts }: MatchDocument): boolean {
  return facts.has(inTitle ? fact.titleCapitals(word) : fact.capitals(word));
}
