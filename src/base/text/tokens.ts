import { fold } from './fold.ts';
import { stem } from './stem.ts';
import { tokenAt, type Token } from './vocabulary.ts';

export { isInCapitals, type Token } from './vocabulary.ts';

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

/** By UTF-16 unit of a folded text: true for what words are made of. */
const IN_WORD = Array.from({ length: 128 }, (_, code) => /[a-z0-9]/i.test(String.fromCharCode(code)));
const APOSTROPHE = 0x27;
const DOT = 0x2e;

function inWord(code: number): boolean {
  return code >= 128 || IN_WORD[code] === true;
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

/** Nothing in it is lower case: its capitals say nothing of a single word. */
function isShouting(folded: string): boolean {
  return !/\p{Ll}/u.test(folded);
}

function scan(folded: string, shouting: boolean): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < folded.length) {
    const code = folded.charCodeAt(at);
    const word = inWord(code);
    const name = word || code === DOT ? nameAt(folded, at) : undefined;
    if (name !== undefined) {
      const token = NAMES.get(name.toLowerCase().replaceAll(' ', '')) ?? name;
      found.push(tokenAt(token, 0, token.length, shouting));
      at += name.length;
    } else if (word) {
      const end = endOfWord(folded, at);
      found.push(tokenAt(folded, at, end, shouting));
      at = end;
    } else at += 1;
  }
  return found;
}

export interface Sentence {
  readonly text: string;
  readonly words: readonly Token[];
}

interface Part extends Sentence {
  readonly folded: string;
  readonly shouting: boolean;
}

/** A full stop, question mark or semicolon before a space, a bullet, or a line break: no word or name holds one. */
const SENTENCE_END = /(?<=[.!?;])\s+|[\r\n•*]+/u;

function partsOf(text: string): readonly Part[] {
  return text.split(SENTENCE_END).map((sentence) => {
    const folded = fold(sentence);
    const shouting = isShouting(folded);
    return { text: sentence, words: scan(folded, shouting), folded, shouting };
  });
}

/** What the whole text's words are: a sentence all in capitals shouts only where the whole text does. */
function joined(parts: readonly Part[]): readonly Token[] {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.words;
  const shouting = parts.every((part) => part.shouting);
  const found: Token[] = [];
  for (const part of parts) {
    const own = part.shouting && !shouting ? scan(part.folded, false) : part.words;
    for (const word of own) found.push(word);
  }
  return found;
}

interface Read {
  parts: readonly Part[] | undefined;
  words: readonly Token[] | undefined;
}

/** One notice's texts are asked for by the classifier, the matcher and the index in turn: the last few are kept. */
const MOST_CHARACTERS = 500_000;
const recent = new Map<string, Read>();
let characters = 0;

function readOf(text: string): Read {
  const held = recent.get(text);
  if (held !== undefined) return held;
  characters += text.length;
  if (characters > MOST_CHARACTERS) {
    recent.clear();
    characters = text.length;
  }
  const read: Read = { parts: undefined, words: undefined };
  recent.set(text, read);
  return read;
}

/** The words of a text in order. Hyphens and slashes part words; an apostrophe joins them (`don't` → `dont`) and a possessive goes. */
export function tokens(text: string): readonly Token[] {
  const read = readOf(text);
  if (read.words !== undefined) return read.words;
  if (read.parts === undefined) {
    const folded = fold(text);
    read.words = scan(folded, isShouting(folded));
  } else read.words = joined(read.parts);
  return read.words;
}

/** A text's sentences, each read as if it stood alone. Where both are wanted, they are best asked for before the text's words. */
export function sentences(text: string): readonly Sentence[] {
  const read = readOf(text);
  read.parts ??= partsOf(text);
  return read.parts;
}

/** The stems alone. */
export function stems(text: string): readonly string[] {
  return tokens(text).map((token) => token.stem);
}

const HYPHEN = 0x2d;
/** The hyphens of word processors. */
const UNBROKEN = /[\u2010\u2011]/g;
/** Two to four words, joined by hyphens: `wi-fi`, `end-to-end`. */
const HYPHENATED = /(?<![a-z0-9-])[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){1,3}(?![a-z0-9-])/gi;
const LONGEST_JOINED = 30;

/** The stems of a text's hyphenated words written as one: `wi-fi` is `wifi`, too. Dates and numbers are none. */
export function joinedWords(written: string): readonly string[] {
  const text = written.replaceAll(UNBROKEN, '-');
  const found = new Set<string>();
  let at = text.indexOf('-');
  while (at !== -1) {
    const end = endOfRun(text, at);
    // Short: looking for them all through a long text takes longer than finding its words.
    const run = fold(text.slice(startOfRun(text, at), end));
    for (const [compound] of run.matchAll(HYPHENATED)) {
      const word = compound.replaceAll('-', '').toLowerCase();
      if (word.length <= LONGEST_JOINED && /[a-z]{2}/.test(word)) found.add(stem(word));
    }
    at = text.indexOf('-', end);
  }
  return [...found];
}

/** Where what stands round a hyphen, letters, digits and hyphens, begins. */
function startOfRun(text: string, hyphen: number): number {
  let start = hyphen;
  while (start > 0 && inRun(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function endOfRun(text: string, hyphen: number): number {
  let end = hyphen + 1;
  while (end < text.length && inRun(text.charCodeAt(end))) end += 1;
  return end;
}

function inRun(code: number): boolean {
  return code === HYPHEN || inWord(code);
}
