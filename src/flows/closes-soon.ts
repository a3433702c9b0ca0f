import { londonDaysBetween } from '../base/london.ts';
import { changesBetween } from '../dedupe/material.ts';
import type { LedgerEntry } from '../domain/delivery.ts';
import type { MaterialState } from '../domain/event.ts';
import type { View } from '../domain/procurement.ts';
import { isOpen } from '../domain/stage.ts';

/**
 * London days before its deadline at which somebody is reminded of what they know: late enough that who has decided is not
 * bothered, early enough that a bid that is nearly done can still be handed in over a weekend.
 */
export const REMIND_DAYS = 3;

const DAY = 86_400_000;

/** One subscriber's standing towards one procurement that may close soon. */
export interface Reminding {
  readonly view: View;
  readonly state: MaterialState;
  /** What this subscriber was told of it, or is about to be, oldest first. */
  readonly told: readonly LedgerEntry[];
  /** London days before the deadline that somebody asked for; undefined for the usual. */
  readonly days: number | undefined;
  readonly now: number;
}

/**
 * Whether a subscriber that was told of a procurement needs a reminder: it closes soon, no reminder was of this deadline,
 * and no message spoke of it within a day. Who asked for a day of their own is reminded on that day, whatever was said.
 */
export function needsReminder({ view, state, told, days, now }: Reminding): boolean {
  const last = told.findLast((entry) => entry.state === 'told');
  if (last === undefined || !closesWithin(view, days ?? REMIND_DAYS, now)) return false;
  if (days === undefined && (last.toldAt ?? 0) > now - DAY) return false;
  return !told.some((entry) => entry.kind === 'closing' && isSameDeadline(entry.told, state));
}

function closesWithin(view: View, days: number, now: number): boolean {
  if (view.deadline === undefined || !isOpen(view, now)) return false;
  return londonDaysBetween(now, view.deadline.at) <= days;
}

function isSameDeadline(one: MaterialState, other: MaterialState): boolean {
  return changesBetween(one, { ...one, deadline: other.deadline }).length === 0;
}
