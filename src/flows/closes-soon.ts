import { londonDaysBetween } from '../base/london.ts';
import { changesBetween } from '../dedupe/material.ts';
import type { LedgerEntry } from '../domain/delivery.ts';
import type { MaterialState } from '../domain/event.ts';
import type { View } from '../domain/procurement.ts';
import { isOpen } from '../domain/stage.ts';
import type { Wanted } from '../domain/subscription.ts';

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
  readonly wanted: ReadonlySet<Wanted>;
  readonly now: number;
}

/**
 * Whether a subscriber that was told of a procurement needs a reminder: it closes soon, no reminder was of this deadline,
 * and no message spoke of it within a day.
 */
export function needsReminder({ view, state, told, now }: Omit<Reminding, 'wanted'>): boolean {
  const last = told.findLast((entry) => entry.state === 'told');
  if (last === undefined || !closesSoon(view, now)) return false;
  if ((last.toldAt ?? 0) > now - DAY) return false;
  return !told.some((entry) => entry.kind === 'closing' && isSameDeadline(entry.told, state));
}

function closesSoon(view: View, now: number): boolean {
  if (view.deadline === undefined || !isOpen(view, now)) return false;
  return londonDaysBetween(now, view.deadline.at) <= REMIND_DAYS;
}

function isSameDeadline(one: MaterialState, other: MaterialState): boolean {
  return changesBetween(one, { ...one, deadline: other.deadline }).length === 0;
}
