import type { CodeEvidence } from './codes.ts';
import { isFalseFriend } from './evidence.ts';
import type { Evidence, Hit, Meaning, Place } from './evidence.ts';
import type { Tier } from './taxonomy.ts';

/** Evidence → scores. This is the one function a trained model would replace. */
export interface Scores {
  /** 0 to 1: how likely this is IT. */
  readonly it: number;
  /** What names a kind, best first; of equals, in the taxonomy's order. `score` is 0 to 1. */
  readonly categories: readonly { readonly slug: string; readonly score: number }[];
}

/** How likely one term makes something IT; several combine as independent chances (noisy or). */
const IT_CHANCE: Readonly<Record<Tier, number>> = { strong: 0.75, fair: 0.35, hint: 0.08 };
const FRAMEWORK_CHANCE = 0.8;
const OTHER_TRADE_CHANCE = 0.5;

/**
 * The linear score, in log odds. The shape is that of a logistic regression over seven figures between 0 and 1, fitted to
 * 551 labelled notices and rounded; the order of size is what matters: codes and title first, description after, and a
 * trade's word in the title or a trade's code against.
 */
const WEIGHTS = {
  base: -3.8,
  codes: 4.2,
  title: 4.6,
  description: 2.7,
  framework: 1,
  tradeInTitle: -1.4,
  tradeInDescription: -2,
  tradeCodes: -1.8,
} as const;

/** What no code at all is worth: an ending or amendment often has none, and that says nothing against. */
const NO_CODES = 0.4;

/** What a term is worth for its category, by the same noisy or but without a ceiling (added up as −ln(1 − chance)). */
const CATEGORY_CHANCE: Readonly<Record<Tier, number>> = { strong: 0.75, fair: 0.4, hint: 0.12 };
const FRAMEWORK_HINT = 0.3;
const DESCRIPTION_WEIGHT = 0.4;
/** A long description names many things: beyond this, more of it adds little. */
const DESCRIPTION_CEILING = 1.5;
const CODES_WEIGHT = 1.2;

/** What the evidence of one notice comes to: how likely it is IT, and of which categories. */
export function score(evidence: Evidence): Scores {
  return { it: itScore(evidence), categories: categoryScores(evidence) };
}

function itScore({ hits, codes }: Evidence): number {
  const logOdds =
    WEIGHTS.base +
    WEIGHTS.codes * (codes.length === 0 ? NO_CODES : weighed(codes, (it) => Math.max(0, it))) +
    WEIGHTS.tradeCodes * weighed(codes, (it) => Math.max(0, -it)) +
    WEIGHTS.title * chance(hits, 'title', itChance) +
    WEIGHTS.description * chance(hits, 'description', itChance) +
    WEIGHTS.framework * (hits.some((hit) => hit.meanings.some(isFramework)) ? 1 : 0) +
    WEIGHTS.tradeInTitle * chance(hits, 'title', tradeChance) +
    WEIGHTS.tradeInDescription * chance(hits, 'description', tradeChance);
  return 1 / (1 + Math.exp(-logOdds));
}

function weighed(codes: readonly CodeEvidence[], of: (it: number) => number): number {
  return codes.reduce((sum, { share, meaning }) => sum + share * of(meaning.it), 0);
}

function chance(hits: readonly Hit[], place: Place, of: (hit: Hit) => number): number {
  return 1 - hits.reduce((not, hit) => (hit.place === place ? not * (1 - of(hit)) : not), 1);
}

function itChance(hit: Hit): number {
  if (isFalseFriend(hit)) return 0;
  return hit.meanings.reduce((most, meaning) => Math.max(most, chanceOf(meaning)), 0);
}

function chanceOf(meaning: Meaning): number {
  if (meaning.kind === 'it' || meaning.kind === 'category') return IT_CHANCE[meaning.tier];
  return isFramework(meaning) ? FRAMEWORK_CHANCE : 0;
}

function isFramework(meaning: Meaning): boolean {
  return meaning.kind === 'framework';
}

function tradeChance(hit: Hit): number {
  return hit.meanings.every((meaning) => meaning.kind === 'other-trade') ? OTHER_TRADE_CHANCE : 0;
}

function categoryScores({ hits, codes }: Evidence): Scores['categories'] {
  const total = new Map<string, number>();
  const add = (slug: string, worth: number) => total.set(slug, (total.get(slug) ?? 0) + worth);
  for (const [slug, worth] of worthIn(hits, 'title')) add(slug, worth);
  for (const [slug, worth] of worthIn(hits, 'description')) {
    add(slug, DESCRIPTION_WEIGHT * DESCRIPTION_CEILING * (1 - Math.exp(-worth / DESCRIPTION_CEILING)));
  }
  for (const { share, meaning } of codes) {
    for (const { slug, weight } of meaning.categories) add(slug, CODES_WEIGHT * share * weight);
  }
  return [...total]
    .map(([slug, worth]) => ({ slug, score: 1 - Math.exp(-worth) }))
    .toSorted((one, other) => other.score - one.score);
}

function worthIn(hits: readonly Hit[], place: Place): ReadonlyMap<string, number> {
  const worth = new Map<string, number>();
  for (const hit of hits) {
    if (hit.place !== place || isFalseFriend(hit)) continue;
    for (const [slug, best] of bestBySlug(hit)) worth.set(slug, (worth.get(slug) ?? 0) - Math.log(1 - best));
  }
  return worth;
}

function bestBySlug(hit: Hit): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  for (const meaning of hit.meanings) {
    const slug = meaning.kind === 'category' ? meaning.slug : frameworkCategory(meaning);
    if (slug === undefined) continue;
    const worth = meaning.kind === 'category' ? CATEGORY_CHANCE[meaning.tier] : FRAMEWORK_HINT;
    best.set(slug, Math.max(best.get(slug) ?? 0, worth));
  }
  return best;
}

function frameworkCategory(meaning: Meaning): string | undefined {
  return meaning.kind === 'framework' ? meaning.category : undefined;
}
