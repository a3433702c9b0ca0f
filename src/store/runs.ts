import { sql } from 'kysely';
import type { RunReads, RunWrites } from '../domain/ports.ts';
import type { Db } from './tables.ts';

export function runReads(db: Db): RunReads {
  return {
    lastDue: async (job) => {
      const row = await db.selectFrom('job_run').select('due_at').where('job', '=', job).executeTakeFirst();
      return row?.due_at;
    },
    lastDigestSlot: async (subscriberId, cadence) => {
      const row = await db
        .selectFrom('digest_run')
        .select((run) => run.fn.max('slot').as('slot'))
        .where('subscriber_id', '=', subscriberId)
        .where('cadence', '=', cadence)
        .executeTakeFirst();
      return row?.slot ?? undefined;
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
