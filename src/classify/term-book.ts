import type { Token } from '../base/text/tokens.ts';
import { createPhraseBook, type PhraseBook } from './phrases.ts';
import { TIERS, type Taxonomy, type Terms, type Tier } from './taxonomy.ts';

/** What a phrase of the taxonomy means where it is found. */
export type Meaning =
  | { readonly kind: 'it'; readonly tier: Tier }
  | { readonly kind: 'category'; readonly slug: string; readonly tier: Tier }
  | { readonly kind: 'framework'; readonly name: string; readonly category: string | undefined }
  | { readonly kind: 'false-friend' }
  | { readonly kind: 'other-trade' };

export type TermBook = PhraseBook<Meaning>;

/** Compiles all that the taxonomy has names for: terms, frameworks, false friends, words of other trades. */
export function createTermBook(taxonomy: Taxonomy): TermBook {
  return createPhraseBook(entries(taxonomy), taxonomy.families);
}

function* entries(taxonomy: Taxonomy): Generator<readonly [string, Meaning]> {
  yield* termsAs(taxonomy.it.terms, (tier) => ({ kind: 'it', tier }));
  for (const { slug, terms } of taxonomy.categories) {
    yield* termsAs(terms, (tier) => ({ kind: 'category', slug, tier }));
  }
  for (const { name, aliases, category } of taxonomy.frameworks.filter(({ it }) => it)) {
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

/** A phrase that looks like IT and is not: whatever else it means does not count. */
export function isOfFalseFriend(meanings: readonly Meaning[]): boolean {
  return meanings.some(({ kind }) => kind === 'false-friend');
}

/** How much a phrase tells a reader of what is wanted. */
const TELLS: Readonly<Record<Tier, number>> = { strong: 1, fair: 0.4, hint: 0 };
const FRAMEWORK_TELLS = 0.5;

/** How much the taxonomy finds in these words: 0 for nothing, about 1 for each term that names a thing by itself. */
export function weighTerms(words: readonly Token[], book: TermBook): number {
  let sum = 0;
  for (let at = 0; at < words.length; at += 1) {
    const phrase = book.longestAt(words, at);
    if (phrase === undefined) continue;
    if (!isOfFalseFriend(phrase.values)) sum += Math.max(...phrase.values.map(tells));
    at = phrase.end - 1;
  }
  return sum;
}

function tells(meaning: Meaning): number {
  if (meaning.kind === 'framework') return FRAMEWORK_TELLS;
  return meaning.kind === 'it' || meaning.kind === 'category' ? TELLS[meaning.tier] : 0;
}
