import type { Reads, Transaction } from '../domain/ports.ts';
import type { Subscription } from '../domain/subscription.ts';
import { liftBounces, stoppedBecause } from './suppressed.ts';
import type { TellDeps } from './tellings.ts';
import { tellMissed } from './wake.ts';

/** Why a subscription ended that its owner ended: what others ended is not theirs to take back. */
export const BY_OWNER = 'unsubscribed by its subscriber';

/** Of these, what its owner ended and has not anew: that can go on as it was. */
export async function canBeTakenBack(
  { subscriptions }: Pick<Reads, 'subscriptions'>,
  among: readonly Subscription[],
): Promise<readonly Subscription[]> {
  const found: Subscription[] = [];
  for (const one of among) {
    if (one.state !== 'ended' || one.reason !== BY_OWNER) continue;
    if ((await subscriptions.same(one.subscriber.id, one)) === undefined) found.push(one);
  }
  return found;
}

/** Those that go on as they were; or why mail cannot go there, in words. */
export type TakenBack = { readonly revived: readonly Subscription[] } | { readonly refused: string };

/**
 * Ended subscriptions of one subscriber go on as they were. Whoever presses a mailed button reads that mailbox, so what bounces
 * had stopped is free again.
 */
export async function takeBack(
  tx: Transaction,
  subscriptions: readonly Subscription[],
  deps: TellDeps,
): Promise<TakenBack> {
  const address = subscriptions[0]?.subscriber.address;
  if (address === undefined) return { revived: [] };
  const refused = await stoppedBecause(tx, address);
  if (refused !== undefined) return { refused };
  await liftBounces(tx, address);
  const ids = await tx.subscriptions.revive(
    subscriptions.map((one) => one.id),
    deps.clock.now(),
  );
  await tellMissed(tx, ids, deps);
  return { revived: await tx.subscriptions.byIds(ids) };
}
