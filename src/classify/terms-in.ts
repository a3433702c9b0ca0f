import { tokens, type Token } from '../base/text/tokens.ts';
import { isOfFalseFriend, type Meaning, type TermBook } from './term-book.ts';

/** A phrase of the taxonomy that stands in a text. */
export interface TermIn {
  /** Its words in small letters; capitals are kept where they are what the word is: `SIEM`. */
  readonly words: readonly string[];
  readonly stems: readonly string[];
  /** Slugs of the categories that it is a term of. */
  readonly categories: readonly string[];
  /** It names a kind of IT by itself, or it usually means one. */
  readonly tells: 'by-itself' | 'usually';
}

/** What a short text is about: the terms that tell a kind of IT, in order, and its words besides. */
export interface TermsIn {
  readonly terms: readonly TermIn[];
  /** Its other words, as `TermIn.words`. */
  readonly others: readonly string[];
}

export function termsIn(text: string, book: TermBook): TermsIn {
  const all = tokens(text);
  const shouts = all.length > 2 && all.every(({ capitals, word }) => capitals || word.length > 5);
  const written = ({ word, capitals }: Token): string => (capitals && !shouts ? word.toUpperCase() : word);
  const terms: TermIn[] = [];
  const others: string[] = [];
  for (let at = 0; at < all.length;) {
    const phrase = book.longestAt(all, at);
    const here = all.slice(at, phrase?.end ?? at + 1);
    const words = here.map(written);
    const tells = phrase === undefined ? undefined : telling(phrase.values);
    if (phrase !== undefined && tells !== undefined)
      terms.push({
        words,
        stems: here.map(({ stem }) => stem),
        categories: categoriesOf(phrase.values),
        tells,
      });
    else others.push(...words);
    at = phrase?.end ?? at + 1;
  }
  return { terms, others };
}

function categoriesOf(meanings: readonly Meaning[]): readonly string[] {
  return [...new Set(meanings.flatMap((meaning) => (meaning.kind === 'category' ? [meaning.slug] : [])))];
}

/** Undefined for what only hints at a kind, or says no more than "IT". */
function telling(meanings: readonly Meaning[]): TermIn['tells'] | undefined {
  if (isOfFalseFriend(meanings)) return undefined;
  const tiers = meanings.flatMap((meaning) => (meaning.kind === 'category' ? [meaning.tier] : []));
  if (tiers.includes('strong')) return 'by-itself';
  return tiers.includes('fair') && meanings.every(({ kind }) => kind !== 'it') ? 'usually' : undefined;
}
