import type { Portal } from '../domain/ports.ts';
import { NOTHING, type Counts } from './counts.ts';
import { type CollectDeps, type Reader } from './portal-run.ts';
import { hasStopped } from './window-report.ts';
import { readPages } from './read-pages.ts';

/** Rows are dated to the day or the minute: what was published shortly before the last good run is asked for as well. */
const OVERLAP = 86_400_000;

/** Whether a portal's releases have been out of reach for so long that the rows of its search results stand in. */
export async function isOutForLong(portal: Portal, { store, clock }: CollectDeps): Promise<boolean> {
  const { rowsAfterMs } = portal.facts;
  const { misses, lastSuccessAt, firstPassAt } = await store.portals.state(portal.id);
  const lastGood = lastSuccessAt ?? firstPassAt;
  if (portal.rows === undefined || rowsAfterMs === undefined || lastGood === undefined) return false;
  return misses > 0 && clock.now() - lastGood >= rowsAfterMs;
}

/**
 * Reads the rows of a portal's search results: each a partial notice, which the release replaces when it can be had
 * again. A pause that the portal asked for holds for them as well: they are behind the same host.
 */
export async function standIn(reader: Reader, deps: CollectDeps, signal: AbortSignal): Promise<Counts> {
  const { portal } = reader;
  const { store, clock } = deps;
  if (portal.rows === undefined || signal.aborted) return NOTHING;
  const { lastSuccessAt, firstPassAt } = await store.portals.state(portal.id);
  const since = (lastSuccessAt ?? firstPassAt ?? clock.now()) - OVERLAP;
  const { counts, pages, fault } = await readPages(portal.rows(since, signal), reader, deps);
  if (fault !== undefined)
    deps.log.warn({ portal: portal.id, reason: fault.reason }, 'web pages could not stand in');
  if (pages > 0 && (fault === undefined || !hasStopped(fault)))
    await store.transaction((tx) => tx.portals.note(portal.id, { standInAt: clock.now() }));
  return pages > 0 ? counts : NOTHING;
}
