import type { Store } from '../domain/ports.ts';
import type { Suppression } from '../domain/sign-up.ts';
import type { Address } from '../domain/subscription.ts';
import { loseSubscriber } from './lose-subscriber.ts';

interface SuppressDeps {
  readonly store: Store;
  readonly clock: { now(): number };
}

const REASON = 'the operator stopped mail to this address';

/** The operator's word: nothing is sent to this address, whoever asks, until it is lifted. Its subscriptions are paused. */
export async function suppressByHand(address: Address, { store, clock }: SuppressDeps): Promise<void> {
  const at = clock.now();
  await store.transaction(async (tx) => {
    await tx.suppressions.suppress(address, { reason: 'manual', source: 'operator', at });
    const subscriber = await tx.subscriptions.subscriberAt(address);
    if (subscriber === undefined) return;
    const loss = {
      subscriberId: subscriber.id,
      state: 'paused',
      code: 'suppressed',
      reason: REASON,
    } as const;
    await loseSubscriber(tx, loss, at);
  });
}

/** What was lifted, and how many subscriptions of this address rest all the same, until somebody resumes them. */
export interface Lifted {
  readonly was: Suppression | undefined;
  readonly paused: number;
}

/** Mail to this address goes out again, as far as anything is subscribed. */
export async function liftSuppression(
  address: Address,
  { store }: Pick<SuppressDeps, 'store'>,
): Promise<Lifted> {
  return await store.transaction(async (tx) => {
    const was = await tx.suppressions.of(address);
    await tx.suppressions.lift(address);
    const subscriber = await tx.subscriptions.subscriberAt(address);
    const own = subscriber === undefined ? [] : await tx.subscriptions.ofSubscriber(subscriber.id);
    return { was, paused: own.filter((one) => one.state === 'paused').length };
  });
}
