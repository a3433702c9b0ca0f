import { hash } from 'node:crypto';
import { tokens, type Token } from '../base/text/tokens.ts';
import {
  IT_SETTINGS,
  itRank,
  type Classification,
  type ItSetting,
  type View,
} from '../domain/procurement.ts';

/**
 * What the full-text table holds of a procurement: tokens that the program made, so that its own tokenizer and stemmer
 * are the only ones. Facets are tokens too, because joining 36,000 hits with a filter table took 37 s where a facet
 * token in the same match took 2 ms (measured at 100,000 notices).
 */
export interface IndexRow {
  readonly title: string;
  readonly body: string;
  readonly buyer: string;
  readonly facets: string;
}

/**
 * Facet tokens begin with an underscore, which no token of a text holds: so neither a word nor a beginning of a word ever
 * meets one, and no match needs a column filter, which makes FTS5 three times slower.
 */
export const facet = {
  it: (setting: ItSetting) => `_it_${setting}`,
  category: (slug: string) => `_cat_${oneToken(slug)}`,
  stage: (stage: string) => `_stg_${stage}`,
  /** A prefix of a CPV code. */
  cpv: (prefix: string) => `_cpv_${prefix}`,
  /** Something is stated inside this ITL code. */
  regionInside: (code: string) => `_reg_${oneToken(code)}`,
  /** Exactly this ITL code is stated. */
  regionExactly: (code: string) => `_regx_${oneToken(code)}`,
  regionStated: '_region',
  regionNotStated: '_region_unknown',
  capitals: (word: string) => `_caps_${word}`,
} as const;

/** A stem of a buyer's name, apart from the same stem in a text. */
export function buyerToken(stem: string): string {
  return `_buy_${stem}`;
}

function oneToken(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

/** Stands between two texts, so that no phrase runs from one into the next; no text can hold it. */
const BREAK = ' _ ';

/** The row by which a procurement is found: its texts as stems, its facts as facet tokens. */
export function indexRow(view: View, classification: Classification): IndexRow {
  const titles = view.titles.map(tokens);
  const descriptions = view.descriptions.map(tokens);
  return {
    title: titles.map(stemsOf).join(BREAK),
    body: descriptions.map(stemsOf).join(BREAK),
    buyer: tokens(view.buyer?.name ?? '')
      .map(({ stem }) => buyerToken(stem))
      .join(' '),
    facets: facetsOf(view, classification, [...titles, ...descriptions]),
  };
}

/** Changes with the row, and with nothing else: an equal one need not be indexed again. */
export function fingerprintOf({ title, body, buyer, facets }: IndexRow): string {
  // No token holds a line feed.
  return hash('sha1', `${title}\n${body}\n${buyer}\n${facets}`, 'base64');
}

function stemsOf(text: readonly Token[]): string {
  let stems = '';
  for (const { stem } of text) stems += stems === '' ? stem : ` ${stem}`;
  return stems;
}

function facetsOf(view: View, classification: Classification, texts: readonly (readonly Token[])[]): string {
  const rank = itRank(classification.setting);
  const facets = new Set([
    facet.stage(view.stage),
    ...IT_SETTINGS.filter((setting) => rank >= itRank(setting)).map(facet.it),
    ...classification.categories.map(({ slug }) => facet.category(slug)),
    view.regions.length === 0 ? facet.regionNotStated : facet.regionStated,
  ]);
  for (const { code } of view.cpv) for (const token of cpvFacets(code)) facets.add(token);
  for (const code of view.regions) for (const token of regionFacets(code)) facets.add(token);
  for (const text of texts)
    for (const token of text) if (isInQueryCapitals(token)) facets.add(capitalsFacet(token.word));
  return [...facets].join(' ');
}

const cpvFacets = remembered((code) => prefixes(code, 2).map(facet.cpv));
const regionFacets = remembered((code) => [
  facet.regionExactly(code),
  ...prefixes(code, 2).map(facet.regionInside),
]);
const capitalsFacet = remembered(facet.capitals);

/** There are 9,454 CPV codes and fewer regions; what else a notice may write in their place must not stay for ever. */
const MOST_REMEMBERED = 20_000;

/** The same codes come with every page. */
function remembered<T>(make: (code: string) => T): (code: string) => T {
  const made = new Map<string, T>();
  return (code) => {
    const known = made.get(code);
    if (known !== undefined) return known;
    if (made.size >= MOST_REMEMBERED) made.clear();
    const value = make(code);
    made.set(code, value);
    return value;
  };
}

function prefixes(code: string, shortest: number): string[] {
  return Array.from({ length: Math.max(0, code.length + 1 - shortest) }, (_, longer) =>
    code.slice(0, shortest + longer),
  );
}

/** Of the lengths that a query's capitals may have. */
function isInQueryCapitals({ word, capitals }: Token): boolean {
  return capitals && word.length >= 2 && word.length <= 5;
}
