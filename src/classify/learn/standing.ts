import { sentences } from '../../base/text/tokens.ts';
import type { Token } from '../../base/text/tokens.ts';
import { createPhraseBook } from '../phrases.ts';
import type { PhraseBook } from '../phrases.ts';
import { LITTLE, PROCEDURAL } from '../standing-words.ts';
import { mayStand, sentenceHash } from '../standing.ts';
import type { Taxonomy } from '../taxonomy.ts';

export interface StandingText {
  readonly buyer: string;
  readonly description: string;
}

/** How many buyers must have written a sentence: two share a consultant's text or a purchasing body's. */
const FEWEST_BUYERS = 3;
/** How much of a sentence must speak of the procedure, of the words that say anything. */
const LEAST_SHARE = 0.55;
/** The same where it names IT: "website" is where the questions go, or what is wanted. */
const LEAST_SHARE_NEAR_TERMS = 0.7;

interface Seen {
  readonly words: readonly Token[];
  readonly buyers: Set<string>;
}

/** Hashes (`sentenceHash`), ascending, of the sentences that several buyers share and that do not say what is wanted. */
export function learnStanding(texts: Iterable<StandingText>, taxonomy: Taxonomy): readonly number[] {
  const seen = new Map<number, Seen>();
  for (const { buyer, description } of texts) {
    const name = foldedName(buyer);
    for (const { words } of sentences(description)) {
      if (!mayStand(words)) continue;
      const hash = sentenceHash(words);
      const held = seen.get(hash);
      if (held === undefined) seen.set(hash, { words, buyers: new Set([name]) });
      else held.buyers.add(name);
    }
  }
  const isProcedural = createProceduralTest(taxonomy);
  return [...seen]
    .filter(([, { words, buyers }]) => buyers.size >= FEWEST_BUYERS && isProcedural(words))
    .map(([hash]) => hash)
    .toSorted((one, other) => one - other);
}

function foldedName(buyer: string): string {
  return buyer
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** True for a sentence that speaks of the procedure rather than of what is wanted. One that names a framework is always kept. */
function createProceduralTest(taxonomy: Taxonomy): (words: readonly Token[]) => boolean {
  const { families, boilerplate, it, categories, frameworks } = taxonomy;
  const marks = bookOf(Object.values(boilerplate).flat(), families);
  const named = bookOf(
    [it, ...categories].flatMap(({ terms }) => terms.strong),
    families,
  );
  const routes = bookOf(
    frameworks.flatMap(({ aliases }) => aliases),
    families,
  );
  return (words) => {
    if (hasAny(routes, words)) return false;
    const least = hasAny(named, words) && !hasAny(marks, words) ? LEAST_SHARE_NEAR_TERMS : LEAST_SHARE;
    return proceduralShare(words) >= least;
  };
}

function bookOf(phrases: readonly string[], families: Taxonomy['families']): PhraseBook<true> {
  return createPhraseBook(
    phrases.map((phrase) => [phrase, true] as const),
    families,
  );
}

function hasAny(book: PhraseBook<true>, words: readonly Token[]): boolean {
  return words.some((_, at) => book.longestAt(words, at) !== undefined);
}

function proceduralShare(words: readonly Token[]): number {
  const telling = words.filter(({ stem }) => !LITTLE.has(stem) && !/\d/.test(stem));
  const procedural = telling.filter(({ stem }) => PROCEDURAL.has(stem));
  return telling.length === 0 ? 0 : procedural.length / telling.length;
}
