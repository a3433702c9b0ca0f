import { sql } from 'kysely';
import { noticeKey } from '../domain/keys.ts';
import type { PortalId, Window } from '../domain/portal.ts';
import type { PortalReads, PortalWrites } from '../domain/ports.ts';
import { listed } from './rows.ts';
import type { Db } from './tables.ts';

type NoticeReads = Pick<PortalReads, 'unheld' | 'noticeIds' | 'wantingDetails' | 'detailsTroubles'>;

/** Which notices of a portal are held, and of which more is wanted. */
export function noticeReads(db: Db): NoticeReads {
  return {
    unheld: async (portal, noticeIds) => {
      if (noticeIds.length === 0) return [];
      const keys = noticeIds.map((id) => noticeKey(portal, id));
      const { rows } = await sql<{ place: number }>`
        select wanted.key as place from ${listed(keys)} wanted
        where not exists (select 1 from owned_key o where o.key = wanted.value) order by 1`.execute(db);
      return rows.flatMap(({ place }) => noticeIds[place] ?? []);
    },
    noticeIds: async (portal, { from, to }) => {
      const { rows } = await sql<{ id: string }>`
        select notice_id as id from notice
        where portal = ${portal} and published >= ${from} and published < ${to}
        group by 1 order by min(published), 1`.execute(db);
      return rows.map(({ id }) => id);
    },
    wantingDetails: async (portal, span, limit) => wantingDetails(db, portal, span, limit),
    detailsTroubles: async (portal, since) => {
      const { rows } = await sql<{ reason: string; count: number }>`
        select reason, count(*) as count from details
        where portal = ${portal} and at >= ${since} and reason is not null
        group by 1 order by 2 desc, 1`.execute(db);
      return rows;
    },
  };
}

export function noticeWrites(db: Db): Pick<PortalWrites, 'noteDetails'> {
  return {
    noteDetails: async (portal, { noticeId, releaseId }, at, reason) => {
      const read = { at, reason: reason ?? null };
      await db
        .insertInto('details')
        .values({ portal, notice_id: noticeId, release_id: releaseId, ...read })
        .onConflict((conflict) => conflict.columns(['portal', 'notice_id', 'release_id']).doUpdateSet(read))
        .execute();
    },
  };
}

/** A page that could not be read may be there tomorrow, or the reader mended. */
const RETRY_AFTER = 86_400_000;

type Wanting = Awaited<ReturnType<PortalReads['wantingDetails']>>;

/**
 * Open is judged at the span's end. The clauses on `p` are those of the index `procurement_open_it` word for word, as
 * SQLite asks of one that may use a partial index (https://sqlite.org/partialindex.html §3.0).
 */
async function wantingDetails(db: Db, portal: PortalId, span: Window, limit: number): Promise<Wanting> {
  const { from, to } = span;
  const { rows } = await sql<Wanting[number]>`
    select n.notice_id as noticeId, n.ocid, n.release_id as releaseId, n.published
    from procurement p cross join notice n on n.procurement_id = p.id
    where p.merged_into is null and p.it_rank > 0 and p.stage in ('pipeline', 'engagement', 'planned', 'tender')
      and (p.deadline_at is null or p.deadline_at > ${to})
      and n.portal = ${portal} and n.published >= ${from} and n.published < ${to} and ${released('n')}
      and not exists (
        select 1 from notice later where later.procurement_id = p.id
          and later.portal = n.portal and later.notice_id = n.notice_id and ${released('later')}
          and (later.published, later.release_id, later.hash) > (n.published, n.release_id, n.hash)
      )
      and not exists (
        select 1 from details d
        where d.portal = n.portal and d.notice_id = n.notice_id and d.release_id = n.release_id
          and (d.reason is null or d.at > ${to - RETRY_AFTER})
      )
    order by n.published desc, n.notice_id desc limit ${limit}`.execute(db);
  return rows;
}

/** Read as a release, neither from a web page nor from a row of search results. */
function released(notice: 'n' | 'later') {
  return sql`coalesce(${sql.ref(`${notice}.body`)} ->> '$.via', 'release') = 'release'`;
}
