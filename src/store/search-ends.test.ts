import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type CompiledQuery } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseQuery } from '../match/parse.ts';
import { SCHEMA_1 } from './schema-1.ts';
import { searchIds } from './search.ts';
import type { Tables } from './tables.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');

/** A procurement's row, and no more: when its contract ends, without and with every extension. */
const ADD = `insert into procurement(id, stage, it_rank, published_at, updated_at, regions, indexed, merged_into,
  ends_day, ends_latest) values (?, 'contract', 2, ?, 0, '[]', '', ?, ?, ?)`;

describe('a search by when a contract ends', () => {
  let database: Database.Database;
  let db: Kysely<Tables>;
  let asked: CompiledQuery[];

  beforeEach(() => {
    database = new Database(':memory:');
    database.exec(SCHEMA_1);
    asked = [];
    db = new Kysely<Tables>({
      dialect: new SqliteDialect({ database }),
      log: ({ query }) => void asked.push(query),
    });
    const add = database.prepare(ADD);
    add.run(1, 1, null, '2027-03-31', null);
    add.run(2, 2, null, '2026-03-31', '2028-03-01');
    add.run(3, 3, null, null, null);
    add.run(4, 4, 1, '2027-03-31', '2027-03-31');
    add.run(5, 5, null, '2028-03-02', '2030-01-01');
    add.run(6, 6, null, '2026-12-31', '2028-12-31');
  });

  afterEach(async () => {
    await db.destroy();
  });

  async function found(text: string): Promise<readonly number[]> {
    const { query } = parseQuery(`${text} it:any`);
    const { total, ids } = await searchIds(db, query, { limit: 10, now: NOW });
    expect(total).toBe(ids.length);
    return ids;
  }

  it('finds either day in the span, and keeps what states none where it is negated', async () => {
    expect(await found('ends:6m..18m')).toEqual([2, 1]);
    expect(await found('-ends:6m..18m')).toEqual([6, 5, 3]);
    expect(await found('ends:>3y')).toEqual([5]);
    expect(await found('ends:..2026-12-31')).toEqual([6, 2]);
    expect(await found('ends:2026,2030')).toEqual([6, 5, 2]);
    expect(await found('ends:stated')).toEqual([6, 5, 2, 1]);
    expect(await found('-ends:stated')).toEqual([3]);
  });

  it.each(['ends:6m..18m', 'ends:<12m', 'ends:>2y', 'ends:..2027-03-31', 'ends:2027'])(
    'looks no row through for %s: both ends come from an index',
    async (text) => {
      await found(text);
      expect(asked).toHaveLength(1);
      const steps = asked.flatMap(({ sql, parameters }) =>
        database.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`).all(...parameters),
      );
      const plan = steps.map(({ detail }) => detail).join('\n');
      expect(plan).toMatch(/SEARCH procurement USING .*INDEX procurement_ends \(/);
      expect(plan).toMatch(/SEARCH procurement USING .*INDEX procurement_ends_latest \(/);
      expect(plan).toMatch(/SEARCH p USING INTEGER PRIMARY KEY/);
      expect(plan).not.toContain('SCAN p');
    },
  );
});
