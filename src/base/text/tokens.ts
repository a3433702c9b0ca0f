import { stemmer } from 'stemmer';

/** One word of a text, as search, subscriptions and classification all see it. */
export interface Token {
  /** Lower-case, without accents, Porter-stemmed: what is compared. Only `a–z`, `0–9` and other letters, never punctuation. */
  readonly stem: string;
  /** The same, not stemmed. */
  readonly word: string;
  /** Written in 2 to 5 capitals, or standing in a text that is all capitals. */
  readonly capitals: boolean;
}

/** Names whose punctuation is part of them; the rest of the tokenizer would lose it. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}\p{N}])c\+\+(?![\p{L}\p{N}])/giu, ' cplusplus '],
  [/(?<![\p{L}\p{N}])c#(?![\p{L}\p{N}])/giu, ' csharp '],
  [/(?<![\p{L}\p{N}])f#(?![\p{L}\p{N}])/giu, ' fsharp '],
  [/(?<![\p{L}\p{N}])\.net(?![\p{L}\p{N}])/giu, ' dotnet '],
  [/(?<![\p{L}\p{N}])r&d(?![\p{L}\p{N}])/giu, ' randd '],
];

const WORD = /[\p{L}\p{N}]+(?:'[\p{L}]+)*/gu;
const CAPITALS = /^[A-Z]{2,5}$/;
/** Longer "words" are URLs run together or base64: cut, so that an index row stays small. */
const LONGEST = 40;

const stemOf = new Map<string, string>();
/** The vocabulary of a million notices fits; a stream of rubbish must not grow the map for ever. */
const MOST_STEMS = 200_000;

function stem(word: string): string {
  const known = stemOf.get(word);
  if (known !== undefined) return known;
  const stemmed = /^[a-z]{3,}$/.test(word) ? stemmer(word) : word;
  if (stemOf.size >= MOST_STEMS) stemOf.clear();
  stemOf.set(word, stemmed);
  return stemmed;
}

function fold(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[\u2018\u2019\u02BC]/g, "'");
  return NAMES.reduce((folded, [name, token]) => folded.replace(name, token), plain);
}

/** The words of a text in order. Hyphens and slashes part words; an apostrophe joins them (`don't` → `dont`) and a possessive goes. */
export function tokens(text: string): readonly Token[] {
  const folded = fold(text);
  const shouting = !/\p{Ll}/u.test(folded);
  return Array.from(folded.matchAll(WORD), ([written]) => {
    const bare = written.replace(/'s$/i, '').replaceAll("'", '');
    const word = bare.toLowerCase().slice(0, LONGEST);
    return { stem: stem(word), word, capitals: shouting || CAPITALS.test(bare) };
  });
}

/** The stems alone. */
export function stems(text: string): readonly string[] {
  return tokens(text).map((token) => token.stem);
}
