import { openShelf, type Family, type Shelf } from '../dedupe/shelf.ts';
import { signed as sign, tiesBetween } from '../dedupe/ties.ts';
import { grouped } from '../domain/grouped.ts';
import type { Notice } from '../domain/notice.ts';
import type { Clock, Page, Read, Signed, Transaction } from '../domain/ports.ts';
import type { Reject, Release } from '../domain/release.ts';
import type { Tie } from '../domain/tie.ts';
import type { Counts } from './counts.ts';
import { familyOf } from './family.ts';
import type { Classify } from './in-force.ts';
import { keepShelf, quietOf, type Decided, type PlacedEvent } from './keep-shelf.ts';
import { tellAtOnce, type AtOnceDeps } from './tell-at-once.ts';
import type { Run } from './queue-tellings.ts';
import type { QuietDifference } from './restate.ts';

export interface KeepDeps extends AtOnceDeps {
  readonly clock: Clock;
  readonly classify: Classify;
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
  const fresh = reads
    .filter((read) => isUnseen.has(read.release))
    .map((read) => ({ ...read, notice: { ...read.notice, readAt: now } }))
    .toSorted(oldestFirst);
  await noteSurprises(tx, [...fresh.map(surprising), ...newRejects], now);
  const compared = await compare(
    tx,
    fresh.map((read) => read.notice),
  );
  const firstFreeId = await tx.procurements.nextId();
  const shelf = openShelf(compared.family, firstFreeId);
  const placed = placeAll(shelf, fresh, reading);
  const { procurements, events } = await keepShelf(
    tx,
    { shelf, firstFreeId, classify: deps.classify, now },
    placed,
  );
  await tx.procurements.sign(compared.signed.filter(({ notice }) => placed.notices.has(notice)));
  await tx.ties.add(compared.ties);
  const deliveries = await tellAtOnce(tx, { procurements, events }, deps, reading.run);

  return {
    releases: page.releases.length,
    notices: placed.notices.size,
    rejected: rejects.length,
    procurements: procurements.filter(({ id }) => id >= firstFreeId).length,
    events: events.length,
    deliveries,
    seen: reads.length - placed.notices.size,
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

interface Compared {
  readonly signed: readonly Signed[];
  readonly ties: readonly Tie[];
  readonly family: Family;
}

/** Who else new notices may belong to: by score with whatever reads like them, and by key. */
async function compare(tx: Transaction, notices: readonly Notice[]): Promise<Compared> {
  const signed = notices.flatMap((notice) => sign(notice) ?? []);
  const near = await tx.procurements.near([...new Set(signed.flatMap(({ blocks }) => blocks))]);
  const ties = tiesBetween(signed, near);
  return { signed, ties, family: await familyOf(tx, notices, ties) };
}

interface PlacedAll extends Decided {
  /** Those that were not held already. */
  readonly notices: ReadonlySet<Notice>;
}

function placeAll(shelf: Shelf, reads: readonly Read[], reading: Reading): PlacedAll {
  const events: PlacedEvent[] = [];
  const quiet: QuietDifference[] = [];
  const notices = new Set<Notice>();
  for (const { notice, release } of reads) {
    const placed = shelf.place(notice);
    if (placed.kind !== 'seen') notices.add(notice);
    if (placed.quiet !== undefined) quiet.push({ procurementId: placed.procurementId, ...placed.quiet });
    quiet.push(...quietOf(placed.beside));
    const silent = reading.isSilent(release);
    events.push(...placed.events.map((event) => ({ ...event, procurementId: placed.procurementId, silent })));
  }
  return { events, notices, quiet };
}
