import { fold } from './fold.ts';
import { stem } from './stem.ts';

/** One word of a text, as search, subscriptions and classification all see it. */
export interface Token {
  /**
   * Lower-case, without accents, Porter-stemmed: what is compared. Only letters and digits, and only such that
   * SQLite's FTS5 tokenizer `unicode61` leaves each stem and word as it is (test/properties/tokens.test.ts).
   */
  readonly stem: string;
  /** The same, not stemmed. */
  readonly word: string;
  /** Written in 2 to 5 capitals, or standing in a text that is all capitals. */
  readonly capitals: boolean;
}

/** Names whose punctuation is part of them; without this `C++` would be `c`. Found at the start of a word or at a dot. */
const NAME = /(?:c\+\+|c#|f#|\.net|r ?& ?d)(?![a-z0-9]|[^\p{ASCII}])/iuy;
const NAMES = new Map([
  ['c++', 'cplusplus'],
  ['c#', 'csharp'],
  ['f#', 'fsharp'],
  ['.net', 'dotnet'],
  ['r&d', 'randd'],
]);
/** `.net` is the name after these too (`ASP.NET`), but not in `example.net`. */
const BEFORE_NET = /(?:^|[^a-z0-9])(?:asp|vb|ado)$/i;

const CAPITALS = /^[A-Z]{2,5}$/;

/** True for a word written in capitals alone, of two to five: one that its capitals make another word (`IT`, `SMS`). */
export function isInCapitals(word: string): boolean {
  return CAPITALS.test(word);
}

/** Longer "words" are URLs run together or base64: cut, so that an index row stays small. */
const LONGEST = 40;

/** By UTF-16 unit of a folded text: true for what words are made of. */
const IN_WORD = Array.from({ length: 128 }, (_, code) => /[a-z0-9]/i.test(String.fromCharCode(code)));
const APOSTROPHE = 0x27;
const DOT = 0x2e;

function inWord(code: number): boolean {
  return code >= 128 || IN_WORD[code] === true;
}

function cut(word: string): string {
  if (word.length <= LONGEST) return word;
  const splitsPair = /[\uD800-\uDBFF]/.test(word.charAt(LONGEST - 1));
  return word.slice(0, splitsPair ? LONGEST - 1 : LONGEST);
}

function makeToken(written: string, shouting: boolean): Token {
  const bare = written.replace(/'s$/i, '').replaceAll("'", '');
  // SQLite folds the Greek final sigma, JavaScript makes one: the two must not disagree on a word.
  const word = cut(bare.toLowerCase().replaceAll('ς', 'σ'));
  return { stem: stem(word), word, capitals: shouting || isInCapitals(bare) };
}

/** Words as written, to their tokens. The vocabulary of a million notices fits; a stream of rubbish must not grow it for ever. */
const MOST_WORDS = 200_000;
const spoken = new Map<string, Token>();
const shouted = new Map<string, Token>();

function tokenOf(written: string, shouting: boolean): Token {
  const known = shouting ? shouted : spoken;
  const held = known.get(written);
  if (held !== undefined) return held;
  // A slice keeps the whole text it was cut from in memory; joining and slicing anew leaves the word alone.
  const own = ` ${written}`.slice(1);
  const made = makeToken(own, shouting);
  if (known.size >= MOST_WORDS) known.clear();
  known.set(own, made);
  return made;
}

/** The name that begins at `at`, if one does, as written. */
function nameAt(folded: string, at: number): string | undefined {
  const next = folded.charCodeAt(at + 1);
  const first = folded.charCodeAt(at);
  if (first !== DOT && next !== 0x2b && next !== 0x23 && next !== 0x26 && next !== 0x20) return undefined;
  NAME.lastIndex = at;
  const name = NAME.exec(folded)?.[0];
  if (name === undefined || first !== DOT || at === 0) return name;
  return !inWord(folded.charCodeAt(at - 1)) || BEFORE_NET.test(folded.slice(Math.max(0, at - 4), at))
    ? name
    : undefined;
}

function endOfWord(folded: string, start: number): number {
  let end = start + 1;
  while (end < folded.length) {
    const code = folded.charCodeAt(end);
    if (inWord(code)) end += 1;
    else if (code === APOSTROPHE && end + 1 < folded.length && inWord(folded.charCodeAt(end + 1))) end += 2;
    else break;
  }
  return end;
}

function scan(text: string): readonly Token[] {
  const folded = fold(text);
  const shouting = !/\p{Ll}/u.test(folded);
  const found: Token[] = [];
  let at = 0;
  while (at < folded.length) {
    const code = folded.charCodeAt(at);
    const word = inWord(code);
    const name = word || code === DOT ? nameAt(folded, at) : undefined;
    if (name !== undefined) {
      const token = NAMES.get(name.toLowerCase().replaceAll(' ', '')) ?? name;
      found.push(tokenOf(token, shouting));
      at += name.length;
    } else if (word) {
      const end = endOfWord(folded, at);
      found.push(tokenOf(folded.slice(at, end), shouting));
      at = end;
    } else at += 1;
  }
  return found;
}

/** One notice's texts are asked for by the classifier, the matcher and the index in turn: the last few are kept. */
const MOST_CHARACTERS = 500_000;
const recent = new Map<string, readonly Token[]>();
let characters = 0;

/** The words of a text in order. Hyphens and slashes part words; an apostrophe joins them (`don't` → `dont`) and a possessive goes. */
export function tokens(text: string): readonly Token[] {
  const held = recent.get(text);
  if (held !== undefined) return held;
  const found = scan(text);
  characters += text.length;
  if (characters > MOST_CHARACTERS) {
    recent.clear();
    characters = text.length;
  }
  recent.set(text, found);
  return found;
}

/** The stems alone. */
export function stems(text: string): readonly string[] {
  return tokens(text).map((token) => token.stem);
}
