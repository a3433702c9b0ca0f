import type {
  Address,
  Cadence,
  Consent,
  Mute,
  Muted,
  SlackPlace,
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
  /** True without it. */
  readonly notify?: boolean | undefined;
  readonly minDaysLeft?: number | undefined;
  readonly remindDays?: number | undefined;
  readonly maker?: string | undefined;
  readonly post?: SlackPlace | undefined;
  readonly consent: Consent;
}

/** What of a subscription can be changed; it keeps its number, its consent and what the ledger knows. */
export type SubscriptionChange = Partial<
  Pick<Subscription, 'query' | 'cadence' | 'wanted' | 'notify' | 'minDaysLeft' | 'remindDays'>
>;

/** A subscription that has told nothing for a while. */
export interface Quiet {
  readonly subscription: Subscription;
  /** Since when it is quiet, UTC milliseconds: its last telling, or since it stands as it does. */
  readonly since: number;
}

/** A subscription that tells much. */
export interface Loud {
  readonly subscription: Subscription;
  readonly told: number;
}

export interface SubscriptionReads {
  /** Those that ring: active, and to be notified. Cheap to call for every page: held in memory until another process or this one changes them. */
  active(): Promise<readonly Subscription[]>;
  list(): Promise<readonly Subscription[]>;
  byIds(ids: readonly number[]): Promise<readonly Subscription[]>;
  /** Those of them that have not ended, whether they ring or not. */
  standing(ids: readonly number[]): Promise<ReadonlySet<number>>;
  /** Undefined where nobody is known at this address. */
  subscriberAt(address: Address): Promise<Subscriber | undefined>;
  /** The live (not ended) subscription of this subscriber with this query, whatever its letter case, and cadence. */
  same(
    subscriberId: number,
    wish: { readonly query: string; readonly cadence: Cadence },
  ): Promise<Subscription | undefined>;
  /** Paused ones whose pause ends at or before `now`. */
  toWake(now: number): Promise<readonly Subscription[]>;
  /** Those that ring and were quiet, and not nudged, since `before` at least. */
  quietSince(before: number): Promise<readonly Quiet[]>;
  /** How many procurements each subscription that rings has told at or after `since`, those above `most` that were not warned since. */
  loudSince(since: number, most: number): Promise<readonly Loud[]>;
  ofSubscriber(subscriberId: number): Promise<readonly Subscription[]>;
  /** Those that have not ended and that this Slack user made in this workspace. */
  madeBy(team: string, user: string): Promise<readonly Subscription[]>;
  subscribersByIds(ids: readonly number[]): Promise<readonly Subscriber[]>;
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
  /** Undefined where the change would make it the same as another that this subscriber has; nothing is changed then. */
  change(subscriptionId: number, change: SubscriptionChange, at: number): Promise<Subscription | undefined>;
  /** What its subscriber agreed to last: the record of it is that of the newest words. */
  consented(subscriptionId: number, consent: Consent): Promise<void>;
  /** Until somebody resumes it, where `until` is undefined. An instant one remembers the last event before. */
  pause(
    subscriptionId: number,
    pause: { readonly until: number | undefined; readonly reason: string },
    at: number,
  ): Promise<void>;
  resume(subscriptionIds: readonly number[], at: number): Promise<void>;
  /** Nobody in particular stands behind it any more. */
  orphan(subscriptionIds: readonly number[]): Promise<void>;
  /** Another message says that it was set up. */
  posted(subscriptionId: number, post: SlackPlace): Promise<void>;
  nudged(subscriptionId: number, at: number): Promise<void>;
  warned(subscriptionId: number, at: number): Promise<void>;
  /** Ended ones live again as they were, but for those that the subscriber has anew; answers which. */
  revive(subscriptionIds: readonly number[], at: number): Promise<readonly number[]>;
  /** What a subscriber says of itself. */
  state(
    subscriberId: number,
    said: Partial<Pick<Subscriber, 'frameworks' | 'othersCallOffs' | 'timetable' | 'heartbeat'>>,
  ): Promise<void>;
  mute(subscriberId: number, what: Muted, at: number): Promise<Mute>;
  unmute(muteIds: readonly number[]): Promise<void>;
  /** Whoever muted a procurement by one of these notices (`noticeKey`) has muted it by them all. */
  widenMutes(notices: readonly string[]): Promise<void>;
  welcomed(subscriptionIds: readonly number[], at: number): Promise<void>;
  advance(subscriptionIds: readonly number[], watermark: number): Promise<void>;
}

export interface RunReads {
  /** The due instant a job last ran for; undefined before its first run. */
  lastDue(job: string): Promise<number | undefined>;
  /**
   * The last digest slot at or before `upTo` that was run for each of these subscribers and each cadence; what had none is
   * left out. A later one was written by a clock that ran ahead.
   */
  lastDigestSlots(subscriberIds: readonly number[], upTo: number): Promise<readonly DigestSlot[]>;
  /** Which run queued a delivery; undefined where it is no digest's. */
  digestOf(deliveryId: number): Promise<DigestRun | undefined>;
}

export interface DigestSlot {
  readonly subscriberId: number;
  readonly cadence: Cadence;
  readonly slot: number;
}

/** The run behind a digest that was queued. UTC milliseconds. */
export interface DigestRun {
  /** `weekly` where it carries weekly and daily subscriptions. */
  readonly cadence: Cadence;
  readonly slot: number;
  /** Since when nothing of what it carries had been considered. */
  readonly from: number;
  /** Until when it looked. */
  readonly to: number;
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
    /** Those that it carries. Their watermarks say since when, so a run stands before they advance. */
    readonly subscriptionIds: readonly number[];
    readonly to: number;
  }): Promise<boolean>;
}
