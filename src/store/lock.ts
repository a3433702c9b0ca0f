import Database from 'better-sqlite3';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { besideDatabase } from './paths.ts';
import { engineCode, refuse, REMEDY, type Refusal } from './refusal.ts';

/** Who holds the process lock. `pid` is 0 in the instant before a new holder has written who it is. */
export interface Holder {
  readonly pid: number;
  readonly command: string;
  /** UTC milliseconds. */
  readonly since: number;
}

export type Taken =
  { readonly release: () => void } | { readonly heldBy: Holder } | { readonly refused: Refusal };

/**
 * Takes the lock of the database at `path`, held until `release` or the end of the process: the operating system gives
 * it back, even after SIGKILL. The lock is an exclusive transaction on a file of its own, so that the database itself
 * stays free for readers and short writers; a JSON file beside it says who holds it.
 */
export function takeLock(path: string, command: string, now: number): Taken {
  const card = besideDatabase(path, 'lock.json');
  let lock: Database.Database | undefined;
  try {
    lock = new Database(besideDatabase(path, 'lock.db'), { timeout: 0 });
    lock.exec('begin exclusive');
    writeCard(card, { pid: process.pid, command, since: now });
    return { release: releaser(lock, card) };
  } catch (error) {
    lock?.close();
    if (engineCode(error)?.startsWith('SQLITE_BUSY') === true) return { heldBy: readCard(card) };
    return { refused: refuse('unreadable', path, 'its lock file cannot be written', REMEDY.rights) };
  }
}

function releaser(lock: Database.Database, card: string): () => void {
  return () => {
    if (!lock.open) return;
    rmSync(card, { force: true });
    lock.close();
  };
}

function writeCard(card: string, holder: Holder): void {
  const draft = `${card}.${holder.pid}`;
  writeFileSync(draft, `${JSON.stringify(holder)}\n`);
  renameSync(draft, card);
}

function readCard(card: string): Holder {
  const nobody = { pid: 0, command: 'another command', since: 0 };
  try {
    const written: unknown = JSON.parse(readFileSync(card, 'utf8'));
    return isHolder(written) ? written : nobody;
  } catch {
    return nobody;
  }
}

function isHolder(written: unknown): written is Holder {
  if (typeof written !== 'object' || written === null) return false;
  const { pid, command, since }: { pid?: unknown; command?: unknown; since?: unknown } = written;
  return typeof pid === 'number' && typeof command === 'string' && typeof since === 'number';
}
