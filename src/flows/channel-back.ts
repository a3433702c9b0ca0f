import type { Store } from '../domain/ports.ts';
import { ARCHIVED_CHANNEL, type Address, type Subscription } from '../domain/subscription.ts';
import { grouped } from '../domain/grouped.ts';
import type { TellDeps } from './tellings.ts';
import { resume } from './wake.ts';

export interface BackDeps extends TellDeps {
  readonly store: Store;
}

/** A channel is archived no more: what rested for that goes on, and what it missed comes as one summary. Answers how many go on. */
export async function channelBack(address: Address, deps: BackDeps): Promise<number> {
  const { subscriptions } = deps.store;
  const subscriber = await subscriptions.subscriberAt(address);
  const all = subscriber === undefined ? [] : await subscriptions.ofSubscriber(subscriber.id);
  const resting = all.filter(restsForArchive);
  if (resting.length > 0) await resume(resting, deps);
  return resting.length;
}

/**
 * Looks whether the channels whose alerts rest because they were archived still are: an event that said so may have been lost.
 * `isArchived`: undefined where nobody could say.
 */
export async function recheckArchived(
  isArchived: (address: Extract<Address, { channel: 'slack' }>) => Promise<boolean | undefined>,
  deps: BackDeps,
): Promise<number> {
  const resting = (await deps.store.subscriptions.list()).filter(restsForArchive);
  let back = 0;
  for (const [first] of grouped(resting, (one) => one.subscriber.id).values()) {
    const address = first?.subscriber.address;
    if (address?.channel === 'slack' && (await isArchived(address)) === false)
      back += await channelBack(address, deps);
  }
  return back;
}

function restsForArchive({ state, reason }: Subscription): boolean {
  return state === 'paused' && reason === ARCHIVED_CHANNEL;
}
