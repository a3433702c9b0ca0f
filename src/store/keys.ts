import { sql } from 'kysely';
import type { ProcurementChange } from '../domain/ports.ts';
import { runForEach, type Row } from './dialect.ts';
import { listed } from './rows.ts';
import type { Db } from './tables.ts';

/** Lists that a procurement is found by: the table, its columns after `procurement_id`, and what one has there now. */
const LISTS = [
  { table: 'owned_key', more: [], of: ({ owns }: ProcurementChange) => owns.map((key) => [key]) },
  { table: 'cited_key', more: [], of: ({ cites }: ProcurementChange) => cites.map((key) => [key]) },
  {
    table: 'relation',
    more: ['kind'],
    of: ({ procurement }: ProcurementChange) =>
      procurement.view.relations.map(({ key, kind }) => [key, kind]),
  },
] as const;

/** Writes each procurement's lists whole: what is on them no longer goes. Those above `lastKnown` are new, and have none. */
export async function saveKeys(
  db: Db,
  changes: readonly ProcurementChange[],
  lastKnown: number,
): Promise<void> {
  const known = changes.map(({ procurement }) => procurement.id).filter((id) => id <= lastKnown);
  for (const { table, more, of } of LISTS) {
    const rows = changes.flatMap((change) =>
      of(change).map(([key = '', ...rest]): Row => [key, change.procurement.id, ...rest]),
    );
    const columns = ['key', 'procurement_id', ...more];
    if (known.length > 0) {
      const all = sql.join(columns.map((column) => sql.ref(column)));
      const values = sql.join(columns.map((_, place) => sql`value ->> ${sql.lit(place)}`));
      await sql`
        delete from ${sql.table(table)} where procurement_id in (select value from ${listed(known)})
        and (${all}) not in (select ${values} from ${listed(rows)})`.execute(db);
    }
    await runForEach(db, addTo(table, columns), rows);
  }
}

function addTo(table: string, columns: readonly string[]): string {
  const places = columns.map(() => '?').join(', ');
  return `insert into ${table}(${columns.join(', ')}) values (${places}) on conflict do nothing`;
}

/** What was absorbed is found by nothing any more; its survivor's lists are written whole. */
export async function dropKeys(db: Db, procurementIds: readonly number[]): Promise<void> {
  for (const { table } of LISTS)
    await sql`
      delete from ${sql.table(table)} where procurement_id in (select value from ${listed(procurementIds)})`.execute(
      db,
    );
}
