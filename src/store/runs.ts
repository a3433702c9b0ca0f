import { sql, type RawBuilder } from 'kysely';
import type { DigestRun, DigestSlot, RunReads, RunWrites } from '../domain/ports.ts';
import { CADENCES } from '../domain/subscription.ts';
import { among, listed } from './rows.ts';
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
      const { rows } = await sql<DigestRun>`
        select r.cadence, max(r.slot) over () as slot, r.from_at as "from", r.to_at as "to"
        from delivery d join digest_run r on r.subscriber_id = d.subscriber_id and r.delivery_id = d.id
        where d.id = ${deliveryId} order by r.cadence = 'weekly' desc limit 1`.execute(db);
      return rows[0];
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
          from_at: considered(run),
          to_at: run.to,
        })
        .onConflict((conflict) => conflict.columns(['subscriber_id', 'cadence', 'slot']).doNothing())
        .returning('id')
        .execute();
      return rows.length > 0;
    },
  };
}

/**
 * Since when nothing of these subscriptions was considered: the oldest of the runs that their watermarks come from, whatever
 * cadence those had; of one that no run has considered, its last change or its beginning.
 */
function considered({
  subscriptionIds,
  to,
}: Pick<Parameters<RunWrites['digestRun']>[0], 'subscriptionIds' | 'to'>): RawBuilder<number> {
  return sql<number>`coalesce((
    select min(coalesce(
      (select max(b.to_at) from digest_run b
        where b.subscriber_id = s.subscriber_id and b.to_seq = s.watermark and b.to_at < ${to}),
      s.changed_at, s.created_at))
    from subscription s where s.id in ${among(subscriptionIds)}), ${to})`;
}
