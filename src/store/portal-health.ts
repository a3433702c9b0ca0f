import { sql } from 'kysely';
import { londonDay } from '../base/london.ts';
import { remembered } from '../base/text/remembered.ts';
import type { PortalReads, PortalWrites } from '../domain/ports.ts';
import type { Release } from '../domain/release.ts';
import { listed, parsed } from './rows.ts';
import type { Db } from './tables.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

type HealthReads = Pick<PortalReads, 'days' | 'absent' | 'reconciliations' | 'surprises'>;
type HealthWrites = Pick<PortalWrites, 'noteAbsent' | 'noteReconciliation' | 'noteSurprises'>;

/** What tells a portal that is well and quiet from one that leaves things out. */
export function healthReads(db: Db): HealthReads {
  return {
    days: async (portal, since) =>
      db
        .selectFrom('portal_day')
        .select(['day', 'releases'])
        .where('portal', '=', portal)
        .where('day', '>=', since)
        .orderBy('day')
        .execute(),
    absent: async (portal) =>
      db
        .selectFrom('absent_notice')
        .select(['notice_id as noticeId', 'tries', 'at'])
        .where('portal', '=', portal)
        .orderBy('notice_id')
        .execute(),
    reconciliations: async (portal) => {
      const rows = await db
        .selectFrom('reconciliation')
        .select(['day', 'theirs', 'ours', 'missing', 'at'])
        .where('portal', '=', portal)
        .orderBy('day', 'desc')
        .execute();
      return rows.map((row) => ({ ...row, missing: parsed(row.missing) }));
    },
    surprises: async (portal) =>
      db
        .selectFrom('surprise')
        .select(['what', 'name', 'count', 'last_at as lastAt'])
        .where('portal', '=', portal)
        .orderBy('count', 'desc')
        .orderBy('last_at', 'desc')
        .orderBy('what')
        .orderBy('name')
        .execute(),
  };
}

/** How long a reconciliation is kept, days. */
const RECONCILIATION_DAYS = 90;

/** The most names kept for one portal: a portal that writes ids where names belong must not fill the database. */
const MOST_SURPRISES = 1000;

export function healthWrites(db: Db): HealthWrites {
  return {
    noteAbsent: async (portal, noticeId, at) => {
      await sql`
        insert into absent_notice(portal, notice_id, tries, at) values (${portal}, ${noticeId}, 1, ${at})
        on conflict(portal, notice_id) do update set tries = tries + 1, at = max(at, excluded.at)`.execute(
        db,
      );
    },
    noteReconciliation: async (portal, { day, theirs, ours, missing, at }) => {
      const found = { theirs, ours, missing: JSON.stringify(missing), at };
      await db
        .insertInto('reconciliation')
        .values({ portal, day, ...found })
        .onConflict((conflict) => conflict.columns(['portal', 'day']).doUpdateSet(found))
        .execute();
      await db
        .deleteFrom('reconciliation')
        .where('portal', '=', portal)
        .where('at', '<', at - RECONCILIATION_DAYS * DAY)
        .execute();
    },
    noteSurprises: async (portal, surprises, at) => {
      if (surprises.length === 0) return;
      const rows = surprises.map(({ what, name }) => [what, name]);
      await sql`
        insert into surprise(portal, what, name, count, first_at, last_at)
        select ${portal}, value ->> 0, value ->> 1, count(*), ${at}, ${at} from ${listed(rows)}
        where true group by 2, 3
        on conflict(portal, what, name) do update
          set count = count + excluded.count, last_at = max(last_at, excluded.last_at)`.execute(db);
      await sql`
        delete from surprise where portal = ${portal} and (what, name) in (
          select what, name from surprise where portal = ${portal}
          order by last_at desc, count desc limit -1 offset ${MOST_SURPRISES}
        )`.execute(db);
    },
  };
}

/** Two years. */
const MOST_HOURS = 17_520;
/** London's offset from UTC is a whole hour, so an hour lies in one London day; and working out a day is slow. */
const dayOfHour = remembered(MOST_HOURS, (hour: number) => londonDay(hour * HOUR));

function dayOf(at: number): string {
  return dayOfHour(Math.floor(at / HOUR));
}

/** Adds releases to the London days on which their portals published them. */
export async function countDays(db: Db, releases: readonly Release[]): Promise<void> {
  const rows = releases.map(({ portal, published }) => [portal, dayOf(published)]);
  await sql`
    insert into portal_day(portal, day, releases)
    select value ->> 0, value ->> 1, count(*) from ${listed(rows)} where true group by 1, 2
    on conflict(portal, day) do update set releases = releases + excluded.releases`.execute(db);
}
