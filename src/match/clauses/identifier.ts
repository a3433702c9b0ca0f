import type { LeafOf } from '../../domain/query.ts';
import type { Clause } from './clause.ts';

type IdentifierLeaf = LeafOf<'identifier'>;

export const identifier: Clause<IdentifierLeaf> = {
  print: ({ written }) => written,
  says: (leaf) => `have the ${nameOf(leaf)}`,
  denies: (leaf) => `do not have the ${nameOf(leaf)}`,
  meets: ({ key, negated }, { keys }) => keys.has(key) !== negated,
  because: ({ key, written }, { keys }) => (keys.has(key) ? [written] : []),
};

function nameOf({ key, written }: IdentifierLeaf): string {
  return `${key.startsWith('ocid:') ? 'ocid' : 'notice'} ${written}`;
}
