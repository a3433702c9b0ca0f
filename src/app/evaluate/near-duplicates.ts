import { hashText, mix } from '../../base/text/hash.ts';
import { tokens } from '../../base/text/tokens.ts';
import type { View } from '../../domain/procurement.ts';

/** What two notices are compared by. */
export type ComparedText = Pick<View, 'titles' | 'descriptions'>;

export interface NearDuplicates {
  /** The places of those that say nearly the same, in ascending order. */
  of(text: ComparedText): readonly number[];
}

/** A shorter title ("IT support") is nobody's own. */
const LEAST_TITLE_WORDS = 3;
/** Portals cut descriptions at different lengths, and re-issues change their ends. */
const BEGINNING = 150;
const LEAST_BEGINNING = 60;
/** How many words in a row are compared as one. */
const SHINGLE = 3;
/** Of fewer, one sentence in common would be half. */
const LEAST_SHINGLES = 12;
/**
 * On real pairs: from here on nearly all are one purchase told again, or one buyer's form filled in anew; below, what two
 * have in common is mostly how to take part.
 */
const LEAST_RESEMBLANCE = 0.4;
/** A run that more of the texts hold is a portal's or a buyer's standing text, and says nothing of what is bought. */
const MOST_SHARING = 4;

/**
 * Finds which of `texts` say nearly the same as another: the same title, the same beginning, the same whole, or
 * most of the words in the same order (the share of three-word runs that both have of those that either has). Exact, by
 * an index of every run: `texts` are few, and those that are looked up may be many.
 */
export function nearDuplicatesAmong(texts: readonly ComparedText[]): NearDuplicates {
  const byKey = new Map<string, number[]>();
  const byShingle = new Map<number, number[]>();
  for (const [place, text] of texts.entries()) {
    const read = readText(text);
    for (const key of read.keys) add(byKey, key, place);
    for (const shingle of read.shingles) add(byShingle, shingle, place);
  }
  const sizes = new Int32Array(texts.length);
  const standing = new Set<number>();
  for (const [shingle, places] of byShingle) {
    if (places.length > MOST_SHARING) standing.add(shingle);
    else for (const place of places) sizes[place] = (sizes[place] ?? 0) + 1;
  }
  const shared = new Int32Array(texts.length);
  return {
    of: (text) => {
      const read = readText(text);
      const found = new Set(read.keys.flatMap((key) => byKey.get(key) ?? []));
      const own = [...read.shingles].filter((shingle) => !standing.has(shingle));
      if (own.length >= LEAST_SHINGLES)
        for (const place of alike(own, byShingle, sizes, shared)) found.add(place);
      return [...found].toSorted((a, b) => a - b);
    },
  };
}

function alike(
  shingles: readonly number[],
  byShingle: ReadonlyMap<number, readonly number[]>,
  sizes: Int32Array,
  /** All 0 before and after, so that a look-up costs what it finds and not what there is. */
  shared: Int32Array,
): readonly number[] {
  const touched: number[] = [];
  for (const shingle of shingles) {
    for (const place of byShingle.get(shingle) ?? []) {
      const before = shared[place] ?? 0;
      if (before === 0) touched.push(place);
      shared[place] = before + 1;
    }
  }
  const found = touched.filter((place) => {
    const size = sizes[place] ?? 0;
    const both = shared[place] ?? 0;
    return size >= LEAST_SHINGLES && both / (size + shingles.length - both) >= LEAST_RESEMBLANCE;
  });
  for (const place of touched) shared[place] = 0;
  return found;
}

function readText({ titles, descriptions }: ComparedText): {
  readonly keys: readonly string[];
  readonly shingles: ReadonlySet<number>;
} {
  const titleWords = titles.map((title) => tokens(title).map(({ word }) => word));
  const textWords = descriptions.map((description) => tokens(description).map(({ word }) => word));
  const keys = [
    ...titleWords.flatMap((words) => (words.length >= LEAST_TITLE_WORDS ? [`title ${words.join(' ')}`] : [])),
    ...textWords.flatMap((words) => {
      const folded = words.join(' ');
      return folded.length >= LEAST_BEGINNING ? [`begins ${folded.slice(0, BEGINNING)}`] : [];
    }),
    `whole ${[...titleWords, ...textWords].flat().join(' ')}`,
  ];
  return { keys, shingles: new Set([...titleWords, ...textWords].flatMap((words) => shinglesOf(words))) };
}

/** Numbers are compared as one, because dates and references change where the text does not. */
function shinglesOf(words: readonly string[]): readonly number[] {
  const hashes = words.map((word) => (/\d/.test(word) ? 0 : hashText(word)));
  return Array.from({ length: Math.max(0, words.length - SHINGLE + 1) }, (_, at) => {
    let hash = 0;
    for (let next = at; next < at + SHINGLE; next += 1) hash = mix(Math.imul(hash, 31) + (hashes[next] ?? 0));
    return hash;
  });
}

function add<K>(map: Map<K, number[]>, key: K, place: number): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [place]);
  else held.push(place);
}
