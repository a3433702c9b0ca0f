import type { ClaimedDelivery, Message } from '../domain/delivery.ts';
import type { Transaction } from '../domain/ports.ts';
import type { Subscriber } from '../domain/subscription.ts';
import { compose, type ComposeDeps } from './compose.ts';
import { digest, type DigestDeps, type Slot } from './digest.ts';
import { rehearse } from './rehearse.ts';

export type DigestToComeDeps = DigestDeps & ComposeDeps;

/**
 * What a subscriber's digest would say if these slots had come: the real one, made and forgotten again, so that the links in it
 * lead nowhere. Undefined where there would be none.
 */
export async function digestToCome(
  { id }: Subscriber,
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
      const delivery = queued === undefined ? undefined : await claimOnly(tx, queued, deps);
      return delivery === undefined ? undefined : (await compose(tx, delivery, deps)).message;
    });
  });
}

const ALL = 1_000_000;

/** Whatever else waits, and though its channel may be paused. */
async function claimOnly(
  tx: Transaction,
  id: number,
  { clock }: Pick<DigestToComeDeps, 'clock'>,
): Promise<ClaimedDelivery | undefined> {
  const ready = await tx.deliveries.list({ states: ['ready'], limit: ALL });
  const others = ready.map((one) => one.id).filter((one) => one !== id);
  await tx.deliveries.hold(others, { code: 'rehearsal', reason: 'not rehearsed' });
  const [own] = await tx.deliveries.byIds([id]);
  if (own === undefined) return undefined;
  await tx.deliveries.pauseChannel(own.channel, undefined, undefined);
  return await tx.deliveries.claim(own.channel, clock.now(), 'rehearsal', 1);
}
