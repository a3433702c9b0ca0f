import { SLACK_1 } from './schema-1-slack.ts';
import { SUBSCRIBERS_1 } from './schema-1-subscribers.ts';

/**
 * The first schema. STRICT tables; instants are UTC milliseconds, money is pence, truth is 0 or 1, lists and objects are
 * JSON. Small facts that searches filter and sort by stand apart from the long texts, so that a scan stays in memory.
 */
export const SCHEMA_1 = `
create table meta(name text primary key, value text not null) strict, without rowid;

-- The highest number given so far. Rolls back with its transaction, and survives deletes: no gaps, no reuse.
create table counter(name text primary key, value integer not null) strict, without rowid;
insert into counter(name, value) values ('procurement', 0), ('event', 0);

create table portal(
  id text primary key,
  first_pass_at integer, seeded_at integer, read_to integer,
  last_attempt_at integer, last_success_at integer,
  misses integer not null default 0, last_fault text, host text,
  releases integer not null default 0, rejects integer not null default 0,
  swept_at integer, broken_at integer, stand_in_at integer, last_new_at integer,
  throttles integer not null default 0, evicted integer not null default 0
) strict, without rowid;

-- What became of every span that was asked for; spans of one (portal, part) never overlap. part: '' for the whole portal.
create table reading(
  portal text not null, part text not null, from_at integer not null, to_at integer not null,
  state text not null check(state in ('complete', 'suspect', 'failed', 'unread')),
  reason text, retry_at integer, at integer not null,
  primary key(portal, part, from_at), check(from_at < to_at)
) strict, without rowid;

-- day: a London day, of publication.
create table portal_day(
  portal text not null, day text not null, releases integer not null, primary key(portal, day)
) strict, without rowid;

create table absent_notice(
  portal text not null, notice_id text not null, tries integer not null, at integer not null,
  primary key(portal, notice_id)
) strict, without rowid;

create table reconciliation(
  portal text not null, day text not null, theirs integer not null, ours integer not null,
  missing text not null, at integer not null, primary key(portal, day)
) strict, without rowid;

create table surprise(
  portal text not null, what text not null, name text not null, count integer not null,
  first_at integer not null, last_at integer not null, primary key(portal, what, name)
) strict, without rowid;

create table details(
  portal text not null, notice_id text not null, release_id text not null, at integer not null, reason text,
  primary key(portal, notice_id, release_id)
) strict, without rowid;

create table host_pause(host text primary key, next_allowed_at integer not null, reason text) strict, without rowid;

-- bytes: as served; kept: of the gzipped body, which stands last so that a listing need not read past it.
create table bad_page(
  id integer primary key, portal text not null, source text not null, reason text not null,
  hash text not null, bytes integer not null, kept integer not null, at integer not null, body blob not null,
  unique(portal, hash)
) strict;
create index bad_page_kept on bad_page(at, id, kept);

-- body: brotli of an RFC 7464 JSON text sequence, the releases of one page exactly as served.
create table page(id integer primary key, source text not null, at integer not null, body blob not null) strict;

create table release(
  portal text not null, ocid text not null, release_id text not null, hash text not null,
  published integer not null, page_id integer not null references page(id), position integer not null,
  primary key(portal, ocid, release_id, hash)
) strict, without rowid;

create table reject(
  id integer primary key, portal text not null, ref text not null, reason text not null,
  hash text not null, bytes integer not null, kept integer not null, at integer not null, body blob not null,
  unique(portal, hash)
) strict;
create index reject_kept on reject(at, id, kept);

create table procurement(
  id integer primary key, merged_into integer references procurement(id),
  stage text not null, outcome text, deadline_at integer, value_min integer, value_max integer,
  it_rank integer not null, published_at integer not null, updated_at integer not null,
  regions text not null, categories text not null default '[]', buyer text, indexed text not null,
  -- London days: on which its contract ends, without and with every extension; of its deadline; of the publication of its
  -- first and its last notice, and of each.
  ends_day text, ends_latest text, closing_day text,
  published_first text not null default '', published_last text not null default '', published_days text not null default '[]'
) strict;
create index procurement_newest on procurement(published_at desc, id desc) where merged_into is null;
create index procurement_regions on procurement(regions);
create index procurement_merged on procurement(merged_into) where merged_into is not null;
create index procurement_open_it on procurement(deadline_at)
  where merged_into is null and it_rank > 0 and stage in ('pipeline', 'engagement', 'planned', 'tender');
create index procurement_ends on procurement(ends_day) where merged_into is null and ends_day is not null;
create index procurement_ends_latest on procurement(ends_latest)
  where merged_into is null and ends_latest is not null;

create table procurement_view(
  id integer primary key references procurement(id), view text not null, classification text not null
) strict;

create table notice(
  id integer primary key, procurement_id integer not null references procurement(id),
  portal text not null, notice_id text not null, ocid text not null, release_id text not null, hash text not null,
  published integer not null, body text not null,
  unique(portal, ocid, notice_id, release_id, hash)
) strict;
create index notice_of on notice(procurement_id, published);
create index notice_published on notice(portal, published, notice_id);

-- What people split may own one ocid: a key has several owners then.
create table owned_key(
  key text not null, procurement_id integer not null references procurement(id),
  primary key(key, procurement_id)
) strict, without rowid;
create index owned_key_of on owned_key(procurement_id);

create table cited_key(
  key text not null, procurement_id integer not null references procurement(id),
  primary key(key, procurement_id)
) strict, without rowid;
create index cited_key_of on cited_key(procurement_id);

-- Other procurements that a procurement's notices name: each by a key of its.
create table relation(
  key text not null, procurement_id integer not null references procurement(id), kind text not null,
  primary key(key, procurement_id, kind)
) strict, without rowid;
create index relation_of on relation(procurement_id);

-- What versions are compared by. Their names stand here once more: the rows of notice are long, and read past slowly.
create table signature(
  version_id integer primary key references notice(id), portal text not null, notice_id text not null,
  body text not null
) strict;
create table block(
  key integer not null, version_id integer not null references signature(version_id), primary key(key, version_id)
) strict, without rowid;

-- a and b: the keys of two notices, a before b.
create table tie(
  a text not null, b text not null, confidence real not null, reasons text not null, primary key(a, b)
) strict, without rowid;
create index tie_back on tie(b);

create table word(
  id integer primary key autoincrement, kind text not null check(kind in ('split', 'join')),
  one text not null, other text not null, at integer not null
) strict;
-- A word holds while it has none of these. by_id: the later word that says the opposite; null where a person did it.
create table word_undone(
  word_id integer not null references word(id), by_id integer references word(id), at integer not null
) strict;
create unique index word_undone_once on word_undone(word_id, coalesce(by_id, 0));

-- What people say of classifications. turn: in which order they came to hold; of those that hold the last wins.
create table correction(
  id integer primary key autoincrement, notices text not null, says text not null, reported text,
  state text not null check(state in ('waiting', 'holds', 'declined', 'undone')), note text,
  at integer not null, decided_at integer, turn integer
) strict;
create index correction_that_holds on correction(turn) where state = 'holds';

create virtual table search using fts5(
  title, body, parties, facts, content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
);
-- In how many procurements each token stands.
create virtual table search_token using fts5vocab(search, row);

create table event(
  seq integer primary key, procurement_id integer not null references procurement(id), kind text not null,
  portal text not null, notice_id text not null, published integer not null, changes text not null,
  at integer not null, silent integer not null check(silent in (0, 1))
) strict;
create index event_of on event(procurement_id);
${SUBSCRIBERS_1}${SLACK_1}`;
