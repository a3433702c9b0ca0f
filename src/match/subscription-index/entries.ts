import type { Query } from '../../domain/query.ts';
import { featuresAt, featuresOf, openNeeds, rarestNeed, rateAt } from './anchors.ts';
import { createFeatureBook, type FeatureBook } from './features.ts';
import { planOf, type Plan } from './plan.ts';
import { createRows, reserve, writeNeeds, writePlan, type Rows } from './rows.ts';

/** A query that stands in the index. */
export interface Entry {
  readonly id: number;
  readonly plan: Plan;
  /** The rest of the plan as it is on a London day, where it counts days. */
  today: { readonly day: string; readonly rest: Query } | undefined;
  /** Where in the program the need stands by whose features it is found. */
  anchor: number;
  /** Where in the list of each of these features it stands. */
  readonly places: number[];
  /** Needs that its row does not say, as in a program. */
  others: readonly number[];
}

/** Entries by slot; the slot of one that goes is used again. */
export interface Entries {
  readonly book: FeatureBook;
  readonly rows: Rows;
  readonly bySlot: (Entry | undefined)[];
  readonly free: number[];
  readonly slots: Map<number, number>;
  /**
   * By feature: what is found by it, `LISTED` numbers each: its slot, and what its gates let pass. These stand here because
   * most go no further than that, and reading on in a list is ten times as fast as jumping to a row.
   */
  readonly lists: (number[] | undefined)[];
  /** How far the review has come, and how many documents must have been seen when the next begins. */
  reviewed: number;
  nextReview: number;
}

export const LISTED = 3;
/** A review of all begins after so many documents, and after each doubling. */
const FIRST_REVIEW = 256;
/** Entries looked at for each document while it lasts: some 20 µs. */
const REVIEW_STEP = 64;
/** An anchor gives way to one that is met this much more rarely. */
const WORTH_MOVING = 0.7;

export function createEntries(): Entries {
  return {
    book: createFeatureBook(),
    rows: createRows(),
    bySlot: [],
    free: [],
    slots: new Map(),
    lists: [],
    reviewed: Infinity,
    nextReview: FIRST_REVIEW,
  };
}

/** Puts a query under an id; one that stands there is replaced. */
export function put(entries: Entries, id: number, query: Query): void {
  remove(entries, id);
  const { book, bySlot, free, rows, slots } = entries;
  const plan = planOf(query, book);
  book.use(featuresOf(plan));
  const slot = free.pop() ?? bySlot.length;
  const { at: anchor } = rarestNeed(plan, book);
  const entry: Entry = { id, plan, today: undefined, anchor, places: [], others: [] };
  bySlot[slot] = entry;
  slots.set(id, slot);
  reserve(rows, slot);
  writePlan(rows, slot, entry);
  hang(entries, slot, entry);
  writeOpen(entries, slot, entry);
}

export function remove(entries: Entries, id: number): void {
  const { book, bySlot, free, slots } = entries;
  const slot = slots.get(id);
  const entry = slot === undefined ? undefined : bySlot[slot];
  if (slot === undefined || entry === undefined) return;
  unhang(entries, slot, entry);
  book.drop(featuresOf(entry.plan));
  slots.delete(id);
  bySlot[slot] = undefined;
  free.push(slot);
}

/** Call once for each document: anchors follow what documents turn out to have, a few entries at a time. */
export function review(entries: Entries): void {
  const { book, bySlot } = entries;
  if (entries.reviewed >= bySlot.length) {
    if (book.seen < entries.nextReview) return;
    entries.nextReview = 2 * book.seen;
    entries.reviewed = 0;
  }
  const end = Math.min(bySlot.length, entries.reviewed + REVIEW_STEP);
  for (let slot = entries.reviewed; slot < end; slot += 1) settle(entries, slot);
  entries.reviewed = end;
}

/** Gives an entry the anchor that is met most rarely, as far as is known by now. */
function settle(entries: Entries, slot: number): void {
  const { book } = entries;
  const entry = entries.bySlot[slot];
  if (entry === undefined) return;
  const best = rarestNeed(entry.plan, book);
  if (best.rate < WORTH_MOVING * rateAt(entry.plan, entry.anchor, book)) {
    unhang(entries, slot, entry);
    entry.anchor = best.at;
    hang(entries, slot, entry);
  }
  writeOpen(entries, slot, entry);
}

function writeOpen({ book, rows }: Entries, slot: number, entry: Entry): void {
  const { wanted, unwanted, others } = openNeeds(entry.plan, entry.anchor, book);
  entry.others = others;
  writeNeeds(rows, slot, { wanted, unwanted, more: others.length > 0 || entry.plan.rest !== undefined });
}

function hang({ lists }: Entries, slot: number, { plan, anchor, places }: Entry): void {
  places.length = 0;
  for (const feature of featuresAt(plan, anchor)) {
    const list = (lists[feature] ??= []);
    places.push(list.length);
    list.push(slot, ...plan.gates);
  }
}

/** The last of each list takes the place that becomes free. */
function unhang({ lists, bySlot }: Entries, slot: number, { plan, anchor, places }: Entry): void {
  for (const [at, feature] of featuresAt(plan, anchor).entries()) {
    const list = lists[feature] ?? [];
    const place = places[at] ?? 0;
    const [last = slot, ...words] = list.splice(-LISTED);
    if (list.length === 0) lists[feature] = undefined;
    if (last === slot) continue;
    for (const [offset, number] of [last, ...words].entries()) list[place + offset] = number;
    const moved = bySlot[last];
    if (moved !== undefined) moved.places[featuresAt(moved.plan, moved.anchor).indexOf(feature)] = place;
  }
}
