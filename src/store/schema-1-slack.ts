/** The tables of what only Slack has: the third part of `schema-1.ts`. */
export const SLACK_1 = `
-- sealed: what Slack said of the installation, encrypted; null for the configured token, and where it is worth nothing. moving_since:
-- when Slack first said that it is moving the workspace.
create table slack_installation(
  team text primary key, slack_id text unique, name text, bot_user text, scopes text not null, installed_by text,
  installed_at integer not null, sealed text, inactive_since integer, inactive_code text, inactive_reason text,
  moving_since integer
) strict, without rowid;

-- what: the hash of a signature, or an event's id.
create table slack_seen(what text primary key, at integer not null) strict, without rowid;
create index slack_seen_at on slack_seen(at);

create table oauth_state(hash text primary key, options text not null, at integer not null) strict, without rowid;

create table slack_search(
  id text primary key, team text not null, user text not null, channel text not null, text text not null, sort text,
  trail text not null, asked_at integer not null
) strict, without rowid;
create index slack_search_last on slack_search(team, user, channel, asked_at);
create index slack_search_at on slack_search(asked_at);

create table feedback(id integer primary key autoincrement, at integer not null, text text not null) strict;
`;
