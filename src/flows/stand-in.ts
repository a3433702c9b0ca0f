import { NOTHING, type Counts } from './counts.ts';
import type { CollectReport } from './collect.ts';
import { hasStopped, type CollectDeps } from './portal-run.ts';
import { readPages, type Reader } from './read-pages.ts';

/** Rows are dated to the day or the minute: what was published shortly before the last good run is asked for as well. */
const OVERLAP = 86_400_000;

/**
 * While a portal's releases have been out of reach for long, the rows of its search results stand in: each a partial notice,
 * which the release replaces when it can be had again. A portal that asked for a pause is left in peace.
 */
export async function standIn(
  reader: Reader,
  report: CollectReport,
  deps: CollectDeps,
  signal: AbortSignal,
): Promise<Counts> {
  const { portal } = reader;
  const { store, clock } = deps;
  const { rowsAfterMs } = portal.facts;
  if (portal.rows === undefined || rowsAfterMs === undefined || signal.aborted) return NOTHING;
  if (report.windows.some((window) => window.complete || window.fault === 'paused')) return NOTHING;
  const { misses, lastSuccessAt, firstPassAt } = await store.portals.state(portal.id);
  const lastGood = lastSuccessAt ?? firstPassAt;
  const now = clock.now();
  if (misses === 0 || lastGood === undefined || now - lastGood < rowsAfterMs) return NOTHING;
  const { counts, pages, fault } = await readPages(portal.rows(lastGood - OVERLAP, signal), reader, deps);
  if (fault !== undefined)
    deps.log.warn({ portal: portal.id, reason: fault.reason }, 'web pages could not stand in');
  if (pages > 0 && (fault === undefined || !hasStopped(fault)))
    await store.transaction((tx) => tx.portals.note(portal.id, { standInAt: now }));
  return counts;
}
