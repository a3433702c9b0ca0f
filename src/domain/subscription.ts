/** Where a subscriber hears from us. A Slack subscriber is (team, id): the same channel id in two workspaces is two subscribers. */
export type Address =
  | { readonly channel: 'email'; readonly email: string }
  | { readonly channel: 'slack'; readonly team: string; readonly id: string };

export type ChannelKind = Address['channel'];

/** The workspace of the one configured bot token, where no team is named. */
export const HOME_TEAM = 'home';

export interface Subscriber {
  readonly id: number;
  readonly address: Address;
}

export const CADENCES = ['instant', 'daily', 'weekly'] as const;
export type Cadence = (typeof CADENCES)[number];

/** What a subscription wants to hear of; `new` and `changes` (cancellations included) unless it says otherwise. */
export const WANTED = ['new', 'changes', 'awards'] as const;
export type Wanted = (typeof WANTED)[number];

export type SubscriptionState = 'active' | 'paused' | 'ended';

/** A subscriber's query. */
export interface Subscription {
  readonly id: number;
  readonly subscriber: Subscriber;
  /** The query as printed in canonical form. */
  readonly query: string;
  readonly cadence: Cadence;
  readonly wanted: readonly Wanted[];
  readonly state: SubscriptionState;
  /** Why it is paused or ended: shown to people. */
  readonly reason: string | undefined;
  /** The last event its digests have considered. */
  readonly watermark: number;
  readonly createdAt: number;
  /** When its first message was queued (which offers what is open already); undefined before. */
  readonly welcomedAt: number | undefined;
}

/** Who agreed to be told, when, and by what words: kept for as long as the subscription. */
export interface Consent {
  readonly by: 'operator' | 'subscriber';
  readonly at: number;
  readonly words: string;
}
