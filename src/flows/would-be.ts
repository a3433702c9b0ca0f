import { newcomer, type Subscription } from '../domain/subscription.ts';
import { parseQuery } from '../match/parse.ts';
import type { SubscribeDeps, Wish } from './subscribe.ts';

/** The subscription that a wish would make, with what its subscriber has said before; nothing is kept. */
export async function wouldBe(
  { address, query, cadence, wanted, notify = true, minDaysLeft }: Wish,
  { store, clock }: SubscribeDeps,
): Promise<Subscription> {
  const now = clock.now();
  const known = await store.subscriptions.subscriberAt(address);
  return {
    id: 0,
    subscriber: known ?? newcomer(address),
    query: parseQuery(query).canonical,
    cadence,
    wanted,
    notify,
    minDaysLeft,
    state: 'active',
    pausedUntil: undefined,
    reason: undefined,
    watermark: 0,
    createdAt: now,
    stateAt: now,
    welcomedAt: undefined,
  };
}
