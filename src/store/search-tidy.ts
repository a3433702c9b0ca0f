import { sql } from 'kysely';
import type { Db } from './tables.ts';

/** Index pages written in one go: about 25 ms. */
const PAGES = 250;

/**
 * Merges the index into one piece. Every transaction adds a small one, which the engine merges only roughly: after a large
 * import the commonest words are found two or three times as fast for it (docs/adr/0015-searching-in-a-thread.md). In short
 * transactions of their own, so that others write in between; whatever ends it half-way leaves a good index.
 */
export async function tidySearch(
  inTransaction: (work: (db: Db) => Promise<boolean>) => Promise<boolean>,
): Promise<void> {
  // A negative number begins a merge of everything, a positive one goes on with it (https://sqlite.org/fts5.html §6.9).
  let pages = -PAGES;
  while (await inTransaction(async (db) => merge(db, pages))) pages = PAGES;
}

/** False where nothing was left to merge. */
async function merge(db: Db, pages: number): Promise<boolean> {
  const before = await changes(db);
  await sql`insert into search(search, rank) values ('merge', ${pages})`.execute(db);
  return (await changes(db)) - before >= 2;
}

async function changes(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select total_changes() as n`.execute(db);
  return rows[0]?.n ?? 0;
}
