import type { DeliveryRecord, DeliveryState, LedgerEntry } from '../domain/delivery.ts';
import type { Store, Transaction } from '../domain/ports.ts';
import { OF_PROCUREMENTS } from './compose.ts';
import { LIFE } from './new-delivery.ts';
import { isLive } from './tellings.ts';

export interface OutboxDeps {
  readonly store: Store;
  readonly clock: { now(): number };
}

/** What became of one delivery that an operator named. */
export interface Decided {
  readonly id: number;
  /** Undefined where it was done; else why not, to follow "delivery 12 ". */
  readonly refused: string | undefined;
}

const RETRIED: ReadonlySet<DeliveryState> = new Set(['held', 'dead', 'failed', 'cancelled']);
const CANCELLED: ReadonlySet<DeliveryState> = new Set(['ready', 'held']);

/**
 * Sends deliveries that were held, given up, refused or cancelled once more, with attempts and expiry anew. What a delivery that
 * died has freed, or died of, goes back to it, unless it waits elsewhere or was told meanwhile: then there is nothing left to send.
 */
export async function retryDeliveries(ids: readonly number[], deps: OutboxDeps): Promise<readonly Decided[]> {
  return await eachOf(ids, deps, async (tx, record) => {
    if (!RETRIED.has(record.state)) return stateOf(record);
    const isQueued = await retryIn(tx, record, deps.clock.now());
    return isQueued
      ? undefined
      : 'has nothing left to tell: another message tells it, or nobody wants it any more';
  });
}

/** One that has ended waits again, with what it would have told. False where there is nothing left of that. */
export async function retryIn(tx: Transaction, record: DeliveryRecord, dueAt: number): Promise<boolean> {
  if (OF_PROCUREMENTS.has(record.kind)) {
    const entries = await entriesFor(tx, record);
    if (entries.length === 0) return false;
    await tx.ledger.move(
      entries.map((entry) => entry.id),
      record.id,
    );
  }
  await tx.deliveries.retry([record.id], dueAt, dueAt + LIFE[record.kind]);
  return true;
}

/** Ends deliveries that wait or are held. What they would have told is dropped: it is not told until it changes again. */
export async function cancelDeliveries(
  ids: readonly number[],
  deps: OutboxDeps,
): Promise<readonly Decided[]> {
  const note = { code: 'operator', reason: 'cancelled by the operator' };
  return await eachOf(ids, deps, async (tx, record) => {
    if (!CANCELLED.has(record.state)) return stateOf(record);
    const entries = await tx.ledger.of(record.id);
    await tx.ledger.drop(entries.map((entry) => entry.id));
    await tx.deliveries.close([record.id], 'cancelled', note, deps.clock.now());
    return undefined;
  });
}

/** One transaction each: ten thousand of them must not hold up the process that sends. */
async function eachOf(
  ids: readonly number[],
  { store }: OutboxDeps,
  decide: (tx: Transaction, record: DeliveryRecord) => Promise<string | undefined>,
): Promise<readonly Decided[]> {
  const decided: Decided[] = [];
  for (const id of new Set(ids)) {
    const refused = await store.transaction(async (tx) => {
      const [record] = await tx.deliveries.byIds([id]);
      return record === undefined ? 'does not exist' : await decide(tx, record);
    });
    decided.push({ id, refused });
  }
  return decided;
}

function stateOf({ state }: DeliveryRecord): string {
  if (state === 'sent') return 'was sent';
  if (state === 'ready') return 'waits to be sent already';
  return state === 'leased' ? 'is being sent' : `is ${state} already`;
}

/** What it still carries, and of what waits for the subscriber's next message that which it was made for. */
async function entriesFor(tx: Transaction, record: DeliveryRecord): Promise<readonly LedgerEntry[]> {
  const active = new Set((await tx.subscriptions.active()).map((one) => one.id));
  const carried = (await tx.ledger.of(record.id)).filter(
    ({ state }) => state === 'queued' || state === 'dead',
  );
  const isOwn = await madeFor(tx, record);
  const freed = (await tx.ledger.freed(record.subscriberId)).filter(isOwn);
  return [...carried, ...freed].filter((entry) => isLive(entry, active));
}

/** An alert's key names its procurement, `alert.SUBSCRIBER.PROCUREMENT.SEQ` or `reply.…`, and a reminder's says that it is one; a summary or a digest takes what there is. */
async function madeFor(
  tx: Transaction,
  { kind, key }: DeliveryRecord,
): Promise<(entry: LedgerEntry) => boolean> {
  const [word, , procurement] = key.split('.');
  if (word === 'closing') return (entry) => entry.kind === 'closing';
  if (kind !== 'alert') return () => true;
  const [survivor] = await tx.procurements.byIds([Number(procurement)]);
  return (entry) => entry.procurementId === survivor?.id;
}
