/** The tables of those who are told, and of what they are told: the second half of `schema-1.ts`. */
export const SUBSCRIBERS_1 = `
create table subscriber(
  id integer primary key autoincrement, channel text not null check(channel in ('email', 'slack')),
  team text not null, address text not null collate nocase,
  -- frameworks: slugs that it is on; null where it never said.
  frameworks text, others_call_offs text not null default 'tag' check(others_call_offs in ('tag', 'leave-out')),
  -- timetable: when digests come; null for the usual one.
  timetable text, heartbeat integer not null default 0 check(heartbeat in (0, 1)),
  unique(channel, team, address)
) strict;

-- what: a buyer, a term, or a procurement by the keys of its notices.
create table mute(
  id integer primary key autoincrement, subscriber_id integer not null references subscriber(id),
  what text not null, at integer not null
) strict;
create index mute_of on mute(subscriber_id);

create table subscription(
  id integer primary key autoincrement, subscriber_id integer not null references subscriber(id),
  query text not null, cadence text not null, wanted text not null,
  notify integer not null default 1 check(notify in (0, 1)), min_days_left integer, remind_days integer, maker text,
  -- post: the message in Slack that says that it was set up, with its conversation.
  post text,
  state text not null check(state in ('active', 'paused', 'ended')), reason text, state_at integer not null,
  -- ended_from, ended_reason: the state before it ended, and why that was so.
  ended_from text, ended_reason text, changed_at integer, paused_until integer, nudged_at integer, warned_at integer,
  watermark integer not null, created_at integer not null, welcomed_at integer,
  consent_by text not null, consent_at integer not null, consent_words text not null, consent_form text not null
) strict;
create unique index subscription_live on subscription(subscriber_id, query, cadence) where state <> 'ended';

create index subscription_of on subscription(subscriber_id);
create index subscription_made on subscription(maker) where maker is not null;
create index subscription_wakes on subscription(paused_until) where state = 'paused' and paused_until is not null;

create table delivery(
  id integer primary key autoincrement, key text not null unique, kind text not null, lane integer not null,
  cadence text not null, subscriber_id integer not null references subscriber(id), channel text not null,
  message_id text not null,
  state text not null check(state in ('ready', 'leased', 'sent', 'failed', 'dead', 'cancelled', 'held')),
  attempts integer not null default 0, ambiguous integer not null default 0 check(ambiguous in (0, 1)),
  due_at integer not null, expires_at integer not null, created_at integer not null,
  lease_by text, lease_until integer, reference text, last_code text, last_reason text, done_at integer,
  -- Procurements that found no room in it.
  "left" text,
  -- At the head of a thread: when it is to be brought up to date, and in which conversation; whether its thread is gone.
  first_due_at integer, first_place text, first_gone integer not null default 0 check(first_gone in (0, 1))
) strict;
create index delivery_due on delivery(channel, lane, due_at, id) where state = 'ready';
create index delivery_leased on delivery(lease_until) where state = 'leased';
create index delivery_state on delivery(state);
create index delivery_taken on delivery(channel, done_at) where state in ('sent', 'failed');
create index delivery_first_due on delivery(channel, first_due_at) where first_due_at is not null;
create index delivery_of on delivery(subscriber_id, created_at);

-- source: the network that it was asked from, for counting.
create table sign_up(
  id integer primary key autoincrement, subscriber_id integer not null references subscriber(id),
  query text not null, cadence text not null, wanted text not null, words text not null, form text not null,
  source text not null, asked_at integer not null, expires_at integer not null, confirmed_at integer
) strict;
create index sign_up_of on sign_up(subscriber_id, asked_at);
create index sign_up_asked on sign_up(asked_at, source);

-- hash: SHA-256 of the secret in a link, base64url. ended: subscriptions that it ended, until that is undone.
create table token(
  id integer primary key autoincrement, hash text not null unique, kind text not null,
  subscriber_id integer not null references subscriber(id), delivery_id integer references delivery(id),
  sign_up_id integer references sign_up(id), created_at integer not null, expires_at integer, used_at integer,
  ended text not null default '[]'
) strict;
create index token_of on token(subscriber_id, kind);

-- By the hash of an address, so that it outlives the address itself.
create table suppression(
  address_hash text primary key, reason text not null, source text not null, at integer not null
) strict, without rowid;
create table bounce(
  id integer primary key autoincrement, subscriber_id integer not null references subscriber(id),
  delivery_id integer not null references delivery(id), kind text not null, status text, at integer not null,
  unique(delivery_id, kind)
) strict;
create index bounce_of on bounce(subscriber_id, at);

create table channel_pause(channel text primary key, until integer, reason text) strict, without rowid;

create table ledger(
  id integer primary key autoincrement, subscriber_id integer not null references subscriber(id),
  procurement_id integer not null references procurement(id), delivery_id integer references delivery(id),
  kind text not null, state text not null check(state in ('queued', 'told', 'freed', 'dead')),
  subscription_ids text not null, told text not null, told_at integer,
  -- deaths: how many deliveries died of this entry.
  deaths integer not null default 0
) strict;
create index ledger_about on ledger(procurement_id, subscriber_id);
create index ledger_told on ledger(subscriber_id) where state = 'told' and kind <> 'awarded';
create index ledger_delivery on ledger(delivery_id) where delivery_id is not null;
create index ledger_freed on ledger(subscriber_id) where state = 'freed';

create table job_run(job text primary key, due_at integer not null, at integer not null) strict, without rowid;

create table digest_run(
  id integer primary key, subscriber_id integer not null references subscriber(id), cadence text not null,
  slot integer not null, to_seq integer not null, delivery_id integer references delivery(id),
  -- The part of time that it speaks of.
  from_at integer not null, to_at integer not null,
  unique(subscriber_id, cadence, slot)
) strict;
`;
