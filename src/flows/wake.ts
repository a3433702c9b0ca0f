import { grouped } from '../domain/grouped.ts';
import type { Log, Store, Transaction } from '../domain/ports.ts';
import type { Subscriber, Subscription } from '../domain/subscription.ts';
import { happenedSince } from './happened-since.ts';
import { newDelivery } from './new-delivery.ts';
import { offerWhatIsOpen } from './offer.ts';
import { entryOf, type TellDeps } from './tellings.ts';

export interface WakeDeps extends TellDeps {
  readonly store: Store;
  readonly log: Log;
}

export interface Woken {
  readonly subscriptions: number;
  /** Messages that tell what was missed. */
  readonly summaries: number;
}

/** Ends every pause whose day has come. */
export async function wake(deps: WakeDeps): Promise<Woken> {
  const due = await deps.store.subscriptions.toWake(deps.clock.now());
  let summaries = 0;
  const failures: unknown[] = [];
  for (const [subscriber, own] of grouped(due, (one) => one.subscriber.id)) {
    try {
      summaries += await resume(own, deps);
    } catch (error) {
      // One subscriber's trouble must not keep the others asleep; its own pause is still to be ended.
      deps.log.error({ err: error, subscriber }, 'waking failed');
      failures.push(error);
    }
  }
  const woken = { subscriptions: due.length, summaries };
  if (due.length > 0) deps.log.info(woken, 'pauses ended');
  if (failures.length > 0)
    throw new Error(`${failures.length} subscribers could not be woken`, { cause: failures[0] });
  return woken;
}

/**
 * One subscriber's paused subscriptions ring again. What they missed comes as one summary, or with the next digest where that is
 * their cadence. Answers how many summaries were queued.
 */
export async function resume(
  subscriptions: readonly Subscription[],
  deps: Pick<WakeDeps, 'store' | 'clock' | 'queryOf' | 'messageId'>,
): Promise<number> {
  const ids = subscriptions.map((one) => one.id);
  return await deps.store.transaction(async (tx) => {
    await tx.subscriptions.resume(ids, deps.clock.now());
    const isQueued = await tellMissed(tx, ids, deps);
    return isQueued ? 1 : 0;
  });
}

/** Queues one summary of what these instant subscriptions of one subscriber have missed since their watermarks. */
export async function tellMissed(
  tx: Transaction,
  subscriptionIds: readonly number[],
  deps: TellDeps,
): Promise<boolean> {
  const active = await tx.subscriptions.active();
  const woken = active.filter((one) => one.cadence === 'instant' && subscriptionIds.includes(one.id));
  const subscriber = woken[0]?.subscriber;
  if (subscriber === undefined) return false;
  const own = active.filter((one) => one.subscriber.id === subscriber.id);
  const toSeq = await tx.events.latest();
  const found = await happenedSince(tx, { subscriber, subscriptions: woken, own, toSeq }, deps);
  await tx.ledger.share(found.shared);
  const ids = woken.map((one) => one.id);
  await tx.subscriptions.advance(ids, toSeq);
  const freed = found.freed.filter((entry) => entry.subscriptionIds.some((id) => ids.includes(id)));
  if (found.tellings.length + freed.length === 0) return false;
  const deliveryId = await queueMissed(tx, { subscriber, ids }, deps);
  await tx.ledger.add(found.tellings.map((telling) => entryOf(telling, deliveryId)));
  await tx.ledger.move(
    freed.map((entry) => entry.id),
    deliveryId,
  );
  await offerWhatIsOpen(tx, { subscriptions: woken, deliveryId, besides: found.heard }, deps);
  return true;
}

async function queueMissed(
  tx: Transaction,
  { subscriber, ids }: { readonly subscriber: Subscriber; readonly ids: readonly number[] },
  deps: TellDeps,
): Promise<number> {
  // Several of one subscriber may be resumed in one millisecond, each by itself; none of them twice.
  const key = `missed.${subscriber.id}.${Math.min(...ids)}.${deps.clock.now()}`;
  const wish = { key, kind: 'summary', cadence: 'instant', subscriber, wait: 0 } as const;
  const id = await tx.deliveries.queue(newDelivery(wish, deps));
  if (id === undefined) throw new Error(`the delivery ${key} was queued before`);
  return id;
}
