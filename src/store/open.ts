import Database from 'better-sqlite3';
import { linkSync, renameSync, rmSync } from 'node:fs';
import { inspect } from './inspect.ts';
import { takeLock } from './lock.ts';
import { latestVersion, migrate, MIGRATIONS, type Migration } from './migrations.ts';
import { besideDatabase } from './paths.ts';
import { engineCode, refuse, REMEDY, type Refusal } from './refusal.ts';

export interface OpenOptions {
  /** UTC milliseconds. */
  readonly now: number;
  /** `full` reads the whole file for damage however large it is; without it, only files up to 64 MB. */
  readonly check?: 'full' | undefined;
  /** The most pages of 4 kB that the file may grow to. */
  readonly maxPages?: number | undefined;
  /** What a test replaces. */
  readonly migrations?: readonly Migration[] | undefined;
}

export interface Opened {
  /** The one connection that writes. */
  readonly writer: Database.Database;
  /** Sees what is committed, and may not write. */
  readonly reader: Database.Database;
  readonly created: boolean;
  /** The copy made before an older file was brought up to date. */
  readonly copy: string | undefined;
}

/** A damage check reads about a gigabyte a second; larger files are checked by `serve` and `doctor`, not by each verb. */
const CHECKED_BYTES = 64 * 1024 * 1024;

/** Opens the database at `path`, creating or updating it where needed. What is refused is left untouched. */
export function openDatabase(path: string, options: OpenOptions): Opened | { readonly refused: Refusal } {
  const migrations = options.migrations ?? MIGRATIONS;
  const checkUpTo = options.check === 'full' ? Infinity : CHECKED_BYTES;
  const found = inspect(path, { latest: latestVersion(migrations), checkUpTo });
  if ('refused' in found) return found;
  try {
    const update =
      'missing' in found ? create(path, migrations) : bringUpToDate(path, found.version, options);
    if ('refused' in update) return update;
    return { ...connect(path, options), created: 'missing' in found, copy: update.copy };
  } catch (error) {
    const code = engineCode(error);
    if (code === undefined) throw error;
    return { refused: refuse('unreadable', path, `it cannot be opened (${code})`, REMEDY.rights) };
  }
}

type Updated = { readonly copy: string | undefined } | { readonly refused: Refusal };

/** Built under another name and linked into place whole, so that a crash or a second process never meets half a file. */
function create(path: string, migrations: readonly Migration[]): Updated {
  const draft = `${path}.new-${process.pid}`;
  removeDatabase(draft);
  const db = connectWriter(draft, false);
  const failure = migrate(db, migrations);
  db.close();
  if (failure !== undefined) {
    removeDatabase(draft);
    return { refused: migrationFailed(path, failure, undefined) };
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    // Another process was quicker: its file is as good. Where links do not exist, renaming has to do.
    const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!taken) renameSync(draft, path);
  }
  removeDatabase(draft);
  return { copy: undefined };
}

function bringUpToDate(path: string, version: number, options: OpenOptions): Updated {
  const migrations = options.migrations ?? MIGRATIONS;
  if (version >= latestVersion(migrations)) return { copy: undefined };
  const lock = takeLock(path, 'migrate', options.now);
  if ('refused' in lock) return lock;
  if ('heldBy' in lock && lock.heldBy.pid !== process.pid) {
    const who = `${lock.heldBy.command} (pid ${lock.heldBy.pid})`;
    return {
      refused: refuse('in-use', path, `it must be brought up to date, and ${who} is using it`, 'stop that'),
    };
  }
  const db = connectWriter(path, true);
  try {
    const copy = copyBefore(db, path, version);
    const failure = migrate(db, migrations);
    return failure === undefined ? { copy } : { refused: migrationFailed(path, failure, copy) };
  } finally {
    db.close();
    if ('release' in lock) lock.release();
  }
}

function copyBefore(db: Database.Database, path: string, version: number): string {
  const copy = besideDatabase(path, `backup-v${version}.db`);
  rmSync(`${copy}.new`, { force: true });
  db.prepare('vacuum into ?').run(`${copy}.new`);
  renameSync(`${copy}.new`, copy);
  return copy;
}

function migrationFailed(
  path: string,
  failure: { readonly version: number; readonly error: unknown },
  copy: string | undefined,
): Refusal {
  const reason = failure.error instanceof Error ? failure.error.message : 'unknown';
  const kept =
    copy === undefined
      ? 'nothing was kept of it'
      : `it still works with the version before; a copy is ${copy}`;
  return refuse('migration', path, `bringing it to schema ${failure.version} failed (${reason})`, kept);
}

function removeDatabase(path: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${ending}`, { force: true });
}

function connect(
  path: string,
  options: OpenOptions,
): { writer: Database.Database; reader: Database.Database } {
  const writer = connectWriter(path, true);
  const reader = connectReader(path);
  if (options.maxPages !== undefined) {
    const pageBytes = Number(writer.pragma('page_size', { simple: true }));
    writer.pragma(`max_page_count = ${Math.ceil((options.maxPages * 4096) / pageBytes)}`);
  }
  return { writer, reader };
}

/** A connection that sees what is committed, and may not write. */
export function connectReader(path: string): Database.Database {
  const reader = new Database(path, { fileMustExist: true, timeout: BUSY_MS });
  prepareConnection(reader);
  reader.pragma('query_only = ON');
  reader.pragma(`cache_size = -${READ_CACHE_KB}`);
  return reader;
}

/** Holds the facts and the index's hot parts of 100,000 procurements; the engine's own 2 MB read them anew each time. */
const READ_CACHE_KB = 48 * 1024;

const PAGE_BYTES = 8192;
const CHECKPOINT_PAGES = 2000;
const WRITE_CACHE_KB = 16 * 1024;

/** How long a write waits for another process's short write. */
const BUSY_MS = 5000;

function connectWriter(path: string, fileMustExist: boolean): Database.Database {
  const db = new Database(path, { fileMustExist, timeout: BUSY_MS });
  // Of a new file; another keeps what it has. A page holds two views rather than one and an overflow.
  db.pragma(`page_size = ${PAGE_BYTES}`);
  db.pragma('journal_mode = WAL');
  prepareConnection(db);
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  db.pragma(`cache_size = -${WRITE_CACHE_KB}`);
  return db;
}

/**
 * On every open: better-sqlite3 is built with NORMAL as the default in WAL mode, where a committed transaction may roll
 * back on power loss (https://sqlite.org/pragma.html#pragma_synchronous).
 */
function prepareConnection(db: Database.Database): void {
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('journal_size_limit = 67108864');
}
