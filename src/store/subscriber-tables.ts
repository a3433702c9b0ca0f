import type { Generated } from 'kysely';
import type { TokenKind } from '../domain/sign-up.ts';
import type {
  Cadence,
  ChannelKind,
  OthersCallOffs,
  SlackPlace,
  SubscriptionState,
  Timetable,
  Wanted,
} from '../domain/subscription.ts';
import type { Json, JsonColumn } from './rows.ts';

/** The columns of those who are told, as Kysely sees them. */
export interface SubscriberTable {
  id: Generated<number>;
  channel: ChannelKind;
  team: string;
  address: string;
  frameworks: JsonColumn<readonly string[]> | null;
  others_call_offs: Generated<OthersCallOffs>;
  timetable: JsonColumn<Timetable> | null;
  heartbeat: Generated<number>;
}

export interface SubscriptionTable {
  id: Generated<number>;
  subscriber_id: number;
  query: string;
  cadence: Cadence;
  wanted: JsonColumn<readonly Wanted[]>;
  notify: number;
  min_days_left: number | null;
  remind_days: number | null;
  maker: string | null;
  post: JsonColumn<SlackPlace> | null;
  state: SubscriptionState;
  reason: string | null;
  state_at: number;
  changed_at: number | null;
  paused_until: number | null;
  ended_from: SubscriptionState | null;
  ended_reason: string | null;
  nudged_at: number | null;
  warned_at: number | null;
  watermark: number;
  created_at: number;
  welcomed_at: number | null;
  consent_by: string;
  consent_at: number;
  consent_words: string;
  consent_form: string;
}

export interface SignUpTable {
  id: Generated<number>;
  subscriber_id: number;
  query: string;
  cadence: Cadence;
  wanted: JsonColumn<readonly Wanted[]>;
  words: string;
  form: string;
  source: string;
  asked_at: number;
  expires_at: number;
  confirmed_at: number | null;
}

export interface TokenTable {
  id: Generated<number>;
  hash: string;
  kind: TokenKind;
  subscriber_id: number;
  delivery_id: number | null;
  sign_up_id: number | null;
  created_at: number;
  expires_at: number | null;
  used_at: number | null;
  ended: Generated<Json<readonly number[]>>;
}
