import { imagined, newcomer, type Subscription } from '../domain/subscription.ts';
import { parseQuery } from '../match/parse.ts';
import type { SubscribeDeps, Wish } from './subscribe.ts';

/** The subscription that a wish would make, with what its subscriber has said before; nothing is kept. */
export async function wouldBe(
  { address, query, cadence, wanted, notify = true, minDaysLeft }: Wish,
  { store, clock }: SubscribeDeps,
): Promise<Subscription> {
  const known = await store.subscriptions.subscriberAt(address);
  const chosen = { query: parseQuery(query).canonical, cadence, wanted, notify, minDaysLeft };
  return imagined(known ?? newcomer(address), chosen, clock.now());
}
