import Database from 'better-sqlite3';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { APPLICATION_ID } from './migrations.ts';
import { refuse, REMEDY, type Refusal } from './refusal.ts';

/** Looks at what stands at a path without changing a byte of it. `fit` carries the schema version. */
export type Inspected =
  | { readonly missing: true }
  | { readonly fit: true; readonly version: number }
  | { readonly refused: Refusal };

export interface InspectOptions {
  readonly latest: number;
  /** Files up to this many bytes are checked for damage; a check reads all of the file. */
  readonly checkUpTo: number;
}

export function inspect(path: string, options: InspectOptions): Inspected {
  const refusal = refusedBySight(path);
  if (refusal !== undefined) return { refused: refusal };
  if (!existsSync(path)) return { missing: true };
  const head = headOf(path);
  if ('code' in head) return { refused: head };
  const version = head.readUInt32BE(USER_VERSION_AT);
  if (head.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) return { refused: foreign(path) };
  if (version > options.latest) return { refused: newer(path, version, options.latest) };
  return inspectInside(path, options);
}

/** Offsets in the header of every SQLite file: https://sqlite.org/fileformat.html §1.3. */
const HEADER_BYTES = 100;
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;
const MAGIC = 'SQLite format 3\0';

function refusedBySight(path: string): Refusal | undefined {
  const directory = statSync(dirname(path), { throwIfNoEntry: false });
  if (directory?.isDirectory() !== true) {
    const make = `create it, or set \`database\` to another path`;
    return refuse('directory-missing', path, `the directory ${dirname(path)} does not exist`, make);
  }
  if (sealed(directory.mode)) return readOnly(path, 'its directory');
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) return orphanLog(path);
  if (!file.isFile()) return refuse('not-a-file', path, 'this is not a file', REMEDY.other);
  if (file.size === 0)
    return refuse('empty', path, 'the file is empty, and a database never is', REMEDY.copy);
  return sealed(file.mode) ? readOnly(path, 'the file') : undefined;
}

/** Nobody may write: respected for root too, who could write all the same. */
function sealed(mode: number): boolean {
  return (mode & 0o222) === 0;
}

function readOnly(path: string, what: string): Refusal {
  return refuse('read-only', path, `${what} may not be written to`, REMEDY.rights);
}

/** A log left without its database would be replayed into whatever is created in its place. */
function orphanLog(path: string): Refusal | undefined {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (log === undefined || log.size === 0) return undefined;
  const remedy = 'put the database back beside it, or move the log away to start anew';
  return refuse('orphan-log', path, `the file is gone but its log ${path}-wal is still there`, remedy);
}

function headOf(path: string): Buffer | Refusal {
  const head = Buffer.alloc(HEADER_BYTES);
  let read = 0;
  try {
    const file = openSync(path, 'r');
    try {
      read = readSync(file, head, 0, HEADER_BYTES, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    return refuse('unreadable', path, 'the file cannot be read', REMEDY.rights);
  }
  const magic = head.toString('latin1', 0, MAGIC.length);
  if (read < HEADER_BYTES || magic !== MAGIC) {
    return refuse('not-a-database', path, 'this is not a SQLite database', REMEDY.other);
  }
  return head;
}

/** The log may hold a newer header than the file, and damage shows only inside: opened to read, so nothing is written. */
function inspectInside(path: string, options: InspectOptions): Inspected {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > options.latest) return { refused: newer(path, version, options.latest) };
    if (statSync(path).size > options.checkUpTo) return { fit: true, version };
    const found = String(db.pragma('quick_check(1)', { simple: true }));
    return found === 'ok' ? { fit: true, version } : { refused: damaged(path) };
  } catch {
    return { refused: damaged(path) };
  } finally {
    db?.close();
  }
}

function damaged(path: string): Refusal {
  return refuse('damaged', path, 'the file is damaged', REMEDY.copy);
}

function foreign(path: string): Refusal {
  return refuse('foreign', path, 'this is the database of another program', REMEDY.other);
}

function newer(path: string, version: number, latest: number): Refusal {
  const trouble = `it was written by a newer tenderbell (schema ${version}, this one knows ${latest})`;
  return refuse('newer', path, trouble, 'run that version, or set `database` to another path');
}
