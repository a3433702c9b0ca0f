import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { SignUpReads, SignUpWrites } from '../domain/ports.ts';
import type { SignUp } from '../domain/sign-up.ts';
import { parsed, present } from './rows.ts';
import type { SignUpTable } from './subscriber-tables.ts';
import type { Db } from './tables.ts';

export function signUpReads(db: Db): SignUpReads {
  return {
    byId: async (id) => {
      const row = await db.selectFrom('sign_up').selectAll().where('id', '=', id).executeTakeFirst();
      return row && signUpOf(row);
    },
    askedSince: async (since, of) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from sign_up where asked_at >= ${since} and ${whose(of)}`.execute(db);
      return rows[0]?.n ?? 0;
    },
    lastConfirmed: async (subscriberId) => {
      const { rows } = await sql<{ at: number | null }>`
        select max(confirmed_at) as at from sign_up where subscriber_id = ${subscriberId}`.execute(db);
      return present(rows[0]?.at ?? null);
    },
  };
}

function whose(of: Parameters<SignUpReads['askedSince']>[1]): RawBuilder<unknown> {
  if (of === 'all') return sql`true`;
  return 'source' in of ? sql`source = ${of.source}` : sql`subscriber_id = ${of.subscriberId}`;
}

export function signUpWrites(db: Db): SignUpWrites {
  return {
    ...signUpReads(db),
    add: async (signUp) => {
      const { id } = await db
        .insertInto('sign_up')
        .values({
          subscriber_id: signUp.subscriberId,
          query: signUp.query,
          cadence: signUp.cadence,
          wanted: JSON.stringify(signUp.wanted),
          words: signUp.words,
          form: signUp.form,
          source: signUp.source,
          asked_at: signUp.askedAt,
          expires_at: signUp.expiresAt,
          confirmed_at: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
    confirmed: async (id, at) => {
      await sql`update sign_up set confirmed_at = ${at} where id = ${id} and confirmed_at is null`.execute(
        db,
      );
    },
    sweep: async (now) => sweep(db, now),
  };
}

/** Nothing is kept of somebody in whose name others asked. */
async function sweep(db: Db, now: number): Promise<number> {
  const { rows } = await sql<{ subscriber_id: number }>`
    select distinct subscriber_id from sign_up where confirmed_at is null and expires_at <= ${now}`.execute(
    db,
  );
  await sql`
    delete from token where sign_up_id in
      (select id from sign_up where confirmed_at is null and expires_at <= ${now})`.execute(db);
  await sql`delete from sign_up where confirmed_at is null and expires_at <= ${now}`.execute(db);
  let forgotten = 0;
  for (const { subscriber_id: id } of rows) {
    const { rows: kept } = await sql`
      select 1 from subscription where subscriber_id = ${id} union all
      select 1 from sign_up where subscriber_id = ${id} union all
      select 1 from mute where subscriber_id = ${id} union all
      select 1 from ledger where subscriber_id = ${id} union all
      select 1 from delivery where subscriber_id = ${id} and state in ('ready', 'leased', 'held') limit 1`.execute(
      db,
    );
    if (kept.length > 0) continue;
    for (const table of ['token', 'bounce', 'digest_run', 'delivery'])
      await sql`delete from ${sql.table(table)} where subscriber_id = ${id}`.execute(db);
    await sql`delete from subscriber where id = ${id}`.execute(db);
    forgotten += 1;
  }
  return forgotten;
}

function signUpOf(row: Selectable<SignUpTable>): SignUp {
  return {
    id: row.id,
    subscriberId: row.subscriber_id,
    query: row.query,
    cadence: row.cadence,
    wanted: parsed(row.wanted),
    words: row.words,
    form: row.form,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    confirmedAt: present(row.confirmed_at),
  };
}
