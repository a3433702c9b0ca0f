import type { Term } from './related.ts';

/** How many of how many. */
interface Share {
  readonly of: number;
  readonly some: number;
}

/** In how many of a larger lot a term stands. */
export interface Commonness {
  readonly of: number;
  readonly some: (term: Term) => number;
}

/** What the query finds, of all that it is looked for in. */
export interface Finds {
  /** How many were read, of how many that it finds. */
  readonly read: number;
  readonly hits: number;
}

/** Commoner by this factor, at least, than in the larger lot: what is merely usual there is no relation. */
const LEAST_LIFT = 3;
/** 10.83: one in a thousand by chance (chi-square, one degree of freedom). */
const LEAST_KEENNESS = 10.83;
/** A term of which the query finds less than this part already is another subject: `cloud` beside `cyber`. */
const LEAST_SHARE = 0.1;

/** Those that stand out from a larger lot, the keenest first. */
export function standOut(terms: readonly Term[], finds: Finds, lot: Commonness): readonly Term[] {
  return ordered(terms, (term) => {
    const score = keennessOf(term, finds, lot);
    return score < LEAST_KEENNESS ? 0 : score;
  });
}

/** Those that stand out and are about the same, the closest first; of terms that share a word only one. */
export function closest(terms: readonly Term[], finds: Finds, lot: Commonness): readonly Term[] {
  const taken = new Set<string>();
  const close = ordered(terms, (term) => {
    const share = Math.min(1, (term.found * finds.hits) / (finds.read * Math.max(1, lot.some(term))));
    const score = keennessOf(term, finds, lot);
    return share < LEAST_SHARE || score < LEAST_KEENNESS ? 0 : score * share;
  });
  return close.filter((term) => {
    const { stems } = term;
    if (isPartOfPhrase(term, terms)) return false;
    if (stems.some((stem) => taken.has(stem))) return false;
    for (const stem of stems) taken.add(stem);
    return true;
  });
}

/** A word that hardly ever stands but in one phrase: `unified` in "unified communications". */
function isPartOfPhrase({ stems: [word = '', ...more], found }: Term, terms: readonly Term[]): boolean {
  if (more.length > 0) return false;
  return terms.some(
    (other) => other.stems.length > 1 && other.stems.includes(word) && other.found >= MOSTLY * found,
  );
}

const MOSTLY = 0.6;

function ordered(terms: readonly Term[], scoreOf: (term: Term) => number): readonly Term[] {
  return terms
    .map((term) => ({ term, score: scoreOf(term) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.term.written < b.term.written ? -1 : 1))
    .map(({ term }) => term);
}

function keennessOf(term: Term, { read }: Finds, lot: Commonness): number {
  const { found, inTitles } = term;
  const all = Math.max(lot.some(term), found);
  if (found / read / (all / Math.max(lot.of, 1)) < LEAST_LIFT) return 0;
  const others = { of: Math.max(0, lot.of - read), some: all - found };
  // What stands in titles is what is bought.
  return keenness({ of: read, some: found }, others) * (0.5 + inTitles / found);
}

/**
 * How much more often something is among these than among the others: Dunning's log-likelihood ratio (Computational
 * Linguistics 19(1), 1993, https://aclanthology.org/J93-1003), which does not overrate what is rare. Below 0 where it is rarer.
 */
export function keenness(among: Share, others: Share): number {
  const share = (among.some + others.some) / (among.of + others.of);
  if (share === 0 || among.of === 0 || others.of === 0) return 0;
  const part = (some: number, of: number): number => (some === 0 ? 0 : some * Math.log(some / (of * share)));
  const missing = (some: number, of: number): number =>
    of === some ? 0 : (of - some) * Math.log((of - some) / (of * (1 - share)));
  const both = [among, others].map(({ some, of }) => part(some, of) + missing(some, of));
  const ratio = 2 * both.reduce((sum, one) => sum + one, 0);
  return among.some / among.of >= others.some / others.of ? ratio : -ratio;
}
