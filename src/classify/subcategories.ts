import type { Token } from '../base/text/tokens.ts';
import type { Cpv } from '../domain/cpv.ts';
import { createPhraseBook } from './phrases.ts';
import type { Families, PhraseBook } from './phrases.ts';

/** One part of a category: a slug names one subcategory of one category. */
export interface Subcategory {
  readonly slug: string;
  readonly name: string;
  /** Written as the taxonomy's terms are; looked up only in notices of its category. */
  readonly terms: readonly string[];
  /** CPV prefixes, 2 to 8 digits; the longest of the category that fits a code decides. */
  readonly codes: readonly string[];
  /** Given where the category comes first and nothing more speaks for any other of its subcategories; never beside one. */
  readonly other: boolean;
}

/** The second level: `config/subcategories.yaml`, loaded and checked by `app/load-subcategories.ts`. */
export interface Subcategories {
  /** Phrases that swallow the words they stand on. */
  readonly falseFriends: readonly string[];
  /** By category, in the file's order. */
  readonly categories: ReadonlyMap<string, readonly Subcategory[]>;
}

/** What subcategories are read from. */
export interface SubcategoryText {
  readonly title: readonly Token[];
  /** The description's words, without what is standing text. */
  readonly passages: readonly (readonly Token[])[];
  readonly cpv: readonly Cpv[];
}

/** The categories come primary first; the subcategories are of these alone, best first. */
export type Subcategorise = (text: SubcategoryText, categories: readonly string[]) => readonly string[];

const MOST_OF_ONE = 2;
const MOST_OF_ALL = 4;

/** What one phrase of the title, one of the description, and one code count. Each phrase counts once for its place. */
const TITLE = 3;
const DESCRIPTION = 1;
const CODE = 1;
/** A second subcategory of a category needs this share of what speaks for the first. */
const LEAST_SECOND_SHARE = 0.5;

/** Words of a title and of a whole description, and codes, that are read: what follows is lists, annexes, or an attack. */
const MOST_TITLE_WORDS = 200;
const MOST_WORDS = 1500;
const MOST_CODES = 100;

/** Marks a phrase that looks like a subcategory and is none. */
const FALSE_FRIEND = -1;

interface Compiled {
  readonly slugs: readonly string[];
  /** The place of the one that takes what is left, or -1. */
  readonly other: number;
  /** Places in `slugs`, or `FALSE_FRIEND`. */
  readonly book: PhraseBook<number>;
  readonly codes: ReadonlyMap<string, number>;
}

interface Given {
  readonly slug: string;
  readonly score: number;
}

/** Each category and its subcategories' slugs, in the file's order. */
export function subcategoriesOf({ categories }: Subcategories): ReadonlyMap<string, readonly string[]> {
  return new Map([...categories].map(([category, own]) => [category, own.map(({ slug }) => slug)]));
}

/**
 * Compiles the terms once: a phrase book for each category, because the same words mean other things in another, and a
 * long phrase of one must not hide a short one of the next.
 */
export function createSubcategoriser(subcategories: Subcategories, families: Families): Subcategorise {
  const compiled = new Map(
    [...subcategories.categories].map(([category, own]) => [
      category,
      compile(own, subcategories.falseFriends, families),
    ]),
  );

  return (text, categories) => {
    const given: Given[] = [];
    categories.forEach((category, index) => {
      const own = compiled.get(category);
      if (own !== undefined) given.push(...bestOf(own, text, index === 0));
    });
    given.sort((one, other) => other.score - one.score);
    return given.slice(0, MOST_OF_ALL).map(({ slug }) => slug);
  };
}

function compile(own: readonly Subcategory[], falseFriends: readonly string[], families: Families): Compiled {
  const terms = own.flatMap(({ terms: written }, place) => written.map((term) => [term, place] as const));
  const friends = falseFriends.map((phrase) => [phrase, FALSE_FRIEND] as const);
  return {
    slugs: own.map(({ slug }) => slug),
    other: own.findIndex(({ other }) => other),
    book: createPhraseBook([...friends, ...terms], families),
    codes: new Map(own.flatMap(({ codes }, place) => codes.map((prefix) => [prefix, place] as const))),
  };
}

/** What speaks for each subcategory of one category. */
interface Tally {
  readonly scores: number[];
  /** Which was spoken for first, second…: of equals the earlier wins. */
  readonly order: number[];
  readonly seen: Set<readonly number[]>;
}

function bestOf(own: Compiled, { title, passages, cpv }: SubcategoryText, first: boolean): readonly Given[] {
  const tally: Tally = { scores: own.slugs.map(() => 0), order: [], seen: new Set() };
  walk(own.book, title.length > MOST_TITLE_WORDS ? title.slice(0, MOST_TITLE_WORDS) : title, TITLE, tally);
  tally.seen.clear();
  let left = MOST_WORDS;
  for (const passage of passages) {
    if (left <= 0) break;
    walk(own.book, passage.length > left ? passage.slice(0, left) : passage, DESCRIPTION, tally);
    left -= passage.length;
  }
  addCodes(own.codes, cpv, tally);
  return ranked(own, tally, first);
}

function walk(book: PhraseBook<number>, words: readonly Token[], weight: number, tally: Tally): void {
  for (let at = 0; at < words.length; at += 1) {
    const found = book.longestAt(words, at);
    if (found === undefined) continue;
    at = found.end - 1;
    if (tally.seen.has(found.values)) continue;
    tally.seen.add(found.values);
    if (found.values.includes(FALSE_FRIEND)) continue;
    for (const place of new Set(found.values)) add(tally, place, weight);
  }
}

function add(tally: Tally, place: number, weight: number): void {
  const before = tally.scores[place] ?? 0;
  if (before === 0) tally.order.push(place);
  tally.scores[place] = before + weight;
}

/** A subcategory that several codes name is named once: copies and lots repeat themselves. */
function addCodes(codes: Compiled['codes'], cpv: readonly Cpv[], tally: Tally): void {
  const named = new Set<number>();
  for (const { code } of cpv.length > MOST_CODES ? cpv.slice(0, MOST_CODES) : cpv) {
    for (let length = code.length; length >= 2; length -= 1) {
      const place = codes.get(code.slice(0, length));
      if (place === undefined) continue;
      named.add(place);
      break;
    }
  }
  for (const place of named) add(tally, place, CODE);
}

function ranked({ slugs, other }: Compiled, { scores, order }: Tally, first: boolean): readonly Given[] {
  const found = order
    .map((place) => ({ place, score: scores[place] ?? 0 }))
    .toSorted((one, next) => next.score - one.score);
  const [best] = found;
  if (best === undefined) return first ? slugsOf(slugs, [{ place: other, score: 0 }]) : [];
  const least = best.score * LEAST_SECOND_SHARE;
  const others = found.slice(1).filter(({ place, score }) => score >= least && place !== other);
  return slugsOf(slugs, best.place === other ? [best] : [best, ...others].slice(0, MOST_OF_ONE));
}

function slugsOf(
  slugs: readonly string[],
  places: readonly { place: number; score: number }[],
): readonly Given[] {
  return places.flatMap(({ place, score }) => {
    const slug = slugs[place];
    return slug === undefined ? [] : [{ slug, score }];
  });
}
