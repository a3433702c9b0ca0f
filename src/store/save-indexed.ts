import { sql } from 'kysely';
import { rangeOf } from '../domain/money.ts';
import { itRank, type Procurement } from '../domain/procurement.ts';
import { among } from './rows.ts';
import { fingerprintOf, indexRow, type IndexRow } from './search-index.ts';
import type { Db } from './tables.ts';

/** Writes the facts, the view and the search index of each; the index only where something in it changed. */
export async function saveIndexed(db: Db, procurements: readonly Procurement[], at: number): Promise<void> {
  const known = await db
    .selectFrom('procurement')
    .select(['id', 'indexed'])
    .where(sql<boolean>`id in ${among(procurements.map(({ id }) => id))}`)
    .execute();
  const indexed = new Map(known.map((row) => [row.id, row.indexed]));
  for (const procurement of procurements) {
    const row = indexRow(procurement.view, procurement.classification);
    const fingerprint = fingerprintOf(row);
    await saveFacts(db, procurement, fingerprint, at);
    await saveView(db, procurement);
    if (indexed.get(procurement.id) !== fingerprint) await saveIndexRow(db, procurement.id, row);
  }
}

async function saveFacts(db: Db, procurement: Procurement, fingerprint: string, at: number): Promise<void> {
  const { view, classification } = procurement;
  const range = rangeOf(view.value);
  const facts = {
    merged_into: null,
    stage: view.stage,
    outcome: view.outcome ?? null,
    deadline_at: view.deadline?.at ?? null,
    value_min: range?.min ?? null,
    value_max: range?.max ?? null,
    it_rank: itRank(classification.setting),
    published_at: view.updated,
    updated_at: at,
    regions: JSON.stringify(view.regions),
    indexed: fingerprint,
  };
  await db
    .insertInto('procurement')
    .values({ id: procurement.id, ...facts })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(facts))
    .execute();
}

async function saveView(db: Db, procurement: Procurement): Promise<void> {
  const view = JSON.stringify(procurement.view);
  const classification = JSON.stringify(procurement.classification);
  await sql`
    insert into procurement_view(id, view, classification) values (${procurement.id}, ${view}, ${classification})
    on conflict(id) do update set view = excluded.view, classification = excluded.classification`.execute(db);
}

/** A contentless table is replaced whole (https://sqlite.org/fts5.html §4.4.4); it has no triggers to leave out of step. */
async function saveIndexRow(db: Db, id: number, row: IndexRow): Promise<void> {
  await sql`
    insert or replace into search(rowid, title, body, buyer, facets)
    values (${id}, ${row.title}, ${row.body}, ${row.buyer}, ${row.facets})`.execute(db);
}
