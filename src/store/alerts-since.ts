import { sql } from 'kysely';
import type { Counted, DeliveryWrites } from '../domain/ports.ts';
import type { Db } from './tables.ts';

/** A subscriber's alerts since then, and those of them that are replies by themselves. */
export async function alertsSince(
  db: Db,
  subscriberId: number,
  since: number,
): ReturnType<DeliveryWrites['alertsSince']> {
  const { rows } = await sql<Row>`
    select id, state in ('ready', 'held') and attempts = 0 and ambiguous = 0 as waiting, key like 'reply.%' as reply
    from delivery
    where subscriber_id = ${subscriberId} and created_at >= ${since} and kind = 'alert' order by id`.execute(
    db,
  );
  return {
    ...counted(rows.filter(({ reply }) => reply === 0)),
    replies: counted(rows.filter(({ reply }) => reply === 1)),
  };
}

interface Row {
  readonly id: number;
  readonly waiting: number;
  readonly reply: number;
}

function counted(rows: readonly Row[]): Counted {
  return { total: rows.length, waiting: rows.filter((row) => row.waiting === 1).map(({ id }) => id) };
}
