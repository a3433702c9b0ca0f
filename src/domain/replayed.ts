import type { ToldKind } from './delivery.ts';
import type { Change } from './event.ts';

/** One thing that a subscription would have been told of. */
export interface ReplayedItem {
  /** When its message would have been sent, UTC milliseconds. */
  readonly at: number;
  readonly kind: ToldKind;
  readonly procurementId: number;
  readonly title: string;
  readonly buyer: string | undefined;
  readonly url: string;
  /** Against what was told before. */
  readonly changes: readonly Change[];
  /** The words and clauses that made it match. */
  readonly reasons: readonly string[];
  /** A call-off from frameworks of which the subscriber is on none: their names. */
  readonly notOpenToYou: string | undefined;
}

/** A week from Monday to Sunday, London days, and how much would have come in it. */
export interface ReplayedWeek {
  /** Its Monday, `2026-08-31`. */
  readonly monday: string;
  readonly items: number;
}

/** What a subscription would have been told in a span of time. */
export interface Replayed {
  /** In the order in which they would have been told. */
  readonly items: readonly ReplayedItem[];
  /** Every week of the span, oldest first. */
  readonly weeks: readonly ReplayedWeek[];
  /** How many procurements were walked through: those that could have mattered. */
  readonly walked: number;
}
