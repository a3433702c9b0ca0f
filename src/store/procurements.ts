import { sql } from 'kysely';
import { noticeKey } from '../domain/keys.ts';
import type { PortalId } from '../domain/portal.ts';
import type { ProcurementChange, ProcurementWrites } from '../domain/ports.ts';
import { runForEach } from './dialect.ts';
import { dropKeys, saveKeys } from './keys.ts';
import type { PendingIndex } from './pending-index.ts';
import { procurementReads, relatedTo } from './procurement-reads.ts';
import { counted, countTo, lineage, listed } from './rows.ts';
import { saveIndexed } from './save-indexed.ts';
import { near, sign } from './signatures.ts';
import type { Db } from './tables.ts';

export function procurementWrites(db: Db, pending: PendingIndex): ProcurementWrites {
  const reads = procurementReads(db);
  return {
    ...reads,
    search: async (query, options) => {
      await pending.write();
      return reads.search(query, options);
    },
    relatedTo: async (owned, cited) => relatedTo(db, owned, cited),
    formerIds: async (ids) => formerIds(db, ids),
    near: async (blocks) => near(db, blocks),
    sign: async (signed) => sign(db, signed),
    nextId: async () => (await counted(db, 'procurement')) + 1,
    save: async (changes, at) => {
      if (changes.length === 0) return;
      const lastKnown = await counted(db, 'procurement');
      await saveIndexed(
        db,
        changes.map(({ procurement }) => procurement),
        { pending, lastKnown, at },
      );
      pending.drop(changes.flatMap(({ absorbed }) => absorbed));
      await absorb(db, changes);
      await saveNotices(db, changes);
      await saveKeys(db, changes, lastKnown);
      await countTo(db, 'procurement', Math.max(...changes.flatMap(idsOf)));
    },
  };
}

/** Events keep the number of the procurement that they happened to. */
async function formerIds(db: Db, procurementIds: readonly number[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ portal: PortalId; noticeId: string; id: number }>`
    select e.portal, e.notice_id as noticeId, min(e.procurement_id) as id
    from ${lineage(procurementIds)} member join event e on e.procurement_id = member.id
    where member.id <> member.root group by 1, 2`.execute(db);
  return new Map(rows.map(({ portal, noticeId, id }) => [noticeKey(portal, noticeId), id]));
}

function idsOf({ procurement, absorbed }: ProcurementChange): readonly number[] {
  return [procurement.id, ...absorbed];
}

/** Notices move to the survivor; what was absorbed leaves the search and only remembers where it went. */
async function absorb(db: Db, changes: readonly ProcurementChange[]): Promise<void> {
  const moves = changes.flatMap(({ procurement, absorbed }) => absorbed.map((id) => [id, procurement.id]));
  if (moves.length === 0) return;
  const moving = sql`(select value ->> 0 as lost, value ->> 1 as kept from ${listed(moves)}) m`;
  await sql`update notice set procurement_id = m.kept from ${moving} where procurement_id = m.lost`.execute(
    db,
  );
  await dropKeys(
    db,
    changes.flatMap(({ absorbed }) => absorbed),
  );
  await sql`delete from search where rowid in (select lost from ${moving})`.execute(db);
  await sql`delete from procurement_view where id in (select lost from ${moving})`.execute(db);
  await sql`
    update procurement set merged_into = m.kept, indexed = '' from ${moving}
    where procurement.id = m.lost or procurement.merged_into = m.lost`.execute(db);
}

const ADD_NOTICE = `
  insert into notice(procurement_id, portal, notice_id, ocid, release_id, hash, published, body)
  values (?, ?, ?, ?, ?, ?, ?, ?) on conflict(portal, ocid, notice_id, release_id, hash) do nothing`;
const MOVE_NOTICE = `
  update notice set procurement_id = ?
  where portal = ? and notice_id = ? and ocid = ? and release_id = ? and hash = ?`;

async function saveNotices(db: Db, changes: readonly ProcurementChange[]): Promise<void> {
  const rows = changes.flatMap(({ procurement, added }) =>
    added.map((notice) => {
      const { portal, noticeId, ocid, releaseId, hash, published } = notice;
      return [procurement.id, portal, noticeId, ocid, releaseId, hash, published, JSON.stringify(notice)];
    }),
  );
  const held = await runForEach(db, ADD_NOTICE, rows);
  await runForEach(
    db,
    MOVE_NOTICE,
    held.map((row) => row.slice(0, 6)),
  );
}
