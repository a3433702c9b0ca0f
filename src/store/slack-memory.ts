import { createHash } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import type {
  AskedSearchReads,
  AskedSearchWrites,
  FeedbackReads,
  FeedbackWrites,
  OauthStateWrites,
  SeenWrites,
} from '../domain/ports.ts';
import type { AskedSearch } from '../domain/slack.ts';
import { parsed, present } from './rows.ts';
import type { AskedSearchTable } from './slack-tables.ts';
import type { Db } from './tables.ts';

export function askedSearchReads(db: Db): AskedSearchReads {
  return {
    byId: async (id) => {
      const row = await db.selectFrom('slack_search').selectAll().where('id', '=', id).executeTakeFirst();
      return row && askedOf(row);
    },
    last: async ({ team, user, channel }, since) => {
      const row = await db
        .selectFrom('slack_search')
        .selectAll()
        .where('team', '=', team)
        .where('user', '=', user)
        .where('channel', '=', channel)
        .where('asked_at', '>=', since)
        .orderBy('asked_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && askedOf(row);
    },
  };
}

export function askedSearchWrites(db: Db): AskedSearchWrites {
  return {
    ...askedSearchReads(db),
    add: async ({ id, team, user, channel, text, sort, trail, askedAt }) => {
      await db
        .insertInto('slack_search')
        .values({
          id,
          team,
          user,
          channel,
          text,
          sort: sort ?? null,
          trail: JSON.stringify(trail),
          asked_at: askedAt,
        })
        .execute();
    },
    follow: async (id, { trail, sort }) => {
      await db
        .updateTable('slack_search')
        .set({ trail: JSON.stringify(trail), sort: sort ?? null })
        .where('id', '=', id)
        .execute();
    },
    sweep: async (before) => {
      await sql`delete from slack_search where asked_at < ${before}`.execute(db);
    },
  };
}

function askedOf(row: Selectable<AskedSearchTable>): AskedSearch {
  const { id, team, user, channel, text } = row;
  return {
    id,
    team,
    user,
    channel,
    text,
    sort: present(row.sort),
    trail: parsed(row.trail),
    askedAt: row.asked_at,
  };
}

export function feedbackReads(db: Db): FeedbackReads {
  return {
    byId: (id) => db.selectFrom('feedback').selectAll().where('id', '=', id).executeTakeFirst(),
  };
}

export function feedbackWrites(db: Db): FeedbackWrites {
  return {
    ...feedbackReads(db),
    add: async (text, at) => {
      const { id } = await db
        .insertInto('feedback')
        .values({ text, at })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
  };
}

export function seenWrites(db: Db): SeenWrites {
  return {
    before: async (what, at, since) => {
      await sql`delete from slack_seen where at < ${since}`.execute(db);
      const { rows } = await sql`
        insert into slack_seen(what, at) values (${what}, ${at}) on conflict(what) do nothing returning what`.execute(
        db,
      );
      return rows.length === 0;
    },
  };
}

export function oauthStateWrites(db: Db): OauthStateWrites {
  return {
    keep: async (secret, options, at) => {
      await db
        .insertInto('oauth_state')
        .values({ hash: hashOf(secret), options, at })
        .execute();
    },
    take: async (secret, since) => {
      await sql`delete from oauth_state where at < ${since}`.execute(db);
      const { rows } = await sql<{ options: string }>`
        delete from oauth_state where hash = ${hashOf(secret)} returning options`.execute(db);
      return rows[0]?.options;
    },
  };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
