import type { LeafOf } from '../../domain/query.ts';
import type { MatchDocument } from '../document.ts';
import { holdsPhrase } from '../phrase.ts';
import { list, type Clause } from './clause.ts';

type PartyLeaf = LeafOf<'party'>;

const VERBS = {
  buyer: { says: 'are bought by', denies: 'are not bought by' },
  supplier: { says: 'went to', denies: 'did not go to' },
} as const;

export const party: Clause<PartyLeaf> = {
  print: ({ field, any }) => `${field}:${any.map(({ written }) => quotedIfNeeded(written)).join(',')}`,
  says: (leaf) => `${VERBS[leaf.field].says} ${namesOf(leaf)}`,
  denies: (leaf) => `${VERBS[leaf.field].denies} ${namesOf(leaf)}`,
  meets: (leaf, document) => (found(leaf, document) !== undefined) !== leaf.negated,
  because: (leaf, document) => {
    const name = found(leaf, document);
    return name === undefined ? [] : [`${leaf.field} '${name}'`];
  },
};

function found(leaf: PartyLeaf, { parties }: MatchDocument): string | undefined {
  return leaf.any.find(({ tokens }) => parties[leaf.field].some(({ stems }) => holdsPhrase(stems, tokens)))
    ?.written;
}

function namesOf({ any }: PartyLeaf): string {
  return list(
    any.map(({ written }) => `'${written}'`),
    'or',
  );
}

function quotedIfNeeded(written: string): string {
  return /^[\p{L}\p{N}]+$/u.test(written) ? written : `"${written}"`;
}
