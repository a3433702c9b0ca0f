import type { Portal } from '../domain/ports.ts';
import type { Window, WindowState } from '../domain/portal.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { createPatience } from './patience.ts';
import { beginRun, endRun, type CollectDeps, type PortalRun } from './portal-run.ts';
import { hasStopped, type WindowReport } from './window-report.ts';
import { type Task } from './task-due.ts';
import { readPages, type PagesRead } from './read-pages.ts';

const NOT_REACHED = 'not reached';

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
 * that match, and queue the deliveries. A portal that fails ends its own run, with what was read kept; a window that may
 * have been cut off is read again in halves.
 */
export async function collect(
  portal: Portal,
  task: Task,
  deps: CollectDeps,
  signal: AbortSignal,
): Promise<CollectReport> {
  const run = await beginRun(portal, task, deps);
  let report: CollectReport = { ...NOTHING, windows: [], pages: 0, retryAt: undefined };
  const patience = createPatience(task);
  const waiting: Window[] = [...task.windows, ...(task.again ?? [])];
  for (let window = waiting.shift(); window !== undefined; window = waiting.shift()) {
    const halves = halvesOf(window, portal);
    const read = await readWindow(run, window, { deps, signal, isHalved: halves.length > 0 });
    const isCutOff = read.window.fault === 'suspect' && halves.length > 0;
    report = added(report, read, isCutOff ? [] : [read.window]);
    deps.onWindow?.({ waiting: waiting.length + (isCutOff ? halves.length : 0), releases: report.releases });
    if (isCutOff) waiting.unshift(...halves);
    const next = signal.aborted ? 'end' : patience.after(window, read);
    if (next === 'rest') await letRest(run, read.window, deps);
    if (next === 'end') break;
  }
  const windows = [...report.windows, ...(await leaveUnread(run, waiting, deps))];
  const isCutShort = patience.isCutShort();
  await endRun(run, { windows, isStopped: signal.aborted, isCutShort, notices: report.notices }, deps);
  const { windows: _windows, ...counts } = report;
  deps.log.info({ portal: portal.id, windows: windows.length, ...counts }, 'portal collected');
  return { ...report, windows };
}

/** An old window that a server fails at while it answers for others: its own trouble, for hours. */
const OLD_REST = 6 * 3_600_000;

async function letRest(
  { portal }: PortalRun,
  window: WindowReport,
  { store, clock }: CollectDeps,
): Promise<void> {
  const at = clock.now();
  const outcome = { state: 'failed', reason: window.reason, retryAt: at + OLD_REST, at } as const;
  await store.transaction((tx) => tx.portals.window(portal.id, window, outcome));
}

/** A window in two; empty where it is as short as the portal's windows get. */
function halvesOf({ from, to, ...rest }: Window, { facts }: Portal): readonly Window[] {
  if (facts.leastWindowMs === undefined || to - from <= facts.leastWindowMs) return [];
  // Portals are asked in whole seconds.
  const middle = from + Math.round((to - from) / 2000) * 1000;
  return [
    { ...rest, from, to: middle },
    { ...rest, from: middle, to },
  ];
}

interface WindowRead extends PagesRead {
  readonly window: WindowReport;
}

interface Asking {
  readonly deps: CollectDeps;
  readonly signal: AbortSignal;
  /** Whether the halves of a suspect window follow at once. */
  readonly isHalved: boolean;
}

async function readWindow(run: PortalRun, window: Window, asking: Asking): Promise<WindowRead> {
  const { deps, signal, isHalved } = asking;
  const read = await readPages(run.portal.pages(window, signal), run, deps);
  const { fault } = read;
  const state = stateAfter(fault?.fault);
  const at = deps.clock.now();
  const rests = fault?.fault === 'partition' || (fault?.fault === 'suspect' && !isHalved);
  // A pause is the host's, and kept with it.
  const retryAt = rests ? fault.retryAt : undefined;
  const outcome = { state, reason: fault?.reason, retryAt, at };
  await deps.store.transaction((tx) => tx.portals.window(run.portal.id, window, outcome));
  const complete = state === 'complete';
  return { ...read, window: { ...window, complete, reason: fault?.reason, fault: fault?.fault } };
}

function stateAfter(fault: WindowReport['fault']): WindowState {
  if (fault === undefined) return 'complete';
  return fault === 'suspect' ? 'suspect' : 'failed';
}

/**
 * Windows behind the one that failed are gaps from now on: whatever asked for them, a later run reads them. Those that are
 * read once more for safety keep what is known of them. A part that rests is a gap for as long as it does.
 */
async function leaveUnread(
  { portal, task }: PortalRun,
  waiting: readonly Window[],
  { store, clock }: CollectDeps,
): Promise<readonly WindowReport[]> {
  const again = new Set(task.again);
  // A reading of the past finds what is left by what is complete.
  const unread = task.pastUntil === undefined ? waiting.filter((window) => !again.has(window)) : [];
  const at = clock.now();
  await store.transaction(async (tx) => {
    for (const window of unread)
      await tx.portals.window(portal.id, window, {
        state: 'unread',
        reason: NOT_REACHED,
        retryAt: undefined,
        at,
      });
    for (const { window, retryAt, reason } of task.resting ?? [])
      await tx.portals.window(portal.id, window, { state: 'failed', reason, retryAt, at });
  });
  return unread.map((window) => ({ ...window, complete: false, fault: undefined, reason: NOT_REACHED }));
}

function added(report: CollectReport, read: WindowRead, windows: readonly WindowReport[]): CollectReport {
  return {
    ...plus(report, read.counts),
    windows: [...report.windows, ...windows],
    pages: report.pages + read.pages,
    retryAt: (hasStopped(read.window) ? read.fault?.retryAt : undefined) ?? report.retryAt,
  };
}
