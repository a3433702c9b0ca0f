import Database from 'better-sqlite3';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPLICATION_ID, MIGRATIONS } from './migrations.ts';
import { openDatabase, type Opened, type OpenOptions } from './open.ts';

describe('opening a database', () => {
  let directory: string;
  let path: string;
  const open: Database.Database[] = [];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'tenderbell-open-'));
    path = join(directory, 'bell.db');
  });

  afterEach(() => {
    close();
    rmSync(directory, { recursive: true, force: true });
  });

  function close(): void {
    for (const db of open.splice(0)) db.close();
  }

  function opened(options: Partial<OpenOptions> = {}): Opened {
    const found = openDatabase(path, { now: 1, ...options });
    if ('refused' in found) throw new Error(found.refused.message);
    open.push(found.reader, found.writer);
    return found;
  }

  it('creates a file that is ours and whole, and leaves nothing else behind', () => {
    const { created, copy, writer } = opened();

    expect({ created, copy }).toEqual({ created: true, copy: undefined });
    expect(writer.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(writer.pragma('user_version', { simple: true })).toBe(1);
    close();
    expect(readdirSync(directory)).toEqual(['bell.db']);
    expect(opened().created).toBe(false);
  });

  it('makes both connections safe, on the second open as on the first', () => {
    for (const round of ['first', 'second']) {
      const { writer, reader } = opened();
      for (const db of [writer, reader]) {
        const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'cell_size_check'];
        const found = settings.map((name) => db.pragma(name, { simple: true }));
        // synchronous 2 is FULL.
        expect({ round, found }).toEqual({ round, found: ['wal', 2, 1, 0, 1] });
        expect(db.pragma('busy_timeout', { simple: true })).toBe(5000);
      }
      expect(() => reader.exec('delete from meta')).toThrow(/readonly/);
      close();
    }
  });

  it('is as strict as it says: no table takes a value of another type', () => {
    const { writer } = opened();
    const loose = writer
      .prepare(
        `select name from pragma_table_list
         where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%'`,
      )
      .pluck()
      .all();

    expect(loose).toEqual([]);
  });

  it('copies an older file before it brings it up to date, and a fresh one ends the same', () => {
    opened();
    close();
    const second = {
      version: 2,
      up: (db: Database.Database): void => void db.exec('create table t(x integer) strict'),
    };
    const { copy, writer } = opened({ migrations: [...MIGRATIONS, second] });
    const schema = 'select name, sql from sqlite_schema order by name';
    const migrated = writer.prepare(schema).all();

    expect(copy).toBe(join(directory, 'bell.backup-v1.db'));
    expect(writer.pragma('user_version', { simple: true })).toBe(2);
    expect(writer.pragma('foreign_keys', { simple: true })).toBe(1);
    const before = new Database(copy ?? '', { readonly: true });
    open.push(before);
    expect(before.prepare("select count(*) from sqlite_schema where name = 't'").pluck().get()).toBe(0);
    path = join(directory, 'fresh.db');
    expect(
      opened({ migrations: [...MIGRATIONS, second] })
        .writer.prepare(schema)
        .all(),
    ).toEqual(migrated);
  });

  it('replaces the copy that an attempt before left', () => {
    opened();
    close();
    const second = { version: 2, up: (): void => undefined };
    const failing = {
      version: 2,
      up: (): void => {
        throw new Error('no');
      },
    };
    expect(openDatabase(path, { now: 1, migrations: [...MIGRATIONS, failing] })).toHaveProperty('refused');

    expect(opened({ migrations: [...MIGRATIONS, second] }).copy).toBeDefined();
  });

  it('lets a second creator find the file of the first', () => {
    const first = opened();
    first.writer.exec("insert into meta(name, value) values ('mine', 'yes')");
    const second = opened();

    expect(second.reader.prepare("select value from meta where name = 'mine'").pluck().get()).toBe('yes');
  });
});
