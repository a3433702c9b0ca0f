import Database from 'better-sqlite3';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Release } from '../../src/domain/release.ts';
import {
  openStore,
  storeFault,
  takeLock,
  type OpenOptions,
  type SqliteStore,
} from '../../src/store/index.ts';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import { aClassification, aNotice, aView } from '../builders.ts';

const NOW = Date.parse('2026-09-05T09:00:00Z');
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tenderbell-faults-'));
  path = join(directory, 'bell.db');
});

afterEach(() => {
  chmodSync(directory, 0o755);
  rmSync(directory, { recursive: true, force: true });
});

async function openFit(options: Partial<OpenOptions> = {}): Promise<SqliteStore> {
  const opened = await openStore(path, { now: NOW, ...options });
  if ('refused' in opened) throw new Error(opened.refused.message);
  return opened.store;
}

/** A database with something in it, closed. */
async function make(releases = 200): Promise<void> {
  const store = await openFit();
  await store.transaction(async (tx) => {
    await tx.releases.keep('page', bulky(releases, 400), NOW);
    await tx.procurements.save([change(1)], NOW);
  });
  await store.close();
}

/** Text that no compression makes smaller. */
function bulky(howMany: number, bytes: number): readonly Release[] {
  return Array.from({ length: howMany }, (_, place) => ({
    portal: 'find-a-tender',
    ocid: `ocds-h6vhtk-${place}-${bytes}`,
    releaseId: String(place),
    hash: String(place),
    published: NOW,
    text: JSON.stringify(randomBytes(bytes).toString('base64')),
  }));
}

function change(
  id: number,
): Parameters<Parameters<Parameters<SqliteStore['transaction']>[0]>[0]['procurements']['save']>[0][0] {
  const procurement = { id, view: aView(), classification: aClassification(), versions: [] };
  return {
    procurement,
    added: [aNotice({ ocid: `o-${id}` })],
    absorbed: [],
    owns: [`ocid:o-${id}`],
    cites: [],
  };
}

describe('a full disk', () => {
  it('fault 17: a page that does not fit is kept not at all, and a smaller one afterwards is', async () => {
    await make(1);
    const pages = statSync(path).size / 4096 + 30;
    const store = await openFit({ maxPages: pages });
    const before = await store.portals.state('find-a-tender');
    const full: unknown = await store
      .transaction(async (tx) => {
        await tx.procurements.save([change(2)], NOW);
        await tx.releases.keep('page', bulky(100, 4000), NOW);
      })
      .catch((error: unknown) => error);

    expect(storeFault(full)?.fault).toBe('full');
    expect(await store.portals.state('find-a-tender')).toEqual(before);
    expect(await store.procurements.byId(2)).toBeUndefined();

    await store.transaction(async (tx) => tx.procurements.save([change(2)], NOW));
    expect(await store.procurements.byId(2)).toBeDefined();
    await store.close();
    expect(integrity()).toBe('ok');
  });

  it('fault 17: a delivery that could not be finished is still leased, and finished later', async () => {
    await make(1);
    const store = await openFit({ maxPages: statSync(path).size / 4096 + 30 });
    const delivery = await store.transaction(async (tx) => {
      const consent = { by: 'operator', at: NOW, words: 'x', form: 'test' } as const;
      const address = { channel: 'email', email: 'ann@example.org' } as const;
      const subscription = await tx.subscriptions.add({
        address,
        query: 'q',
        cadence: 'instant',
        wanted: [],
        consent,
      });
      await tx.deliveries.queue({
        key: 'k',
        kind: 'alert',
        lane: 'instant',
        cadence: 'instant',
        subscriberId: subscription?.subscriber.id ?? 0,
        channel: 'email',
        messageId: '<k@example>',
        dueAt: NOW,
        expiresAt: NOW + 1,
        createdAt: NOW,
      });
      return tx.deliveries.claim('email', NOW, 'test', 1000);
    });
    if (delivery === undefined) throw new Error('nothing to claim');
    const full: unknown = await store
      .transaction(async (tx) => {
        await tx.deliveries.sent(delivery, '250', NOW);
        await tx.releases.keep('page', bulky(100, 4000), NOW);
      })
      .catch((error: unknown) => error);

    expect(storeFault(full)?.fault).toBe('full');
    expect(await store.deliveries.counts()).toMatchObject({ leased: 1, sent: 0 });
    expect(await store.transaction(async (tx) => tx.deliveries.sent(delivery, '250', NOW))).toBe(true);
    await store.close();
  });
});

describe('a file that cannot be the database', () => {
  const broken: readonly (readonly [string, string, () => Promise<void> | void])[] = [
    ['an empty file', 'empty', () => writeFileSync(path, '')],
    ['a text file', 'not-a-database', () => writeFileSync(path, 'hello '.repeat(100))],
    ['a short file', 'not-a-database', () => writeFileSync(path, 'SQLite format 3\0')],
    ['a directory', 'not-a-file', () => mkdirSync(path)],
    ['another program’s database', 'foreign', () => foreign(7)],
    ['a database that nobody marked', 'foreign', () => foreign(0)],
    ['a truncated file', 'damaged', async () => make().then(() => truncateSync(path, 4096 * 9))],
    ['a file with a page of rubbish', 'damaged', async () => make().then(() => overwrite(4096 * 3))],
    ['a read-only file', 'read-only', async () => make(1).then(() => chmodSync(path, 0o444))],
    ['a read-only directory', 'read-only', async () => make(1).then(() => chmodSync(directory, 0o555))],
  ];

  it.each(broken)(
    'fault 18: refuses %s as %s, names it, and leaves it as it is',
    async (_, code, breakIt) => {
      await breakIt();
      const before = contents();
      const opened = await openStore(path, { now: NOW });

      expect(opened).toMatchObject({ refused: { code } });
      const message = 'refused' in opened ? opened.refused.message : '';
      expect(message).toContain(path);
      expect(message).toContain(';');
      expect(message).not.toContain('\n');
      expect(contents()).toBe(before);
    },
  );

  it('fault 18: refuses a path whose directory is missing, and creates nothing', async () => {
    const opened = await openStore(join(directory, 'no', 'bell.db'), { now: NOW });

    expect(opened).toMatchObject({ refused: { code: 'directory-missing' } });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('fault 18: refuses to start anew beside the log of a database that was taken away', async () => {
    const store = await openFit();
    await store.transaction(async (tx) => tx.runs.ran('x', 1, 1));
    rmSync(path);

    expect(await openStore(path, { now: NOW })).toMatchObject({ refused: { code: 'orphan-log' } });
    expect(existsSync(path)).toBe(false);
    await store.close();
  });

  it('fault 18: finds damage in a large file when a full check is asked for', async () => {
    const store = await openFit();
    await store.transaction(async (tx) => tx.releases.keep('page', bulky(70, 1_000_000), NOW));
    await store.close();
    overwrite(4096 * 10_000);

    expect(await openStore(path, { now: NOW, check: 'full' })).toMatchObject({
      refused: { code: 'damaged' },
    });
    // Each small verb would have to read the whole file for it.
    await (await openFit()).close();
  });

  it('fault 19: refuses a file that a newer version wrote', async () => {
    await make(1);
    const db = new Database(path);
    db.pragma('user_version = 99');
    db.close();
    const before = contents();

    expect(await openStore(path, { now: NOW })).toMatchObject({ refused: { code: 'newer' } });
    expect(contents()).toBe(before);
  });

  it('fault 19: also where the newer version stands in the log alone', async () => {
    await make(1);
    const db = new Database(path);
    db.pragma('wal_autocheckpoint = 0');
    db.pragma('user_version = 99');
    const opened = await openStore(path, { now: NOW });
    db.close();

    expect(opened).toMatchObject({ refused: { code: 'newer' } });
  });
});

describe('a migration', () => {
  const failing = {
    version: 2,
    up: (db: Database.Database): void => {
      db.exec('create table halfway(x integer) strict; drop table job_run');
      throw new Error('on purpose');
    },
  };

  it('fault 26: that fails half-way leaves the version before it working, with a copy beside', async () => {
    await make(1);
    const opened = await openStore(path, { now: NOW, migrations: [...MIGRATIONS, failing] });

    expect(opened).toMatchObject({ refused: { code: 'migration' } });
    const store = await openFit();
    await store.transaction(async (tx) => tx.runs.ran('still', 1, NOW));
    expect(await store.procurements.byId(1)).toBeDefined();
    await store.close();
    expect(integrity()).toBe('ok');
    const copy = new Database(join(directory, 'bell.backup-v1.db'), { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(1);
    expect(copy.pragma('application_id', { simple: true })).toBe(0x54454e44);
    copy.close();
  });

  it('fault 26: that breaks a foreign key is undone', async () => {
    await make(1);
    const breaking = {
      version: 2,
      up: (db: Database.Database): void => void db.exec('delete from procurement'),
    };
    const opened = await openStore(path, { now: NOW, migrations: [...MIGRATIONS, breaking] });

    expect(opened).toMatchObject({ refused: { code: 'migration' } });
    const store = await openFit();
    expect(await store.procurements.byId(1)).toBeDefined();
    await store.close();
  });

  it('fault 26: waits for whoever is using the file', async () => {
    await make(1);
    const lock = new Database(join(directory, 'bell.lock.db'));
    lock.exec('begin exclusive');
    writeFileSync(
      join(directory, 'bell.lock.json'),
      JSON.stringify({ pid: 1, command: 'serve', since: NOW }),
    );
    const second = { version: 2, up: (): void => undefined };
    const opened = await openStore(path, { now: NOW, migrations: [...MIGRATIONS, second] });
    lock.close();

    expect(opened).toMatchObject({ refused: { code: 'in-use' } });
    expect('refused' in opened && opened.refused.message).toContain('serve (pid 1)');
  });
});

describe('other processes', () => {
  let compiled: string;
  const running: ChildProcess[] = [];

  // Node 20 runs no TypeScript, so the program to be killed is compiled: below node_modules, where it finds packages.
  beforeAll(() => {
    const cache = join(ROOT, 'node_modules', '.cache');
    mkdirSync(cache, { recursive: true });
    compiled = mkdtempSync(join(cache, 'tenderbell-faults-'));
    const config = join(compiled, 'tsconfig.json');
    const compilerOptions = { noEmit: false, noCheck: true, rootDir: ROOT, outDir: compiled, types: [] };
    const files = [fileURLToPath(new URL('./store.child.ts', import.meta.url))];
    writeFileSync(
      config,
      JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), compilerOptions, files, include: [] }),
    );
    writeFileSync(join(compiled, 'package.json'), '{"type":"module"}');
    execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', config]);
  });

  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });

  afterAll(() => {
    rmSync(compiled, { recursive: true, force: true });
  });

  function start(verb: 'hold' | 'write'): {
    readonly child: ChildProcess;
    readonly lines: AsyncIterator<string>;
  } {
    const program = join(compiled, 'test/faults/store.child.js');
    const child = spawn(process.execPath, [program, verb, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    running.push(child);
    return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
  }

  it('fault 20: a second taker of the lock is told who holds it, and a killed holder leaves it free', async () => {
    const { child, lines } = start('hold');
    expect((await lines.next()).value).toBe('held');

    expect(takeLock(path, 'collect', NOW)).toEqual({
      heldBy: { pid: child.pid, command: 'serve', since: 1_800_000_000_000 },
    });

    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = takeLock(path, 'collect', NOW);
    expect(lock).toHaveProperty('release');
    if ('release' in lock) lock.release();
  });

  it('fault 22: killed ten times while it writes pages, it keeps every page it spoke of, and each whole', async () => {
    const kills = 10;
    for (let kill = 0; kill < kills; kill += 1) {
      const { child, lines } = start('write');
      const killed = once(child, 'exit');
      let said = -1;
      for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
        said = Number(line.value);
        // Not at once after a line: a kill should also fall into the middle of a page.
        if (said % 3 === kill % 3) setTimeout(() => child.kill('SIGKILL'), kill);
      }
      await killed;

      expect(said).toBeGreaterThanOrEqual(0);
      expect(integrity()).toBe('ok');
      const rows = count();
      expect(rows.page).toBeGreaterThan(said);
      expect(rows).toEqual({
        page: rows.page,
        release: rows.page * 10,
        procurement: rows.page * 10,
        notice: rows.page * 10,
        owned_key: rows.page * 10,
        event: rows.page * 10,
        search: rows.page * 10,
      });
    }
  });
});

function foreign(application: number): void {
  const db = new Database(path);
  db.pragma(`application_id = ${application}`);
  db.exec('create table t(x)');
  db.close();
}

function overwrite(at: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, at, at + 4096);
  writeFileSync(path, bytes);
}

/** Everything that must not change: the file, byte for byte. */
function contents(): string {
  return statSync(path).isDirectory() ? 'a directory' : readFileSync(path).toString('base64');
}

function integrity(): unknown {
  const db = new Database(path, { readonly: true });
  try {
    return db.pragma('integrity_check', { simple: true });
  } finally {
    db.close();
  }
}

function count(): Record<string, number> & { readonly page: number } {
  const db = new Database(path, { readonly: true });
  const rowsIn = (table: string): number => Number(db.prepare(`select count(*) from ${table}`).pluck().get());
  try {
    const tables = ['release', 'procurement', 'notice', 'owned_key', 'event'];
    const found = `search where search match '"_stg_tender"'`;
    return {
      ...Object.fromEntries(tables.map((table) => [table, rowsIn(table)])),
      page: rowsIn('page'),
      search: rowsIn(found),
    };
  } finally {
    db.close();
  }
}
