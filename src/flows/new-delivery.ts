import type { DeliveryKind, Lane } from '../domain/delivery.ts';
import type { NewDelivery } from '../domain/ports.ts';
import type { Cadence, Subscriber } from '../domain/subscription.ts';
import type { TellDeps } from './tellings.ts';

const HOUR = 3_600_000;

/** What somebody waits for at this moment; an hour later they have asked again. */
const WAITED_FOR = HOUR;

/**
 * Milliseconds from when a delivery is due to when it is stale: three days for an alert or a summary, for a digest or a
 * catch-up carries its news after that; two for a digest, before the next one is near.
 */
export const LIFE: Readonly<Record<DeliveryKind, number>> = {
  alert: 72 * HOUR,
  summary: 72 * HOUR,
  digest: 48 * HOUR,
  operator: 72 * HOUR,
  nudge: 72 * HOUR,
  broad: 72 * HOUR,
  paused: 72 * HOUR,
  orphaned: 72 * HOUR,
  quiet: 48 * HOUR,
  confirmation: WAITED_FOR,
  manage: WAITED_FOR,
  test: WAITED_FOR,
};

const LANE: Partial<Readonly<Record<DeliveryKind, Lane>>> = {
  digest: 'digest',
  quiet: 'digest',
  confirmation: 'confirmation',
  manage: 'confirmation',
  test: 'confirmation',
};

export interface Wish {
  readonly key: string;
  readonly kind: DeliveryKind;
  readonly cadence: Cadence;
  readonly subscriber: Pick<Subscriber, 'id' | 'address'>;
  /** Milliseconds until it is due. */
  readonly wait: number;
}

/** A delivery as it is queued now. */
export function newDelivery({ key, kind, cadence, subscriber, wait }: Wish, deps: TellDeps): NewDelivery {
  const now = deps.clock.now();
  return {
    key,
    kind,
    lane: LANE[kind] ?? 'instant',
    cadence,
    subscriberId: subscriber.id,
    channel: subscriber.address.channel,
    messageId: deps.messageId(key),
    dueAt: now + wait,
    expiresAt: now + wait + LIFE[kind],
    createdAt: now,
  };
}
