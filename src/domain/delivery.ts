import type { Change, MaterialState } from './event.ts';
import type { Procurement } from './procurement.ts';
import type { Brief } from './story.ts';
import type { Address, Cadence } from './subscription.ts';

/** Which queue a delivery stands in; lower numbers go first. */
export const LANES = { confirmation: 0, instant: 1, digest: 2 } as const;
export type Lane = keyof typeof LANES;

export const DELIVERY_STATES = ['ready', 'leased', 'sent', 'failed', 'dead', 'cancelled', 'held'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * `alert`: one procurement at once. `summary`: a flood, or what an earlier delivery freed. `digest`: a period. `operator`:
 * to whoever runs this, about a portal. `nudge`: that a subscription has been quiet for long.
 */
export type DeliveryKind = 'alert' | 'summary' | 'digest' | 'operator' | 'nudge';

/**
 * What an entry tells: as new, as changed, as ended, as awarded, offered because it was open when somebody subscribed (or known
 * to whoever began to follow it), or closing soon.
 */
export const TOLD_KINDS = ['new', 'changed', 'cancelled', 'awarded', 'offered', 'closing'] as const;
export type ToldKind = (typeof TOLD_KINDS)[number];

/** One message to one subscriber. */
export interface Delivery {
  readonly id: number;
  readonly key: string;
  readonly kind: DeliveryKind;
  readonly lane: Lane;
  readonly subscriberId: number;
  readonly address: Address;
  readonly messageId: string;
  readonly attempts: number;
  /** A send of this may have arrived already: a lease ran out, or the line dropped after the message was handed over. */
  readonly ambiguous: boolean;
  readonly dueAt: number;
  readonly expiresAt: number;
  readonly createdAt: number;
}

/** A delivery in somebody's hands, to be sent. */
export interface ClaimedDelivery extends Delivery {
  readonly cadence: Cadence;
}

/** What became of a delivery. */
export interface DeliveryRecord {
  readonly id: number;
  readonly key: string;
  readonly kind: DeliveryKind;
  readonly cadence: Cadence;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly dueAt: number;
  readonly createdAt: number;
  /** When it was sent or ended. */
  readonly doneAt: number | undefined;
  /** Why it last failed, in a sentence. */
  readonly reason: string | undefined;
}

/** A line of the ledger: what this subscriber was, or is about to be, told of this procurement. */
export interface LedgerEntry {
  readonly id: number;
  readonly subscriberId: number;
  readonly procurementId: number;
  readonly deliveryId: number | undefined;
  readonly kind: ToldKind;
  /**
   * `queued` with its delivery; `sending` while that is in somebody's hands, rendered already; `told` when it is sent;
   * `freed` when it died and waits for the next digest or summary.
   */
  readonly state: 'queued' | 'sending' | 'told' | 'freed';
  /** Subscriptions that matched. */
  readonly subscriptionIds: readonly number[];
  /** What was told; for a queued entry, what would be told now. */
  readonly told: MaterialState;
  readonly toldAt: number | undefined;
}

/** One procurement in a message. */
export interface MessageItem {
  readonly procurement: Procurement;
  readonly kind: ToldKind;
  /** Against what this subscriber was last told. */
  readonly changes: readonly Change[];
  /** The subscriptions that matched, and the words and clauses that made them match. */
  readonly because: readonly { readonly query: string; readonly reasons: readonly string[] }[];
  /** A call-off from frameworks of which this subscriber is on none: their names. */
  readonly notOpenToYou?: string | undefined;
  /** Other procurements that read like this one but not enough to be joined, surest first. */
  readonly possibly?: readonly Pick<Brief, 'title' | 'url' | 'portal'>[] | undefined;
}

/** What is said to a subscriber, before any channel has given it a form. */
export interface Message {
  readonly kind: DeliveryKind;
  readonly cadence: Cadence;
  readonly items: readonly MessageItem[];
  /** Portals that could not be read lately, each in a sentence; of an `operator` message and a `nudge`, its headline and then its sentences. */
  readonly troubles: readonly string[];
  /** UTC milliseconds: what "days left" counts from. */
  readonly now: number;
  readonly messageId: string;
  /** The first message this subscriber got about the procurement, for threads: a Message-ID or a Slack `ts`. */
  readonly thread: string | undefined;
}

export interface Sent {
  readonly sent: true;
  /** The server's name for it: the final 250 text, or a Slack `ts`. */
  readonly reference: string;
}

/**
 * Why a message was not sent, as data. `scope` says whom it concerns: this subscriber (unknown mailbox, archived
 * channel), this message (refused as such), or the whole channel (login refused, host down).
 */
export interface Refused {
  readonly sent: false;
  readonly scope: 'subscriber' | 'message' | 'channel';
  readonly permanent: boolean;
  /** The other side may have it all the same. */
  readonly ambiguous: boolean;
  /** A stable word: `550`, `channel_not_found`, `ETIMEDOUT`. */
  readonly code: string;
  /** One sentence for people, without addresses or secrets. */
  readonly reason: string;
  readonly retryAfterMs: number | undefined;
}
