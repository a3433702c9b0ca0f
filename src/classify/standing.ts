import { stems } from '../base/text/tokens.ts';
import type { Token } from '../base/text/tokens.ts';

/** Hashes of the sentences that stand under many buyers' notices and never say what is wanted. */
export type Standing = ReadonlySet<number>;

/** Shorter sentences are headings, lots and places, which say what is wanted as often as not. */
const FEWEST_WORDS = 5;
/** Nobody's standing sentence is longer, and a text without full stops is not worth hashing. */
const MOST_WORDS = 120;

const OFFSET = 0x811c9dc5 | 0;
const PRIME = 0x01000193;
/** What a run of dates, times, sums and references counts as, however long it is. */
const MARK = 0x23;

function stemHash(stem: string): number {
  let hash = OFFSET;
  for (let at = 0; at < stem.length; at += 1) hash = Math.imul(hash ^ stem.charCodeAt(at), PRIME);
  return hash;
}

const DATE_WORDS: ReadonlySet<number> = new Set(
  stems(`january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday noon midday am pm`).map(stemHash),
);

function hasDigit(stem: string): boolean {
  for (let at = 0; at < stem.length; at += 1) {
    const code = stem.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) return true;
  }
  return false;
}

/**
 * FNV-1a over a sentence's stems, an unsigned number of 32 bits. Two sentences that differ only in dates, sums and
 * references are one. Among ten thousand hashes a sentence that is none of theirs is taken for one once in some 400,000.
 */
export function sentenceHash(words: readonly Token[]): number {
  let hash = OFFSET;
  let marked = false;
  for (const { stem } of words) {
    const own = stemHash(stem);
    const mark = DATE_WORDS.has(own) || hasDigit(stem);
    if (mark && marked) continue;
    marked = mark;
    hash = Math.imul(hash ^ (mark ? MARK : own), PRIME);
  }
  return hash >>> 0;
}

/** True for a sentence of a length that standing sentences have. */
export function mayStand(words: readonly Token[]): boolean {
  return words.length >= FEWEST_WORDS && words.length <= MOST_WORDS;
}

/** True for a sentence that was learned as standing text. */
export function isStanding(words: readonly Token[], standing: Standing): boolean {
  return standing.size > 0 && mayStand(words) && standing.has(sentenceHash(words));
}
