import type { ClaimedDelivery, DeliveryRecord, Message } from '../domain/delivery.ts';
import type { Address, Subscriber } from '../domain/subscription.ts';
import { compose, type ComposeDeps } from './compose.ts';
import { digest, type DigestDeps, type Slot } from './digest.ts';
import { rehearse } from './rehearse.ts';

export type DigestToComeDeps = DigestDeps & ComposeDeps;

/**
 * What a subscriber's digest would say if these slots had come: the real one, made and forgotten again, so that the links in it
 * lead nowhere. Undefined where there would be none.
 */
export async function digestToCome(
  { id, address }: Subscriber,
  slots: readonly Slot[],
  deps: DigestToComeDeps,
): Promise<Message | undefined> {
  return await rehearse(deps.store, async (rehearsal) => {
    const active = (await rehearsal.subscriptions.active()).filter((one) => one.subscriber.id === id);
    const store = {
      ...rehearsal,
      subscriptions: { ...rehearsal.subscriptions, active: () => Promise.resolve(active) },
    };
    const before = await store.transaction((tx) => tx.deliveries.readyOf(id));
    await digest(slots, { ...deps, store });
    return await store.transaction(async (tx) => {
      const queued = (await tx.deliveries.readyOf(id)).find((one) => !before.includes(one));
      const [record] = queued === undefined ? [] : await tx.deliveries.byIds([queued]);
      if (record === undefined) return undefined;
      return (await compose(tx, inHand(record, address), deps)).message;
    });
  });
}

/** As if it were being sent: nothing claims it, for its reader may be getting something else just then. */
function inHand(record: DeliveryRecord, address: Address): ClaimedDelivery {
  return { ...record, address, lane: 'digest', attempts: 1, expiresAt: Infinity };
}
