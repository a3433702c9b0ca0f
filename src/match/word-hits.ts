import { joinedWords, tokens } from '../base/text/tokens.ts';
import type { LeafOf, Query } from '../domain/query.ts';
import { leavesOf } from './combine.ts';
import { isBegunBy } from './phrase.ts';
import { wordPlaces, type Stretch } from './word-places.ts';

/** A word or phrase that is looked for. */
export type WordLeaf = LeafOf<'text' | 'capitals'>;

/** Where one of them stands. */
export interface WordHit extends Stretch {
  /** Which of them. */
  readonly leaf: number;
}

/** The words that a query looks for, not those that it leaves out. */
export function wordsWanted(query: Query): readonly WordLeaf[] {
  return leavesOf(query).filter(
    (leaf): leaf is WordLeaf => (leaf.kind === 'text' || leaf.kind === 'capitals') && !leaf.negated,
  );
}

/** Where a text holds them, in its order: what a search counts as a hit, in every form of the word. */
export function wordHits(text: string, wanted: readonly WordLeaf[]): readonly WordHit[] {
  if (wanted.length === 0 || text === '') return [];
  const found = hitTokens(text, wanted);
  const hyphenated = hitHyphens(text, wanted);
  if (found.length === 0) return hyphenated;
  const places = wordPlaces(text);
  const hits = found.flatMap(({ leaf, first, last }) => {
    const [start, end] = [places[first]?.start, places[last]?.end];
    return start === undefined || end === undefined ? [] : [{ leaf, start, end }];
  });
  return [...hits, ...hyphenated].toSorted((a, b) => a.start - b.start || b.end - a.end);
}

interface TokenHit {
  readonly leaf: number;
  readonly first: number;
  readonly last: number;
}

function hitTokens(text: string, wanted: readonly WordLeaf[]): readonly TokenHit[] {
  const words = tokens(text);
  const hits: TokenHit[] = [];
  for (let first = 0; first < words.length; first += 1)
    for (const [leaf, one] of wanted.entries()) {
      const length = lengthAt(one, words, first);
      if (length > 0) hits.push({ leaf, first, last: first + length - 1 });
    }
  return hits;
}

/** How many tokens from here on are what is looked for. */
function lengthAt(leaf: WordLeaf, words: ReturnType<typeof tokens>, first: number): number {
  const word = words[first];
  if (word === undefined) return 0;
  if (leaf.kind === 'capitals') return word.capitals && word.word === leaf.word ? 1 : 0;
  if (word.stem === leaf.joined) return 1;
  const end = leaf.tokens.length - 1;
  for (let offset = 0; offset <= end; offset += 1) {
    const stem = words[first + offset]?.stem;
    const token = leaf.tokens[offset] ?? '';
    if (stem === undefined) return 0;
    if (leaf.prefix && offset === end ? !isBegunBy(stem, token) : stem !== token) return 0;
  }
  return leaf.tokens.length;
}

const HYPHENATED = /(?<![\p{L}\p{N}-])[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+(?![\p{L}\p{N}-])/gu;

/** `wi-fi` for who looks for `wifi`. */
function hitHyphens(text: string, wanted: readonly WordLeaf[]): readonly WordHit[] {
  const single = wanted.flatMap((leaf, at) => {
    const [token, ...more] = leaf.kind === 'text' ? leaf.tokens : [];
    return leaf.kind !== 'text' || token === undefined || more.length > 0
      ? []
      : [{ at, token, prefix: leaf.prefix }];
  });
  const held = single.length === 0 ? [] : joinedWords(text);
  if (held.length === 0) return [];
  return [...text.matchAll(HYPHENATED)].flatMap(({ 0: written, index }) => {
    const [joined] = joinedWords(written);
    if (joined === undefined || !held.includes(joined)) return [];
    return single
      .filter(({ token, prefix }) => (prefix ? isBegunBy(joined, token) : joined === token))
      .map(({ at }) => ({ leaf: at, start: index, end: index + written.length }));
  });
}
