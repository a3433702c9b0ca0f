import { stem } from '../../base/text/stem.ts';
import { parseQuery } from '../parse.ts';
import type { BuyerNamed } from './buyer-words.ts';
import type { Where } from './places.ts';

export interface Named {
  readonly slug: string;
  readonly name: string;
}

/** What a supplier's own words say that a query can ask for. */
export interface Heard {
  /** Primary first. */
  readonly categories: readonly Named[];
  /** Of the primary category alone. */
  readonly subcategories: readonly Named[];
  /** As the query language writes them, the most telling first. */
  readonly words: readonly string[];
  readonly buyers: readonly BuyerNamed[];
  readonly places: readonly Where[];
  readonly frameworks: readonly Named[];
  /** Whether it reads like information technology at all. */
  readonly isIt: boolean;
}

/** `wi-fi` where a text writes it so, `SIEM`, `"penetration testing"`; undefined where the language would read it as something else. */
export function asTerm(words: readonly string[], text: string): string | undefined {
  const [only] = words;
  const written =
    only !== undefined && words.length === 1 ? only : (hyphenated(words, text) ?? `"${words.join(' ')}"`);
  return parseQuery(written).messages.length === 0 ? written : undefined;
}

function hyphenated(words: readonly string[], text: string): string | undefined {
  const joined = words.join('-').toLowerCase();
  return words.length < 4 && text.toLowerCase().includes(joined) ? joined : undefined;
}

/** Words, each stem once, less those whose stems stand in one of the lists. */
export function tellingWords(
  words: readonly string[],
  lists: readonly ReadonlySet<string>[],
): readonly string[] {
  const seen = new Set<string>();
  return words.filter((word) => {
    const own = stem(word.toLowerCase());
    if (seen.has(own) || !/^[a-z][a-z0-9]+$/i.test(word) || lists.some((list) => list.has(own))) return false;
    seen.add(own);
    return true;
  });
}
