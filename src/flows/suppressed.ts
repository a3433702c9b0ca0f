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

/**
 * What may not be sent ends. It is owed after bounces, for the mailbox may live again; who wants nothing at all is owed nothing.
 */
export async function withhold(
  tx: Pick<Transaction, 'deliveries' | 'ledger'>,
  { id }: Pick<Delivery, 'id'>,
  suppression: Suppression,
  at: number,
): Promise<void> {
  const reason = `nothing is sent to this address: ${suppression.reason}`;
  await tx.deliveries.close([id], 'cancelled', { code: 'suppressed', reason }, at);
  if (BOUNCES.has(suppression.reason)) return await tx.ledger.free([id]);
  await tx.ledger.drop((await tx.ledger.of(id)).map((entry) => entry.id));
}

/** Why nothing may be subscribed for an address: somebody said so, and it was no mail system. */
export async function shutFor(
  { suppressions }: Pick<Reads, 'suppressions'>,
  address: Address,
): Promise<Suppression | undefined> {
  const found = await suppressions.of(address);
  return found === undefined || BOUNCES.has(found.reason) ? undefined : found;
}

/** A fresh confirmation of the owner lifts these; the others only whoever runs this. */
export const BOUNCES: ReadonlySet<SuppressionReason> = new Set(['hard-bounce', 'soft-bounces']);

const STOPPED: Readonly<Partial<Record<SuppressionReason, string>>> = {
  complaint:
    'a mail to this address was marked as spam, so nothing is sent to it until whoever runs this service lifts that',
  manual: 'whoever runs this service has stopped mail to this address, and they alone can lift that',
};

/** Why nothing is sent to an address whatever its owner does, in words without a full stop; undefined where something is. */
export async function stoppedBecause(
  { suppressions }: Pick<Reads, 'suppressions'>,
  address: Address,
): Promise<string | undefined> {
  const found = await suppressions.of(address);
  return found && STOPPED[found.reason];
}

/** A fresh opt-in says that the mailbox lives, and takes nothing else back. */
export async function liftBounces(
  { suppressions }: Pick<Transaction, 'suppressions'>,
  address: Address,
): Promise<void> {
  const found = await suppressions.of(address);
  if (found !== undefined && BOUNCES.has(found.reason)) await suppressions.lift(address);
}
