import type { MessageItem } from '../domain/delivery.ts';
import type { Reads } from '../domain/ports.ts';
import type { Address } from '../domain/subscription.ts';
import type { QueryReader } from './audience.ts';
import { itemsOf } from './rest.ts';

/** Procurements on one page: an answer in Slack that shows more is not read. */
const PAGE = 5;

export interface LeftOutDeps extends QueryReader {
  readonly store: Pick<Reads, 'deliveries' | 'ledger' | 'procurements' | 'subscriptions'>;
  readonly clock: { now(): number };
}

/** One page of what a message had no room for, each as it is now. */
export interface LeftOut {
  readonly deliveryId: number;
  readonly items: readonly MessageItem[];
  /** On all pages. */
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

/** In the order in which they would have stood. Undefined where no such message was sent to one of these addresses. */
export async function leftOutOf(
  { deliveryId, page }: { readonly deliveryId: number; readonly page: number },
  readers: readonly Address[],
  { store, queryOf, clock }: LeftOutDeps,
): Promise<LeftOut | undefined> {
  const [delivery] = await store.deliveries.byIds([deliveryId]);
  if (delivery?.state !== 'sent') return undefined;
  const [subscriber] = await store.subscriptions.subscribersByIds([delivery.subscriberId]);
  if (subscriber === undefined || !readers.some((one) => isSame(one, subscriber.address))) return undefined;
  const left = await store.deliveries.left(deliveryId);
  // Two of them may be one by now.
  const all = await store.procurements.byIds(left);
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  const entries = await store.ledger.of(deliveryId);
  const some = all.slice((shown - 1) * PAGE, shown * PAGE);
  const items = await itemsOf(some, entries, { store, queryOf, clock });
  return { deliveryId, items, total: all.length, page: shown, pages };
}

function isSame(one: Address, other: Address): boolean {
  return (
    one.channel === 'slack' && other.channel === 'slack' && one.team === other.team && one.id === other.id
  );
}
