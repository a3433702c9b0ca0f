import { missingNumbers } from '../domain/numbers.ts';
import type { Portal } from '../domain/ports.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { hasStopped, type CollectDeps } from './portal-run.ts';
import { readPages, type Reader } from './read-pages.ts';

const DAY = 86_400_000;
/** As far back as portals are read once more every night. */
const SPAN = 3 * DAY;
/** At twelve seconds each, two minutes of a run. */
const MOST_ASKED = 10;
/** Numbers are also given to what is never published (4 of 959 over two days of August 2026): those are not asked for for ever. */
const MOST_TRIES = 3;
const REST = DAY;

/**
 * Notice numbers follow one another, so a number left out between two that are held is a notice that some page lost or
 * could not write: it is asked for by itself.
 */
export async function mendNumbers(reader: Reader, deps: CollectDeps, signal: AbortSignal): Promise<Counts> {
  const { portal } = reader;
  let counts: Counts = NOTHING;
  if (portal.one === undefined) return counts;
  for (const noticeId of await wantedOf(portal, deps)) {
    if (signal.aborted) break;
    const { fault, ...read } = await readPages(portal.one(noticeId, signal), reader, deps);
    counts = plus(counts, read.counts);
    if (fault !== undefined && hasStopped(fault)) break;
    if (read.counts.notices + read.counts.seen > 0) continue;
    await deps.store.transaction((tx) => tx.portals.noteAbsent(portal.id, noticeId, deps.clock.now()));
  }
  return counts;
}

async function wantedOf(portal: Portal, { store, clock }: CollectDeps): Promise<readonly string[]> {
  const now = clock.now();
  const held = await store.portals.noticeIds(portal.id, { from: now - SPAN, to: now });
  const tried = new Map((await store.portals.absent(portal.id)).map((one) => [one.noticeId, one]));
  return missingNumbers(held)
    .missing.filter((noticeId) => {
      const last = tried.get(noticeId);
      return last === undefined || (last.tries < MOST_TRIES && last.at + REST <= now);
    })
    .slice(-MOST_ASKED);
}
