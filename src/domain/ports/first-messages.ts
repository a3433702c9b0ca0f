import type { DeliveryKind } from '../delivery.ts';
import type { Address, Cadence, ChannelKind } from '../subscription.ts';

/** A message as it stands with its reader. */
export interface Standing {
  readonly to: Address;
  readonly reference: string;
  /** Slack's name of the conversation; the address says it where it is undefined. */
  readonly place: string | undefined;
}

/** A message at the head of a thread that does not show how things are by now. */
export interface StaleFirst extends Standing {
  readonly deliveryId: number;
  readonly kind: DeliveryKind;
  readonly cadence: Cadence;
  readonly subscriberId: number;
  readonly messageId: string;
}

/** The messages at the heads of threads, by their deliveries. */
export interface FirstMessageWrites {
  /** They are out of date, and to be brought up to date from `dueAt` on. */
  firstStale(
    deliveryIds: readonly number[],
    note: { readonly dueAt: number; readonly place: string | undefined },
  ): Promise<void>;
  /** They show how things are, or never will. */
  firstSettled(deliveryIds: readonly number[]): Promise<void>;
  /** Nothing hangs on them any more. */
  firstGone(deliveryIds: readonly number[]): Promise<void>;
  /** Those of a channel that are out of date and due, longest due first. */
  staleFirsts(channel: ChannelKind, now: number, limit: number): Promise<readonly StaleFirst[]>;
}
