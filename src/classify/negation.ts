import type { Token } from '../base/text/tokens.ts';
import type { Span } from './boilerplate.ts';
import { createPhraseBook } from './phrases.ts';

/** What a phrase denies: the words after it, those before it, those up to a `required`, or nothing though it looks so. */
type Denies = 'after' | 'before' | 'until-required' | 'nothing';

const CUES: Readonly<Record<Denies, readonly string[]>> = {
  after: [
    'not including',
    'does|do|will|shall not include|cover|require',
    'not inclusive of',
    'excluding',
    'excludes',
    'exclusive of',
    'with the exception of',
    'other than',
    'apart from',
    'no requirement for',
    'not required to provide',
    'is|are not required to',
    'is|are not looking|seeking for|to|a|an',
    'without any',
    'neither',
  ],
  before: [
    'is|are excluded',
    'is|are out_of|outside scope',
    'is|are out_of|outside the scope',
    'is|are not required|included',
    'is|are not part of',
    'will|shall not be required|included',
    'will be procured|tendered separately',
    'will be supplied|provided|delivered by others',
  ],
  'until-required': ['no'],
  nothing: ['not limited to', 'no longer|later|less|more|fewer|other|doubt'],
};

/** How far a denial reaches, in words: a list goes on, a sentence without commas must not be lost. */
const REACH = 8;
const REACH_BACK = 10;
/** Behind a verb of the same sentence (`we want lamps, software is excluded`), only this much is surely denied. */
const REACH_BEHIND_VERB = 2;
/** What follows these denies nothing that is bought: `excluding VAT`, `without any downtime`. */
const NOT_BOUGHT = setOf(
  'vat tax expenses options any extensions disruption downtime loss interruption delay impact obligation commitment prior further additional',
);
/** Where a denial ends, or one that looks back begins. */
const TURNS = setOf(
  'but however which while whereas although though where because so therefore as that if unless',
);
const TURNS_AFTER = setOf('for is are will must shall');
const VERBS = setOf(
  `is are was will shall must should has have can may cover covers include includes including comprise comprises require
  requires need needs want wants provide provides supply supplies deliver delivers maintain install design build seeks`,
);
const ARTICLES = setOf('a an the all its our their new to with');

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/));
}

const book = createPhraseBook(
  Object.entries(CUES).flatMap(([denies, phrases]) => phrases.map((phrase) => [phrase, denies] as const)),
  {},
);

/** A sentence in pieces, without the stretches that it says are not wanted. */
export function withoutDenied(words: readonly Token[]): readonly (readonly Token[])[] {
  const kept = undenied(words);
  return kept === undefined ? [words] : kept.map(({ from, to }) => words.slice(from, to));
}

/** The stretches of a sentence that it does not deny; undefined where it denies nothing. */
export function undenied(words: readonly Token[]): readonly Span[] | undefined {
  let kept: Span[] | undefined;
  let from = 0;
  for (let at = 0; at < words.length; at += 1) {
    const denied = deniedAt(words, at, from);
    if (denied === undefined) continue;
    kept ??= [];
    if (denied.from > from) kept.push({ from, to: denied.from });
    from = denied.to;
    at = denied.to - 1;
  }
  if (kept !== undefined && from < words.length) kept.push({ from, to: words.length });
  return kept;
}

/** What the cue that begins at `at` denies, itself included. */
function deniedAt(words: readonly Token[], at: number, least: number): Span | undefined {
  const cue = book.longestAt(words, at);
  const denies = cue?.values[0];
  if (cue === undefined || denies === 'nothing') return undefined;
  // Cues are compared by stem: `is excluding` looks ahead, `items excluded` does not.
  const last = wordAt(words, cue.end - 1);
  if (denies === 'before' && !last.endsWith('ing')) {
    return { from: startOfDenied(words, at, least), to: cue.end };
  }
  if (last === 'excluded' && at > 0) return undefined;
  if (denies === 'until-required') {
    const end = endOfNo(words, cue.end);
    return end === undefined ? undefined : { from: at, to: end };
  }
  return NOT_BOUGHT.has(wordAt(words, cue.end)) ? undefined : { from: at, to: endOfDenial(words, cue.end) };
}

function wordAt(words: readonly Token[], at: number): string {
  return words[at]?.word ?? '';
}

function endOfDenial(words: readonly Token[], start: number): number {
  const most = Math.min(words.length, start + REACH);
  for (let at = start + 1; at < most; at += 1) {
    const word = wordAt(words, at);
    if (TURNS.has(word) || TURNS_AFTER.has(word) || isNewClause(words, at)) return at;
  }
  return most;
}

/** `and` goes on with a list, but not before a verb or an article: `excluding paper and includes lamps`. */
function isNewClause(words: readonly Token[], at: number): boolean {
  const next = wordAt(words, at + 1);
  return wordAt(words, at) === 'and' && (VERBS.has(next) || ARTICLES.has(next));
}

function startOfDenied(words: readonly Token[], cue: number, least: number): number {
  const first = Math.max(least, cue - REACH_BACK);
  let and: number | undefined;
  for (let at = cue - 1; at >= first; at -= 1) {
    const word = wordAt(words, at);
    if (TURNS.has(word)) return at + 1;
    if (word === 'and') and ??= at;
    if (VERBS.has(word) && at > least) return and ?? Math.max(at + 1, cue - REACH_BEHIND_VERB);
  }
  return first;
}

/** `No software or hosting is required`: where that ends; undefined where it is no such thing. */
function endOfNo(words: readonly Token[], start: number): number | undefined {
  const most = Math.min(words.length - 1, start + REACH);
  for (let at = start + 1; at < most; at += 1) {
    const word = wordAt(words, at);
    if (TURNS.has(word) || ARTICLES.has(word)) return undefined;
    const next = wordAt(words, at + 1);
    if (word === 'is' || word === 'are') return next === 'required' || next === 'needed' ? at + 2 : undefined;
  }
  return undefined;
}
