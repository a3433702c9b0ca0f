import Database from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDialect, runForEach } from './dialect.ts';
import { createMutex } from './mutex.ts';
import { createScope, type Scope } from './scope.ts';

interface Rows {
  t: { x: unknown };
}

describe('the dialect', () => {
  let db: Database.Database;
  let scope: Scope;
  let query: Kysely<Rows>;

  beforeEach(() => {
    db = new Database(':memory:');
    db.exec('create table t(x)');
    scope = createScope();
    query = new Kysely<Rows>({ dialect: createDialect({ db, scope, mutex: createMutex() }) });
  });

  afterEach(() => {
    db.close();
  });

  it('prepares a statement once', async () => {
    const prepare = vi.spyOn(db, 'prepare');
    for (const x of [1, 2, 3]) await query.insertInto('t').values({ x }).execute();

    expect(prepare).toHaveBeenCalledTimes(1);
    expect(await query.selectFrom('t').select('x').execute()).toEqual([{ x: 1 }, { x: 2 }, { x: 3 }]);
  });

  it('forgets the oldest statements rather than keep every search for ever', async () => {
    const prepare = vi.spyOn(db, 'prepare');
    for (let n = 0; n <= 500; n += 1) await sql.raw(`select ${n}`).execute(query);
    await sql.raw('select 500').execute(query);
    expect(prepare).toHaveBeenCalledTimes(501);
    await sql.raw('select 0').execute(query);

    expect(prepare).toHaveBeenCalledTimes(502);
  });

  it('begins immediate, so that a read that becomes a write cannot fail half-way', async () => {
    const exec = vi.spyOn(db, 'exec');
    await query.transaction().execute(async () => Promise.resolve());

    expect(exec.mock.calls).toEqual([['begin immediate'], ['commit']]);
  });

  it('runs one statement for many rows, and answers those that changed nothing', async () => {
    db.exec('create unique index one_of_each on t(x)');
    const prepare = vi.spyOn(db, 'prepare');
    const insert = 'insert into t(x) values (?) on conflict do nothing';

    expect(await runForEach(query, insert, [[1], [2], [1]])).toEqual([[1]]);
    expect(await runForEach(query, insert, [])).toEqual([]);
    expect(prepare).toHaveBeenCalledTimes(1);
    expect(db.prepare('select x from t order by x').pluck().all()).toEqual([1, 2]);
  });

  it('binds truth as 1 and 0, and takes undefined for the mistake it is', async () => {
    await query.insertInto('t').values({ x: true }).execute();

    expect(await query.selectFrom('t').select('x').execute()).toEqual([{ x: 1 }]);
    await expect(query.selectFrom('t').selectAll().where('x', '=', undefined).execute()).rejects.toThrow(
      /undefined/,
    );
  });

  it('says how many rows changed', async () => {
    await query
      .insertInto('t')
      .values([{ x: 1 }, { x: 1 }])
      .execute();
    const [updated] = await query.updateTable('t').set({ x: 2 }).execute();

    expect(updated?.numUpdatedRows).toBe(2n);
  });

  it('tells the first error where the engine has rolled back by itself', async () => {
    const failing = query.transaction().execute(async () => {
      db.exec('rollback');
      throw new Error('the disk is full');
    });

    await expect(failing).rejects.toThrow('the disk is full');
    expect(await query.selectFrom('t').selectAll().execute()).toEqual([]);
  });

  it('refuses a query outside while the scope is inside, and hangs nowhere', async () => {
    const asked = query
      .transaction()
      .execute(async () => scope.run(async () => query.selectFrom('t').selectAll().execute()));

    await expect(asked).rejects.toThrow(/inside a transaction/);
  });
});
