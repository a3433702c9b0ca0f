import type Database from 'better-sqlite3';
import { SCHEMA_1 } from './schema-1.ts';

/** One step forward; there are none back. Runs inside a transaction, and throws to undo itself. */
export interface Migration {
  readonly version: number;
  up(db: Database.Database): void;
}

/** 'TEND': marks a file as ours (https://sqlite.org/pragma.html#pragma_application_id). */
export const APPLICATION_ID = 0x54454e44;

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    up: (db) => {
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.exec(SCHEMA_1);
    },
  },
];

export function latestVersion(migrations: readonly Migration[]): number {
  return Math.max(0, ...migrations.map(({ version }) => version));
}

function versionOf(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/**
 * Brings a file to the latest schema, each step in a transaction of its own with its foreign keys checked. A step that
 * fails leaves the file at the version before it, and is the answer; undefined when all went well.
 */
export function migrate(
  db: Database.Database,
  migrations: readonly Migration[],
): { readonly version: number; readonly error: unknown } | undefined {
  for (const migration of migrations) {
    const error = step(db, migration);
    if (error !== undefined) return { version: migration.version, error };
  }
  return undefined;
}

function step(db: Database.Database, migration: Migration): unknown {
  // Tables are rebuilt with the keys off and checked at the end (https://sqlite.org/lang_altertable.html §7).
  db.pragma('foreign_keys = OFF');
  try {
    db.exec('begin immediate');
    if (versionOf(db) < migration.version) {
      migration.up(db);
      const broken = db.prepare('pragma foreign_key_check').get();
      if (broken !== undefined) throw new Error('a foreign key points nowhere');
      db.pragma(`user_version = ${migration.version}`);
    }
    db.exec('commit');
    return undefined;
  } catch (error) {
    if (db.inTransaction) db.exec('rollback');
    return error;
  } finally {
    db.pragma('foreign_keys = ON');
  }
}
