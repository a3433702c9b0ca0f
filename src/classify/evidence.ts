import { tokens } from '../base/text/tokens.ts';
import type { Token } from '../base/text/tokens.ts';
import type { View } from '../domain/procurement.ts';
import { createBoilerplateCutter } from './boilerplate.ts';
import { createCodeReader } from './codes.ts';
import type { CodeEvidence } from './codes.ts';
import { createPhraseBook } from './phrases.ts';
import type { PhraseBook } from './phrases.ts';
import { TIERS } from './taxonomy.ts';
import type { Taxonomy, Terms, Tier } from './taxonomy.ts';

/** What a phrase of the taxonomy means where it is found. */
export type Meaning =
  | { readonly kind: 'it'; readonly tier: Tier }
  | { readonly kind: 'category'; readonly slug: string; readonly tier: Tier }
  | { readonly kind: 'framework'; readonly name: string; readonly category: string | undefined }
  | { readonly kind: 'false-friend' }
  | { readonly kind: 'other-trade' };

export type Place = 'title' | 'description';

/** A phrase found: once for each place, however often it stands there, because copies of a notice repeat themselves. */
export interface Hit {
  readonly place: Place;
  /** As the notice writes it, in lower case but for words in capitals. */
  readonly words: string;
  readonly meanings: readonly Meaning[];
}

/** All that speaks for and against. */
export interface Evidence {
  readonly hits: readonly Hit[];
  readonly codes: readonly CodeEvidence[];
}

export type GatherEvidence = (view: View) => Evidence;

/** Compiles the taxonomy once; the answer reads a procurement in one walk over its words. */
export function createGatherer(taxonomy: Taxonomy): GatherEvidence {
  const book = createPhraseBook(entries(taxonomy), taxonomy.families);
  const cut = createBoilerplateCutter(Object.values(taxonomy.boilerplate).flat(), taxonomy.families);
  const readCodes = createCodeReader(taxonomy);
  return (view) => ({
    hits: [
      ...find(
        book,
        'title',
        view.titles.map((title) => tokens(title)),
      ),
      ...find(book, 'description', cut(view.descriptions)),
    ],
    codes: readCodes(view.cpv),
  });
}

function* entries(taxonomy: Taxonomy): Generator<readonly [string, Meaning]> {
  yield* termsAs(taxonomy.it.terms, (tier) => ({ kind: 'it', tier }));
  for (const { slug, terms } of taxonomy.categories) {
    yield* termsAs(terms, (tier) => ({ kind: 'category', slug, tier }));
  }
  for (const { name, aliases, category } of taxonomy.frameworks) {
    for (const alias of aliases) yield [alias, { kind: 'framework', name, category }];
  }
  for (const phrase of taxonomy.falseFriends) yield [phrase, { kind: 'false-friend' }];
  for (const phrase of taxonomy.otherTrades) yield [phrase, { kind: 'other-trade' }];
}

function* termsAs(terms: Terms, meaning: (tier: Tier) => Meaning): Generator<readonly [string, Meaning]> {
  for (const tier of TIERS) {
    const value = meaning(tier);
    for (const term of terms[tier]) yield [term, value];
  }
}

function find(
  book: PhraseBook<Meaning>,
  place: Place,
  passages: readonly (readonly Token[])[],
): readonly Hit[] {
  const found = new Map<readonly Meaning[], Hit>();
  for (const passage of passages) {
    for (let at = 0; at < passage.length; at += 1) {
      const phrase = book.longestAt(passage, at);
      if (phrase === undefined) continue;
      if (!found.has(phrase.values)) {
        const words = written(passage.slice(at, phrase.end));
        found.set(phrase.values, { place, words, meanings: phrase.values });
      }
      at = phrase.end - 1;
    }
  }
  return [...found.values()];
}

function written(words: readonly Token[]): string {
  return words.map(({ word, capitals }) => (capitals ? word.toUpperCase() : word)).join(' ');
}

/** A phrase that looks like IT and is not: whatever else it means does not count. */
export function isFalseFriend(hit: Hit): boolean {
  return hit.meanings.some((meaning) => meaning.kind === 'false-friend');
}
