import { BUYER_TYPES } from '../../domain/notice.ts';
import type { FactField, Leaf, Query } from '../../domain/query.ts';
import { REGIONS } from '../../domain/region.ts';
import { CATEGORY_SLUGS } from '../categories.ts';
import { combine, leavesOf } from '../combine.ts';
import { matches } from '../evaluate.ts';
import { factToken } from '../facts.ts';
import { printQuery } from '../print.ts';
import { SUBCATEGORY_SLUGS } from '../subcategories.ts';
import type { Arrival } from './arrival.ts';
import { halvesOf, isWording, withText } from './text-part.ts';

/** A narrower query, and what would have come then. */
export interface Narrowing {
  readonly query: Query;
  /** What is different: `with category:cloud`, `with its words in titles alone`. */
  readonly how: string;
  readonly came: number;
}

/**
 * Narrower queries, one of each kind: of the clauses that could be added the one that keeps most of what may be kept. `most`: how
 * many may come in the time of these arrivals. What stays below that stands first, the widest first; where nothing does, the
 * narrowest.
 */
export function narrowings(query: Query, arrivals: readonly Arrival[], most: number): readonly Narrowing[] {
  const asked = new Set(leavesOf(query).map(kindOf));
  // What is not too much is better the more it is, and better than all that is too much.
  const worth = (came: number): number => (came <= most ? came : -came);
  const clauses = CHOICES.flatMap((leaves) => {
    const counted = leaves
      .filter((leaf) => !asked.has(kindOf(leaf)))
      .map((leaf) => ({ leaf, came: countMet(leaf, arrivals) }));
    const [best] = counted.toSorted((a, b) => worth(b.came) - worth(a.came));
    return best === undefined ? [] : withClause(query, best.leaf, best.came);
  });
  return [...inTitles(query, arrivals), ...clauses]
    .filter(({ came }) => came > 0 && came < arrivals.length)
    .toSorted((a, b) => worth(b.came) - worth(a.came));
}

/** Pence. */
const BANDS: readonly (readonly [number | undefined, number | undefined])[] = [
  [undefined, 5_000_000],
  [5_000_000, 25_000_000],
  [25_000_000, 100_000_000],
  [100_000_000, undefined],
];

/** What could be added, by kind. */
const CHOICES: readonly (readonly Leaf[])[] = [
  CATEGORY_SLUGS.map((slug) => factLeaf('category', slug)),
  SUBCATEGORY_SLUGS.map((slug) => factLeaf('subcategory', slug)),
  BUYER_TYPES.map((type) => factLeaf('buyer-type', type)),
  Object.keys(REGIONS).map((code) => ({ kind: 'region', any: [code], stated: false, negated: false })),
  BANDS.map(([min, max]) => ({ kind: 'value', min, max, stated: false, negated: false })),
];

function factLeaf(field: FactField, value: string): Leaf {
  return { kind: 'fact', field, any: [value], negated: false };
}

function kindOf(leaf: Leaf): string {
  return leaf.kind === 'fact' ? leaf.field : leaf.kind;
}

function countMet(leaf: Leaf, arrivals: readonly Arrival[]): number {
  if (leaf.kind !== 'fact') return arrivals.filter(({ document, at }) => matches(leaf, document, at)).length;
  const tokens = leaf.any.map((value) => factToken(leaf.field, value));
  return arrivals.filter(({ document: { facts } }) => tokens.some((token) => facts.has(token))).length;
}

function withClause(query: Query, leaf: Leaf, came: number): Narrowing {
  return { query: combine('and', [query, leaf]) ?? leaf, how: `with ${printQuery(leaf)}`, came };
}

/** The query's words, looked for in titles alone. */
function inTitles(query: Query, arrivals: readonly Arrival[]): readonly Narrowing[] {
  const halves = halvesOf(query);
  if (halves.text === undefined) return [];
  const text = titled(halves.text);
  const came = arrivals.filter(({ document, at }) => matches(text, document, at)).length;
  return [{ query: withText(halves, text) ?? text, how: 'with its words in titles alone', came }];
}

/** The same words, but only a title counts. */
function titled(text: Query): Query {
  if (text.kind === 'and' || text.kind === 'or') return { ...text, of: text.of.map(titled) };
  return isWording(text) ? { ...text, inTitle: true } : text;
}
