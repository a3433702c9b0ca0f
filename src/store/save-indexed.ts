import { sql } from 'kysely';
import { rangeOf } from '../domain/money.ts';
import { itRank, type Procurement, type View } from '../domain/procurement.ts';
import { publicationDays } from '../match/document.ts';
import { runForEach, type Row } from './dialect.ts';
import type { PendingIndex } from './pending-index.ts';
import { among } from './rows.ts';
import { fingerprintOf, indexRow } from './search-index.ts';
import { storedView } from './stored-view.ts';
import type { Db } from './tables.ts';

export interface Saving {
  readonly pending: PendingIndex;
  /** The highest id that was saved before: those above it are new. */
  readonly lastKnown: number;
  readonly at: number;
}

/** Writes the facts and the view of each, and hands on its row of the search index where something in it changed. */
export async function saveIndexed(
  db: Db,
  procurements: readonly Procurement[],
  { pending, lastKnown, at }: Saving,
): Promise<void> {
  const known = procurements.filter(({ id }) => id <= lastKnown);
  const fresh = procurements.filter(({ id }) => id > lastKnown);
  const before = await fingerprintsOf(
    db,
    known.map(({ id }) => id),
  );
  const facts = (procurement: Procurement): Row => {
    const { id } = procurement;
    const row = indexRow(procurement);
    const fingerprint = fingerprintOf(row);
    if (before.get(id) !== fingerprint) pending.put(id, row, id > lastKnown);
    return factRow(procurement, fingerprint, at);
  };
  await runForEach(db, SAVE_FACTS, known.map(facts));
  await runForEach(db, ADD_FACTS, fresh.map(facts));
  await runForEach(db, SAVE_VIEW, known.map(viewRow));
  await runForEach(db, ADD_VIEW, fresh.map(viewRow));
}

async function fingerprintsOf(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const known = await db
    .selectFrom('procurement')
    .select(['id', 'indexed'])
    .where(sql<boolean>`id in ${among(ids)}`)
    .execute();
  return new Map(known.map((row) => [row.id, row.indexed]));
}

const ADD_FACTS = `
  insert into procurement(id, merged_into, stage, outcome, deadline_at, value_min, value_max, it_rank, published_at,
    updated_at, regions, categories, buyer, indexed, ends_day, ends_latest, closing_day, published_first, published_last,
    published_days)
  values (?, null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const SAVE_FACTS = `${ADD_FACTS}
  on conflict(id) do update set merged_into = null, stage = excluded.stage, outcome = excluded.outcome,
    deadline_at = excluded.deadline_at, value_min = excluded.value_min, value_max = excluded.value_max,
    it_rank = excluded.it_rank, published_at = excluded.published_at, updated_at = excluded.updated_at,
    regions = excluded.regions, categories = excluded.categories, buyer = excluded.buyer, indexed = excluded.indexed,
    ends_day = excluded.ends_day, ends_latest = excluded.ends_latest, closing_day = excluded.closing_day,
    published_first = excluded.published_first, published_last = excluded.published_last,
    published_days = excluded.published_days`;

function factRow({ id, view, classification }: Procurement, fingerprint: string, at: number): Row {
  const range = rangeOf(view.value);
  return [
    id,
    view.stage,
    view.outcome ?? null,
    view.deadline?.at ?? null,
    range?.min ?? null,
    range?.max ?? null,
    itRank(classification.setting),
    view.updated,
    at,
    JSON.stringify(view.regions),
    JSON.stringify(classification.categories.map(({ slug }) => slug)),
    view.buyer?.name ?? null,
    fingerprint,
    ...daysOf(view),
  ];
}

function daysOf(view: View): Row {
  const published = publicationDays(view);
  return [
    view.ends?.day ?? null,
    view.ends?.latest ?? null,
    view.deadline?.day ?? null,
    published[0] ?? '',
    published.at(-1) ?? '',
    JSON.stringify(published),
  ];
}

const ADD_VIEW = 'insert into procurement_view(id, view, classification) values (?, ?, ?)';
const SAVE_VIEW = `${ADD_VIEW}
  on conflict(id) do update set view = excluded.view, classification = excluded.classification`;

function viewRow({ id, view, classification }: Procurement): Row {
  return [id, storedView(view), JSON.stringify(classification)];
}
