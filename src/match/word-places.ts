import { tokens, type Token } from '../base/text/tokens.ts';

/** A piece of a text, from its first to behind its last UTF-16 unit. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Each character is a word (`base/text/fold.ts`). */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
/** What a word may be made of before it is folded: letters, digits, their marks, and what joins them unseen. */
const ANY = String.raw`[[\p{L}\p{N}\p{M}\u00AD\u200C\u200D\u2060\uFEFF]--${UNSPACED}]`;
const PLAIN = '[a-z0-9]';

/** How to read a text; one without anything but ASCII is read six times as fast for it. */
const READINGS = {
  any: readingOf(ANY, String.raw`['\u2018\u2019\u02BC\uFF07]`, `|${UNSPACED}`),
  plain: readingOf(PLAIN, "'", ''),
} as const;

function readingOf(inWord: string, apostrophe: string, alone: string) {
  const word = `${inWord}+(?:${apostrophe}${inWord}+)*`;
  const name = String.raw`(?:c\+\+|c#|f#|\.net|r ?& ?d)(?!${inWord})`;
  return { piece: new RegExp(`${name}|${word}${alone}`, 'giv'), word: new RegExp(word, 'ivy') } as const;
}

type Reading = ReturnType<typeof readingOf>;

// oxlint-disable-next-line no-control-regex -- ASCII is what is meant
const ASCII = /^[\u0000-\u007F]*$/;

/**
 * Where each token of a text stands in it, in the order of `tokens(text)`. Folding makes other characters of a text (`ﬁ`, `½`,
 * invisible joiners), so words are found again by reading the text's pieces beside its tokens; undefined where that fails.
 */
export function wordPlaces(text: string): readonly (Stretch | undefined)[] {
  const all = tokens(text);
  const places = Array.from<Stretch | undefined>({ length: all.length });
  const reading = ASCII.test(text) ? READINGS.plain : READINGS.any;
  const { piece: pieces } = reading;
  let next = 0;
  pieces.lastIndex = 0;
  for (let found = pieces.exec(text); found !== null && next < all.length; found = pieces.exec(text)) {
    const piece = pieceFor(text, found, { reading, token: all[next] });
    const words = wordsOf(piece.text, all[next]);
    const first = startOf(words, all, next);
    if (first === undefined) continue;
    const place = { start: piece.at, end: piece.at + piece.text.length };
    for (let one = 0; one < words.length; one += 1) places[first + one] = place;
    next = first + words.length;
    pieces.lastIndex = place.end;
  }
  return places;
}

interface Piece {
  readonly at: number;
  readonly text: string;
}

/** `.net` is a name in `ASP.NET` and a word in `example.net`: what the tokens say holds. */
function pieceFor(
  text: string,
  { index, 0: written }: RegExpExecArray,
  { reading, token }: { readonly reading: Reading; readonly token: Token | undefined },
): Piece {
  const whole = { at: index, text: written };
  if (wordsOf(written, token)[0] === token?.word) return whole;
  reading.word.lastIndex = written.startsWith('.') ? index + 1 : index;
  const at = reading.word.lastIndex;
  const word = reading.word.exec(text)?.[0];
  return word !== undefined && wordsOf(word, token)[0] === token?.word ? { at, text: word } : whole;
}

function wordsOf(piece: string, expected: Token | undefined): readonly string[] {
  const lower = piece.toLowerCase();
  return lower === expected?.word ? [lower] : tokens(piece).map(({ word }) => word);
}

/** How many tokens may have no piece of their own before the next that has. */
const MOST_LOST = 8;

function startOf(words: readonly string[], all: readonly Token[], from: number): number | undefined {
  if (words.length === 0) return undefined;
  for (let start = from; start <= from + MOST_LOST; start += 1)
    if (words.every((word, offset) => all[start + offset]?.word === word)) return start;
  return undefined;
}
