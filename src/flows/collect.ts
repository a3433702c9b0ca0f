import type { BadPage, Page, Portal, PortalFault } from '../domain/ports.ts';
import type { Window } from '../domain/portal.ts';
import type { Reject } from '../domain/release.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { keepPage } from './keep-page.ts';
import {
  beginRun,
  endRun,
  hasStopped,
  type CollectDeps,
  type PortalRun,
  type Task,
  type WindowReport,
} from './portal-run.ts';

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
 * that match, and queue the deliveries. A portal that fails ends its own run, with what was read kept.
 */
export async function collect(
  portal: Portal,
  task: Task,
  deps: CollectDeps,
  signal: AbortSignal,
): Promise<CollectReport> {
  const run = await beginRun(portal, task, deps);
  let report: CollectReport = { ...NOTHING, windows: [], pages: 0, retryAt: undefined };
  for (const window of task.windows) {
    report = added(report, await readWindow(run, window, deps, signal));
    deps.onWindow?.();
    if (report.windows.some(hasStopped)) break;
  }
  const windows = [...report.windows, ...(await leaveUnread(run, report.windows.length, deps))];
  await endRun(run, { windows, isStopped: signal.aborted }, deps);
  const { windows: _windows, ...counts } = report;
  deps.log.info({ portal: portal.id, windows: windows.length, ...counts }, 'portal collected');
  return { ...report, windows };
}

interface WindowRead {
  readonly counts: Counts;
  readonly pages: number;
  readonly window: WindowReport;
  readonly retryAt: number | undefined;
}

async function readWindow(
  run: PortalRun,
  window: Window,
  deps: CollectDeps,
  signal: AbortSignal,
): Promise<WindowRead> {
  let counts: Counts = NOTHING;
  let pages = 0;
  let fault: PortalFault | undefined;
  for await (const page of run.portal.pages(window, signal)) {
    if ('fault' in page) fault = page;
    else if ('bad' in page) await quarantine(run, page, deps);
    else {
      counts = plus(counts, await keep(run, page, deps));
      pages += 1;
    }
  }
  const outcome = { complete: fault === undefined, pages, reason: fault?.reason, at: deps.clock.now() };
  await deps.store.transaction((tx) => tx.portals.window(run.portal.id, window, outcome));
  const { complete, reason } = outcome;
  return {
    counts,
    pages,
    window: { ...window, complete, reason, fault: fault?.fault },
    retryAt: fault?.retryAt,
  };
}

/** Windows behind the one that failed are gaps from now on: whatever asked for them, a later run reads them. */
async function leaveUnread(
  { portal, task }: PortalRun,
  read: number,
  { store, clock }: CollectDeps,
): Promise<readonly WindowReport[]> {
  const unread = task.windows.slice(read);
  const at = clock.now();
  await store.transaction(async (tx) => {
    for (const window of unread)
      await tx.portals.window(portal.id, window, { complete: false, pages: 0, reason: NOT_REACHED, at });
  });
  return unread.map((window) => ({ ...window, complete: false, fault: undefined, reason: NOT_REACHED }));
}

async function keep(
  { portal, reading }: PortalRun,
  page: Page,
  { store, log, ...deps }: CollectDeps,
): Promise<Counts> {
  const onReject = ({ ref, reason }: Reject): void =>
    log.warn({ portal: portal.id, ref, reason }, 'release rejected');
  const counts = await store.transaction((tx) => keepPage(tx, page, { ...deps, onReject }, reading));
  log.debug({ portal: portal.id, ...counts }, 'page kept');
  return counts;
}

async function quarantine(
  { portal }: PortalRun,
  page: BadPage,
  { store, clock, log }: CollectDeps,
): Promise<void> {
  const isNew = await store.transaction((tx) => tx.portals.quarantine(portal.id, page, clock.now()));
  if (isNew) log.error({ portal: portal.id, reason: page.bad }, 'page quarantined');
}

function added(report: CollectReport, read: WindowRead): CollectReport {
  return {
    ...plus(report, read.counts),
    windows: [...report.windows, read.window],
    pages: report.pages + read.pages,
    retryAt: read.retryAt ?? report.retryAt,
  };
}
