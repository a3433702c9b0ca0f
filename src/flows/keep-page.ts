import { keysOf } from '../dedupe/keys.ts';
import { openShelf, type Shelf, type ShelfChange } from '../dedupe/shelf.ts';
import type { NewEvent } from '../domain/event.ts';
import { grouped } from '../domain/grouped.ts';
import type { Clock, Page, ProcurementChange, Read, Transaction } from '../domain/ports.ts';
import type { Classification, View } from '../domain/procurement.ts';
import type { Reject, Release } from '../domain/release.ts';
import type { Counts } from './counts.ts';
import { tellAtOnce } from './tell-at-once.ts';
import type { Run } from './queue-tellings.ts';
import { restateQuietly, type QuietDifference } from './restate.ts';
import type { TellDeps } from './tellings.ts';

export interface KeepDeps extends TellDeps {
  readonly clock: Clock;
  readonly classify: (view: View) => Classification;
  /** Hears of each release that became no notice, and why. */
  readonly onReject?: (reject: Reject) => void;
}

/** How this reading treats what it finds. */
export interface Reading {
  /** A release's text to a notice, or why not. */
  read(text: string): Read | Reject;
  /** Whether nobody is to hear of what this release says: a first pass's, older than that pass, or imported. */
  isSilent(release: Release): boolean;
  readonly run: Run;
}

/**
 * One page in one transaction: keep the raw releases, turn them into notices, join each to its procurement, work out the
 * events, classify, store, find the subscriptions that match, and queue the deliveries.
 */
export async function keepPage(
  tx: Transaction,
  page: Page,
  deps: KeepDeps,
  reading: Reading,
): Promise<Counts> {
  const now = deps.clock.now();
  const { reads, rejects } = readAll(page, reading);
  const newRejects = await tx.releases.reject(rejects, now);
  for (const reject of rejects) deps.onReject?.(reject);
  const unseen = await unseenOf(tx, page, reads);
  await tx.releases.keep(page.source, unseen, now);

  const isUnseen = new Set(unseen);
  const fresh = reads.filter((read) => isUnseen.has(read.release)).toSorted(oldestFirst);
  await noteSurprises(tx, [...fresh.map(surprising), ...newRejects], now);
  const firstFreeId = await tx.procurements.nextId();
  const shelf = openShelf(await relatedTo(tx, fresh), firstFreeId);
  const placed = placeAll(shelf, fresh, reading);
  const changes = shelf.changes().map((change) => classified(change, firstFreeId, deps));
  await tx.procurements.save(changes, now);
  await restateQuietly(tx, placed.quiet);
  const events = await tx.events.append(
    placed.events.map((event) => ({ ...survived(event, shelf), at: now })),
  );
  const deliveries = await tellAtOnce(
    tx,
    { procurements: changes.map((change) => change.procurement), events },
    deps,
    reading.run,
  );

  return {
    releases: page.releases.length,
    notices: placed.notices,
    rejected: rejects.length,
    procurements: changes.filter((change) => change.procurement.id >= firstFreeId).length,
    events: events.length,
    deliveries,
    seen: reads.length - placed.notices,
  };
}

function readAll(
  page: Page,
  reading: Reading,
): { readonly reads: readonly Read[]; readonly rejects: readonly Reject[] } {
  const results = page.releases.map((text) => reading.read(text));
  return {
    reads: results.filter((result): result is Read => 'release' in result),
    rejects: results.filter((result): result is Reject => 'reason' in result),
  };
}

/** What is to be kept: of a lossy copy, only what no better one has brought. */
async function unseenOf(tx: Transaction, page: Page, reads: readonly Read[]): Promise<readonly Release[]> {
  const unseen = await tx.releases.unseen(reads.map((read) => read.release));
  return page.onlyUnheard === true ? await tx.releases.unheard(unseen) : unseen;
}

function surprising({ release, surprises }: Read): Pick<Reject, 'portal' | 'surprises'> {
  return { portal: release.portal, surprises };
}

async function noteSurprises(
  tx: Transaction,
  from: readonly Pick<Reject, 'portal' | 'surprises'>[],
  at: number,
): Promise<void> {
  const surprised = from.filter(({ surprises }) => (surprises?.length ?? 0) > 0);
  for (const [portal, members] of grouped(surprised, (one) => one.portal)) {
    if (portal === 'unknown') continue;
    const surprises = members.flatMap((one) => one.surprises ?? []);
    await tx.portals.noteSurprises(portal, surprises, at);
  }
}

/** Portals serve newest first; told oldest first, a page reads as the history it is. */
function oldestFirst(a: Read, b: Read): number {
  return a.notice.published - b.notice.published;
}

function relatedTo(
  tx: Transaction,
  reads: readonly Read[],
): ReturnType<Transaction['procurements']['relatedTo']> {
  const { owns, cites } = keysOf(reads.map((read) => read.notice));
  return tx.procurements.relatedTo(owns, cites);
}

interface PlacedEvent extends NewEvent {
  readonly procurementId: number;
  readonly silent: boolean;
}

interface PlacedAll {
  readonly events: readonly PlacedEvent[];
  readonly notices: number;
  /** Differences that are no news, in order, under the ids of the procurements that survive the page. */
  readonly quiet: readonly QuietDifference[];
}

function placeAll(shelf: Shelf, reads: readonly Read[], reading: Reading): PlacedAll {
  const events: PlacedEvent[] = [];
  const quiet: QuietDifference[] = [];
  let notices = 0;
  for (const { notice, release } of reads) {
    const placed = shelf.place(notice);
    if (placed.kind !== 'seen') notices += 1;
    if (placed.quiet !== undefined) quiet.push({ procurementId: placed.procurementId, ...placed.quiet });
    const silent = reading.isSilent(release);
    events.push(...placed.events.map((event) => ({ ...event, procurementId: placed.procurementId, silent })));
  }
  return {
    events,
    notices,
    quiet: quiet.map((one) => ({ ...one, procurementId: shelf.survivorOf(one.procurementId) })),
  };
}

/** Classified on its joined text; what was absorbed before it was ever stored is nothing to the store. */
function classified(change: ShelfChange, firstFreeId: number, deps: KeepDeps): ProcurementChange {
  const { held, owns, cites, added } = change;
  return {
    procurement: { ...held, classification: deps.classify(held.view) },
    added,
    absorbed: change.absorbed.filter((id) => id < firstFreeId),
    owns,
    cites,
  };
}

/** An event of a procurement that a later notice on the same page took in belongs to the survivor. */
function survived(event: PlacedEvent, shelf: Shelf): PlacedEvent {
  return { ...event, procurementId: shelf.survivorOf(event.procurementId) };
}
