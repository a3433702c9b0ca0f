import type { Portal } from '../domain/ports.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { type CollectDeps, type Reader } from './portal-run.ts';
import { hasStopped } from './window-report.ts';
import { readPages } from './read-pages.ts';

const DAY = 86_400_000;
/** Beyond this an opportunity is answered or nearly over: its page need not be opened any more. */
const SPAN = 28 * DAY;
/** Half a minute of a run at three seconds each; the next run takes the next ten. */
const MOST_ASKED = 10;

/** Opens the portal's web pages of open IT notices for what their releases lack: the time of a deadline, attachments. */
export async function fillIn(reader: Reader, deps: CollectDeps, signal: AbortSignal): Promise<Counts> {
  const { portal } = reader;
  let counts: Counts = NOTHING;
  if (portal.details === undefined) return counts;
  for (const notice of await wantedOf(portal, deps)) {
    if (signal.aborted) break;
    const { fault, ...read } = await readPages(portal.details(notice, signal), reader, deps);
    counts = plus(counts, read.counts);
    if (fault !== undefined && hasStopped(fault)) {
      deps.log.warn({ portal: portal.id, reason: fault.reason }, 'web pages of notices could not be had');
      break;
    }
    await deps.store.transaction((tx) =>
      tx.portals.noteDetails(portal.id, notice, deps.clock.now(), fault?.reason),
    );
  }
  return counts;
}

async function wantedOf(portal: Portal, { store, clock }: CollectDeps) {
  const now = clock.now();
  return await store.portals.wantingDetails(portal.id, { from: now - SPAN, to: now }, MOST_ASKED);
}
