import type { FirstMessageWrites, Standing } from './first-messages.ts';
import type {
  ClaimedDelivery,
  Delivery,
  DeliveryKind,
  DeliveryRecord,
  DeliveryState,
  FirstState,
  Lane,
  LedgerEntry,
  Message,
  Refused,
  Sent,
  ToldKind,
} from '../delivery.ts';
import type { MaterialState } from '../event.ts';
import type { Address, Cadence, ChannelKind, Subscriber } from '../subscription.ts';

export interface NewDelivery {
  /** Idempotency key: a second delivery with it is not queued. */
  readonly key: string;
  readonly kind: DeliveryKind;
  readonly lane: Lane;
  readonly cadence: Cadence;
  readonly subscriberId: number;
  readonly channel: ChannelKind;
  readonly messageId: string;
  readonly dueAt: number;
  readonly expiresAt: number;
  readonly createdAt: number;
}

export interface ChannelState {
  readonly channel: ChannelKind;
  readonly pausedUntil: number | undefined;
  readonly reason: string | undefined;
}

/** Which deliveries to list. */
export interface DeliveryFilter {
  readonly states: readonly DeliveryState[];
  readonly limit: number;
}

export interface DeliveryReads {
  byIds(ids: readonly number[]): Promise<readonly DeliveryRecord[]>;
  /** Newest first. */
  list(filter: DeliveryFilter): Promise<readonly DeliveryRecord[]>;
  /** The procurements that found no room in a delivery that was sent. */
  left(deliveryId: number): Promise<readonly number[]>;
  counts(): Promise<Readonly<Record<string, number>>>;
  channels(): Promise<readonly ChannelState[]>;
  /**
   * The deliveries of a channel that failed at or after `since` and after the last that it took, newest first. That it took
   * one to the operator counts for nothing: it may be the operator's own server.
   */
  failedInARow(channel: ChannelKind, since: number): Promise<readonly DeliveryRecord[]>;
  /** What was queued for a subscriber at or after `since`, oldest first. */
  records(subscriberId: number, since: number): Promise<readonly DeliveryRecord[]>;
}

/** How many deliveries, and which of them nobody has begun to send. */
export interface Counted {
  readonly total: number;
  readonly waiting: readonly number[];
}

export interface DeliveryWrites extends DeliveryReads, FirstMessageWrites {
  /** The new row's id; undefined where the key is taken. */
  queue(delivery: NewDelivery): Promise<number | undefined>;
  /** The newest delivery whose key begins so that is ready or held. */
  readyUnder(prefix: string): Promise<number | undefined>;
  /** The subscriber's deliveries that wait to be sent or are held, of every kind. */
  readyOf(subscriberId: number): Promise<readonly number[]>;
  /** The subscriber's alerts queued at or after `since`, but for those whose keys begin with `reply.`; and these by themselves. */
  alertsSince(subscriberId: number, since: number): Promise<Counted & { readonly replies: Counted }>;
  /** Ready deliveries whose key begins so become due at `dueAt`. */
  makeDue(prefix: string, dueAt: number): Promise<void>;
  /**
   * Takes a channel's next due delivery, unless the channel is paused, for `leaseMs`, and counts the attempt. Nothing of a
   * subscriber who is just being sent something: what is said next depends on what was said.
   */
  claim(channel: ChannelKind, now: number, by: string, leaseMs: number): Promise<ClaimedDelivery | undefined>;
  /** Each answers false where the lease was lost meanwhile (the attempt number differs). */
  sent(delivery: Delivery, reference: string, at: number, left?: readonly number[]): Promise<boolean>;
  /** Kept back until an operator frees it: nothing claims it. Those of `deliveryIds` that are ready or leased. */
  hold(
    deliveryIds: readonly number[],
    note: { readonly code: string; readonly reason: string },
    /** Held at least until then, though it would expire sooner. */
    expiresAt?: number,
  ): Promise<void>;
  /** Held ones of these subscribers with this code. */
  heldOf(subscriberIds: readonly number[], code: string): Promise<readonly number[]>;
  /** Nothing that is ready for these subscribers is due before `until`. */
  putOff(subscriberIds: readonly number[], until: number): Promise<void>;
  /** Held, dead, failed and cancelled ones are ready again, with attempts and expiry anew; answers which. */
  retry(deliveryIds: readonly number[], dueAt: number, expiresAt: number): Promise<readonly number[]>;
  /** Back to ready, due at `dueAt`; with `burnt: false` the attempt is not counted. */
  again(
    delivery: Delivery,
    dueAt: number,
    note: {
      readonly code: string;
      readonly reason: string;
      readonly ambiguous: boolean;
      readonly burnt: boolean;
    },
  ): Promise<boolean>;
  close(
    deliveryIds: readonly number[],
    state: 'failed' | 'dead' | 'cancelled',
    note: { readonly code: string; readonly reason: string },
    at: number,
  ): Promise<void>;
  /** Leases that ran out go back to ready, marked ambiguous; answers how many. */
  releaseStale(now: number): Promise<number>;
  /** Ready and held deliveries past their expiry. */
  expired(now: number): Promise<readonly number[]>;
  pauseChannel(channel: ChannelKind, until: number | undefined, reason: string | undefined): Promise<void>;
}

export interface NewLedgerEntry {
  readonly subscriberId: number;
  readonly procurementId: number;
  readonly deliveryId: number;
  readonly kind: ToldKind;
  readonly subscriptionIds: readonly number[];
  readonly told: MaterialState;
}

/** A delivery that was sent, on which replies hang. */
export interface ThreadRoot {
  readonly deliveryId: number;
  readonly kind: DeliveryKind;
  readonly messageId: string;
  readonly reference: string;
}

export interface LedgerReads {
  /** Entries about these procurements (and what they absorbed, under the survivor's id), told, sending or queued: in the order in
   * which they were told, what is not told yet last.
   */
  about(
    procurementIds: readonly number[],
    /** One of them, or those whose ids lie between two, these included; everybody without it. */
    subscriber?: number | { readonly from: number; readonly to: number },
  ): Promise<readonly LedgerEntry[]>;
  of(deliveryId: number): Promise<readonly LedgerEntry[]>;
  /**
   * The procurements that a subscriber was told of, or is about to be, otherwise than by their award, with a deadline at or after
   * `from`: those that are still to come at `now` first, then the others, each nearest first; at most `limit`.
   */
  deadlinesOf(
    subscriberId: number,
    span: { readonly from: number; readonly now: number; readonly limit: number },
  ): Promise<readonly number[]>;
  /**
   * The first message this subscriber got about a procurement: what replies hang on. A digest in Slack is none: its thread holds
   * its own cards; neither is a message whose thread is gone.
   */
  thread(subscriberId: number, procurementId: number): Promise<ThreadRoot | undefined>;
  freed(subscriberId: number): Promise<readonly LedgerEntry[]>;
  subscribersWithFreed(): Promise<readonly Subscriber[]>;
}

export interface LedgerWrites extends LedgerReads {
  /** The subscriber knows this without a message of ours: told at once. */
  known(entries: readonly Omit<NewLedgerEntry, 'deliveryId'>[], at: number): Promise<void>;
  add(entries: readonly NewLedgerEntry[]): Promise<void>;
  /** Entries become told, with the state that was rendered. */
  told(
    entries: readonly { readonly id: number; readonly kind: ToldKind; readonly told: MaterialState }[],
    at: number,
  ): Promise<void>;
  /** Queued entries will tell these subscriptions, and no others. */
  share(
    entries: readonly { readonly id: number; readonly subscriptionIds: readonly number[] }[],
  ): Promise<void>;
  /** What an entry tells, as the procurement says it now: differences that are no news are no news later either. */
  restate(entries: readonly { readonly id: number; readonly told: MaterialState }[]): Promise<void>;
  /**
   * These entries count for a procurement that came out of theirs, too, with what they told of it. One that is being sent is told
   * when it is sent, and as untold as it where it is not. Who was told of it already needs none.
   */
  inherit(
    to: number,
    entries: readonly { readonly id: number; readonly told: MaterialState }[],
  ): Promise<void>;
  /** What a delivery that was sent still has queued was told with it: its procurement came out of another while it was sent. */
  settle(deliveryId: number, at: number): Promise<void>;
  /** Entries that will not be told after all: what they would say has been said, or is no longer so. */
  drop(entryIds: readonly number[]): Promise<void>;
  /** Queued entries of deliveries that died: they wait for the next digest or summary. */
  free(deliveryIds: readonly number[]): Promise<void>;
  /**
   * Deliveries died of their queued entries: each counts it, and waits for the next digest or summary where it is the first
   * time; the second time it is dead.
   */
  died(deliveryIds: readonly number[]): Promise<void>;
  /** These queued entries wait, too: all that want them are paused. */
  freeEntries(entryIds: readonly number[]): Promise<void>;
  /** Hands queued, freed or dead entries to another delivery, queued. */
  move(entryIds: readonly number[], deliveryId: number): Promise<void>;
}

/** Gives a message its form and sends it. Returns refusals; throws only bugs, and `NotBegun` where nothing was handed over yet. */
export interface Channel {
  readonly kind: ChannelKind;
  /** How many messages it sends at a time, which is how many may repeat after a crash; one without it. */
  readonly hands?: number | undefined;
  /** `cut` breaks off what is being sent. */
  send(message: Message, to: Address, cut: AbortSignal): Promise<Sent | Refused>;
  /** Brings a message that stands up to what `message.first` says. Not where messages stay as they are. Never throws. */
  readonly update?:
    ((message: Message, standing: Standing, cut: AbortSignal) => Promise<FirstState>) | undefined;
  close(): Promise<void>;
}
