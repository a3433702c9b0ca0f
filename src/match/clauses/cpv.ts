import type { LeafOf } from '../../domain/query.ts';
import type { MatchDocument } from '../document.ts';
import { list, type Clause } from './clause.ts';

type CpvLeaf = LeafOf<'cpv'>;

export const cpv: Clause<CpvLeaf> = {
  print: ({ any }) => `cpv:${any.join(',')}`,
  says: ({ any }) => `carry a CPV code beginning ${list(any, 'or')}`,
  denies: ({ any }) => `carry no CPV code beginning ${list(any, 'or')}`,
  meets: (leaf, document) => codesUnder(leaf, document).length > 0 !== leaf.negated,
  because: (leaf, document) => codesUnder(leaf, document).map((code) => `CPV ${code}`),
};

function codesUnder({ any }: CpvLeaf, document: MatchDocument): readonly string[] {
  return document.cpv.filter((code) => any.some((prefix) => code.startsWith(prefix)));
}
