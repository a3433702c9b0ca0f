import type { Portal } from '../domain/ports.ts';
import type { CollectReport } from './collect.ts';
import { NOTHING } from './counts.ts';
import { readingOf, type CollectDeps } from './portal-run.ts';
import { summaryPrefix } from './queue-tellings.ts';
import { readPages } from './read-pages.ts';

const NONE = { counts: NOTHING, pages: 0, fault: undefined };

/** Reads everything a portal has under one notice id or ocid, by the same rules of silence as a scheduled run. */
export async function collectOne(
  portal: Portal,
  id: string,
  deps: CollectDeps,
  signal: AbortSignal,
): Promise<CollectReport> {
  const now = deps.clock.now();
  const reading = readingOf(portal, await deps.store.portals.state(portal.id), now);
  const pages = portal.one?.(id, signal);
  const { counts, fault, ...read } =
    pages === undefined ? NONE : await readPages(pages, { portal, reading }, deps);
  await deps.store.transaction((tx) => tx.deliveries.makeDue(summaryPrefix(reading.run), deps.clock.now()));
  const complete = fault === undefined;
  const window = { from: now, to: now, complete, fault: fault?.fault, reason: fault?.reason };
  return { ...counts, pages: read.pages, windows: [window], retryAt: fault?.retryAt };
}
