import type { Leaf, LeafOf, Query } from '../../domain/query.ts';
import { tokens } from '../../base/text/tokens.ts';
import { combine, leavesOf } from '../combine.ts';
import { printQuery } from '../print.ts';
import { textLeaf } from '../text-leaf.ts';
import { isWording, partsOf } from './text-part.ts';

/** A wider query, and what it does: `without region:UKL`. */
export interface Widening {
  readonly query: Query;
  readonly how: string;
}

/** More are not tried: each is a search. */
const MOST_DROPPED = 8;

/** What could be left out of a query that finds nothing, and how its words could mean more. */
export function widenings(query: Query): readonly Widening[] {
  const found = [...dropped(query), ...looser(query), ...lessSure(query)];
  const asked = printQuery(query);
  const printed = new Set<string>([asked]);
  return found.filter((one) => {
    const canonical = printQuery(one.query);
    if (printed.has(canonical) || saysNothing(one.query)) return false;
    printed.add(canonical);
    return true;
  });
}

/** Without each of its clauses in turn; how sure it must be that something is IT is asked for last. */
function dropped(query: Query): readonly Widening[] {
  const parts = partsOf(query);
  return parts
    .filter((part) => part.kind !== 'it')
    .slice(0, MOST_DROPPED)
    .flatMap((part) => {
      const rest = combine(
        'and',
        parts.filter((one) => one !== part),
      );
      return rest === undefined ? [] : { query: rest, how: `without ${grouped(part)}` };
    });
}

function grouped(part: Query): string {
  const printed = printQuery(part);
  return part.kind === 'or' ? `(${printed})` : printed;
}

/** A word more loosely: its beginning, the words of a phrase anywhere, capitals as any word, a description as good as a title. */
function looser(query: Query): readonly Widening[] {
  return leavesOf(query).flatMap((leaf) => {
    if (!isWording(leaf) || leaf.negated) return [];
    const looserLeaf = loosened(leaf);
    return looserLeaf === undefined
      ? []
      : {
          query: replaced(query, leaf, looserLeaf),
          how: `with ${printQuery(looserLeaf)} for ${printQuery(leaf)}`,
        };
  });
}

function loosened(leaf: LeafOf<'text' | 'capitals'>): Query | undefined {
  if (leaf.inTitle) return { ...leaf, inTitle: false };
  if (leaf.kind === 'capitals') return wordLeaf(leaf.word);
  if (leaf.prefix) return undefined;
  const words = tokens(leaf.written).map(({ word }) => word);
  const [only] = words;
  if (only !== undefined && words.length === 1)
    return only.length < SHORTEST_STEM ? undefined : wordLeaf(`${only}*`);
  return combine(
    'and',
    words.flatMap((word) => wordLeaf(word) ?? []),
  );
}

/** Shorter words begin too many others. */
const SHORTEST_STEM = 5;

function wordLeaf(word: string): Leaf | undefined {
  return textLeaf(word, { quoted: false, inTitle: false, negated: false });
}

function replaced(query: Query, leaf: Leaf, by: Query): Query {
  if (query === leaf) return by;
  if (query.kind !== 'and' && query.kind !== 'or') return query;
  return (
    combine(
      query.kind,
      query.of.map((part) => replaced(part, leaf, by)),
    ) ?? query
  );
}

/** Less sure that it is IT, and then not asking at all. */
function lessSure(query: Query): readonly Widening[] {
  const it = leavesOf(query).find((leaf) => leaf.kind === 'it' && !leaf.negated);
  if (it?.kind !== 'it') return [];
  const wider = (['broad', 'any'] as const).filter(
    (setting) => setting !== it.setting && it.setting !== 'any',
  );
  return wider.map((setting) => ({
    query: replaced(query, it, { ...it, setting }),
    how: `with it:${setting}`,
  }));
}

/** Nothing but how sure it must be that it is IT, and what must not be: whoever asks that asks for everything. */
function saysNothing(query: Query): boolean {
  return leavesOf(query).every((leaf) => leaf.kind === 'it' || leaf.negated || leaf.kind === 'stage');
}
