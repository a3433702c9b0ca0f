import type { Period } from '../domain/delivery.ts';
import type { DigestRun } from '../domain/ports.ts';

const MINUTE = 60_000;
/** Whose turn it is, is looked up every quarter of an hour. */
const ON_TIME = 20 * MINUTE;
/** A digest that is queued so long after it was due says that it is late. */
const LATE = 120 * MINUTE;

/** Until when a digest speaks that was due at `slot` and is queued now: a few minutes are nobody's concern. */
export function endOf(slot: number, now: number): number {
  return now >= slot && now - slot <= ON_TIME ? slot : now;
}

/** The part of time that a digest speaks of: since what it carries was last considered, until it looked. */
export function periodOf({ slot, from, to }: DigestRun): Period {
  return { from: Math.min(from, to), to, due: slot, isLate: to > slot + LATE };
}
