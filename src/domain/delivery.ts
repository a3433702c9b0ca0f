import type { Change, MaterialState } from './event.ts';
import type { Procurement } from './procurement.ts';
import type { Brief } from './story.ts';
import type { Address, Cadence, ChannelKind } from './subscription.ts';

/** Which queue a delivery stands in; lower numbers go first. */
export const LANES = { confirmation: 0, instant: 1, digest: 2 } as const;
export type Lane = keyof typeof LANES;

export const DELIVERY_STATES = ['ready', 'leased', 'sent', 'failed', 'dead', 'cancelled', 'held'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * `alert`: one procurement at once. `summary`: a flood, or what an earlier delivery freed. `digest`: a period. `quiet`: that a
 * period had nothing. `operator`: to whoever runs this. `nudge`: that a subscription has been quiet for long; `broad`: that it
 * brings too much; `paused`: that it was paused, and why; `orphaned`: that whoever made it has left. `confirmation`: asks whether somebody wants what was asked for in
 * their name; `manage`: the link that was asked for; `test`: that mail arrives.
 */
export type DeliveryKind =
  | 'alert'
  | 'summary'
  | 'digest'
  | 'quiet'
  | 'operator'
  | 'nudge'
  | 'broad'
  | 'paused'
  | 'orphaned'
  | 'confirmation'
  | 'manage'
  | 'test';

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
  readonly subscriberId: number;
  readonly channel: ChannelKind;
  readonly messageId: string;
  readonly attempts: number;
  readonly ambiguous: boolean;
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
   * `freed` when it died and waits for the next digest or summary; `dead` where two deliveries died of it: it stays with the
   * second, and is told to nobody unless an operator says so.
   */
  readonly state: 'queued' | 'sending' | 'told' | 'freed' | 'dead';
  /** Subscriptions that matched. */
  readonly subscriptionIds: readonly number[];
  /** What was told; for a queued entry, what would be told now. */
  readonly told: MaterialState;
  readonly toldAt: number | undefined;
}

/** Why a subscription let a procurement through. */
export interface Because {
  readonly subscriptionId: number;
  /** Of a channel, for which nobody in particular asked. */
  readonly byChannel?: true | undefined;
  /** In canonical form. */
  readonly query: string;
  /** The query in a sentence. */
  readonly described: string;
  /** The words and clauses that made it match. */
  readonly reasons: readonly string[];
}

/** Where the pages about one message are; absolute. Each has its own secret in it. */
export interface MessageLinks {
  /** A POST to it unsubscribes (RFC 8058), a GET shows a page with a button. */
  readonly unsubscribe: string;
  /** The subscriptions of whoever got this. */
  readonly manage: string;
  /** Followed by `/follow/12`, `/mute-buyer/12`, `/mute/12`, `/not-relevant/12` or `/calendar/12.ics`, where 12 is a procurement's number. */
  readonly act: string;
  /** What the message had no room for; with `/open` behind it, what else was open when it was sent. */
  readonly rest: string;
}

/** The part of time that a digest speaks of, UTC milliseconds. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly due: number;
  /** It was due long before it was queued. */
  readonly isLate: boolean;
}

/** One procurement in a message. */
export interface MessageItem {
  readonly procurement: Procurement;
  readonly kind: ToldKind;
  /** Against what this subscriber was last told. */
  readonly changes: readonly Change[];
  /** The subscriptions that matched, and the words and clauses that made them match. */
  readonly because: readonly Because[];
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
  /** Where it offers what was open already: how many more of that are open now. */
  readonly openBesides?: number | undefined;
  /** Portals that could not be read lately, each in a sentence. */
  readonly troubles: readonly string[];
  /** Of a message that says sentences and not procurements: its headline, then its sentences. */
  readonly words?: readonly [headline: string, ...sentences: string[]] | undefined;
  /** What to press: `Yes, send me this`. Of a confirmation and of a link that was asked for. */
  readonly button?: { readonly label: string; readonly url: string } | undefined;
  /** Undefined where nobody can act on it by pages: in Slack, and in what the operator gets. */
  readonly links?: MessageLinks | undefined;
  /** Of a digest, and of `quiet`. */
  readonly period?: Period | undefined;
  /** UTC milliseconds: what "days left" counts from. */
  readonly now: number;
  readonly messageId: string;
  /** The delivery's number, by which a bounce names it; without it the message has no return address of its own. */
  readonly deliveryId?: number | undefined;
  /** The first message this subscriber got about the procurement, for threads: a Message-ID or a Slack `ts`. */
  readonly thread: string | undefined;
  /** Of a reply in Slack: the message on which its thread hangs, as that would read now. */
  readonly first?: FirstMessage | undefined;
}

/** A message on which a thread hangs, as it reads now. */
export interface FirstMessage {
  readonly kind: DeliveryKind;
  /** Those that stand in it. */
  readonly items: readonly MessageItem[];
  readonly deliveryId?: number | undefined;
  /** Those that found no room in it. */
  readonly left?: readonly MessageItem[] | undefined;
}

export interface Sent {
  readonly sent: true;
  /** The server's name for it: the final 250 text, or a Slack `ts`. */
  readonly reference: string;
  /** The procurements that found no room in it, in the order in which they would have stood; none without it. */
  readonly left?: readonly number[] | undefined;
  /** Of a reply: what became of the message on which its thread hangs. */
  readonly first?: FirstState | undefined;
  /** Slack's name of the conversation in which it stands: a direct message's is not its reader's. */
  readonly place?: string | undefined;
}

/**
 * How the message at the head of a thread stands: brought up to date; as it will stand from now on, for Slack lets nobody change
 * it any more; gone; or out of date, to be tried again soon, or only much later because it was refused.
 */
export type FirstState = 'current' | 'fixed' | 'gone' | 'stale' | 'refused';

/**
 * Why a message was not sent, as data. `scope` says whom it concerns: this subscriber (unknown mailbox, archived
 * channel), this message (refused as such), this subscriber's whole Slack workspace (token revoked, too many posts), or the
 * whole channel (login refused, host down).
 */
export interface Refused {
  readonly sent: false;
  readonly scope: 'subscriber' | 'message' | 'team' | 'channel';
  readonly permanent: boolean;
  /** The other side may have it all the same. */
  readonly ambiguous: boolean;
  /** A stable word: `550`, `channel_not_found`, `ETIMEDOUT`. */
  readonly code: string;
  /** One sentence for people, without addresses or secrets. */
  readonly reason: string;
  readonly retryAfterMs: number | undefined;
}
