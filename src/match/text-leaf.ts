import { isInCapitals, joinedWords, tokens } from '../base/text/tokens.ts';
import type { LeafOf } from '../domain/query.ts';

/** What can stand in a query without quotation marks and be read again as the same word. */
const PLAIN = /^[\p{L}\p{N}.][\p{L}\p{N}.+#&'’_\u2010\u2011-]*\*?$/u;
const EDGES = /^[,;:!?+'‘’`]+|[,;:.!?'’`]+$/gu;
const OPERATORS = new Set(['AND', 'OR', 'NOT']);
/** Plain words that would mean something else as they stand: they might be meant to join, or carry on a sum of money. */
const QUOTED = /^(?:or|not|million|thousand|billion)$/iu;
/** A beginning shorter than this would find half of everything. */
export const SHORTEST_PREFIX = 2;

/** The word without the punctuation around it. */
export function trimWord(word: string): string {
  return word.replace(EDGES, '');
}

/** True for what counts only where the notice writes it in capitals. */
export function isCapitals(word: string): boolean {
  return isInCapitals(word) && !OPERATORS.has(word);
}

/** True where a word begins with too little in front of its `*`. */
export function isShortPrefix(text: string): boolean {
  const last = tokens(text).at(-1)?.word ?? '';
  return text.endsWith('*') && Array.from(last).length < SHORTEST_PREFIX;
}

/** How a word or a phrase stands in a query. */
export interface TextPlace {
  readonly quoted: boolean;
  readonly inTitle: boolean;
  readonly negated: boolean;
}

/** The leaf for a word (compound words are phrases of their parts) or a phrase; undefined where there is nothing to look for. */
export function textLeaf(text: string, { quoted, inTitle, negated }: TextPlace): LeafOf<'text'> | undefined {
  const spaced = text.replaceAll(/\s+/gu, ' ').trim();
  const prefix = spaced.endsWith('*') && !isShortPrefix(spaced);
  const starless = spaced.replace(/[\s*]+$/u, '');
  const written = prefix ? spaced : quoted ? starless : trimWord(starless);
  const found = tokens(written);
  const last = found.at(-1);
  if (last === undefined) return undefined;
  const stems = found.map((token) => token.stem);
  const isPhrase = quoted || !isPlain(written);
  const [joined] = isPhrase || prefix ? [] : joinedWords(written);
  return {
    kind: 'text',
    tokens: prefix ? [...stems.slice(0, -1), last.word] : stems,
    ...(joined === undefined ? {} : { joined }),
    written,
    quoted: isPhrase,
    prefix,
    inTitle,
    negated,
  };
}

function isPlain(written: string): boolean {
  return PLAIN.test(written) && !QUOTED.test(written) && !OPERATORS.has(written) && !isCapitals(written);
}
