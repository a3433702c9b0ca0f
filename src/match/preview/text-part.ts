import type { LeafOf, Query } from '../../domain/query.ts';
import { combine, leavesOf } from '../combine.ts';

type Wording = LeafOf<'text' | 'capitals'>;

/** A query as the words that it asks for and everything else. */
export interface Halves {
  /** Undefined where it asks for no words. */
  readonly text: Query | undefined;
  readonly rest: readonly Query[];
}

export function halvesOf(query: Query): Halves {
  const parts = partsOf(query);
  return { text: combine('and', parts.filter(isText)), rest: parts.filter((part) => !isText(part)) };
}

/** What must all hold. */
export function partsOf(query: Query): readonly Query[] {
  return query.kind === 'and' ? query.of : [query];
}

function isText(part: Query): boolean {
  return leavesOf(part).every((leaf) => isWording(leaf) && !leaf.negated);
}

export function isWording(leaf: Query): leaf is Wording {
  return leaf.kind === 'text' || leaf.kind === 'capitals';
}

/** The opposite of a text: its words know no "unknown", so that De Morgan's rule is all there is to it. */
export function without(text: Query): Query {
  if (text.kind === 'and' || text.kind === 'or')
    return { kind: text.kind === 'and' ? 'or' : 'and', of: text.of.map(without) };
  return { ...text, negated: !text.negated };
}

/** The query with another text in the place of its own. */
export function withText({ rest }: Halves, text: Query | undefined): Query | undefined {
  return combine('and', text === undefined ? rest : [text, ...rest]);
}

/** The single words that a query asks for, with the stems of which one must stand somewhere for the word to be found. */
export function wordsAsked(
  query: Query,
): readonly { readonly written: string; readonly stems: readonly string[] }[] {
  return leavesOf(query).flatMap((leaf) => {
    if (leaf.kind !== 'text' || leaf.negated || leaf.prefix || leaf.tokens.length > 1) return [];
    return {
      written: leaf.written,
      stems: leaf.joined === undefined ? leaf.tokens : [...leaf.tokens, leaf.joined],
    };
  });
}
