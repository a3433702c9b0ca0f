import { LITTLE, PROCEDURAL } from '../classify/standing-words.ts';
import type { TermIn, TermsIn } from '../classify/terms-in.ts';
import { NOTHING_STATED } from '../domain/nothing-stated.ts';
import type { Classification, View } from '../domain/procurement.ts';
import { buyersIn, withoutBuyers } from '../match/proposal/buyer-words.ts';
import { asTerm, tellingWords, type Heard, type Named } from '../match/proposal/heard.ts';
import { PLACE_STEMS, placesIn } from '../match/proposal/places.ts';
import { SUPPLIER_STEMS } from '../match/proposal/supplier-words.ts';
import { VAGUE_STEMS } from '../match/preview/common-words.ts';
import type { PreviewDeps } from './came-lately.ts';

/** What understands a supplier's words: the classifier, the terms of its taxonomy, and what things are called. */
export interface Ears {
  readonly classify: (view: View) => Classification;
  readonly termsIn: (text: string) => TermsIn;
  /** By slug. A subcategory of a category that it belongs to. */
  readonly subcategories: ReadonlyMap<string, Named & { readonly category: string }>;
  readonly frameworks: ReadonlyMap<string, Named>;
}

/** As many characters say enough. */
const LONGEST_TEXT = 2000;
const MOST_WORDS = 4;
const MOST_OTHERS = 2;
const MOST_KINDS = 2;
/** In more than one of so many procurements a word that only usually means a kind tells too little. */
const RARE = 50;

/** What of a supplier's own words a query can ask for. */
export async function hear(written: string, deps: PreviewDeps & { readonly ears: Ears }): Promise<Heard> {
  const { ears } = deps;
  const text = written.slice(0, LONGEST_TEXT).replaceAll(/\s+/gu, ' ').trim();
  const { setting, categories, subcategories, tags } = ears.classify(viewOf(text));
  const [first] = categories;
  const words = await wordsOf(text, deps);
  return {
    categories: categories.map(({ slug, name }) => ({ slug, name })),
    subcategories: subcategories
      .flatMap((slug) => ears.subcategories.get(slug) ?? [])
      .filter(({ category }) => category === first?.slug)
      .slice(0, MOST_KINDS),
    words,
    buyers: buyersIn(text),
    places: placesIn(withoutFrameworks(text)),
    frameworks: tags.flatMap(({ id }) => ears.frameworks.get(id.replace(/^framework:/, '')) ?? []),
    // Who says nothing of what, says nothing that is not IT.
    isIt: setting !== undefined || words.length === 0,
  };
}

/** Terms that tell a kind by themselves; then what is rare among what is held; where neither is there, any telling word. */
async function wordsOf(
  text: string,
  { ears, store }: PreviewDeps & { readonly ears: Ears },
): Promise<readonly string[]> {
  const { terms, others } = ears.termsIn(withoutBuyers(text));
  const sure = terms.filter(({ tells }) => tells === 'by-itself');
  const maybe = await rareOf(
    terms.filter(({ tells }) => tells === 'usually'),
    store,
  );
  const telling = [...sure, ...maybe].map(({ words }) => words);
  const rest = tellingWords(others, NOT_TELLING).map((word) => [word]);
  const chosen = telling.length > 0 ? telling : rest.slice(0, MOST_OTHERS);
  const written = chosen.flatMap((words) => asTerm(words, text) ?? []);
  return [...new Set(written)].slice(0, MOST_WORDS);
}

/** Words that say nothing of what is sold. */
const NOT_TELLING = [LITTLE, PROCEDURAL, VAGUE_STEMS, SUPPLIER_STEMS, PLACE_STEMS];

/** With nothing held, all of them. A phrase is at most as common as the rarest of its words. */
async function rareOf(
  terms: readonly TermIn[],
  { frequencies }: PreviewDeps['store'],
): Promise<readonly TermIn[]> {
  if (terms.length === 0) return [];
  const held = await frequencies.held();
  const counts = await frequencies.of(terms.flatMap(({ stems }) => stems));
  return terms.filter(({ stems }) => Math.min(...stems.map((stem) => counts.get(stem) ?? 0)) * RARE <= held);
}

/** `G-Cloud 14` is no postcode. */
function withoutFrameworks(text: string): string {
  return text.replaceAll(/\b(?:g-?cloud|dos|rm)\s?\d+\b/giu, ' ');
}

function viewOf(text: string): View {
  return { ...NOTHING_STATED, title: text, titles: [text] };
}
