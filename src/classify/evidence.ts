import { tokens } from '../base/text/tokens.ts';
import type { Token } from '../base/text/tokens.ts';
import type { View } from '../domain/procurement.ts';
import { createBoilerplateCutter, readableTitle } from './boilerplate.ts';
import { createCodeReader } from './codes.ts';
import type { CodeEvidence } from './codes.ts';
import { withoutDenied } from './negation.ts';
import type { Standing } from './standing.ts';
import type { Taxonomy } from './taxonomy.ts';
import { isOfFalseFriend, type Meaning, type TermBook } from './term-book.ts';

/** What is read of a procurement: every view is one. */
export type NoticeText = Pick<View, 'titles' | 'descriptions' | 'cpv' | 'buyer'>;

export type Place = 'title' | 'description';

/** A run of words that stand together: a title, or what is left of a sentence. */
export interface Passage {
  readonly place: Place;
  readonly words: readonly Token[];
  /** Where its first word stands among all words of the evidence. */
  readonly start: number;
}

/** A phrase found: once for each place, however often it stands there, because copies of a notice repeat themselves. */
export interface Hit {
  readonly place: Place;
  /** Its first word and the one after its last, among all words of the evidence. */
  readonly from: number;
  readonly to: number;
  readonly meanings: readonly Meaning[];
}

/** All that speaks for and against. */
export interface Evidence {
  /** Titles first. */
  readonly passages: readonly Passage[];
  readonly hits: readonly Hit[];
  readonly codes: readonly CodeEvidence[];
  readonly buyer: NoticeText['buyer'];
}

export type GatherEvidence = (text: NoticeText) => Evidence;

/** Copies of a notice differ little: what more there is says nothing new. In words, and in titles. */
const MOST_TITLE_WORDS = 120;
const MOST_TITLES = 50;
/** What is wanted stands at the beginning; annexes and lists of lots follow. In words. */
const MOST_WORDS = 400;

/** `book` is the taxonomy's (`createTermBook`); the answer reads a procurement in one walk over its words. */
export function createGatherer(taxonomy: Taxonomy, book: TermBook, standing: Standing): GatherEvidence {
  const cut = createBoilerplateCutter(taxonomy.boilerplate, taxonomy.families, standing);
  const readCodes = createCodeReader(taxonomy);
  return ({ titles, descriptions, cpv, buyer }) => {
    const passages: Passage[] = [];
    const read = (titles.length > MOST_TITLES ? titles.slice(0, MOST_TITLES) : titles).map(readTitle);
    const start = gatherPassages(passages, 'title', read, { start: 0, most: MOST_TITLE_WORDS });
    gatherPassages(passages, 'description', cut(descriptions), { start, most: MOST_WORDS });
    return { passages, hits: find(book, passages), codes: readCodes(cpv), buyer };
  };
}

function readTitle(title: string): readonly Token[] {
  return tokens(readableTitle(title));
}

function gatherPassages(
  passages: Passage[],
  place: Place,
  sentences: readonly (readonly Token[])[],
  { start, most }: { readonly start: number; readonly most: number },
): number {
  let next = start;
  for (const sentence of sentences) {
    for (const words of withoutDenied(sentence)) {
      if (words.length === 0) continue;
      const left = start + most - next;
      if (left <= 0) return next;
      const read = words.length > left ? words.slice(0, left) : words;
      passages.push({ place, words: read, start: next });
      next += read.length;
    }
  }
  return next;
}

function find(book: TermBook, passages: readonly Passage[]): readonly Hit[] {
  const found = {
    title: new Map<readonly Meaning[], Hit>(),
    description: new Map<readonly Meaning[], Hit>(),
  };
  for (const { place, words, start } of passages) {
    const hits = found[place];
    for (let at = 0; at < words.length; at += 1) {
      const phrase = book.longestAt(words, at);
      if (phrase === undefined) continue;
      if (!hits.has(phrase.values)) {
        hits.set(phrase.values, { place, from: start + at, to: start + phrase.end, meanings: phrase.values });
      }
      at = phrase.end - 1;
    }
  }
  return [...found.title.values(), ...found.description.values()];
}

/** A phrase that looks like IT and is not: whatever else it means does not count. */
export function isFalseFriend(hit: Hit): boolean {
  return isOfFalseFriend(hit.meanings);
}
