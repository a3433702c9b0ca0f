import { sql } from 'kysely';
import type { FrequencyReads } from '../domain/ports.ts';
import { among } from './rows.ts';
import type { Db } from './tables.ts';

/** Counts come from the full-text index itself, which keeps for each of its tokens where it stands (https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module). */
export function frequencyReads(db: Db): FrequencyReads {
  return {
    held: async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from procurement where merged_into is null`.execute(db);
      return rows[0]?.n ?? 0;
    },
    of: async (stems) => {
      const { rows } = await sql<{ term: string; doc: number }>`
        select term, doc from search_token where term in ${among(stems)}`.execute(db);
      const found = new Map(rows.map(({ term, doc }) => [term, doc]));
      return new Map(stems.map((stem) => [stem, found.get(stem) ?? 0]));
    },
  };
}
