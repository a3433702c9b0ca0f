import type { Selectable } from 'kysely';
import { isPortalId, portalRank, type PortalId } from '../domain/portal.ts';
import type { PortalChange, PortalReads, PortalState, PortalWrites } from '../domain/ports.ts';
import { healthReads, healthWrites } from './portal-health.ts';
import { noticeReads, noticeWrites } from './portal-notices.ts';
import { windowReads, windowWrites } from './portal-windows.ts';
import { quarantineReads, quarantineWrites } from './quarantine.ts';
import { present } from './rows.ts';
import type { Db, PortalTable } from './tables.ts';

export function portalReads(db: Db): PortalReads {
  return {
    states: async () => {
      const pauses = await pausesOf(db);
      const rows = await db.selectFrom('portal').selectAll().execute();
      return rows
        .flatMap((row) => (isPortalId(row.id) ? [stateOf(row.id, row, pauses.get(row.host ?? row.id))] : []))
        .toSorted((one, other) => portalRank(one.portal) - portalRank(other.portal));
    },
    state: async (portal) => {
      const pauses = await pausesOf(db);
      const row = await db.selectFrom('portal').selectAll().where('id', '=', portal).executeTakeFirst();
      return stateOf(portal, row ?? NOTHING_KNOWN, pauses.get(row?.host ?? portal));
    },
    ...windowReads(db),
    ...noticeReads(db),
    ...healthReads(db),
    ...quarantineReads(db),
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
  swept_at: null,
  broken_at: null,
  stand_in_at: null,
  last_new_at: null,
  host: null,
  throttles: 0,
  evicted: 0,
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
    sweptAt: present(row.swept_at),
    brokenAt: present(row.broken_at),
    standInAt: present(row.stand_in_at),
    lastNewAt: present(row.last_new_at),
    host: present(row.host),
    throttles: row.throttles,
    evicted: row.evicted,
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
    ...windowWrites(db),
    ...noticeWrites(db),
    ...healthWrites(db),
    ...quarantineWrites(db),
  };
}

const COLUMNS: readonly (readonly [keyof PortalChange, keyof PortalTable])[] = [
  ['firstPassAt', 'first_pass_at'],
  ['seededAt', 'seeded_at'],
  ['readTo', 'read_to'],
  ['lastAttemptAt', 'last_attempt_at'],
  ['lastSuccessAt', 'last_success_at'],
  ['misses', 'misses'],
  ['lastFault', 'last_fault'],
  ['sweptAt', 'swept_at'],
  ['brokenAt', 'broken_at'],
  ['standInAt', 'stand_in_at'],
  ['lastNewAt', 'last_new_at'],
  ['host', 'host'],
];

/** A key that is present with `undefined` clears its column; an absent one leaves it. */
function columnsOf(change: PortalChange): Partial<Selectable<PortalTable>> {
  return Object.fromEntries(
    COLUMNS.flatMap(([key, column]) => (key in change ? [[column, change[key] ?? null]] : [])),
  );
}
