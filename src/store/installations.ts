import { sql, type Selectable } from 'kysely';
import type { InstallationReads, InstallationWrites } from '../domain/ports.ts';
import type { Installation } from '../domain/slack.ts';
import { parsed, present } from './rows.ts';
import type { InstallationTable } from './slack-tables.ts';
import { subscribersWhere } from './subscribers.ts';
import type { Db } from './tables.ts';

export function installationReads(db: Db): InstallationReads {
  const found = () => db.selectFrom('slack_installation').selectAll();
  return {
    list: async () => (await found().orderBy('team').execute()).map(installationOf),
    of: async (team) => {
      const row = await found().where('team', '=', team).executeTakeFirst();
      return row && installationOf(row);
    },
    bySlackId: async (slackId) => {
      const row = await found().where('slack_id', '=', slackId).executeTakeFirst();
      return row && installationOf(row);
    },
    subscribers: async (team) => [
      ...(await subscribersWhere(db, sql`w.channel = 'slack' and w.team = ${team}`)).values(),
    ],
  };
}

export function installationWrites(db: Db): InstallationWrites {
  return {
    ...installationReads(db),
    keep: async (installation) => {
      const row = rowOf(installation);
      await db
        .insertInto('slack_installation')
        .values(row)
        .onConflict((conflict) => conflict.column('team').doUpdateSet(row))
        .execute();
    },
    reseal: async (team, sealed) => {
      await db.updateTable('slack_installation').set({ sealed }).where('team', '=', team).execute();
    },
    inactive: async (team, { since, code, reason }, forget) => {
      const { rows } = await sql`
        update slack_installation
        set inactive_since = ${since}, inactive_code = ${code}, inactive_reason = ${reason}
        where team = ${team} and inactive_since is null returning team`.execute(db);
      if (forget) await sql`update slack_installation set sealed = null where team = ${team}`.execute(db);
      return rows.length > 0;
    },
    moving: async (team, at) => {
      const { rows } = await sql<{ since: number }>`
        update slack_installation set moving_since = coalesce(moving_since, ${at})
        where team = ${team} returning moving_since as since`.execute(db);
      return rows[0]?.since ?? at;
    },
    moved: async (team) => {
      await sql`update slack_installation set moving_since = null
        where team = ${team} and moving_since is not null`.execute(db);
    },
  };
}

function rowOf({ inactive, ...one }: Installation) {
  return {
    team: one.team,
    slack_id: one.slackId ?? null,
    name: one.name ?? null,
    bot_user: one.botUser ?? null,
    scopes: JSON.stringify(one.scopes),
    installed_by: one.installedBy ?? null,
    installed_at: one.installedAt,
    sealed: one.sealed ?? null,
    inactive_since: inactive?.since ?? null,
    inactive_code: inactive?.code ?? null,
    inactive_reason: inactive?.reason ?? null,
  };
}

function installationOf(row: Omit<Selectable<InstallationTable>, 'moving_since'>): Installation {
  const { inactive_since: since } = row;
  return {
    team: row.team,
    slackId: present(row.slack_id),
    name: present(row.name),
    botUser: present(row.bot_user),
    scopes: parsed(row.scopes),
    installedBy: present(row.installed_by),
    installedAt: row.installed_at,
    sealed: present(row.sealed),
    inactive:
      since === null
        ? undefined
        : { since, code: row.inactive_code ?? '', reason: row.inactive_reason ?? '' },
  };
}
