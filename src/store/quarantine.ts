import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { isPortalId, type PortalId } from '../domain/portal.ts';
import type { BadPage, PortalReads, PortalWrites, Quarantined } from '../domain/ports.ts';
import type { Reject } from '../domain/release.ts';
import { listed } from './rows.ts';
import type { Db } from './tables.ts';

/** The most that is kept of one page or release that could not be read. */
const KEPT_BYTES = 5_000_000;

/** How much is kept of each kind. */
export interface QuarantineLimits {
  readonly rows: number;
  /** Compressed. */
  readonly bytes: number;
}

/**
 * A portal that answers rubbish for weeks, or a large file that is no OCDS, must not fill the disk: the oldest give way
 * to the newest, each kind among its own, so that a flood of one leaves the other be.
 */
const LIMITS: QuarantineLimits = { rows: 5000, bytes: 100_000_000 };

const TABLES = { page: 'bad_page', release: 'reject' } as const;

export function quarantineReads(db: Db): Pick<PortalReads, 'quarantined' | 'quarantinedBody'> {
  return {
    quarantined: async (portal) => {
      const ofPortal = portal === undefined ? sql`true` : sql`portal = ${portal}`;
      const { rows } = await sql<Omit<Quarantined, 'isCut' | 'portal'> & { readonly portal: string }>`
        select 'page' as kind, id, portal, source as ref, reason, bytes, at from bad_page where ${ofPortal}
        union all
        select 'release', id, portal, ref, reason, bytes, at from reject where ${ofPortal}
        order by at desc, kind, id desc`.execute(db);
      return rows.map((row) => ({
        ...row,
        portal: isPortalId(row.portal) ? row.portal : 'unknown',
        isCut: row.bytes > KEPT_BYTES,
      }));
    },
    quarantinedBody: async ({ kind, id }) => {
      const row = await db.selectFrom(TABLES[kind]).select('body').where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : gunzipSync(row.body);
    },
  };
}

export function quarantineWrites(db: Db, limits = LIMITS): Pick<PortalWrites, 'quarantine' | 'discard'> {
  return {
    quarantine: async (portal, page, at) => {
      const isNew = await keepPage(db, portal, page, at);
      if (isNew) await forget(db, 'page', limits);
      return isNew;
    },
    discard: async ({ kind, id }) => {
      const gone = await db.deleteFrom(TABLES[kind]).where('id', '=', id).returning('portal').execute();
      if (kind === 'page') return;
      for (const { portal } of gone) {
        await sql`update portal set rejects = max(0, rejects - 1) where id = ${portal}`.execute(db);
      }
    },
  };
}

async function keepPage(db: Db, portal: PortalId, page: BadPage, at: number): Promise<boolean> {
  const { source, bad: reason } = page;
  const hash = createHash('sha256').update(page.body).digest('hex');
  const kept = await db
    .insertInto('bad_page')
    .values({ portal, source, reason, hash, at, ...packed(page.body) })
    .onConflict((conflict) => conflict.columns(['portal', 'hash']).doNothing())
    .returning('id')
    .execute();
  return kept.length > 0;
}

/** Keeps each once; answers those that were not kept yet. */
export async function keepRejects(
  db: Db,
  rejects: readonly Reject[],
  at: number,
  limits = LIMITS,
): Promise<readonly Reject[]> {
  const fresh: Reject[] = [];
  for (const one of rejects) {
    const { portal, hash, ref, reason } = one;
    const kept = await db
      .insertInto('reject')
      .values({ portal, hash, ref, reason, at, ...packed(Buffer.from(one.text)) })
      .onConflict((conflict) => conflict.columns(['portal', 'hash']).doNothing())
      .returning('id')
      .execute();
    if (kept.length > 0) fresh.push(one);
  }
  if (fresh.length > 0) await forget(db, 'release', limits);
  return fresh;
}

function packed(text: Uint8Array): { readonly bytes: number; readonly kept: number; readonly body: Buffer } {
  const body = gzipSync(text.subarray(0, KEPT_BYTES), { level: 3 });
  return { bytes: text.byteLength, kept: body.byteLength, body };
}

/** Deletes the oldest beyond the limits, and counts them under their portals. */
async function forget(db: Db, kind: Quarantined['kind'], limits: QuarantineLimits): Promise<void> {
  const table = sql.table(TABLES[kind]);
  const { rows } = await sql<{ rows: number; bytes: number }>`
    select count(*) as rows, coalesce(sum(kept), 0) as bytes from ${table}`.execute(db);
  const tooMany = (rows[0]?.rows ?? 0) - limits.rows;
  const tooMuch = (rows[0]?.bytes ?? 0) - limits.bytes;
  if (tooMany <= 0 && tooMuch <= 0) return;
  const gone = await sql<{ portal: string }>`
    delete from ${table} where id in (
      select id from (
        select id, row_number() over oldest as place, sum(kept) over oldest - kept as before
        from ${table} window oldest as (order by at, id)
      ) where place <= ${tooMany} or before < ${tooMuch}
    ) returning portal`.execute(db);
  const losers = gone.rows.map(({ portal }) => portal);
  await sql`
    insert into portal(id, evicted) select value, count(*) from ${listed(losers)} where true group by 1
    on conflict(id) do update set evicted = evicted + excluded.evicted`.execute(db);
}
