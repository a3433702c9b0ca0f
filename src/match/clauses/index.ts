import type { Leaf, LeafOf } from '../../domain/query.ts';
import { capitals } from './capitals.ts';
import type { Clause } from './clause.ts';
import { cpv } from './cpv.ts';
import { days } from './days.ts';
import { fact } from './fact.ts';
import { identifier } from './identifier.ts';
import { it } from './it.ts';
import { party } from './party.ts';
import { region } from './region.ts';
import { stage } from './stage.ts';
import { text } from './text.ts';
import { value } from './value.ts';

/** Every kind of leaf, and what it means. */
const CLAUSES: { readonly [Kind in Leaf['kind']]: Clause<LeafOf<Kind>> } = {
  text,
  capitals,
  it,
  fact,
  stage,
  cpv,
  region,
  value,
  days,
  party,
  identifier,
};

/** What a leaf means. */
export function clauseOf<L extends Leaf>(leaf: L): Clause<L> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's own type has each kind's clause under its kind
  return CLAUSES[leaf.kind] as unknown as Clause<L>;
}
