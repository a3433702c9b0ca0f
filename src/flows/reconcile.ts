import { londonDay } from '../base/london.ts';
import type { DayHits, Portal } from '../domain/ports.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { type CollectDeps, type Reader } from './portal-run.ts';
import { hasStopped } from './window-report.ts';
import { readPages } from './read-pages.ts';

const DAY = 86_400_000;
/** Yesterday, and the two days before for what came late. */
const DAYS_BACK = [1, 2, 3] as const;
/** What the spreadsheet of the day does not bring is asked for singly, this many a day. */
const MOST_ASKED = 10;

/**
 * Compares what is held of the last days with what another source of the portal counts, once a day, and fetches what is
 * missing: first the day's spreadsheet, one request for all of it, then notice by notice.
 */
export async function reconcile(reader: Reader, deps: CollectDeps, signal: AbortSignal): Promise<Counts> {
  const { portal } = reader;
  let counts: Counts = NOTHING;
  if (portal.hits === undefined) return counts;
  for (const day of await daysDue(portal, deps)) {
    if (signal.aborted) break;
    const hits = await portal.hits(day, signal);
    if ('fault' in hits) {
      deps.log.warn({ portal: portal.id, day, reason: hits.reason }, 'day could not be reconciled');
      break;
    }
    const read = await fetchMissing(day, hits, { reader, deps, signal });
    counts = plus(counts, read);
    await note(day, hits, { reader, deps, signal });
  }
  return counts;
}

interface Comparing {
  readonly reader: Reader;
  readonly deps: CollectDeps;
  readonly signal: AbortSignal;
}

async function daysDue(portal: Portal, { store, clock }: CollectDeps): Promise<readonly string[]> {
  const now = clock.now();
  const known = new Map((await store.portals.reconciliations(portal.id)).map((one) => [one.day, one.at]));
  return DAYS_BACK.map((back) => londonDay(now - back * DAY)).filter((day) => {
    const at = known.get(day);
    return at === undefined || londonDay(at) < londonDay(now);
  });
}

async function fetchMissing(day: string, hits: DayHits, comparing: Comparing): Promise<Counts> {
  const { reader, deps, signal } = comparing;
  const { portal } = reader;
  let counts: Counts = NOTHING;
  let missing = await deps.store.portals.unheld(portal.id, hits.noticeIds);
  // Those that the other source counts and cannot name may be missing too.
  const isWhole = hits.noticeIds.length >= hits.total;
  if ((missing.length > 0 || !isWhole) && portal.sheet !== undefined) {
    const sheet = await readPages(portal.sheet(day, signal), reader, deps);
    counts = plus(counts, sheet.counts);
    if (sheet.fault !== undefined && hasStopped(sheet.fault)) return counts;
    missing = await deps.store.portals.unheld(portal.id, missing);
  }
  if (portal.one === undefined) return counts;
  for (const noticeId of missing.slice(0, MOST_ASKED)) {
    const one = await readPages(portal.one(noticeId, signal), reader, deps);
    counts = plus(counts, one.counts);
    if (one.fault !== undefined && hasStopped(one.fault)) break;
  }
  return counts;
}

async function note(day: string, hits: DayHits, { reader, deps }: Comparing): Promise<void> {
  const { id } = reader.portal;
  const missing = await deps.store.portals.unheld(id, hits.noticeIds);
  const ours = hits.noticeIds.length - missing.length;
  const found = { day, theirs: hits.total, ours, missing, at: deps.clock.now() };
  await deps.store.transaction((tx) => tx.portals.noteReconciliation(id, found));
  if (missing.length > 0)
    deps.log.warn({ portal: id, day, theirs: hits.total, ours }, 'portal counts notices that are not held');
}
