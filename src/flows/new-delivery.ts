import type { DeliveryKind } from '../domain/delivery.ts';
import type { NewDelivery } from '../domain/ports.ts';
import type { Cadence, Subscriber } from '../domain/subscription.ts';
import type { TellDeps } from './tellings.ts';

const HOUR = 3_600_000;

/**
 * Milliseconds from when a delivery is due to when it is stale: three days for an alert or a summary, for a digest or a
 * catch-up carries its news after that; two for a digest, before the next one is near.
 */
const LIFE: Readonly<Record<DeliveryKind, number>> = {
  alert: 72 * HOUR,
  summary: 72 * HOUR,
  digest: 48 * HOUR,
  operator: 72 * HOUR,
  nudge: 72 * HOUR,
};

export interface Wish {
  readonly key: string;
  readonly kind: DeliveryKind;
  readonly cadence: Cadence;
  readonly subscriber: Subscriber;
  /** Milliseconds until it is due. */
  readonly wait: number;
}

/** A delivery as it is queued now. */
export function newDelivery({ key, kind, cadence, subscriber, wait }: Wish, deps: TellDeps): NewDelivery {
  const now = deps.clock.now();
  return {
    key,
    kind,
    lane: kind === 'digest' ? 'digest' : 'instant',
    cadence,
    subscriberId: subscriber.id,
    channel: subscriber.address.channel,
    messageId: deps.messageId(key),
    dueAt: now + wait,
    expiresAt: now + wait + LIFE[kind],
    createdAt: now,
  };
}
