import { tokens } from '../../base/text/tokens.ts';
import type { Token } from '../../base/text/tokens.ts';
import { createPhraseBook, type PhraseBook } from '../phrases.ts';
import type { Framework } from '../taxonomy.ts';
import { CUE, cueMap } from './cues.ts';

/** A framework that a notice names. */
export interface Named {
  readonly framework: Framework;
  /** Its words say that this is bought under it. */
  readonly isUnder: boolean;
  readonly inTitle: boolean;
}

/** What one walk over a notice's words finds: the frameworks named, and bits of `CUE`. */
export type ReadsWords = (
  titles: readonly string[],
  texts: readonly string[],
) => {
  readonly named: readonly Named[];
  readonly cues: number;
};

type Meaning =
  | { readonly kind: 'alias' | 'plain' | 'name'; readonly framework: Framework }
  | { readonly kind: 'operator'; readonly operator: string };

/** More names than these say nothing new. */
const MOST_PLACES = 100;
/** How far, in words, an operator's name may stand from a name made of everyday words. */
const NEAR = 10;
/** How far before a name its preposition may stand: "under Lot 5 of the Crown Commercial Service's framework RM3808". */
const WORDS_BEFORE = 10;

const UNDER = setOf(
  'under via through from off using utilise utilising utilised utilizing against per pursuant by',
);
const VEHICLES = setOf('framework frameworks dps dynamic agreement');
/** Before a name: it is another's, an earlier one, or one that is only thought of. */
const APART = setOf(
  'replace replaces replacing replacement supersede supersedes superseding previous previously expired expiring expires former successor predecessor incumbent potential potentially considering alternative alternatively not unlike complements currently',
);
const APART_BEHIND = setOf('expired expires expiring expire potential considered identified');
/** "The existing contract was let under G-Cloud 9", but not "call off from the existing framework". */
const HELD = setOf('existing current previous incumbent original');
const HELD_THINGS = setOf(
  'contract contracts agreement provider supplier system solution service services arrangement arrangements',
);
const WORDS_APART = 6;
const WORDS_BEHIND = 10;

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** Compiles the frameworks once; the answer finds those that a notice names, and its cues, in one walk over its words. */
export function createFrameworkReader(frameworks: readonly Framework[]): ReadsWords {
  const terms = Array.from(entries(frameworks));
  const book = createPhraseBook<Meaning>(terms, {});
  const cues = cueMap(terms.map(([term]) => term.split(/[\s|]/, 1)[0] ?? ''));
  return (titles, texts) => {
    const found = new Map<Framework, Named>();
    let all = 0;
    for (const [index, text] of [...titles, ...texts].entries()) {
      const words = tokens(text);
      const places: Place[] = [];
      all |= walk(words, { book, cues, places });
      for (const { framework, isUnder } of namedAt(places, words)) {
        const before = found.get(framework);
        found.set(framework, {
          framework,
          isUnder: isUnder || before?.isUnder === true,
          inTitle: index < titles.length || before?.inTitle === true,
        });
      }
    }
    return { cues: all, named: withoutFamilies([...found.values()]) };
  };
}

interface Walk {
  readonly book: PhraseBook<Meaning>;
  readonly cues: ReadonlyMap<string, number>;
  /** Where the names stand; filled by the walk. */
  readonly places: Place[];
}

function walk(words: readonly Token[], { book, cues, places }: Walk): number {
  let all = 0;
  let next = 0;
  for (const [start, { stem }] of words.entries()) {
    const bits = cues.get(stem);
    if (bits === undefined) continue;
    all |= bits;
    if ((bits & CUE.name) === 0 || start < next || places.length > MOST_PLACES) continue;
    const phrase = book.longestAt(words, start);
    if (phrase === undefined) continue;
    // "NHS SBS/19/…": what the operator is called may begin the number.
    if (phrase.values.some(({ kind }) => kind !== 'operator')) next = phrase.end;
    for (const meaning of phrase.values) places.push({ meaning, start, end: phrase.end });
  }
  return all;
}

function* entries(frameworks: readonly Framework[]): Generator<readonly [string, Meaning]> {
  const operators = new Map<string, readonly string[]>();
  for (const framework of frameworks) {
    const { operator, operatorNames, aliases, plain, name } = framework;
    operators.set(operator, operatorNames);
    for (const alias of aliases) yield [alias, { kind: 'alias', framework }];
    for (const alias of plain) yield [alias, { kind: 'plain', framework }];
    const words = tokens(name)
      .map(({ word }) => word)
      .join(' ');
    if (!operatorNames.includes(words)) yield [words, { kind: 'name', framework }];
  }
  for (const [operator, names] of operators)
    for (const name of names) yield [name, { kind: 'operator', operator }];
}

interface Place {
  readonly meaning: Meaning;
  readonly start: number;
  readonly end: number;
}

function namedAt(
  places: readonly Place[],
  words: readonly Token[],
): readonly Pick<Named, 'framework' | 'isUnder'>[] {
  return places.flatMap((place) => {
    const { meaning } = place;
    if (meaning.kind === 'operator' || !isMeant(place, places, words) || isApart(words, place)) return [];
    return [{ framework: meaning.framework, isUnder: standsUnder(words, place) }];
  });
}

function isMeant({ meaning, start, end }: Place, places: readonly Place[], words: readonly Token[]): boolean {
  if (meaning.kind === 'alias') return true;
  if (meaning.kind === 'operator') return false;
  const near = places.filter(
    (other) =>
      other.meaning.kind === 'operator' &&
      other.start !== start &&
      other.start < end + NEAR &&
      other.end > start - NEAR,
  );
  if (near.length > 0)
    return near.some(
      (other) => other.meaning.kind === 'operator' && other.meaning.operator === meaning.framework.operator,
    );
  return meaning.kind === 'plain' && VEHICLES.has(words[end]?.word ?? '') && standsUnder(words, { start });
}

function standsUnder(words: readonly Token[], { start }: Pick<Place, 'start'>): boolean {
  for (let at = start - 1; at >= Math.max(0, start - WORDS_BEFORE); at -= 1)
    if (UNDER.has(words[at]?.word ?? '')) return true;
  return false;
}

function isApart(words: readonly Token[], { start, end }: Place): boolean {
  for (let at = start - 1; at >= Math.max(0, start - WORDS_APART); at -= 1) {
    const word = words[at]?.word ?? '';
    if (APART.has(word) || (HELD.has(word) && HELD_THINGS.has(words[at + 1]?.word ?? ''))) return true;
  }
  for (let at = end; at < Math.min(words.length, end + WORDS_BEHIND); at += 1)
    if (APART_BEHIND.has(words[at]?.word ?? '')) return true;
  return false;
}

/** "G-Cloud 12 (RM1557)" is G-Cloud 12 and not G-Cloud besides. */
function withoutFamilies(named: readonly Named[]): readonly Named[] {
  const families = new Set(named.map(({ framework }) => framework.family));
  return named.filter(({ framework }) => !families.has(framework.slug));
}
