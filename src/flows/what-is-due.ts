import { saysNothingNew } from '../dedupe/material.ts';
import type { LedgerEntry, ToldKind } from '../domain/delivery.ts';
import type { EventKind, MaterialState } from '../domain/event.ts';
import type { Classification, View } from '../domain/procurement.ts';
import { isMoreThanPaperwork } from '../domain/paperwork.ts';
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
  /** A person says that it is not IT. */
  readonly isDisowned?: boolean | undefined;
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

/** Whether a person says that this is not IT: who was told of it hears only how it ended, unless they want it all the same. */
export function isDisowned({ setting, reasons }: Classification): boolean {
  return setting === undefined && reasons.some(({ place }) => place === 'person');
}

function firstTelling({ view, matches, wanted, now }: Standing): ToldKind | undefined {
  if (!matches) return undefined;
  if (isOpen(view, now)) return wanted.has('new') ? 'new' : undefined;
  return isAward(view) && wanted.has('awards') ? 'awarded' : undefined;
}

function isAward({ stage, notices }: View): boolean {
  return isDecided(stage) && isMoreThanPaperwork(notices);
}

/** How it ended is told to everyone who was told of it, whatever else they want to hear. */
function nextTelling({ view, wanted, ...standing }: Standing, last: MaterialState): ToldKind | undefined {
  const before = last.stage.split(':')[0] ?? '';
  if (view.stage === 'closed') return before === 'closed' ? undefined : 'cancelled';
  if (standing.isDisowned === true && !standing.matches) return undefined;
  // UK6 and UK7 are one award: what follows an award is its paperwork.
  if (isDecided(view.stage)) return isDecided(before) ? undefined : 'awarded';
  return wanted.has('changes') ? 'changed' : undefined;
}
