import type { BadPage, Page, Pages, PortalFault } from '../domain/ports.ts';
import type { Reject } from '../domain/release.ts';
import { NOTHING, plus, type Counts } from './counts.ts';
import { keepPage } from './keep-page.ts';
import type { CollectDeps, Reader } from './portal-run.ts';

export interface PagesRead {
  readonly counts: Counts;
  /** Pages that were read and kept. */
  readonly pages: number;
  /** Why the reading ended early; undefined at its end. */
  readonly fault: PortalFault | undefined;
}

/** Keeps pages as they come, each in its own transaction; what is no page is put aside for the operator. */
export async function readPages(pages: Pages, reader: Reader, deps: CollectDeps): Promise<PagesRead> {
  let read: PagesRead = { counts: NOTHING, pages: 0, fault: undefined };
  for await (const page of pages) {
    if ('fault' in page) read = { ...read, fault: page };
    else if ('bad' in page) await quarantine(page, reader, deps);
    else {
      const counts = await keep(page, reader, deps);
      read = { ...read, counts: plus(read.counts, counts), pages: read.pages + 1 };
    }
  }
  return read;
}

async function keep(
  page: Page,
  { portal, reading }: Reader,
  { store, log, ...deps }: CollectDeps,
): Promise<Counts> {
  const onReject = ({ ref, reason }: Reject): void =>
    log.warn({ portal: portal.id, ref, reason }, 'release rejected');
  const counts = await store.transaction((tx) => keepPage(tx, page, { ...deps, onReject }, reading));
  log.debug({ portal: portal.id, ...counts }, 'page kept');
  return counts;
}

async function quarantine(page: BadPage, { portal }: Reader, deps: CollectDeps): Promise<void> {
  const at = deps.clock.now();
  const isNew = await deps.store.transaction(async (tx) => {
    const kept = await tx.portals.quarantine(portal.id, page, at);
    if (kept) await deps.tellOperator?.(tx, { portal: portal.id, turn: 'quarantined', since: at, at });
    return kept;
  });
  if (isNew) deps.log.error({ portal: portal.id, reason: page.bad }, 'page quarantined');
}
