import type { Db } from './tables.ts';

/** What the HTTP client must remember of a host over restarts: when it may be asked again, and why not before. */
export interface HostMemory {
  load(
    host: string,
  ): Promise<{ readonly nextAllowedAt: number; readonly reason: string | undefined } | undefined>;
  save(
    host: string,
    memory: { readonly nextAllowedAt: number; readonly reason: string | undefined },
  ): Promise<void>;
}

/** `host` is any key; for portals it is the portal's id, so that its pause shows in `PortalState.pausedUntil`. */
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
    },
  };
}
