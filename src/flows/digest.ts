import { grouped } from '../domain/grouped.ts';
import type { Log, Store, Transaction } from '../domain/ports.ts';
import type { Cadence, Subscriber, Subscription } from '../domain/subscription.ts';
import { happenedSince } from './happened-since.ts';
import { newDelivery } from './new-delivery.ts';
import { offerWhatIsOpen } from './offer.ts';
import { entryOf, type TellDeps } from './tellings.ts';

export interface DigestDeps extends TellDeps {
  readonly store: Store;
  readonly log: Log;
}

/** A due slot: Monday 08:00 for `weekly`; an operator's early run takes the instant it was asked for. UTC milliseconds. */
export interface Slot {
  readonly cadence: Exclude<Cadence, 'instant'>;
  readonly at: number;
}

/**
 * One digest for each subscriber whose slots are due and have not run: the events of every subscription that is due,
 * each from its own watermark to one common number, and what the ledger has freed. Answers how many were queued.
 */
export async function digest(slots: readonly Slot[], deps: DigestDeps): Promise<number> {
  const active = await deps.store.subscriptions.active();
  let queued = 0;
  const failures: unknown[] = [];
  for (const own of grouped(active, (one) => one.subscriber.id).values()) {
    if (own[0] === undefined) continue;
    try {
      if (await digestFor(own[0].subscriber, { own, slots }, deps)) queued += 1;
    } catch (error) {
      // One subscriber's trouble must not cost the others their digest; its slot has not run, and is due again.
      deps.log.error({ err: error, subscriber: own[0].subscriber.id }, 'digest failed');
      failures.push(error);
    }
  }
  if (queued > 0) deps.log.info({ queued }, 'digests queued');
  if (failures.length > 0) throw new Error(`${failures.length} digests failed`, { cause: failures[0] });
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
      due.some((slot) => slot.cadence === one.cadence && one.stateAt <= slot.at),
    );
    if (subscriptions.length === 0) return false;
    const toSeq = await tx.events.latest();
    const found = await happenedSince(tx, { subscriber, subscriptions, own, toSeq }, deps);
    await tx.ledger.share(found.shared);
    const isEmpty = found.tellings.length + found.freed.length === 0;
    const deliveryId = isEmpty ? undefined : await queueDigest(tx, subscriber, { due, deps });
    if (deliveryId !== undefined) {
      await tx.ledger.add(found.tellings.map((telling) => entryOf(telling, deliveryId)));
      await tx.ledger.move(idsOf(found.freed), deliveryId);
      await offerWhatIsOpen(tx, { subscriptions, deliveryId, besides: found.heard }, deps);
    }
    const common = { subscriberId: subscriber.id, toSeq, deliveryId, at: deps.clock.now() };
    for (const { cadence, at } of due) await tx.runs.digestRun({ ...common, cadence, slot: at });
    await tx.subscriptions.advance(idsOf(subscriptions), toSeq);
    return deliveryId !== undefined;
  });
}

function idsOf(rows: readonly { readonly id: number }[]): readonly number[] {
  return rows.map((row) => row.id);
}

/** A slot that passed before a subscription began, or while it was paused, is none of its: what it missed comes with the next. */
async function slotsDue(
  tx: Transaction,
  subscriberId: number,
  { own, slots }: Due,
): Promise<readonly Slot[]> {
  const due: Slot[] = [];
  for (const slot of slots) {
    if (!own.some((one) => one.cadence === slot.cadence && one.stateAt <= slot.at)) continue;
    const last = await tx.runs.lastDigestSlot(subscriberId, slot.cadence);
    if (last === undefined || last < slot.at) due.push(slot);
  }
  return due;
}

async function queueDigest(
  tx: Transaction,
  subscriber: Subscriber,
  { due, deps }: { readonly due: readonly Slot[]; readonly deps: DigestDeps },
): Promise<number> {
  const cadences = due.map((slot) => slot.cadence).toSorted();
  const key = `digest.${subscriber.id}.${cadences.join('-')}.${Math.max(...due.map((slot) => slot.at))}`;
  const cadence = cadences.includes('weekly') ? 'weekly' : 'daily';
  const id = await tx.deliveries.queue(
    newDelivery({ key, kind: 'digest', cadence, subscriber, wait: 0 }, deps),
  );
  if (id === undefined) throw new Error(`the delivery ${key} was queued before`);
  return id;
}
