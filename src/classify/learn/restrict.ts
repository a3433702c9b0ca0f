import { tokens, type Token } from '../../base/text/tokens.ts';
import type { View } from '../../domain/procurement.ts';
import { createPhraseBook, expandTerm } from '../phrases.ts';
import type { PhraseBook } from '../phrases.ts';
import { TIERS } from '../taxonomy.ts';
import type { Taxonomy, Terms } from '../taxonomy.ts';

/**
 * The taxonomy as somebody could have written it who had read only `texts`: of its terms, false friends and words of other
 * trades, the phrases that stand in at least `least` of them. Frameworks, codes and standing text stay, for they come
 * from lists. To measure on notices that the terms' authors had read, restrict them to what other notices say too.
 */
export function restrictedTo(
  taxonomy: Taxonomy,
  texts: Iterable<Pick<View, 'titles' | 'descriptions'>>,
  least: number,
): Taxonomy {
  const { families } = taxonomy;
  const phrases = new Set(termsOf(taxonomy).flatMap((term) => expandTerm(term, families)));
  const counts = countsOf(phrases, texts, families);
  const kept = (list: readonly string[]): readonly string[] =>
    [...new Set(list.flatMap((term) => expandTerm(term, families)))].filter(
      (phrase) => (counts.get(phrase) ?? 0) >= least,
    );
  const keptTerms = (terms: Terms): Terms => ({
    strong: kept(terms.strong),
    fair: kept(terms.fair),
    hint: kept(terms.hint),
  });
  return {
    ...taxonomy,
    it: { ...taxonomy.it, terms: keptTerms(taxonomy.it.terms) },
    categories: taxonomy.categories.map((category) => ({ ...category, terms: keptTerms(category.terms) })),
    falseFriends: kept(taxonomy.falseFriends),
    otherTrades: kept(taxonomy.otherTrades),
  };
}

function termsOf({ it, categories, falseFriends, otherTrades }: Taxonomy): readonly string[] {
  const tiered = [it, ...categories].flatMap(({ terms }) => TIERS.flatMap((tier) => terms[tier]));
  return [...tiered, ...falseFriends, ...otherTrades];
}

/** In how many of the texts each phrase stands. */
function countsOf(
  phrases: Iterable<string>,
  texts: Iterable<Pick<View, 'titles' | 'descriptions'>>,
  families: Taxonomy['families'],
): ReadonlyMap<string, number> {
  const book = createPhraseBook(
    [...phrases].map((phrase) => [phrase, phrase] as const),
    families,
  );
  const counts = new Map<string, number>();
  for (const { titles, descriptions } of texts) {
    const found = new Set<string>();
    for (const text of [...titles, ...descriptions]) addPhrases(found, tokens(text), book);
    for (const phrase of found) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  return counts;
}

/** Every phrase that stands in a text, also those inside longer ones. */
function addPhrases(found: Set<string>, words: readonly Token[], book: PhraseBook<string>): void {
  for (let at = 0; at < words.length; at += 1) {
    const longest = book.longestAt(words, at);
    if (longest === undefined) continue;
    const span = words.slice(at, longest.end);
    let phrase = book.longestAt(span, 0);
    while (phrase !== undefined) {
      for (const value of phrase.values) found.add(value);
      phrase = book.longestAt(span.slice(0, phrase.end - 1), 0);
    }
  }
}
