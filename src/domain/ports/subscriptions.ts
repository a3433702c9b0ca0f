import type {
  Address,
  Cadence,
  Consent,
  Subscriber,
  Subscription,
  SubscriptionState,
  Wanted,
} from '../subscription.ts';

export interface NewSubscription {
  readonly address: Address;
  readonly query: string;
  readonly cadence: Cadence;
  readonly wanted: readonly Wanted[];
  readonly consent: Consent;
}

export interface SubscriptionReads {
  /** Those that are active now. Cheap to call for every page: held in memory until another process or this one changes them. */
  active(): Promise<readonly Subscription[]>;
  list(): Promise<readonly Subscription[]>;
  byIds(ids: readonly number[]): Promise<readonly Subscription[]>;
}

export interface SubscriptionWrites extends SubscriptionReads {
  /** Who is reached at an address: made where nobody is known there yet. */
  subscriber(address: Address): Promise<Subscriber>;
  /** Undefined where this subscriber already has an active or paused subscription with this query and cadence. */
  add(wish: NewSubscription): Promise<Subscription | undefined>;
  /** For one subscriber's every subscription, or one of them. */
  end(
    which: { readonly subscriberId: number } | { readonly subscriptionId: number },
    state: Exclude<SubscriptionState, 'active'>,
    reason: string,
    at: number,
  ): Promise<void>;
  welcomed(subscriptionIds: readonly number[], at: number): Promise<void>;
  advance(subscriptionIds: readonly number[], watermark: number): Promise<void>;
}

export interface RunReads {
  /** The due instant a job last ran for; undefined before its first run. */
  lastDue(job: string): Promise<number | undefined>;
  /** The last digest slot that was run for a subscriber and cadence. */
  lastDigestSlot(subscriberId: number, cadence: Cadence): Promise<number | undefined>;
}

export interface RunWrites extends RunReads {
  ran(job: string, dueAt: number, at: number): Promise<void>;
  /** False where this subscriber's slot has run already. */
  digestRun(run: {
    readonly subscriberId: number;
    readonly cadence: Cadence;
    readonly slot: number;
    readonly toSeq: number;
    readonly deliveryId: number | undefined;
    readonly at: number;
  }): Promise<boolean>;
}
