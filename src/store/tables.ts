import type { Generated, Kysely } from 'kysely';
import type { DeliveryKind, DeliveryState, LedgerEntry, ToldKind } from '../domain/delivery.ts';
import type { Change, EventKind, MaterialState } from '../domain/event.ts';
import type { PortalId, WindowState } from '../domain/portal.ts';
import type { Classification, View } from '../domain/procurement.ts';
import type { Surprise } from '../domain/release.ts';
import type { Bounce, SuppressionReason } from '../domain/sign-up.ts';
import type { Cadence, ChannelKind, Muted } from '../domain/subscription.ts';
import type { JsonColumn } from './rows.ts';
import type { AskedSearchTable, InstallationTable } from './slack-tables.ts';
import type { SignUpTable, SubscriberTable, SubscriptionTable, TokenTable } from './subscriber-tables.ts';

/** The columns of `schema-1.ts` as Kysely sees them. */
export interface Tables {
  meta: { name: string; value: string };
  counter: { name: string; value: number };
  portal: PortalTable;
  reading: ReadingTable;
  portal_day: { portal: string; day: string; releases: number };
  absent_notice: { portal: string; notice_id: string; tries: number; at: number };
  reconciliation: ReconciliationTable;
  surprise: SurpriseTable;
  details: { portal: string; notice_id: string; release_id: string; at: number; reason: string | null };
  host_pause: { host: string; next_allowed_at: number; reason: string | null };
  bad_page: QuarantineTable & { source: string };
  reject: QuarantineTable & { ref: string };
  page: { id: Generated<number>; source: string; at: number; body: Uint8Array };
  procurement: ProcurementTable;
  procurement_view: { id: number; view: JsonColumn<View>; classification: JsonColumn<Classification> };
  event: EventTable;
  subscriber: SubscriberTable;
  mute: { id: Generated<number>; subscriber_id: number; what: JsonColumn<Muted>; at: number };
  subscription: SubscriptionTable;
  delivery: DeliveryTable;
  sign_up: SignUpTable;
  token: TokenTable;
  suppression: { address_hash: string; reason: SuppressionReason; source: string; at: number };
  bounce: {
    id: Generated<number>;
    subscriber_id: number;
    delivery_id: number;
    kind: Bounce['kind'];
    status: string | null;
    at: number;
  };
  slack_installation: InstallationTable;
  slack_seen: { what: string; at: number };
  oauth_state: { hash: string; options: string; at: number };
  slack_search: AskedSearchTable;
  feedback: { id: Generated<number>; at: number; text: string };
  channel_pause: { channel: ChannelKind; until: number | null; reason: string | null };
  ledger: LedgerTable;
  job_run: { job: string; due_at: number; at: number };
  digest_run: {
    id: Generated<number>;
    subscriber_id: number;
    cadence: string;
    slot: number;
    to_seq: number;
    delivery_id: number | null;
    from_at: number;
    to_at: number;
  };
}

export type Db = Kysely<Tables>;

export interface PortalTable {
  id: string;
  first_pass_at: number | null;
  seeded_at: number | null;
  read_to: number | null;
  last_attempt_at: number | null;
  last_success_at: number | null;
  misses: Generated<number>;
  last_fault: string | null;
  releases: Generated<number>;
  rejects: Generated<number>;
  swept_at: number | null;
  broken_at: number | null;
  stand_in_at: number | null;
  last_new_at: number | null;
  host: string | null;
  throttles: Generated<number>;
  evicted: Generated<number>;
}

export interface ReadingTable {
  portal: string;
  part: string;
  from_at: number;
  to_at: number;
  state: WindowState;
  reason: string | null;
  retry_at: number | null;
  at: number;
}

export interface ReconciliationTable {
  portal: string;
  day: string;
  theirs: number;
  ours: number;
  missing: JsonColumn<readonly string[]>;
  at: number;
}

export interface SurpriseTable {
  portal: string;
  what: Surprise['what'];
  name: string;
  count: number;
  first_at: number;
  last_at: number;
}

export interface QuarantineTable {
  id: Generated<number>;
  portal: string;
  reason: string;
  hash: string;
  bytes: number;
  kept: number;
  at: number;
  body: Uint8Array;
}

export interface ProcurementTable {
  id: number;
  merged_into: number | null;
  stage: string;
  outcome: string | null;
  deadline_at: number | null;
  value_min: number | null;
  value_max: number | null;
  it_rank: number;
  published_at: number;
  updated_at: number;
  regions: string;
  categories: string;
  buyer: string | null;
  indexed: string;
  ends_day: string | null;
  ends_latest: string | null;
  closing_day: string | null;
  published_first: string;
  published_last: string;
  published_days: string;
}

export interface EventTable {
  seq: number;
  procurement_id: number;
  kind: EventKind;
  portal: PortalId;
  notice_id: string;
  published: number;
  changes: JsonColumn<readonly Change[]>;
  at: number;
  silent: number;
}

export interface DeliveryTable {
  id: Generated<number>;
  key: string;
  kind: DeliveryKind;
  lane: number;
  cadence: Cadence;
  subscriber_id: number;
  channel: ChannelKind;
  message_id: string;
  state: DeliveryState;
  attempts: Generated<number>;
  ambiguous: Generated<number>;
  due_at: number;
  expires_at: number;
  created_at: number;
  lease_by: string | null;
  lease_until: number | null;
  reference: string | null;
  last_code: string | null;
  last_reason: string | null;
  done_at: number | null;
  left: JsonColumn<readonly number[]> | null;
  first_due_at: number | null;
  first_place: string | null;
  first_gone: Generated<number>;
}

export interface LedgerTable {
  id: Generated<number>;
  subscriber_id: number;
  procurement_id: number;
  delivery_id: number | null;
  kind: ToldKind;
  state: LedgerEntry['state'];
  subscription_ids: JsonColumn<readonly number[]>;
  told: JsonColumn<MaterialState>;
  told_at: number | null;
  deaths: Generated<number>;
}
