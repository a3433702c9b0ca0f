import type { Delivery } from '../domain/delivery.ts';
import type { Reads, Transaction } from '../domain/ports.ts';
import type { Suppression, SuppressionReason } from '../domain/sign-up.ts';
import type { Address } from '../domain/subscription.ts';

/**
 * Why a delivery may not be sent to its address, asked when it is claimed. Whoever asks again after bounces may be asked whether
 * they mean it: that answer shows that the mailbox lives. Who called a mail spam hears nothing until the operator says otherwise.
 */
export async function suppressedFor(
  { suppressions }: Pick<Reads, 'suppressions'>,
  { address, lane }: Pick<Delivery, 'address' | 'lane'>,
): Promise<Suppression | undefined> {
  const found = await suppressions.of(address);
  return found !== undefined && BOUNCES.has(found.reason) && lane === 'confirmation' ? undefined : found;
}

const BOUNCES: ReadonlySet<SuppressionReason> = new Set(['hard-bounce', 'soft-bounces']);

/** A fresh opt-in says that the mailbox lives, and takes nothing else back. */
export async function liftBounces(
  { suppressions }: Pick<Transaction, 'suppressions'>,
  address: Address,
): Promise<void> {
  const found = await suppressions.of(address);
  if (found !== undefined && BOUNCES.has(found.reason)) await suppressions.lift(address);
}
