import { sql } from 'kysely';
import { grouped } from '../domain/grouped.ts';
import type { Notice } from '../domain/notice.ts';
import type { HeldProcurement, Procurement } from '../domain/procurement.ts';
import type { ProcurementReads, ProcurementWrites } from '../domain/ports.ts';
import { procurementOf, type ProcurementRow } from './known-procurements.ts';
import { pastReads } from './past-reads.ts';
import { among, listed, parsed, type Json } from './rows.ts';
import { searchIds } from './search.ts';
import type { Db } from './tables.ts';

export function procurementReads(db: Db): ProcurementReads {
  return {
    byId: async (id) => {
      const [procurement] = await byIds(db, [id]);
      return procurement === undefined ? undefined : (await hold(db, [procurement]))[0];
    },
    byIds: async (ids) => byIds(db, ids),
    ...pastReads(db),
    held: async (ids) => hold(db, await byIds(db, ids)),
    ownersOf: async (keys) => ownersOf(db, keys),
    relatedBy: async (keys, limit) => {
      const { rows } = await sql<{ id: number }>`
        select id from procurement where id in (select procurement_id from relation where key in ${among(keys)})
        order by published_at desc, id desc limit ${limit}`.execute(db);
      return byIds(
        db,
        rows.map(({ id }) => id),
      );
    },
    search: async (query, options) => {
      const { ids, ...found } = await searchIds(db, query, options);
      return { ...found, procurements: await byIds(db, ids) };
    },
  };
}

async function ownersOf(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
  const { rows } = await sql<{ key: string; id: number }>`
    select key, procurement_id as id from owned_key where key in ${among(keys)} order by key, id`.execute(db);
  const owners = grouped(rows, ({ key }) => key);
  return new Map([...owners].map(([key, of]) => [key, of.map(({ id }) => id)]));
}

/** In the order asked for; an absorbed id answers with its survivor, and each procurement answers once. */
async function byIds(db: Db, ids: readonly number[]): Promise<readonly Procurement[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ProcurementRow>`
    select v.id, v.view, v.classification from (
      select coalesce(p.merged_into, p.id) as id, min(asked.key) as place
      from ${listed(ids)} asked cross join procurement p on p.id = asked.value group by 1
    ) wanted join procurement_view v on v.id = wanted.id order by wanted.place`.execute(db);
  return rows.map(procurementOf);
}

/** Adds the versions, oldest first; of the same instant in an order that does not depend on which came first. */
async function hold(db: Db, procurements: readonly Procurement[]): Promise<readonly HeldProcurement[]> {
  const { rows } = await sql<{ procurement_id: number; body: Json<Notice> }>`
    select procurement_id, body from notice where procurement_id in ${among(procurements.map(({ id }) => id))}
    order by published, portal, notice_id, release_id, hash`.execute(db);
  const notices = grouped(rows, (row) => row.procurement_id);
  return procurements.map((procurement) => ({
    ...procurement,
    versions: (notices.get(procurement.id) ?? []).map((row) => parsed(row.body)),
  }));
}

type Related = Awaited<ReturnType<ProcurementWrites['relatedTo']>>;

/** A handful of queries, however many keys a page brings. */
export async function relatedTo(
  db: Db,
  owned: readonly string[],
  cited: readonly string[],
): Promise<Related> {
  const { rows } = await sql<{ id: number }>`
    select procurement_id as id from owned_key where key in ${among([...owned, ...cited])}
    union select procurement_id from cited_key where key in ${among(owned)}
    order by 1`.execute(db);
  if (rows.length === 0) return [];
  const related = await byIds(
    db,
    rows.map(({ id }) => id),
  );
  const held = await hold(db, related);
  const ids = held.map(({ id }) => id);
  const owns = await keysOf(db, 'owned_key', ids);
  const cites = await keysOf(db, 'cited_key', ids);
  return held.map((one) => ({ held: one, owns: owns(one.id), cites: cites(one.id) }));
}

async function keysOf(
  db: Db,
  table: 'owned_key' | 'cited_key',
  ids: readonly number[],
): Promise<(id: number) => readonly string[]> {
  const { rows } = await sql<{ procurement_id: number; key: string }>`
    select procurement_id, key from ${sql.table(table)} where procurement_id in ${among(ids)} order by key`.execute(
    db,
  );
  const keys = grouped(rows, (row) => row.procurement_id);
  return (id) => (keys.get(id) ?? []).map(({ key }) => key);
}
