import { sql } from 'kysely';
import type { PastReads } from '../domain/ports.ts';
import { searchIds } from './search.ts';
import type { Db } from './tables.ts';

/** More than there will ever be. */
const ALL = 2 ** 31;

export function pastReads(db: Db): Omit<PastReads, 'held'> {
  return {
    publishedIn: async ({ from, to }) => {
      // The index alone answers: the rows of notice are long, and read past slowly.
      const { rows } = await sql<{ id: number; versions: number }>`
        select procurement_id as id, count(*) as versions from notice indexed by notice_of
        group by procurement_id having max(published) >= ${from} and min(published) < ${to}`.execute(db);
      return new Map(rows.map(({ id, versions }) => [id, versions]));
    },
    idsOf: async (query, now) => (await searchIds(db, query, { limit: ALL, now })).ids,
  };
}
