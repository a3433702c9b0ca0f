import type { LeafOf } from '../../domain/query.ts';
import type { MatchDocument } from '../document.ts';
import { describeMoneyRange, printMoneyRange } from '../money-range.ts';
import type { Clause } from './clause.ts';

type ValueLeaf = LeafOf<'value'>;

export const value: Clause<ValueLeaf> = {
  print: (leaf) => {
    const range = printMoneyRange(leaf);
    return `value:${[...(range === '' ? [] : [range]), ...(leaf.stated ? ['stated'] : [])].join(',')}`;
  },
  says: (leaf) => (describeMoneyRange(leaf) === '' ? 'state a value' : `are worth ${worthOf(leaf)}`),
  denies: (leaf) => {
    const range = describeMoneyRange(leaf);
    return range === '' ? 'state no value' : `are not worth ${range}`;
  },
  meets: (leaf, document) => meets(leaf, document.value),
  because: (_, document) =>
    document.value === undefined ? [] : [`worth ${describeMoneyRange(document.value)}`],
};

/** A value that is not stated is kept, unless the query asks that one is; negated, only what lies wholly inside goes. */
function meets(leaf: ValueLeaf, stated: MatchDocument['value']): boolean {
  const open = leaf.min === undefined && leaf.max === undefined;
  if (open) return leaf.stated ? (stated !== undefined) !== leaf.negated : !leaf.negated;
  if (stated === undefined) return leaf.negated || !leaf.stated;
  const [min, max] = [leaf.min ?? 0, leaf.max ?? Infinity];
  return leaf.negated ? stated.min < min || stated.max > max : stated.max >= min && stated.min <= max;
}

/** `£50,000 to £500,000 or not stated`. */
export function worthOf(leaf: ValueLeaf): string {
  return `${describeMoneyRange(leaf)}${leaf.stated ? '' : ' or not stated'}`;
}
