import { sql } from 'kysely';
import type { HostMemory } from '../base/http.ts';
import type { Db } from './tables.ts';

/** A portal's pause is found by its host (`PortalState.host`), or by its id where no host is noted. */
export function createHostMemory(reader: Db, writer: Db): HostMemory {
  return {
    load: async (host) => {
      const row = await reader
        .selectFrom('host_pause')
        .selectAll()
        .where('host', '=', host)
        .executeTakeFirst();
      return row === undefined
        ? undefined
        : { nextAllowedAt: row.next_allowed_at, reason: row.reason ?? undefined };
    },
    save: async (host, memory) => {
      const columns = { next_allowed_at: memory.nextAllowedAt, reason: memory.reason ?? null };
      await writer
        .insertInto('host_pause')
        .values({ host, ...columns })
        .onConflict((conflict) => conflict.column('host').doUpdateSet(columns))
        .execute();
      if (memory.reason !== undefined) await countPause(writer, host);
    },
  };
}

/** How often a portal asks for a pause says whether we ask it too often. */
async function countPause(db: Db, host: string): Promise<void> {
  await sql`update portal set throttles = throttles + 1 where host = ${host} or id = ${host}`.execute(db);
}
