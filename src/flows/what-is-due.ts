import { saysNothingNew } from '../dedupe/material.ts';
import type { LedgerEntry, ToldKind } from '../domain/delivery.ts';
import type { EventKind, MaterialState } from '../domain/event.ts';
import type { View } from '../domain/procurement.ts';
import { isDecided, isOpen } from '../domain/stage.ts';
import type { Wanted } from '../domain/subscription.ts';

/** One subscriber's standing towards one procurement, at one moment. */
export interface Standing {
  readonly view: View;
  readonly state: MaterialState;
  /** What this subscriber was told of it, oldest first. */
  readonly told: readonly LedgerEntry[];
  /** True when one of its queries matches now. */
  readonly matches: boolean;
  /** True when something happened to it that is news to whoever knew of it (not a mere copy on another portal). */
  readonly moved: boolean;
  readonly wanted: ReadonlySet<Wanted>;
  readonly now: number;
}

/** Events that are no news to those who were told already: a copy, a join, a split. */
const QUIET: ReadonlySet<EventKind> = new Set(['merged', 'split']);

export function isNews(kind: EventKind): boolean {
  return !QUIET.has(kind);
}

/** What this subscriber is due to hear, or undefined: only what differs from what it was last told (docs/adr/0003-outbox-in-the-database.md). */
export function whatIsDue(standing: Standing): ToldKind | undefined {
  const last = standing.told.at(-1);
  if (last === undefined) return firstTelling(standing);
  if (!standing.moved || saysNothingNew(last.told, standing.state)) return undefined;
  return nextTelling(standing, last.told);
}

function firstTelling({ view, matches, wanted, now }: Standing): ToldKind | undefined {
  if (!matches) return undefined;
  if (isOpen(view, now)) return wanted.has('new') ? 'new' : undefined;
  return isDecided(view.stage) && wanted.has('awards') ? 'awarded' : undefined;
}

function nextTelling({ view, wanted }: Standing, last: MaterialState): ToldKind | undefined {
  const before = last.stage.split(':')[0] ?? '';
  if (view.stage === 'closed') return before !== 'closed' && wanted.has('changes') ? 'cancelled' : undefined;
  // UK6 and UK7 are one award: what follows an award is its paperwork. Of what somebody was told, it is a change like any other.
  if (isDecided(view.stage)) return !isDecided(before) && isFollowing(wanted) ? 'awarded' : undefined;
  return wanted.has('changes') ? 'changed' : undefined;
}

/** Wants to hear how what it was told of goes on. */
function isFollowing(wanted: ReadonlySet<Wanted>): boolean {
  return wanted.has('changes') || wanted.has('awards');
}
