import type { Reads } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Subscriber } from '../domain/subscription.ts';

/** Who holds the secret of a mail's buttons, and which mail it was. */
export interface ActLink {
  readonly subscriber: Subscriber;
  readonly deliveryId: number | undefined;
}

export interface ActLinkDeps {
  readonly store: Pick<Reads, 'ledger' | 'procurements' | 'subscriptions' | 'tokens'>;
  readonly clock: { now(): number };
}

/** Undefined for a secret that is nobody's, is of another kind, or has expired: whoever has it need not know which. */
export async function readActLink(
  secret: string,
  { store, clock }: ActLinkDeps,
): Promise<ActLink | undefined> {
  const token = await store.tokens.find('act', secret);
  if (token === undefined || (token.expiresAt ?? Infinity) <= clock.now()) return undefined;
  const [subscriber] = await store.subscriptions.subscribersByIds([token.subscriberId]);
  return subscriber && { subscriber, deliveryId: token.deliveryId };
}

/** A procurement that this subscriber was told of, or is about to be: of no other do its links say anything. */
export async function toldProcurement(
  { subscriber }: ActLink,
  procurementId: number,
  { store }: ActLinkDeps,
): Promise<Procurement | undefined> {
  const [procurement] = await store.procurements.byIds([procurementId]);
  if (procurement === undefined) return undefined;
  const about = await store.ledger.about([procurement.id], subscriber.id);
  return about.length === 0 ? undefined : procurement;
}
