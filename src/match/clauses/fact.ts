import type { LeafOf } from '../../domain/query.ts';
import type { MatchDocument } from '../document.ts';
import { FACT_WORDS } from '../fact-fields.ts';
import { factToken } from '../facts.ts';
import { list, type Clause } from './clause.ts';

type FactLeaf = LeafOf<'fact'>;

export const fact: Clause<FactLeaf> = {
  print: ({ field, any }) => `${field}:${any.join(',')}`,
  says: ({ field, any }) => inOneBreath(any.map(FACT_WORDS[field].says), 'or'),
  denies: ({ field, any }) => inOneBreath(any.map(FACT_WORDS[field].denies), 'and'),
  meets: (leaf, document) => leaf.any.some((value) => holds(leaf, value, document)) !== leaf.negated,
  because: (leaf, document) =>
    leaf.any.filter((value) => holds(leaf, value, document)).map((value) => `${leaf.field} ${value}`),
};

function holds({ field }: FactLeaf, value: string, { facts }: MatchDocument): boolean {
  return facts.has(factToken(field, value));
}

/** `are in the category cloud or data`: what several say first is said once. */
function inOneBreath(said: readonly string[], joiner: 'and' | 'or'): string {
  const [first = '', ...more] = said;
  const verb = said.map((one) => one.split(' ')).reduce(shared);
  const start = verb.length === 0 || more.length === 0 ? '' : `${verb.join(' ')} `;
  if (start === '') return list(said, joiner);
  const rest = [first, ...more].map((one) => one.slice(start.length));
  return `${start}${list(rest, 'or')}`;
}

function shared(one: readonly string[], other: readonly string[]): string[] {
  const end = one.findIndex((word, at) => word !== other[at]);
  return one.slice(0, end === -1 ? one.length : end);
}
