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
  .concat(['ive', 'iveness', 'ous', 'ously', 'fulness', 'ness', 'ist', 'ism', 'ise', 'ize', 'ate', 'ator'])
  .flatMap((ending) => Array.from(ending, (_, at) => ending.slice(at)));
const GROWTH = ['', ...new Set(ENDINGS)];
/** Below these the beginning of a stem would find too much: `hous*` must not become `hou*` and find hours. */
const SHORTEST = 3;
const SHORTEST_BY_ONE = 4;

function shared(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a.slice(0, length);
}

/**
 * What the stems of words that begin with `prefix` begin with. A stem can end before its word does (`security` is
 * `secur`) or change its last letter (`deploy` is `deploi`), so `securit*` must look for stems in `secur` and
 * `deploy*` for stems in `deplo`: of the stems that the prefix grows into, the shortest beginning they share with it.
 */
export function stemPrefix(prefix: string): string {
  let best = prefix;
  for (const ending of GROWTH) {
    const grown = stem(prefix + ending);
    const common = shared(prefix, grown);
    const ends = common.length >= grown.length - 1 && grown.length <= prefix.length;
    const shortest = common.length === prefix.length - 1 ? SHORTEST_BY_ONE : SHORTEST;
    if (ends && common.length >= shortest && common.length < best.length) best = common;
  }
  return best;
}
