import { isInCapitals, tokens } from '../base/text/tokens.ts';
import type { Token } from '../base/text/tokens.ts';

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  values: T[] | undefined;
}

/** Many phrases, compiled once, found in a text in one walk over its tokens. */
export interface PhraseBook<T> {
  /** The longest phrase that begins at `start`: where it ends (exclusive) and every value given for it. */
  longestAt(text: readonly Token[], start: number): Found<T> | undefined;
}

export interface Found<T> {
  readonly end: number;
  /** The same array for the same phrase, so that it can serve as the phrase's identity. */
  readonly values: readonly T[];
}

export type Families = Readonly<Record<string, readonly string[]>>;

/** Marks a trie key that only a word in capitals fits; no stem contains it. */
const CAPITALS = '^';

/** Every phrase a term stands for: `council_tax|rent $product` → `council tax system`, `rent software`… An unknown family stands for nothing. */
export function expandTerm(term: string, families: Families): readonly string[] {
  return term.split(/\s+/).reduce<readonly string[]>(
    (phrases, part) => {
      const choices = part
        .split('|')
        .flatMap((word) =>
          word.startsWith('$') ? (families[word.slice(1)] ?? []) : [word.replaceAll('_', ' ')],
        );
      return phrases.flatMap((phrase) => choices.map((word) => (phrase === '' ? word : `${phrase} ${word}`)));
    },
    [''],
  );
}

/**
 * The trie keys of a phrase: stems, or for a word in capitals the word itself (the stem of `SMS` is `sm`). Words are read
 * one at a time, lest one in capitals make the whole phrase shout.
 */
function keysOf(phrase: string): readonly string[] {
  return phrase.split(' ').flatMap((word) => {
    const capitals = isInCapitals(word);
    return tokens(word).map((token) => (capitals ? CAPITALS + token.word : token.stem));
  });
}

/** Compiles terms (see `Terms`) into a phrase book. */
export function createPhraseBook<T>(
  entries: Iterable<readonly [term: string, value: T]>,
  families: Families,
): PhraseBook<T> {
  const root: Node<T> = { next: new Map(), values: undefined };
  for (const [term, value] of entries) {
    for (const phrase of expandTerm(term, families)) {
      let node = root;
      for (const key of keysOf(phrase)) {
        const child = node.next.get(key) ?? { next: new Map<string, Node<T>>(), values: undefined };
        node.next.set(key, child);
        node = child;
      }
      if (node !== root) (node.values ??= []).push(value);
    }
  }
  return { longestAt: (text, start) => longest(root, text, start) };
}

function longest<T>(node: Node<T>, text: readonly Token[], at: number): Found<T> | undefined {
  const here = node.values === undefined ? undefined : { end: at, values: node.values };
  const token = text[at];
  if (token === undefined) return here;
  const plain = node.next.get(token.stem);
  const further = plain === undefined ? undefined : longest(plain, text, at + 1);
  if (!token.capitals) return further ?? here;
  const marked = node.next.get(CAPITALS + token.word);
  const inCapitals = marked === undefined ? undefined : longest(marked, text, at + 1);
  return longer(inCapitals, further) ?? here;
}

function longer<T>(one: Found<T> | undefined, other: Found<T> | undefined): Found<T> | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.end > one.end ? other : one;
}
