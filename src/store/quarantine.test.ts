import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reject } from '../domain/release.ts';
import { createDialect } from './dialect.ts';
import { migrate, MIGRATIONS } from './migrations.ts';
import { createMutex } from './mutex.ts';
import { keepRejects, quarantineReads, quarantineWrites } from './quarantine.ts';
import { createScope } from './scope.ts';
import type { Tables } from './tables.ts';

const NO_LIMIT = 1_000_000;

describe('the quarantine’s limits', () => {
  let file: Database.Database;
  let db: Kysely<Tables>;

  beforeEach(() => {
    file = new Database(':memory:');
    expect(migrate(file, MIGRATIONS)).toBeUndefined();
    db = new Kysely<Tables>({
      dialect: createDialect({ db: file, scope: createScope(), mutex: createMutex() }),
    });
  });

  afterEach(() => {
    file.close();
  });

  /** Pages of a thousand bytes that no compression makes smaller, one at each instant. */
  async function keepPages(
    limits: { rows: number; bytes: number },
    instants: readonly number[],
  ): Promise<void> {
    for (const at of instants) {
      const page = { source: String(at), bad: 'HTML', body: randomBytes(1000) };
      expect(await quarantineWrites(db, limits).quarantine('find-a-tender', page, at)).toBe(true);
    }
  }

  async function refs(): Promise<readonly string[]> {
    return (await quarantineReads(db).quarantined()).map(({ ref }) => ref);
  }

  async function evicted(): Promise<readonly (readonly [string, number])[]> {
    const rows = await db.selectFrom('portal').selectAll().where('evicted', '>', 0).orderBy('id').execute();
    return rows.map((row) => [row.id, row.evicted]);
  }

  it('let the oldest pages go, counted, once there are too many', async () => {
    await keepPages({ rows: 3, bytes: NO_LIMIT }, [5, 2, 3]);
    expect(await refs()).toEqual(['5', '3', '2']);
    expect(await evicted()).toEqual([]);

    await keepPages({ rows: 3, bytes: NO_LIMIT }, [6, 7]);
    expect(await refs()).toEqual(['7', '6', '5']);
    expect(await evicted()).toEqual([['find-a-tender', 2]]);
  });

  it('let the oldest pages go, counted, once they are too large', async () => {
    await keepPages({ rows: NO_LIMIT, bytes: 3500 }, [1, 2, 3]);
    expect(await refs()).toEqual(['3', '2', '1']);

    await keepPages({ rows: NO_LIMIT, bytes: 3500 }, [4]);
    expect(await refs()).toEqual(['4', '3', '2']);
    await keepPages({ rows: NO_LIMIT, bytes: 1500 }, [5]);
    expect(await refs()).toEqual(['5']);
    expect(await evicted()).toEqual([['find-a-tender', 4]]);
  });

  it('hold for releases too, and a flood of these leaves the pages be', async () => {
    const reject = (ref: string, portal: Reject['portal']): Reject => ({
      portal,
      ref,
      reason: 'no id',
      hash: ref,
      text: '{}',
    });
    await keepPages({ rows: 2, bytes: NO_LIMIT }, [1]);
    const rejects = [
      reject('a', 'unknown'),
      reject('b', 'contracts-finder'),
      reject('c', 'unknown'),
      reject('d', 'unknown'),
    ];
    const fresh = await keepRejects(db, rejects, 9, { rows: 2, bytes: NO_LIMIT });

    expect(fresh).toEqual(rejects);
    expect(await refs()).toEqual(['d', 'c', '1']);
    expect(await evicted()).toEqual([
      ['contracts-finder', 1],
      ['unknown', 1],
    ]);
  });
});
