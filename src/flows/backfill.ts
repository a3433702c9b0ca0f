import type { Portal } from '../domain/ports.ts';
import type { Window } from '../domain/portal.ts';
import { askSingly } from './ask-singly.ts';
import { collect, type CollectReport } from './collect.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { openReader, type CollectDeps } from './portal-run.ts';
import { hasStopped } from './window-report.ts';
import { isResting, overlap } from './task-due.ts';
import { summaryPrefix } from './queue-tellings.ts';

export interface BackfillWish {
  /** UTC milliseconds, `to` exclusive. */
  readonly span: Window;
  /** Reads also what has been read to its end before. */
  readonly isAgain: boolean;
  /** UTC milliseconds; undefined tells nobody of what is older than the portal's first pass. */
  readonly alertSince: number | undefined;
}

export interface BackfillDue {
  /** Oldest first. */
  readonly windows: readonly Window[];
  /** How many windows the span has. */
  readonly total: number;
  /** How many of them failed lately and are left alone, and when the last may be asked again, UTC milliseconds. */
  readonly resting: number;
  readonly restUntil: number | undefined;
}

/**
 * What a backfill reads: the windows of a span that are not known to be complete. It ends where the portal's own visits
 * have read to, and leaves them their gaps since the first pass: what it read there in silence would never be told.
 */
export async function backfillDue(
  portal: Portal,
  { span, isAgain, alertSince }: BackfillWish,
  { store, clock }: Pick<CollectDeps, 'store' | 'clock'>,
): Promise<BackfillDue> {
  const now = clock.now();
  const { readTo, firstPassAt = Infinity } = await store.portals.state(portal.id);
  const to = alertSince === undefined ? Math.min(span.to, readTo ?? Infinity) : span.to;
  const all = portal.windows({ ...span, to });
  const incomplete = await store.portals.incomplete(portal.id);
  const complete = isAgain ? [] : await store.portals.complete(portal.id);
  const open = all.filter((window) => !complete.some((read) => holds(read, window)));
  const gaps = incomplete.filter((gap) => alertSince === undefined && gap.to > firstPassAt);
  const resting = incomplete.filter((gap) => isResting(gap, now));
  const rests = open.filter((window) => resting.some((gap) => overlap(gap, window)));
  return {
    windows: open.filter((window) => ![...gaps, ...resting].some((gap) => overlap(gap, window))),
    total: all.length,
    resting: rests.length,
    restUntil: rests.length === 0 ? undefined : Math.max(...resting.flatMap((gap) => gap.retryAt ?? [])),
  };
}

function holds(read: Window, window: Window): boolean {
  return read.part === window.part && read.from <= window.from && read.to >= window.to;
}

/**
 * Reads a portal's past at its own pace. Each window that was read to its end is remembered, so that the same wish goes on
 * where a stop or a pause cut it off. Seeds nothing, and is silent about what is older than the portal's first pass,
 * unless `alertSince` is given.
 */
export async function backfill(
  portal: Portal,
  wish: BackfillWish,
  deps: CollectDeps,
  signal: AbortSignal,
): Promise<CollectReport> {
  const { windows } = await backfillDue(portal, wish, deps);
  const pastUntil = wish.alertSince ?? (await firstPassOf(portal, deps)) ?? Infinity;
  const report = await collect(portal, { windows, scheduled: false, pastUntil }, deps, signal);
  const isOver = report.windows.length > 0 && !report.windows.some(hasStopped);
  const counts = isOver
    ? await askForTheRest(portal, { ...wish, alertSince: pastUntil }, deps, signal)
    : NOTHING;
  return { ...report, ...plus(report, counts) };
}

/**
 * What is dated later is news wherever it turns up (a month is read whole, and a number left out may be of today), and
 * nobody else would tell it: it would be held already. Undefined before a first pass has ended.
 */
async function firstPassOf({ id }: Portal, { store }: CollectDeps): Promise<number | undefined> {
  const { seededAt, firstPassAt } = await store.portals.state(id);
  return seededAt === undefined ? undefined : firstPassAt;
}

/** What the windows lost is asked for singly, and is as silent as they. */
async function askForTheRest(
  portal: Portal,
  { span, alertSince = Infinity }: BackfillWish,
  deps: CollectDeps,
  signal: AbortSignal,
): Promise<Counts> {
  const { reading } = await openReader(portal, deps);
  const isSilent = ({ published }: { readonly published: number }) => published < alertSince;
  const counts = await askSingly({ portal, reading: { ...reading, isSilent } }, span, deps, signal);
  await deps.store.transaction((tx) => tx.deliveries.makeDue(summaryPrefix(reading.run), deps.clock.now()));
  return counts;
}
