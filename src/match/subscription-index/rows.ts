import type { Open } from './anchors.ts';
import { EVERY, NONE } from './features.ts';
import type { Plan } from './plan.ts';

/**
 * What is looked at of a query for nearly every document, in lists of numbers: following pointers from one object to the
 * next took ten times as long, for each waits for memory.
 */
export interface Rows {
  /** `ROW` numbers a slot, by the names below. */
  needs: Int32Array<ArrayBuffer>;
  /** Two a slot: its span of values. */
  spans: Float64Array<ArrayBuffer>;
  ids: Float64Array<ArrayBuffer>;
  /** A bit a slot, for whoever asks; all 0 between. */
  marked: Int32Array<ArrayBuffer>;
}

export const ROW = 5;
/** Two features that a document must have, and two that it must not. */
export const WANTED = 0;
export const UNWANTED = 2;
/** 1 where more must be asked than the row says. */
export const MORE = 4;

const FIRST_SLOTS = 256;
const BITS = 32;

export function createRows(slots = FIRST_SLOTS): Rows {
  return {
    needs: new Int32Array(ROW * slots),
    spans: new Float64Array(2 * slots),
    ids: new Float64Array(slots),
    marked: new Int32Array(slots / BITS),
  };
}

/** Makes room for a slot. */
export function reserve(rows: Rows, slot: number): void {
  if (slot < rows.ids.length) return;
  const larger = createRows(2 * rows.ids.length);
  larger.needs.set(rows.needs);
  larger.spans.set(rows.spans);
  larger.ids.set(rows.ids);
  Object.assign(rows, larger);
}

export function writePlan(
  { spans, ids }: Rows,
  slot: number,
  { id, plan }: { readonly id: number; readonly plan: Plan },
): void {
  spans.set([plan.span.min, plan.span.max], slot * 2);
  ids[slot] = id;
}

export function writeNeeds(
  { needs }: Rows,
  slot: number,
  { wanted, unwanted, more }: Pick<Open, 'wanted' | 'unwanted'> & { readonly more: boolean },
): void {
  const [first = EVERY, second = EVERY] = wanted;
  const [one = NONE, other = NONE] = unwanted;
  needs.set([first, second, one, other, more ? 1 : 0], slot * ROW + WANTED);
}
