import { sql, type Selectable } from 'kysely';
import type { ProcurementEvent } from '../domain/event.ts';
import type { EventReads, EventWrites } from '../domain/ports.ts';
import { runForEach, type Row } from './dialect.ts';
import { counted, countTo, lineage, listed, parsed } from './rows.ts';
import type { Db, EventTable } from './tables.ts';

/** Events keep the procurement they happened to; they are answered under the id of the one that absorbed it. */
export function eventReads(db: Db): EventReads {
  return {
    latest: async () => counted(db, 'event'),
    between: async (after, upTo) => {
      const { rows } = await sql<Selectable<EventTable>>`
        select e.*, coalesce(p.merged_into, p.id) as procurement_id
        from event e join procurement p on p.id = e.procurement_id
        where e.seq > ${after} and e.seq <= ${upTo} and e.silent = 0 order by e.seq`.execute(db);
      return rows.map(eventOf);
    },
    history: async (procurementId) => {
      const { rows } = await sql<Selectable<EventTable>>`
        select e.*, member.root as procurement_id
        from ${lineage([procurementId])} member join event e on e.procurement_id = member.id
        order by e.seq`.execute(db);
      return rows.map(eventOf);
    },
    lastAt: async (procurementIds) => {
      const { rows } = await sql<{ id: number; at: number }>`
        select member.root as id, max(e.at) as at
        from ${lineage(procurementIds)} member join event e on e.procurement_id = member.id group by 1`.execute(
        db,
      );
      return new Map(rows.map(({ id, at }) => [id, at]));
    },
  };
}

function eventOf(row: Selectable<EventTable>): ProcurementEvent {
  return {
    seq: row.seq,
    procurementId: row.procurement_id,
    kind: row.kind,
    portal: row.portal,
    noticeId: row.notice_id,
    published: row.published,
    changes: parsed(row.changes),
    at: row.at,
    silent: row.silent === 1,
  };
}

const SAVE_EVENT = `
  insert into event(seq, procurement_id, kind, portal, notice_id, published, changes, at, silent)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function rowOf(event: ProcurementEvent): Row {
  const { seq, procurementId, kind, portal, noticeId, published, changes, at, silent } = event;
  return [seq, procurementId, kind, portal, noticeId, published, JSON.stringify(changes), at, silent ? 1 : 0];
}

export function eventWrites(db: Db): EventWrites {
  return {
    ...eventReads(db),
    append: async (events) => {
      if (events.length === 0) return [];
      const latest = await counted(db, 'event');
      const numbered = events.map((event, place) => ({ ...event, seq: latest + 1 + place }));
      await runForEach(db, SAVE_EVENT, numbered.map(rowOf));
      await countTo(db, 'event', latest + numbered.length);
      return numbered;
    },
    follow: async (from, to, notices) => {
      const names = notices.map(({ portal, noticeId }) => [portal, noticeId]);
      await sql`
        update event set procurement_id = ${to}
        where procurement_id in (select id from ${lineage([from])})
          and (portal, notice_id) in (select value ->> 0, value ->> 1 from ${listed(names)})`.execute(db);
    },
  };
}
