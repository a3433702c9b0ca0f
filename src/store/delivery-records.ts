import { sql, type Selectable } from 'kysely';
import type { DeliveryRecord } from '../domain/delivery.ts';
import { present } from './rows.ts';
import type { Db, DeliveryTable } from './tables.ts';

/** What was queued for a subscriber at or after an instant, oldest first, and what became of it. */
export async function deliveryRecords(
  db: Db,
  subscriberId: number,
  since: number,
): Promise<readonly DeliveryRecord[]> {
  const { rows } = await sql<Selectable<DeliveryTable>>`
    select * from delivery where subscriber_id = ${subscriberId} and created_at >= ${since}
    order by created_at, id`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    kind: row.kind,
    cadence: row.cadence,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    createdAt: row.created_at,
    doneAt: present(row.done_at),
    reason: present(row.last_reason),
  }));
}
