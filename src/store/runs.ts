import { sql } from 'kysely';
import type { DigestRun, DigestSlot, RunReads, RunWrites } from '../domain/ports.ts';
import { CADENCES } from '../domain/subscription.ts';
import { listed, present } from './rows.ts';
import type { Db } from './tables.ts';

export function runReads(db: Db): RunReads {
  return {
    lastDue: async (job) => {
      const row = await db.selectFrom('job_run').select('due_at').where('job', '=', job).executeTakeFirst();
      return row?.due_at;
    },
    lastDigestSlots: async (subscriberIds, upTo) => {
      const { rows } = await sql<DigestSlot>`
        select w.value as "subscriberId", c.value as cadence, (
          select max(r.slot) from digest_run r
          where r.subscriber_id = w.value and r.cadence = c.value and r.slot <= ${upTo}
        ) as slot
        from ${listed(subscriberIds)} w cross join ${listed(CADENCES)} c
        where slot is not null`.execute(db);
      return rows;
    },
    digestOf: async (deliveryId) => {
      // Two rows where weekly and daily subscriptions were due at once.
      const { rows } = await sql<Pick<DigestRun, 'cadence' | 'slot' | 'at'> & { before: number | null }>`
        select r.cadence, max(r.slot) over () as slot, r.at, (
          select max(b.slot) from digest_run b
          where b.subscriber_id = r.subscriber_id and b.cadence = r.cadence and b.slot < r.slot
        ) as before
        from delivery d join digest_run r on r.subscriber_id = d.subscriber_id and r.delivery_id = d.id
        where d.id = ${deliveryId} order by r.cadence = 'weekly' desc limit 1`.execute(db);
      const [run] = rows;
      return run && { ...run, before: present(run.before) };
    },
  };
}

export function runWrites(db: Db): RunWrites {
  return {
    ...runReads(db),
    ran: async (job, dueAt, at) => {
      await sql`
        insert into job_run(job, due_at, at) values (${job}, ${dueAt}, ${at})
        on conflict(job) do update set due_at = max(due_at, excluded.due_at), at = excluded.at`.execute(db);
    },
    digestRun: async (run) => {
      const rows = await db
        .insertInto('digest_run')
        .values({
          subscriber_id: run.subscriberId,
          cadence: run.cadence,
          slot: run.slot,
          to_seq: run.toSeq,
          delivery_id: run.deliveryId ?? null,
          at: run.at,
        })
        .onConflict((conflict) => conflict.columns(['subscriber_id', 'cadence', 'slot']).doNothing())
        .returning('id')
        .execute();
      return rows.length > 0;
    },
  };
}
