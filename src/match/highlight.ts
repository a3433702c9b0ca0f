import type { View } from '../domain/procurement.ts';
import type { Query } from '../domain/query.ts';
import { wordHits, wordsWanted, type WordHit } from './word-hits.ts';
import type { Stretch } from './word-places.ts';

/** A piece of a text; a hit is what the query looks for, to be shown in bold. */
export interface Segment {
  readonly text: string;
  readonly isHit: boolean;
}

/** What of a procurement shows why it was found. */
export interface Highlighted {
  readonly title: readonly Segment[];
  /** The stretch of a description that holds the most of what is looked for; without hits, the beginning. */
  readonly snippet: readonly Segment[];
}

/** In UTF-16 units. */
const LENGTH = 200;
/** What may stand before the first hit of a snippet. */
const BEFORE = 60;
/** A whole word or two are left out rather than half of one. */
const LONGEST_TORN = 30;

/** Marks a query's words in a procurement's title and in the best piece of its descriptions. */
export function highlight(
  query: Query,
  view: Pick<View, 'title' | 'description' | 'descriptions'>,
): Highlighted {
  const wanted = wordsWanted(query);
  const anywhere = wanted.filter(({ inTitle }) => !inTitle);
  const texts = [...new Set([view.description, ...view.descriptions])];
  const best = texts
    .map((text) => bestWindow(text, wordHits(text, anywhere)))
    .reduce((one, other) => (other.score > one.score ? other : one));
  return {
    title: segments(view.title, wordHits(view.title, wanted), { start: 0, end: view.title.length }),
    snippet: segments(best.text, best.hits, best.window),
  };
}

interface Candidate {
  readonly text: string;
  readonly hits: readonly WordHit[];
  readonly window: Stretch;
  readonly score: number;
}

/** Different words count before the number of hits, and what stands earlier before what stands later. */
function bestWindow(text: string, hits: readonly WordHit[]): Candidate {
  let best: Stretch = { start: 0, end: 0 };
  let score = 0;
  hits.forEach((hit, first) => {
    const leaves = new Set<number>();
    let [count, end] = [0, hit.end];
    for (let at = first; at < hits.length; at += 1) {
      const one = hits[at];
      if (
        one === undefined ||
        one.start - hit.start > LENGTH - BEFORE ||
        one.end - hit.start > LENGTH - BEFORE
      )
        break;
      leaves.add(one.leaf);
      count += 1;
      end = Math.max(end, one.end);
    }
    const reached = leaves.size * LENGTH + count;
    if (reached > score) [best, score] = [{ start: hit.start, end }, reached];
  });
  return { text, hits, window: windowRound(text, best), score };
}

/** As much of the text round a place as a snippet holds, from word to word. */
function windowRound(text: string, { start, end }: Stretch): Stretch {
  if (text.length <= LENGTH) return { start: 0, end: text.length };
  const from = beginning(text, Math.max(0, Math.min(start - BEFORE, text.length - LENGTH)), start);
  const to = Math.min(text.length, from + LENGTH);
  return { start: from, end: ending(text, to, Math.min(end, to)) };
}

function beginning(text: string, at: number, latest: number): number {
  if (at === 0) return 0;
  const word = text.slice(at - 1, Math.min(latest, at + LONGEST_TORN)).search(/\s\S/u);
  return word >= 0 ? at + word : wholeFrom(text, at);
}

function ending(text: string, at: number, earliest: number): number {
  if (at === text.length) return at;
  const from = Math.max(0, at - LONGEST_TORN);
  const space = text.slice(from, at + 1).search(/\s\S*$/u);
  return space >= 0 && from + space >= earliest ? from + space : wholeFrom(text, at);
}

/** Not inside a surrogate pair, nor before a mark that belongs to the character before it. */
function wholeFrom(text: string, at: number): number {
  let whole = at;
  while (whole > 0 && /^(?:[\uDC00-\uDFFF]|\p{M}|\u200D|\uFE0F)/u.test(text.slice(whole, whole + 2)))
    whole -= 1;
  return whole;
}

function segments(text: string, hits: readonly WordHit[], { start, end }: Stretch): readonly Segment[] {
  const found: Segment[] = [];
  const add = (from: number, to: number, isHit: boolean) => {
    if (to > from) found.push({ text: text.slice(from, to), isHit });
  };
  let at = start;
  for (const hit of hits) {
    if (hit.end <= at || hit.start >= end) continue;
    const from = Math.max(at, hit.start);
    add(at, from, false);
    add(from, Math.min(hit.end, end), true);
    at = Math.min(hit.end, end);
  }
  add(at, end, false);
  if (start > 0) found.unshift({ text: '…', isHit: false });
  if (end < text.length) found.push({ text: '…', isHit: false });
  return found;
}
