import type { Portal, PortalFault, PortalState, Page, BadPage, Store, Log } from '../domain/ports.ts';
import type { Window } from '../domain/portal.ts';
import type { Release } from '../domain/release.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { keepPage, type KeepDeps, type Reading } from './keep-page.ts';
import { summaryPrefix } from './queue-tellings.ts';

export interface CollectDeps extends KeepDeps {
  readonly store: Store;
  readonly log: Log;
}

export interface WindowReport extends Window {
  /** False where the portal failed before the window's end: it will be read again. */
  readonly complete: boolean;
  readonly fault: PortalFault['fault'] | undefined;
  readonly reason: string | undefined;
}

/** What one run reads. */
export interface Task {
  readonly windows: readonly Window[];
  /** True for the schedule's runs, which move the portal's mark; false for a window somebody asked for. */
  readonly scheduled: boolean;
}

export interface CollectReport extends Counts {
  readonly windows: readonly WindowReport[];
  /** Pages that were read and kept: 0 with an incomplete window means that the portal did not answer. */
  readonly pages: number;
  /** When a portal that asked for a pause may be asked again, UTC milliseconds. */
  readonly retryAt: number | undefined;
}

/**
 * The life of a notice. Read a portal's windows page by page; for each page, in one transaction: keep the raw releases,
 * turn them into notices, join each to its procurement, work out the events, classify, store, find the subscriptions
 * that match, and queue the deliveries. A portal that fails ends its own run, with what was read kept.
 */
export async function collect(
  portal: Portal,
  task: Task,
  deps: CollectDeps,
  signal: AbortSignal,
): Promise<CollectReport> {
  const reading = await beginRun(portal, deps);
  let report: CollectReport = { ...NOTHING, windows: [], pages: 0, retryAt: undefined };
  for (const window of task.windows) {
    const read = await readWindow(portal, window, { deps, reading, signal });
    report = {
      ...plus(report, read.counts),
      windows: [...report.windows, reportOf(window, read.fault)],
      pages: report.pages + read.pages,
      retryAt: read.fault?.retryAt ?? report.retryAt,
    };
    if (report.windows.some(isStop)) break;
  }
  await endRun(portal, { task, report, reading, isStopped: signal.aborted }, deps);
  return report;
}

/** The windows a scheduled run reads: what was left incomplete, then everything since the last run, with an overlap. */
export async function taskDue(portal: Portal, store: Store, now: number): Promise<Task> {
  const state = await store.portals.state(portal.id);
  const from =
    state.readTo === undefined
      ? now - portal.facts.firstPassDays * DAY
      : state.readTo - portal.facts.overlapMs;
  return {
    windows: [...(await store.portals.gaps(portal.id)), ...portal.windows({ from, to: now })],
    scheduled: true,
  };
}

const DAY = 86_400_000;

/**
 * Silent: what a portal's first pass reads, and for ever whatever is dated before that pass began, whichever window,
 * re-sweep or retry brings it (design §3).
 */
async function beginRun(portal: Portal, { store, clock }: CollectDeps): Promise<Reading> {
  const startedAt = clock.now();
  const state = await store.portals.state(portal.id);
  const firstPassAt = state.firstPassAt ?? startedAt;
  await store.transaction((tx) => tx.portals.note(portal.id, { firstPassAt, lastAttemptAt: startedAt }));
  return {
    read: (text) => portal.read(text),
    isSilent: (release: Release) => state.seededAt === undefined || release.published < firstPassAt,
    run: { id: `${portal.id}-${startedAt}`, startedAt },
  };
}

function reportOf(window: Window, fault: PortalFault | undefined): WindowReport {
  return { ...window, complete: fault === undefined, fault: fault?.fault, reason: fault?.reason };
}

interface WindowRead {
  readonly counts: Counts;
  readonly pages: number;
  readonly fault: PortalFault | undefined;
}

interface Reader {
  readonly deps: CollectDeps;
  readonly reading: Reading;
  readonly signal: AbortSignal;
}

async function readWindow(
  portal: Portal,
  window: Window,
  { deps, reading, signal }: Reader,
): Promise<WindowRead> {
  let counts: Counts = NOTHING;
  let pages = 0;
  let fault: PortalFault | undefined;
  for await (const page of portal.pages(window, signal)) {
    if ('fault' in page) fault = page;
    else if ('bad' in page) await quarantine(portal, page, deps);
    else {
      counts = plus(counts, await keep(portal, page, { deps, reading }));
      pages += 1;
    }
  }
  const outcome = { complete: fault === undefined, pages, reason: fault?.reason, at: deps.clock.now() };
  await deps.store.transaction((tx) => tx.portals.window(portal.id, window, outcome));
  return { counts, pages, fault };
}

async function keep(portal: Portal, page: Page, { deps, reading }: Omit<Reader, 'signal'>): Promise<Counts> {
  const counts = await deps.store.transaction((tx) => keepPage(tx, page, deps, reading));
  deps.log.debug({ portal: portal.id, ...counts }, 'page kept');
  if (counts.rejected > 0)
    deps.log.warn({ portal: portal.id, rejected: counts.rejected }, 'releases rejected');
  return counts;
}

async function quarantine(portal: Portal, page: BadPage, { store, clock, log }: CollectDeps): Promise<void> {
  const isNew = await store.transaction((tx) => tx.portals.quarantine(portal.id, page, clock.now()));
  if (isNew) log.error({ portal: portal.id, reason: page.bad }, 'page quarantined');
}

interface Ended {
  readonly task: Task;
  readonly report: CollectReport;
  readonly reading: Reading;
  /** We were asked to stop: no fault of the portal's. */
  readonly isStopped: boolean;
}

/** A flood's summaries wait for this; and only what was read moves the marks. */
async function endRun(portal: Portal, ended: Ended, deps: CollectDeps): Promise<void> {
  const { task, report, reading } = ended;
  const now = deps.clock.now();
  const state = await deps.store.portals.state(portal.id);
  const change = ended.isStopped ? {} : outcomeOf(ended, state, now);
  await deps.store.transaction(async (tx) => {
    await tx.portals.note(
      portal.id,
      task.scheduled ? { ...change, readTo: markAfter(state.readTo, report) } : change,
    );
    await tx.deliveries.makeDue(summaryPrefix(reading.run), now);
  });
  const { windows, ...counts } = report;
  const complete = windows.every((window) => window.complete);
  deps.log.info({ portal: portal.id, windows: windows.length, complete, ...counts }, 'portal collected');
}

function outcomeOf({ task, report }: Ended, state: PortalState, now: number): Partial<PortalState> {
  const lastFault = report.windows.find((window) => !window.complete)?.reason;
  const brokeOff = report.windows.length < task.windows.length || report.windows.some(isStop);
  return brokeOff
    ? { misses: state.misses + 1, lastFault }
    : { misses: 0, lastFault, lastSuccessAt: now, seededAt: state.seededAt ?? now };
}

/** A portal that stopped answering ends its run; a window that never ends is left as a gap, and the run goes on. */
function isStop(window: WindowReport): boolean {
  return !window.complete && window.fault !== 'endless';
}

/** The mark moves over windows that adjoin it, each read or left as a gap that later runs read again. */
function markAfter(mark: number | undefined, report: CollectReport): number | undefined {
  let readTo = mark;
  for (const window of report.windows) {
    if (isStop(window)) break;
    if (readTo === undefined || (window.from <= readTo && window.to > readTo)) readTo = window.to;
  }
  return readTo;
}
