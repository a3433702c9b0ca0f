import { londonDayAt } from '../../domain/london-day.ts';
import type { Query } from '../../domain/query.ts';
import type { MatchDocument } from '../document.ts';
import { matches } from '../evaluate.ts';
import { createEntries, LISTED, put, remove, review, type Entries, type Entry } from './entries.ts';
import { EVERY } from './features.ts';
import { gateBitsOf, type GateBits } from './gates.ts';
import { onDay } from './plan.ts';
import { createReader, type Present } from './present.ts';
import { MORE, ROW, UNWANTED, WANTED } from './rows.ts';

/** Many queries asked of one procurement at a time. */
export interface SubscriptionIndex {
  /** Puts a query under an id; one that stands there is replaced. */
  put(id: number, query: Query): void;
  remove(id: number): void;
  /**
   * Ids whose query matches, ascending: exactly those for which `matches(query, document, now)` is true
   * (test/properties/subscription-index.test.ts). `now` is UTC milliseconds.
   */
  matching(document: MatchDocument, now: number): readonly number[];
  readonly size: number;
}

/**
 * Each query stands under the rarest thing that it cannot do without (a word, a code, a category), so that a document meets
 * only the queries under what it has. What of these a few bits do not let pass is done with at once; the others are asked
 * which further features they need, and last, where that does not say it all, as the tree that they are.
 */
export function createSubscriptionIndex(): SubscriptionIndex {
  const entries = createEntries();
  const read = createReader(entries.book);
  return {
    get size() {
      return entries.slots.size;
    },
    put: (id, query) => {
      put(entries, id, query);
    },
    remove: (id) => {
      remove(entries, id);
    },
    matching(document, now) {
      const present = read(document, now);
      mark(entries, present, gateBitsOf(document, now));
      const found = askMarked(entries, { present, document, now });
      entries.book.count(present.features);
      review(entries);
      return found;
    },
  };
}

const NOBODY: readonly number[] = [];

/** Marks the slots under what a document has, of those whose rows let it pass. */
function mark({ lists, rows }: Entries, { features, marks, turn }: Present, bits: GateBits): void {
  const { needs, marked } = rows;
  for (const feature of features) {
    const list = lists[feature] ?? NOBODY;
    for (let at = 0; at < list.length; at += LISTED) {
      if (!passes(list[at + 1] ?? 0, list[at + 2] ?? 0, bits)) continue;
      const slot = list[at] ?? 0;
      const row = slot * ROW;
      if (marks[numberAt(needs, row + WANTED)] !== turn) continue;
      if (marks[numberAt(needs, row + WANTED + 1)] !== turn) continue;
      if (marks[numberAt(needs, row + UNWANTED)] === turn) continue;
      if (marks[numberAt(needs, row + UNWANTED + 1)] === turn) continue;
      marked[slot >> 5] = (marked[slot >> 5] ?? 0) | (1 << (slot & 31));
    }
  }
}

/** A place that there is; the compiler cannot know. */
function numberAt(list: Int32Array, at: number): number {
  return list[at] ?? 0;
}

function passes(first: number, second: number, { region, category, stage, it, band }: GateBits): boolean {
  if ((first & region) === 0 || (first & category) === 0) return false;
  return (second & it) !== 0 && (second & stage) !== 0 && (second & band) !== 0;
}

interface Asked {
  readonly present: Present;
  readonly document: MatchDocument;
  readonly now: number;
}

/** Asks what is marked, once each however many of its features the document has, and takes the marks away. */
function askMarked({ bySlot, rows }: Entries, asked: Asked): readonly number[] {
  const { needs, ids, marked, spans } = rows;
  // Where none is stated, the gates have said all.
  const { min, max } = asked.document.value ?? { min: -Infinity, max: Infinity };
  const found: number[] = [];
  for (let at = 0; at < marked.length; at += 1) {
    let bits = marked[at] ?? 0;
    if (bits === 0) continue;
    marked[at] = 0;
    for (; bits !== 0; bits &= bits - 1) {
      const slot = 32 * at + 31 - Math.clz32(bits & -bits);
      if (max < (spans[2 * slot] ?? 0) || min > (spans[2 * slot + 1] ?? 0)) continue;
      if (needs[slot * ROW + MORE] === 1 && !meetsMore(bySlot[slot], asked)) continue;
      found.push(ids[slot] ?? 0);
    }
  }
  // Nearly in order already, where ids are given counting up: that sorts in one pass.
  return found.toSorted((a, b) => a - b);
}

/** What a row does not say. */
function meetsMore(entry: Entry | undefined, { present, document, now }: Asked): boolean {
  if (entry === undefined || !hasNeeds(entry.others, present)) return false;
  const rest = restOn(entry, now);
  return rest === undefined || matches(rest, document, now);
}

function hasNeeds(program: readonly number[], { marks, turn }: Present): boolean {
  for (let at = 0; at < program.length;) {
    const end = at + 1 + (program[at] ?? 0);
    let holds = false;
    for (at += 1; at < end && !holds; at += 1) {
      const one = program[at] ?? EVERY;
      holds = one < 0 ? marks[~one] !== turn : marks[one] === turn;
    }
    if (!holds) return false;
    at = end;
  }
  return true;
}

function restOn(entry: Entry, now: number): Query | undefined {
  const { rest, isDated } = entry.plan;
  if (rest === undefined || !isDated) return rest;
  const day = londonDayAt(now);
  if (entry.today?.day !== day) entry.today = { day, rest: onDay(rest, day) };
  return entry.today.rest;
}
