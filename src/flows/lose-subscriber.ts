import type { Transaction } from '../domain/ports.ts';

/** Somebody who cannot be reached any more. */
export interface Loss {
  readonly subscriberId: number;
  /** `ended` where nothing can mend it; `paused` where it may be invited again. */
  readonly state: 'ended' | 'paused';
  readonly code: string;
  /** Shown to people. */
  readonly reason: string;
}

/** Its subscriptions rest or end, and what waits for it goes with them: freed where it may be told one day. */
export async function loseSubscriber(
  tx: Pick<Transaction, 'subscriptions' | 'deliveries' | 'ledger'>,
  loss: Loss,
  at: number,
): Promise<void> {
  await tx.subscriptions.end({ subscriberId: loss.subscriberId }, loss.state, loss.reason, at);
  await freeWaiting(tx, loss, at);
}

/** What waits for somebody goes, and is freed where it may be told one day. */
export async function freeWaiting(
  tx: Pick<Transaction, 'deliveries' | 'ledger'>,
  { subscriberId, code, reason }: Omit<Loss, 'state'>,
  at: number,
): Promise<void> {
  const waiting = await tx.deliveries.readyOf(subscriberId);
  await tx.deliveries.close(waiting, 'cancelled', { code, reason }, at);
  await tx.ledger.free(waiting);
}
