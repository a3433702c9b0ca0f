/** Where a subscriber hears from us. A Slack subscriber is (team, id): the same channel id in two workspaces is two subscribers. */
export type Address =
  | { readonly channel: 'email'; readonly email: string }
  | { readonly channel: 'slack'; readonly team: string; readonly id: string };

/** One message in Slack: the conversation in which it stands (`C…`, `G…`, `D…`) and its name there. */
export interface SlackPlace {
  readonly channel: string;
  readonly ts: string;
}

/** Whether it is a channel of Slack, which many read, and not somebody's own. */
export function isShared(address: Address): boolean {
  return address.channel === 'slack' && !/^[UWD]/.test(address.id);
}

export type ChannelKind = Address['channel'];

/** The workspace of the one configured bot token, where no team is named. */
export const HOME_TEAM = 'home';

/** Why what belongs to an archived Slack channel rests: when the channel is back, it goes on by itself. */
export const ARCHIVED_CHANNEL = 'The channel is archived.';
/** Why what belongs to a Slack channel rests where an invitation would not help. */
export const FORBIDDEN_CHANNEL = 'The workspace does not allow the bot to post here.';

/** What somebody does not want to hear of. */
export type Muted =
  | { readonly kind: 'buyer'; readonly name: string }
  /** A word, a phrase or a word in capitals, as the query language prints it. */
  | { readonly kind: 'term'; readonly term: string }
  /**
   * Named by its notices (`noticeKey`), as a correction names them: it is muted while one of them stands in it, so that the mute
   * follows joins and splits (docs/adr/0014-what-a-subscription-asks.md). `title`: as it read when it was muted.
   */
  | { readonly kind: 'procurement'; readonly notices: readonly string[]; readonly title: string };

export interface Mute {
  readonly id: number;
  readonly at: number;
  readonly what: Muted;
}

/** What becomes of call-offs from frameworks that a subscriber is not on: told with a word that says so, or not told. */
export const OTHERS_CALL_OFFS = ['tag', 'leave-out'] as const;
export type OthersCallOffs = (typeof OTHERS_CALL_OFFS)[number];

/** Whose bank holidays are no working days. */
export const HOLIDAYS = ['none', 'england', 'scotland', 'northern-ireland'] as const;
export type Holidays = (typeof HOLIDAYS)[number];

/** When a subscriber's digests come: London time. */
export interface Timetable {
  /** ISO weekdays (1 is Monday) of daily digests, ascending; at least one. */
  readonly days: readonly number[];
  /** ISO weekday of weekly digests; one that falls on a bank holiday comes on the next working day. */
  readonly weekday: number;
  /** 0 to 23. */
  readonly hour: number;
  readonly holidays: Holidays;
  /** When it was chosen, UTC milliseconds: what passed before is none of its. Undefined where it always was. */
  readonly since?: number | undefined;
}

/** Working days at eight. */
export const USUAL_TIMETABLE: Timetable = {
  days: [1, 2, 3, 4, 5],
  weekday: 1,
  hour: 8,
  holidays: 'england',
};

export interface Subscriber {
  readonly id: number;
  readonly address: Address;
  readonly timetable: Timetable;
  /** Whether a digest that would be empty says so. */
  readonly heartbeat: boolean;
  /**
   * The frameworks that it is on, as a query's `framework:` names them (config/frameworks.yaml); `=g-cloud` where a notice names
   * no iteration of a family. Undefined where it never said.
   */
  readonly frameworks: readonly string[] | undefined;
  readonly othersCallOffs: OthersCallOffs;
  /** Oldest first. */
  readonly mutes: readonly Mute[];
}

export const CADENCES = ['instant', 'daily', 'weekly'] as const;
export type Cadence = (typeof CADENCES)[number];

/**
 * What a subscription wants to hear of; `new` and `changes` (cancellations included) unless it says otherwise. `closing`: a
 * reminder shortly before the deadline of what was told.
 */
export const WANTED = ['new', 'changes', 'awards', 'closing'] as const;
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
  /** False: kept, listed and previewed, but nothing of it is told. */
  readonly notify: boolean;
  /** What closes sooner than in so many days is not told as new; undefined for no such limit. */
  readonly minDaysLeft: number | undefined;
  /** London days before a deadline on which it reminds; undefined for the usual. */
  readonly remindDays: number | undefined;
  /** The Slack user who made it, `U0123ABCD`; undefined where nobody in particular did. */
  readonly maker: string | undefined;
  /** In Slack, the message that says that it was set up; undefined where none does. */
  readonly post: SlackPlace | undefined;
  readonly state: SubscriptionState;
  /** Since when: that of its making, or of its last pause or waking. */
  readonly stateAt: number;
  /** When a pause ends by itself, UTC milliseconds; undefined where it ends by somebody's word, or where there is none. */
  readonly pausedUntil: number | undefined;
  /** Why it is paused or ended: shown to people. */
  readonly reason: string | undefined;
  /** The last event its digests have considered; for `instant`, the last one before it was paused. */
  readonly watermark: number;
  readonly createdAt: number;
  /** When its first message was queued (which offers what is open already); undefined before. */
  readonly welcomedAt: number | undefined;
}

/** Who agreed to be told, when, and by what words: kept for as long as the subscription. */
export interface Consent {
  readonly by: 'operator' | 'subscriber';
  readonly at: number;
  /** As they were shown. */
  readonly words: string;
  /** The form that showed them: `join-1`, or `command-line`. */
  readonly form: string;
}

/** Whether anything of it is told at present. */
export function rings({ state, notify }: Pick<Subscription, 'state' | 'notify'>): boolean {
  return state === 'active' && notify;
}

/** Somebody of whom nothing is kept: nothing is muted, and nothing was ever said. */
export function newcomer(address: Address): Subscriber {
  return {
    id: 0,
    address,
    timetable: USUAL_TIMETABLE,
    heartbeat: false,
    frameworks: undefined,
    othersCallOffs: 'tag',
    mutes: [],
  };
}

/** What of a subscription is somebody's to choose. */
export type Chosen = Pick<Subscription, 'query' | 'cadence' | 'wanted'> &
  Partial<Pick<Subscription, 'notify' | 'minDaysLeft' | 'remindDays' | 'maker'>>;

/** A subscription that is not kept: what somebody would have, begun now. */
export function imagined(subscriber: Subscriber, chosen: Chosen, now: number): Subscription {
  return {
    id: 0,
    subscriber,
    notify: true,
    minDaysLeft: undefined,
    remindDays: undefined,
    maker: undefined,
    post: undefined,
    ...chosen,
    state: 'active',
    stateAt: now,
    pausedUntil: undefined,
    reason: undefined,
    watermark: 0,
    createdAt: now,
    welcomedAt: undefined,
  };
}
