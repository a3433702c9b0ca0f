import type { ProcurementEvent } from '../domain/event.ts';
import type { LedgerEntry } from '../domain/delivery.ts';
import { grouped } from '../domain/grouped.ts';
import type { Log, NewLedgerEntry, Store, Transaction } from '../domain/ports.ts';
import type { Cadence, Subscriber, Subscription } from '../domain/subscription.ts';
import { offerWhatIsOpen } from './offer.ts';
import { tellingsOf, type TellDeps } from './tellings.ts';

export interface DigestDeps extends TellDeps {
  readonly store: Store;
  readonly log: Log;
}

/** A due slot: Monday 08:00 for `weekly`; an operator's early run takes the instant it was asked for. UTC milliseconds. */
export interface Slot {
  readonly cadence: Exclude<Cadence, 'instant'>;
  readonly at: number;
}

/** A digest nobody could be given for two days is stale (reliability.md §4.1). */
const DIGEST_LIFE = 48 * 3_600_000;

/**
 * One digest for each subscriber whose slots are due and have not run: the events of every subscription that is due,
 * each from its own watermark to one common number, and what the ledger has freed. Answers how many were queued.
 */
export async function digest(slots: readonly Slot[], deps: DigestDeps): Promise<number> {
  const active = await deps.store.subscriptions.active();
  const bySubscriber = grouped(active, (one) => one.subscriber.id);
  let queued = 0;
  for (const own of bySubscriber.values()) {
    if (own[0] === undefined) continue;
    if (await digestFor(own[0].subscriber, { own, slots }, deps)) queued += 1;
  }
  if (queued > 0) deps.log.info({ queued }, 'digests queued');
  return queued;
}

interface Due {
  readonly own: readonly Subscription[];
  readonly slots: readonly Slot[];
}

async function digestFor(subscriber: Subscriber, { own, slots }: Due, deps: DigestDeps): Promise<boolean> {
  return await deps.store.transaction(async (tx) => {
    const due = await slotsDue(tx, subscriber.id, { own, slots });
    const subscriptions = own.filter((one) =>
      due.some((slot) => slot.cadence === one.cadence && one.createdAt <= slot.at),
    );
    if (subscriptions.length === 0) return false;
    const toSeq = await tx.events.latest();
    const found = await entriesDue(tx, { subscriber, subscriptions, toSeq }, deps);
    const deliveryId =
      found.entries.length + found.freed.length === 0
        ? undefined
        : await queueDigest(tx, subscriber, { due, deps });
    if (deliveryId !== undefined) {
      await tx.ledger.add(found.entries.map((entry) => ({ ...entry, deliveryId })));
      await tx.ledger.move(
        found.freed.map((entry) => entry.id),
        deliveryId,
      );
      await offerWhatIsOpen(tx, { subscriptions, deliveryId, besides: found.heard }, deps);
    }
    const now = deps.clock.now();
    for (const slot of due)
      await tx.runs.digestRun({
        subscriberId: subscriber.id,
        cadence: slot.cadence,
        slot: slot.at,
        toSeq,
        deliveryId,
        at: now,
      });
    await tx.subscriptions.advance(
      subscriptions.map((one) => one.id),
      toSeq,
    );
    return deliveryId !== undefined;
  });
}

async function slotsDue(
  tx: Transaction,
  subscriberId: number,
  { own, slots }: Due,
): Promise<readonly Slot[]> {
  const due: Slot[] = [];
  for (const slot of slots) {
    if (!own.some((one) => one.cadence === slot.cadence && one.createdAt <= slot.at)) continue;
    const last = await tx.runs.lastDigestSlot(subscriberId, slot.cadence);
    if (last === undefined || last < slot.at) due.push(slot);
  }
  return due;
}

interface Period {
  readonly subscriber: Subscriber;
  readonly subscriptions: readonly Subscription[];
  readonly toSeq: number;
}

interface Found {
  readonly entries: readonly Omit<NewLedgerEntry, 'deliveryId'>[];
  readonly freed: readonly LedgerEntry[];
  readonly heard: ReadonlySet<number>;
}

async function entriesDue(
  tx: Transaction,
  { subscriber, subscriptions, toSeq }: Period,
  deps: DigestDeps,
): Promise<Found> {
  const fromSeq = Math.min(...subscriptions.map((one) => one.watermark));
  const events = grouped(await tx.events.between(fromSeq, toSeq), (event) => event.procurementId);
  const ids = [...events.keys()];
  const ledger = grouped(await tx.ledger.about(ids, subscriber.id), (entry) => entry.procurementId);
  const tellings = (await tx.procurements.byIds(ids)).flatMap((procurement) => {
    const happened = events.get(procurement.id) ?? [];
    const concerned = subscriptions.filter((one) => isAfter(happened, one.watermark));
    return tellingsOf(
      { procurement, events: happened, ledger: ledger.get(procurement.id) ?? [] },
      concerned,
      deps,
    );
  });
  return {
    entries: tellings.map((telling) => ({
      subscriberId: subscriber.id,
      procurementId: telling.procurement.id,
      kind: telling.kind,
      subscriptionIds: telling.subscriptions.map((one) => one.id),
      told: telling.state,
    })),
    freed: await tx.ledger.freed(subscriber.id),
    heard: new Set(ids),
  };
}

function isAfter(events: readonly ProcurementEvent[], watermark: number): boolean {
  return events.some((event) => event.seq > watermark);
}

async function queueDigest(
  tx: Transaction,
  subscriber: Subscriber,
  { due, deps }: { readonly due: readonly Slot[]; readonly deps: DigestDeps },
): Promise<number | undefined> {
  const now = deps.clock.now();
  const cadence = due.some((slot) => slot.cadence === 'weekly') ? 'weekly' : 'daily';
  const key = `digest.${subscriber.id}.${Math.max(...due.map((slot) => slot.at))}`;
  return await tx.deliveries.queue({
    key,
    kind: 'digest',
    lane: 'digest',
    cadence,
    subscriberId: subscriber.id,
    channel: subscriber.address.channel,
    messageId: deps.messageId(key),
    dueAt: now,
    expiresAt: now + DIGEST_LIFE,
    createdAt: now,
  });
}
