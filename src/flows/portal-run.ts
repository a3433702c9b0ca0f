import type { Log, Portal, PortalState, Store } from '../domain/ports.ts';
import type { Window } from '../domain/portal.ts';
import type { KeepDeps, Reading } from './keep-page.ts';
import { resultOf, turnOf } from './portal-turn.ts';
import { summaryPrefix } from './queue-tellings.ts';
import type { Task } from './task-due.ts';
import { hasStopped, type WindowReport } from './window-report.ts';

export interface CollectDeps extends KeepDeps {
  readonly store: Store;
  readonly log: Log;
  /** Called for each window that was tried, with how many wait and how many releases were read so far: for a progress bar. */
  readonly onWindow?: (progress: { readonly waiting: number; readonly releases: number }) => void;
}

/** One reading of one portal. */
export interface PortalRun {
  readonly portal: Portal;
  readonly task: Task;
  /** The host had asked for a pause that was not over when the run began. */
  readonly wasPaused: boolean;
  readonly reading: Reading;
}

export interface RunOutcome {
  readonly windows: readonly WindowReport[];
  /** We were asked to stop: no fault of the portal's. */
  readonly isStopped: boolean;
  /** The portal broke off before all that is due was asked for. */
  readonly isCutShort: boolean;
  /** Versions of notices that were new. */
  readonly notices: number;
}

/**
 * How releases of this portal are treated: what a portal's first pass reads is silent, and so for ever is whatever is
 * dated before that pass began, whichever window, re-sweep, repair or retry brings it.
 */
export function readingOf(portal: Portal, state: PortalState, startedAt: number): Reading {
  const firstPassAt = state.firstPassAt ?? startedAt;
  return {
    read: (text) => portal.read(text),
    isSilent: (release) => state.seededAt === undefined || release.published < firstPassAt,
    run: { id: `${portal.id}-${startedAt}`, startedAt },
  };
}

/** Whose pages they are, and how they are treated. */
export interface Reader {
  readonly portal: Portal;
  readonly reading: Reading;
}

/** A reader of this portal from now on, outside a run. */
export async function openReader(portal: Portal, { store, clock }: CollectDeps): Promise<Reader> {
  return { portal, reading: readingOf(portal, await store.portals.state(portal.id), clock.now()) };
}

/** Notes the attempt. */
export async function beginRun(
  portal: Portal,
  task: Task,
  { store, clock }: CollectDeps,
): Promise<PortalRun> {
  const startedAt = clock.now();
  const state = await store.portals.state(portal.id);
  const reading = readingOf(portal, state, startedAt);
  const wasPaused = (state.pausedUntil ?? 0) > startedAt;
  const run = { portal, task, wasPaused, reading };
  const { pastUntil } = task;
  if (pastUntil !== undefined)
    return { ...run, reading: { ...reading, isSilent: ({ published }) => published < pastUntil } };
  const firstPassAt = state.firstPassAt ?? startedAt;
  await store.transaction((tx) => tx.portals.note(portal.id, { firstPassAt, lastAttemptAt: startedAt }));
  return run;
}

/** A flood's summaries wait for this; only what was read moves the marks; and the operator hears of a turn. */
export async function endRun(run: PortalRun, outcome: RunOutcome, deps: CollectDeps): Promise<void> {
  const { portal, task, reading } = run;
  const now = deps.clock.now();
  const state = await deps.store.portals.state(portal.id);
  const saysNothing = outcome.isStopped || task.pastUntil !== undefined;
  const change = saysNothing ? {} : resultOf(run, outcome, { state, now });
  const mark = task.scheduled ? { readTo: markAfter(state.readTo, outcome.windows) } : {};
  const news = outcome.notices > 0 ? { lastNewAt: now } : {};
  const turn = turnOf({ ...state, ...change }, now);
  await deps.store.transaction(async (tx) => {
    await tx.portals.note(portal.id, { ...change, ...mark, ...news, ...turn?.change });
    if (turn !== undefined) await deps.tellOperator?.(tx, { portal: portal.id, ...turn.note });
    await tx.deliveries.makeDue(summaryPrefix(reading.run), now);
  });
  if (turn !== undefined) deps.log.warn({ portal: portal.id, ...turn.note }, 'portal health turned');
}

/** The mark moves over windows that adjoin it, each read or left as a gap; but not where nothing at all could be read. */
function markAfter(mark: number | undefined, windows: readonly WindowReport[]): number | undefined {
  if (!windows.some((window) => window.complete)) return mark;
  let readTo = mark;
  const stopped = windows.find(hasStopped);
  for (const window of windows) {
    if (window === stopped) break;
    if (isBeside(window, stopped)) continue;
    if (readTo === undefined || (window.from <= readTo && window.to > readTo)) readTo = window.to;
  }
  return readTo;
}

/** Another part of the same span: it says nothing of those behind it. */
function isBeside(window: Window, other: Window | undefined): boolean {
  return window.part !== undefined && window.from === other?.from && window.to === other.to;
}
