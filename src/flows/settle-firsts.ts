import type { ClaimedDelivery, FirstState, Sent } from '../domain/delivery.ts';
import type { FirstMessageWrites, Transaction } from '../domain/ports.ts';
import type { Composed } from './compose.ts';

const MINUTE = 60_000;
/** Slack was asked several times over already. */
const SOON = 5 * MINUTE;
/** What is refused for good may be taken when somebody has invited the bot, or installed it, again. */
const LATER = 24 * 60 * MINUTE;

export interface Told {
  readonly delivery: ClaimedDelivery;
  readonly composed: Composed;
  readonly answer: Sent;
}

/**
 * Records what became of the first message of the thread that a message stands in. Where news of something with a first message
 * went out in another message, as a summary's or a digest's does, that first message is out of date, too, and due at once.
 */
export async function settleFirsts(
  tx: Transaction,
  { delivery, composed, answer }: Told,
  now: number,
): Promise<void> {
  if (delivery.address.channel !== 'slack') return;
  const { rootId } = composed;
  const { first, place } = answer;
  if (rootId !== undefined && first !== undefined) await keepState(tx, rootId, { state: first, place, now });
  const others = new Set<number>();
  for (const { entry, kind } of composed.told) {
    // A reminder is no change.
    if (kind === 'closing') continue;
    const root = await tx.ledger.thread(delivery.subscriberId, entry.procurementId);
    if (root !== undefined) others.add(root.deliveryId);
  }
  others.delete(delivery.id);
  if (rootId !== undefined) others.delete(rootId);
  await tx.deliveries.firstStale([...others], { dueAt: now, place });
}

interface Kept {
  readonly state: FirstState;
  readonly place: string | undefined;
  readonly now: number;
}

/** How a first message stands since it was last tried. */
export async function keepState(
  { deliveries }: { readonly deliveries: FirstMessageWrites },
  deliveryId: number,
  { state, place, now }: Kept,
): Promise<void> {
  if (state === 'gone') await deliveries.firstGone([deliveryId]);
  else if (state === 'stale' || state === 'refused')
    await deliveries.firstStale([deliveryId], { dueAt: now + (state === 'stale' ? SOON : LATER), place });
  else await deliveries.firstSettled([deliveryId]);
}
