import type { Log, Portal, PortalFault, PortalState, Store } from '../domain/ports.ts';
import type { Window } from '../domain/portal.ts';
import type { KeepDeps, Reading } from './keep-page.ts';
import { summaryPrefix } from './queue-tellings.ts';

const DAY = 86_400_000;

export interface CollectDeps extends KeepDeps {
  readonly store: Store;
  readonly log: Log;
  /** Called for each window that was tried: for a progress bar. */
  readonly onWindow?: () => void;
}

/** What one run reads. */
export interface Task {
  readonly windows: readonly Window[];
  /** True for the schedule's runs, which move the portal's mark; false for a window somebody asked for. */
  readonly scheduled: boolean;
}

export interface WindowReport extends Window {
  /** False where the portal failed before the window's end: it will be read again. */
  readonly complete: boolean;
  readonly fault: PortalFault['fault'] | undefined;
  readonly reason: string | undefined;
}

/** One reading of one portal. */
export interface PortalRun {
  readonly portal: Portal;
  readonly task: Task;
  readonly reading: Reading;
}

export interface RunOutcome {
  readonly windows: readonly WindowReport[];
  /** We were asked to stop: no fault of the portal's. */
  readonly isStopped: boolean;
}

/** As many old gaps as one run tries again: a portal that refuses everything must not be asked for ever more of it. */
const MOST_GAPS = 10;

/** The windows a scheduled run reads: everything since the last run, with an overlap, and then what was left incomplete. */
export async function taskDue(portal: Portal, store: Store, now: number): Promise<Task> {
  const { firstPassDays, overlapMs } = portal.facts;
  const { readTo } = await store.portals.state(portal.id);
  const from = readTo === undefined ? now - firstPassDays * DAY : readTo - overlapMs;
  const gaps = await store.portals.gaps(portal.id);
  return {
    windows: [...portal.windows({ from, to: now }), ...gaps.slice(0, MOST_GAPS)],
    scheduled: true,
  };
}

/**
 * Notes the attempt, and decides what is silent: what a portal's first pass reads, and for ever whatever is dated before
 * that pass began, whichever window, re-sweep or retry brings it.
 */
export async function beginRun(
  portal: Portal,
  task: Task,
  { store, clock }: CollectDeps,
): Promise<PortalRun> {
  const startedAt = clock.now();
  const state = await store.portals.state(portal.id);
  const firstPassAt = state.firstPassAt ?? startedAt;
  await store.transaction((tx) => tx.portals.note(portal.id, { firstPassAt, lastAttemptAt: startedAt }));
  return {
    portal,
    task,
    reading: {
      read: (text) => portal.read(text),
      isSilent: (release) => state.seededAt === undefined || release.published < firstPassAt,
      run: { id: `${portal.id}-${startedAt}`, startedAt },
    },
  };
}

/** A flood's summaries wait for this; and only what was read moves the marks. */
export async function endRun(
  { portal, task, reading }: PortalRun,
  outcome: RunOutcome,
  { store, clock }: CollectDeps,
): Promise<void> {
  const now = clock.now();
  const state = await store.portals.state(portal.id);
  const change = outcome.isStopped ? {} : resultOf(task, outcome, { state, now });
  const mark = task.scheduled ? { readTo: markAfter(state.readTo, outcome.windows) } : {};
  await store.transaction(async (tx) => {
    await tx.portals.note(portal.id, { ...change, ...mark });
    await tx.deliveries.makeDue(summaryPrefix(reading.run), now);
  });
}

/** A portal that stopped answering ends its run; a window that cannot be read is left as a gap, and the run goes on. */
export function hasStopped(window: WindowReport): boolean {
  return window.fault === 'paused' || window.fault === 'down';
}

/** A run that read no window to its end was no success, whatever the portal answered. */
function resultOf(
  task: Task,
  { windows }: RunOutcome,
  { state, now }: { readonly state: PortalState; readonly now: number },
): Partial<PortalState> {
  const lastFault = windows.find((window) => !window.complete)?.reason;
  const isRead = task.windows.length === 0 || windows.some((window) => window.complete);
  return isRead && !windows.some(hasStopped)
    ? { misses: 0, lastFault, lastSuccessAt: now, seededAt: state.seededAt ?? now }
    : { misses: state.misses + 1, lastFault };
}

/** The mark moves over windows that adjoin it, each read or left as a gap; but not where nothing at all could be read. */
function markAfter(mark: number | undefined, windows: readonly WindowReport[]): number | undefined {
  if (!windows.some((window) => window.complete)) return mark;
  let readTo = mark;
  for (const window of windows) {
    if (hasStopped(window)) break;
    if (readTo === undefined || (window.from <= readTo && window.to > readTo)) readTo = window.to;
  }
  return readTo;
}
