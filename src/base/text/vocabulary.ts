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

const CAPITALS = /^[A-Z]{2,5}$/;

/** True for a word written in capitals alone, of two to five: one that its capitals make another word (`IT`, `SMS`). */
export function isInCapitals(word: string): boolean {
  return CAPITALS.test(word);
}

/** Longer "words" are URLs run together or base64: cut, so that an index row stays small. */
const LONGEST = 40;

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

interface Known {
  readonly written: string;
  readonly hash: number;
  readonly spoken: Token;
  /** In a text that is all capitals. */
  readonly shouted: Token;
  /** Another word of the same hash. */
  readonly next: Known | undefined;
}

/** The vocabulary of a million notices fits; a stream of rubbish must not grow it for ever. */
const MOST_WORDS = 200_000;
const HASHES = 1 << 17;
/** By hash, so that a word that was met before costs no string of its own: half the time of finding words went there. */
const known = Array.from<Known | undefined>({ length: HASHES }).fill(undefined);
let words = 0;

/** The token of the word that stands from `start` to `end`. */
export function tokenAt(folded: string, start: number, end: number, shouting: boolean): Token {
  let hash = end - start;
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + folded.charCodeAt(at)) | 0;
  hash ^= hash >>> 15;
  let held = known[hash & (HASHES - 1)];
  while (held !== undefined && (held.hash !== hash || !standsAt(held.written, folded, start, end)))
    held = held.next;
  held ??= learn(folded.slice(start, end), hash);
  return shouting ? held.shouted : held.spoken;
}

function standsAt(word: string, folded: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1)
    if (word.charCodeAt(at) !== folded.charCodeAt(start + at)) return false;
  return true;
}

function learn(written: string, hash: number): Known {
  if (words >= MOST_WORDS) {
    known.fill(undefined);
    words = 0;
  }
  words += 1;
  // A slice keeps the whole text it was cut from in memory; joining and slicing anew leaves the word alone.
  const own = ` ${written}`.slice(1);
  const learnt = {
    written: own,
    hash,
    spoken: makeToken(own, false),
    shouted: makeToken(own, true),
    next: known[hash & (HASHES - 1)],
  };
  known[hash & (HASHES - 1)] = learnt;
  return learnt;
}
