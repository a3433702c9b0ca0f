import type { LedgerEntry, MessageItem } from '../domain/delivery.ts';
import type { Reads } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Subscription } from '../domain/subscription.ts';
import { combine } from '../match/combine.ts';
import { documentOf } from '../match/document.ts';
import { muteOf } from '../match/effective.ts';
import { openOnly } from '../match/open-only.ts';
import { askedBy, type QueryReader } from './audience.ts';

/** What is known of it stands among the newest: so many are looked at for a count. */
const MOST_LOOKED_AT = 100;

type OpenReads = Pick<Reads, 'ledger' | 'procurements' | 'subscriptions'>;

export interface OpenDeps extends QueryReader {
  readonly clock: { now(): number };
}

/** Procurements that are open, newest first. */
export interface OpenNow {
  /** Of how many, those included that are known or muted. */
  readonly total: number;
  readonly procurements: readonly Procurement[];
}

/** How much more is open than a message offers and its subscriber was told of; undefined where it offers nothing. */
export async function countOpenBesides(
  reads: OpenReads,
  items: readonly MessageItem[],
  deps: OpenDeps,
): Promise<number | undefined> {
  const offered = items.filter(({ kind }) => kind === 'offered');
  if (offered.length === 0) return undefined;
  // Those whose queries were just read to say why it is offered.
  const ids = offered.flatMap(({ because }) => because.map(({ subscriptionId }) => subscriptionId));
  const subscriptions = await reads.subscriptions.byIds([...new Set(ids)]);
  const first = { limit: MOST_LOOKED_AT, offset: 0 };
  const { total, procurements } = await openFor(reads, { subscriptions, page: first }, deps);
  const unknown = new Set(await unknownOf(reads, { subscriptions, procurements }, deps));
  const known = procurements.filter((one) => !unknown.has(one)).map(({ id }) => id);
  // What a narrow query offers may be older than all that was looked at.
  return total - new Set([...known, ...offered.map(({ procurement }) => procurement.id)]).size;
}

/** The subscriptions for which a message offered what was open; all of the message's where it offered nothing. None that has ended. */
export async function offeredTo(
  { subscriptions }: Pick<Reads, 'subscriptions'>,
  entries: readonly LedgerEntry[],
): Promise<readonly Subscription[]> {
  const offered = entries.filter(({ kind }) => kind === 'offered');
  const ids = (offered.length > 0 ? offered : entries).flatMap((entry) => entry.subscriptionIds);
  const found = await subscriptions.byIds([...new Set(ids)]);
  return found.filter(({ state }) => state !== 'ended');
}

interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** What is open now and one of these asks for, newest first. */
export async function openFor(
  { procurements }: Pick<Reads, 'procurements'>,
  { subscriptions, page }: { readonly subscriptions: readonly Subscription[]; readonly page: Page },
  deps: OpenDeps,
): Promise<OpenNow> {
  const asked = combine(
    'or',
    subscriptions.map((one) => askedBy(one, deps)),
  );
  if (asked === undefined) return { total: 0, procurements: [] };
  return await procurements.search(openOnly(asked), { ...page, now: deps.clock.now() });
}

/** Those of them that their subscriber was not told of and has not muted. */
export async function unknownOf(
  { ledger }: Pick<Reads, 'ledger'>,
  {
    subscriptions,
    procurements,
  }: Pick<OpenNow, 'procurements'> & { readonly subscriptions: readonly Subscription[] },
  { queryOf }: QueryReader,
): Promise<readonly Procurement[]> {
  const subscriber = subscriptions[0]?.subscriber;
  if (subscriber === undefined) return [];
  const about = await ledger.about(
    procurements.map(({ id }) => id),
    subscriber.id,
  );
  const known = new Set(about.map((entry) => entry.procurementId));
  const unknown = procurements.filter(({ id }) => !known.has(id));
  if (subscriber.mutes.length === 0) return unknown;
  return unknown.filter((one) => {
    const document = documentOf(one);
    return subscriptions.some((by) => muteOf(by, queryOf(by.query), document) === undefined);
  });
}
