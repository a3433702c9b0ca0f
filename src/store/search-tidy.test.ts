import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aChange, NOW, texts } from '../../test/contracts/store/make.ts';
import { parseQuery } from '../match/parse.ts';
import { openStore, type SqliteStore } from './index.ts';

let directory: string;
let path: string;
let store: SqliteStore;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tenderbell-tidy-'));
  path = join(directory, 'bell.db');
  const opened = await openStore(path, { now: NOW });
  if ('refused' in opened) throw new Error(opened.refused.message);
  ({ store } = opened);
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

async function put(...ids: readonly number[]): Promise<void> {
  await store.transaction((tx) =>
    tx.procurements.save(
      ids.map((id) => aChange(id, texts(`Road ${id}`, `of ${id % 3 === 0 ? 'stone' : 'sand'}`))),
      NOW,
    ),
  );
}

function pieces(): number {
  const db = new Database(path, { readonly: true });
  try {
    return Number(db.prepare('select count(distinct segid) from search_idx').pluck().get());
  } finally {
    db.close();
  }
}

async function found(text: string): Promise<readonly number[]> {
  const query = parseQuery(`${text} it:any`).query;
  const { procurements } = await store.procurements.search(query, { limit: 100, now: NOW });
  return procurements.map(({ id }) => id);
}

it('leaves one piece of many, and finds the same', async () => {
  for (let id = 1; id <= 15; id += 3) await put(id, id + 1, id + 2);
  await put(6, 7);
  const before = [await found('road'), await found('stone'), await found('sand')];
  expect(pieces()).toBeGreaterThan(1);

  await store.tidySearch();

  expect(pieces()).toBe(1);
  expect([await found('road'), await found('stone'), await found('sand')]).toEqual(before);
  expect(before.map(({ length }) => length)).toEqual([15, 5, 10]);
});

it('lets others write meanwhile, ends, and has nothing to do with an empty index', async () => {
  await store.tidySearch();
  for (let id = 1; id <= 9; id += 1) await put(id);
  await Promise.all([store.tidySearch(), put(10), store.tidySearch(), put(11)]);
  expect(await found('road')).toHaveLength(11);
});
