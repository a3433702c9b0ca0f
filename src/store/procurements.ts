import { sql } from 'kysely';
import type { ProcurementChange, ProcurementWrites } from '../domain/ports.ts';
import { procurementReads, relatedTo } from './procurement-reads.ts';
import { counted, countTo, listed } from './rows.ts';
import { saveIndexed } from './save-indexed.ts';
import type { Db } from './tables.ts';

export function procurementWrites(db: Db): ProcurementWrites {
  return {
    ...procurementReads(db),
    relatedTo: async (owned, cited) => relatedTo(db, owned, cited),
    nextId: async () => (await counted(db, 'procurement')) + 1,
    save: async (changes, at) => {
      if (changes.length === 0) return;
      await saveIndexed(
        db,
        changes.map(({ procurement }) => procurement),
        at,
      );
      await absorb(db, changes);
      await saveNotices(db, changes);
      await saveKeys(db, changes);
      await countTo(db, 'procurement', Math.max(...changes.flatMap(idsOf)));
    },
  };
}

function idsOf({ procurement, absorbed }: ProcurementChange): readonly number[] {
  return [procurement.id, ...absorbed];
}

/** Notices and keys move to the survivor; what was absorbed leaves the search and only remembers where it went. */
async function absorb(db: Db, changes: readonly ProcurementChange[]): Promise<void> {
  const moves = changes.flatMap(({ procurement, absorbed }) => absorbed.map((id) => [id, procurement.id]));
  if (moves.length === 0) return;
  const moving = sql`(select value ->> 0 as lost, value ->> 1 as kept from ${listed(moves)}) m`;
  await sql`update notice set procurement_id = m.kept from ${moving} where procurement_id = m.lost`.execute(
    db,
  );
  await sql`update owned_key set procurement_id = m.kept from ${moving} where procurement_id = m.lost`.execute(
    db,
  );
  // Both may cite the same key; the survivor's own list is written whole after this.
  await sql`delete from cited_key where procurement_id in (select lost from ${moving})`.execute(db);
  await sql`delete from search where rowid in (select lost from ${moving})`.execute(db);
  await sql`delete from procurement_view where id in (select lost from ${moving})`.execute(db);
  await sql`
    update procurement set merged_into = m.kept, indexed = '' from ${moving}
    where procurement.id = m.lost or procurement.merged_into = m.lost`.execute(db);
}

async function saveNotices(db: Db, changes: readonly ProcurementChange[]): Promise<void> {
  for (const { procurement, added } of changes) {
    for (const notice of added) {
      const { portal, noticeId, ocid, releaseId, hash, published } = notice;
      await sql`
        insert into notice(procurement_id, portal, notice_id, ocid, release_id, hash, published, body)
        values (${procurement.id}, ${portal}, ${noticeId}, ${ocid}, ${releaseId}, ${hash}, ${published},
          ${JSON.stringify(notice)})
        on conflict(portal, ocid, notice_id, release_id, hash)
        do update set procurement_id = excluded.procurement_id`.execute(db);
    }
  }
}

/** Each list is all there is: what is on it no longer goes. */
async function saveKeys(db: Db, changes: readonly ProcurementChange[]): Promise<void> {
  const ids = changes.map(({ procurement }) => procurement.id);
  const owned = changes.flatMap(({ procurement, owns }) => owns.map((key) => [key, procurement.id]));
  const cited = changes.flatMap(({ procurement, cites }) => cites.map((key) => [key, procurement.id]));
  await replaceKeys(db, 'owned_key', ids, owned);
  await sql`
    insert into owned_key(key, procurement_id) select value ->> 0, value ->> 1 from ${listed(owned)} where true
    on conflict(key) do update set procurement_id = excluded.procurement_id`.execute(db);
  await replaceKeys(db, 'cited_key', ids, cited);
  await sql`
    insert into cited_key(key, procurement_id) select value ->> 0, value ->> 1 from ${listed(cited)} where true
    on conflict do nothing`.execute(db);
}

async function replaceKeys(
  db: Db,
  table: 'owned_key' | 'cited_key',
  ids: readonly number[],
  kept: readonly (readonly unknown[])[],
): Promise<void> {
  await sql`
    delete from ${sql.table(table)} where procurement_id in (select value from ${listed(ids)})
    and (key, procurement_id) not in (select value ->> 0, value ->> 1 from ${listed(kept)})`.execute(db);
}
