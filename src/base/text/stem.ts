import { stemmer } from 'stemmer';

/** `digitization` and `digitisation` are one word; Porter's rules part them, so the American spelling goes first. */
const AMERICAN = /^([a-z]{3,})iz(e|ed|es|er|ers|ing|ation|ations)$/;

/** The Porter stem of a folded, lower-case word; names, numbers and other scripts stay as they are. */
export function stem(word: string): string {
  return /^[a-z]{3,}$/.test(word) ? stemmer(word.replace(AMERICAN, '$1is$2')) : word;
}

const ENDINGS = ['s', 'ies', 'ing', 'ed', 'er', 'y', 'ly', 'ity', 'al', 'ical', 'ically', 'ment', 'ional']
  .concat([
    'ation',
    'ational',
    'isation',
    'ization',
    'ance',
    'ence',
    'ency',
    'able',
    'ible',
    'ability',
    'ibility',
  ])
  .concat([
    'ive',
    'ives',
    'ative',
    'atives',
    'iveness',
    'ous',
    'ously',
    'fulness',
    'ness',
    'ist',
    'ism',
    'ise',
    'ize',
    'ate',
    'ator',
  ])
  .flatMap((ending) => Array.from(ending, (_, at) => ending.slice(at)));
const GROWTH = ['', ...new Set(ENDINGS)];

const behind = new Map<string, readonly string[]>();
/** A subscription's prefixes are asked about for ever; what passes by must not fill the map. */
const MOST_REMEMBERED = 5000;

/**
 * The stems of words that begin with `prefix` though their stems do not: a stem can end before its word does (`security` is
 * `secur`, so `securit*` means `secur`, too) or change its last letter (`key` is `kei`). They are few, because a stem only ever
 * loses or changes an ending.
 */
export function stemsBehind(prefix: string): readonly string[] {
  const known = behind.get(prefix);
  if (known !== undefined) return known;
  const grown = new Set(GROWTH.map((ending) => stem(prefix + ending)));
  const found = [...grown].filter((one) => !one.startsWith(prefix)).toSorted();
  if (behind.size >= MOST_REMEMBERED) behind.clear();
  behind.set(prefix, found);
  return found;
}
