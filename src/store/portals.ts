import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { sql, type Selectable } from 'kysely';
import { isPortalId, portalRank, type PortalId, type Window } from '../domain/portal.ts';
import type { BadPage, PortalReads, PortalState, PortalWrites } from '../domain/ports.ts';
import { present } from './rows.ts';
import type { Db, PortalTable } from './tables.ts';

export function portalReads(db: Db): PortalReads {
  return {
    states: async () => {
      const pauses = await pausesOf(db);
      const rows = await db.selectFrom('portal').selectAll().execute();
      return rows
        .flatMap((row) => (isPortalId(row.id) ? [stateOf(row.id, row, pauses.get(row.id))] : []))
        .toSorted((one, other) => portalRank(one.portal) - portalRank(other.portal));
    },
    state: async (portal) => {
      const pauses = await pausesOf(db);
      const row = await db.selectFrom('portal').selectAll().where('id', '=', portal).executeTakeFirst();
      return stateOf(portal, row ?? NOTHING_KNOWN, pauses.get(portal));
    },
    gaps: async (portal) => {
      // A gap across `readTo` waits: the next poll starts before it, and cuts away what it reads.
      const { rows } = await sql<Window>`
        select from_at as "from", to_at as "to" from gap
        where portal = ${portal} and to_at <= (select read_to from portal where id = ${portal})
        order by from_at`.execute(db);
      return rows;
    },
  };
}

/** Pauses that a host asked for; keeping one's distance between two requests is no pause. */
async function pausesOf(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('host_pause').selectAll().where('reason', 'is not', null).execute();
  return new Map(rows.map((row) => [row.host, row.next_allowed_at]));
}

const NOTHING_KNOWN = {
  first_pass_at: null,
  seeded_at: null,
  read_to: null,
  last_attempt_at: null,
  last_success_at: null,
  misses: 0,
  last_fault: null,
  releases: 0,
  rejects: 0,
};

function stateOf(
  portal: PortalId,
  row: Omit<Selectable<PortalTable>, 'id'>,
  pausedUntil: number | undefined,
): PortalState {
  return {
    portal,
    firstPassAt: present(row.first_pass_at),
    seededAt: present(row.seeded_at),
    readTo: present(row.read_to),
    lastAttemptAt: present(row.last_attempt_at),
    lastSuccessAt: present(row.last_success_at),
    misses: row.misses,
    lastFault: present(row.last_fault),
    pausedUntil,
    releases: row.releases,
    rejects: row.rejects,
  };
}

export function portalWrites(db: Db): PortalWrites {
  return {
    ...portalReads(db),
    note: async (portal, change) => {
      const columns = columnsOf(change);
      await db
        .insertInto('portal')
        .values({ id: portal, ...columns })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ id: portal, ...columns }))
        .execute();
    },
    window: async (portal, window, outcome) => {
      await closeGaps(db, portal, window);
      if (outcome.complete) return;
      const { from, to } = window;
      const { pages, reason, at } = outcome;
      await db
        .insertInto('gap')
        .values({ portal, from_at: from, to_at: to, pages, reason: reason ?? null, at })
        .execute();
    },
    quarantine: async (portal, page, at) => quarantine(db, portal, page, at),
  };
}

type Change = Parameters<PortalWrites['note']>[1];

const COLUMNS: readonly (readonly [keyof Change, keyof PortalTable])[] = [
  ['firstPassAt', 'first_pass_at'],
  ['seededAt', 'seeded_at'],
  ['readTo', 'read_to'],
  ['lastAttemptAt', 'last_attempt_at'],
  ['lastSuccessAt', 'last_success_at'],
  ['misses', 'misses'],
  ['lastFault', 'last_fault'],
];

/** A key that is present with `undefined` clears its column; an absent one leaves it. */
function columnsOf(change: Change): Partial<Selectable<PortalTable>> {
  return Object.fromEntries(
    COLUMNS.flatMap(([key, column]) => (key in change ? [[column, change[key] ?? null]] : [])),
  );
}

/** Cuts a window out of the known gaps, which never overlap: it is read now, or becomes a gap of its own. */
async function closeGaps(db: Db, portal: PortalId, { from, to }: Window): Promise<void> {
  const touched = await db
    .deleteFrom('gap')
    .where('portal', '=', portal)
    .where('from_at', '<', to)
    .where('to_at', '>', from)
    .returningAll()
    .execute();
  const rests = touched.flatMap((gap) => [
    ...(gap.from_at < from ? [{ ...gap, to_at: from }] : []),
    ...(gap.to_at > to ? [{ ...gap, from_at: to }] : []),
  ]);
  if (rests.length > 0) await db.insertInto('gap').values(rests).execute();
}

/** The most that is kept of a page that could not be used. */
const KEPT_BYTES = 5_000_000;

async function quarantine(db: Db, portal: PortalId, page: BadPage, at: number): Promise<boolean> {
  const hash = createHash('sha256').update(page.body).digest('hex');
  const body = gzipSync(page.body.subarray(0, KEPT_BYTES), { level: 3 });
  const { source, bad: reason } = page;
  const kept = await db
    .insertInto('bad_page')
    .values({ portal, source, reason, hash, bytes: page.body.byteLength, body, at })
    .onConflict((conflict) => conflict.columns(['portal', 'hash']).doNothing())
    .returning('id')
    .execute();
  return kept.length > 0;
}
