import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { DeliveryRecord } from '../domain/delivery.ts';
import type { DeliveryReads } from '../domain/ports.ts';
import { among, parsed, present } from './rows.ts';
import type { Db, DeliveryTable } from './tables.ts';

/** Nobody asks for so many in a row. */
const LONGEST_ROW = 99;

/** What became of deliveries. */
export function deliveryRecords(
  db: Db,
): Pick<DeliveryReads, 'records' | 'byIds' | 'list' | 'left' | 'failedInARow'> {
  return {
    records: async (subscriberId, since) =>
      select(db, sql`subscriber_id = ${subscriberId} and created_at >= ${since} order by created_at, id`),
    byIds: async (ids) => select(db, sql`id in ${among(ids)} order by id`),
    list: async ({ states, limit }) =>
      select(db, sql`state in ${among(states)} order by id desc limit ${limit}`),
    failedInARow: async (channel, since) => {
      const rows = await select(
        db,
        sql`state in ('sent', 'failed') and channel = ${channel} and done_at >= ${since} and not (state = 'sent' and kind = 'operator')
          order by done_at desc, id desc limit ${LONGEST_ROW}`,
      );
      const taken = rows.findIndex(({ state }) => state === 'sent');
      return taken === -1 ? rows : rows.slice(0, taken);
    },
    left: async (deliveryId) => {
      const row = await db
        .selectFrom('delivery')
        .select('left')
        .where('id', '=', deliveryId)
        .executeTakeFirst();
      return row?.left === null || row?.left === undefined ? [] : parsed(row.left);
    },
  };
}

async function select(db: Db, rest: RawBuilder<unknown>): Promise<readonly DeliveryRecord[]> {
  const { rows } = await sql<Selectable<DeliveryTable>>`select * from delivery where ${rest}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    kind: row.kind,
    cadence: row.cadence,
    state: row.state,
    subscriberId: row.subscriber_id,
    channel: row.channel,
    messageId: row.message_id,
    attempts: row.attempts,
    ambiguous: row.ambiguous === 1,
    dueAt: row.due_at,
    createdAt: row.created_at,
    doneAt: present(row.done_at),
    reason: present(row.last_reason),
  }));
}
