import { sql, type Selectable } from 'kysely';
import type { FirstMessageWrites } from '../domain/ports.ts';
import { among, present } from './rows.ts';
import { addressOf } from './subscribers.ts';
import type { Db, DeliveryTable } from './tables.ts';

/** What stands at the head of a thread is kept with its delivery. */
export function firstMessages(db: Db): FirstMessageWrites {
  return {
    firstStale: async (deliveryIds, { dueAt, place }) => {
      await sql`
        update delivery set first_due_at = ${dueAt}, first_place = coalesce(${place ?? null}, first_place)
        where id in ${among(deliveryIds)} and state = 'sent' and first_gone = 0`.execute(db);
    },
    firstSettled: async (deliveryIds) => {
      await sql`update delivery set first_due_at = null where id in ${among(deliveryIds)}`.execute(db);
    },
    firstGone: async (deliveryIds) => {
      await sql`update delivery set first_due_at = null, first_gone = 1 where id in ${among(deliveryIds)}`.execute(
        db,
      );
    },
    staleFirsts: async (channel, now, limit) => {
      const { rows } = await sql<Selectable<DeliveryTable> & { team: string; address: string }>`
        select d.*, s.team, s.address from delivery d join subscriber s on s.id = d.subscriber_id
        where d.channel = ${channel} and d.first_due_at <= ${now} order by d.first_due_at, d.id limit ${limit}`.execute(
        db,
      );
      return rows.map((row) => ({
        deliveryId: row.id,
        kind: row.kind,
        cadence: row.cadence,
        subscriberId: row.subscriber_id,
        messageId: row.message_id,
        to: addressOf(row),
        reference: row.reference ?? '',
        place: present(row.first_place),
      }));
    },
  };
}
