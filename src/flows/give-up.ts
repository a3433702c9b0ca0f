import type { ClaimedDelivery, LedgerEntry, Refused } from '../domain/delivery.ts';
import type { Transaction } from '../domain/ports.ts';
import type { Composed } from './compose.ts';
import { newDelivery } from './new-delivery.ts';
import type { TellDeps } from './tellings.ts';

/** What was refused, or tried long enough. */
export interface GivenUp {
  readonly delivery: ClaimedDelivery;
  /** Undefined where it could not be made. */
  readonly composed: Composed | undefined;
  readonly refusal: Refused;
}

/**
 * A delivery that is given up owes its entries. Where it is refused for what it says, one of them may be the reason, and must not
 * take the others along for ever: several are told in two halves, and one that dies by itself is counted (docs/adr/0003-outbox-in-the-database.md).
 */
export async function giveUpEntries(
  tx: Transaction,
  { delivery, composed, refusal }: GivenUp,
  deps: TellDeps,
): Promise<void> {
  const entries = (await tx.ledger.of(delivery.id)).filter((entry) => entry.state === 'queued');
  if (!refusal.permanent) await tx.ledger.free([delivery.id]);
  // Where nothing could be made of it, each of them stumbled: the others would have gone.
  else if (entries.length < 2 || composed === undefined) await tx.ledger.died([delivery.id]);
  else if (await hasDeadTwin(tx, delivery)) await tx.ledger.free([delivery.id]);
  else await halve(tx, { delivery, entries }, deps);
}

/** Entries that stumbled while their message was made go on by themselves, and die or are told without it. */
export async function setApart(tx: Transaction, { delivery, entries }: Part, deps: TellDeps): Promise<void> {
  await queuePart(tx, { key: `apart.${delivery.id}.${deps.clock.now()}`, delivery, entries }, deps);
}

interface Part {
  readonly delivery: ClaimedDelivery;
  readonly entries: readonly LedgerEntry[];
}

/** `half.47.1` and `half.47.2` are what became of delivery 47. */
const HALF = /^(half\.\d+\.\d+\.)([12])$/;

async function halve(tx: Transaction, { delivery, entries }: Part, deps: TellDeps): Promise<void> {
  const middle = Math.ceil(entries.length / 2);
  const prefix = `half.${delivery.id}.${deps.clock.now()}.`;
  await queuePart(tx, { key: `${prefix}1`, delivery, entries: entries.slice(0, middle) }, deps);
  await queuePart(tx, { key: `${prefix}2`, delivery, entries: entries.slice(middle) }, deps);
}

/** Where neither half was taken it is hardly for one entry: the first is halved on, and the second waits for another day. */
async function hasDeadTwin(
  tx: Transaction,
  { key, subscriberId, createdAt }: ClaimedDelivery,
): Promise<boolean> {
  const [, prefix, number] = HALF.exec(key) ?? [];
  if (prefix === undefined) return false;
  const twin = `${prefix}${number === '1' ? '2' : '1'}`;
  const records = await tx.deliveries.records(subscriberId, createdAt);
  return records.some((one) => one.key === twin && one.state === 'dead');
}

async function queuePart(
  tx: Transaction,
  { key, delivery, entries }: Part & { readonly key: string },
  deps: TellDeps,
): Promise<void> {
  const subscriber = { id: delivery.subscriberId, address: delivery.address };
  const { cadence } = delivery;
  const ids = entries.map((entry) => entry.id);
  const id = await tx.deliveries.queue(
    newDelivery({ key, kind: 'summary', cadence, subscriber, wait: 0 }, deps),
  );
  if (id === undefined) await tx.ledger.freeEntries(ids);
  else await tx.ledger.move(ids, id);
}
