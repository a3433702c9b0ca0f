import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerOf } from '../../src/app/any-portal.ts';
import { openClassifier } from '../../src/app/classifier.ts';
import { createHttp } from '../../src/base/http.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { NOTHING, plus, type Counts } from '../../src/flows/counts.ts';
import { importReleases, type ImportDeps } from '../../src/flows/import.ts';
import { searchProcurements } from '../../src/flows/search.ts';
import { BUILT_PORTALS, createPortal, DEFAULT_URLS, readFile } from '../../src/portals/index.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { answered } from '../answered.ts';
import { fakeClock } from '../fake-clock.ts';
import { queryReader } from '../query-reader.ts';

const DATA = resolve(process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data');
const hasData = existsSync(DATA);
if (!hasData) process.stderr.write(`skipped: real notices are not at ${DATA} (TENDERBELL_REAL_DATA)\n`);

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function filesIn(folder: string, prefix = ''): string[] {
  return readdirSync(join(DATA, folder))
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(DATA, folder, name));
}

describe.skipIf(!hasData)('the recorded days of both portals', () => {
  const clock = fakeClock('2026-08-12T00:00:00Z');
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-real-'));
  const notices: Notice[] = [];
  let store: SqliteStore;
  let counts: Counts = NOTHING;
  let again: Counts = NOTHING;

  async function importAll(deps: ImportDeps): Promise<Counts> {
    const files = [
      ...filesIn('find-a-tender/day-2026-08-10'),
      ...filesIn('find-a-tender/day-2026-08-11'),
      ...filesIn('contracts-finder/ocds', '2022-10-'),
    ];
    let sum: Counts = NOTHING;
    for (const path of files) {
      const file = readFile(readFileSync(path));
      if (!file.ok) throw new Error(`${path}: ${file.reason}`);
      const releases = file.releases.map((release) => release.text);
      sum = plus(
        sum,
        await importReleases({ name: path, releases }, deps, {
          alertSince: undefined,
          startedAt: 0,
          signal: new AbortController().signal,
        }),
      );
    }
    return sum;
  }

  beforeAll(async () => {
    const opened = await openStore(join(directory, 'real.db'), { now: clock.now() });
    if ('refused' in opened) throw new Error(opened.refused.message);
    store = opened.store;
    const http = createHttp({ clock, log: quiet, memory: store.hosts, userAgent: 'test' });
    const portals = BUILT_PORTALS.map((id) =>
      createPortal(id, { http, clock, log: quiet, url: DEFAULT_URLS[id] }),
    );
    const read = readerOf(portals);
    const keepNotices: ImportDeps['read'] = (text) => {
      const result = read(text);
      if ('notice' in result) notices.push(result.notice);
      return result;
    };
    const deps = {
      store,
      clock,
      classify: openClassifier(),
      ...queryReader(),
      messageId: (key: string) => key,
    };
    counts = await importAll({ ...deps, read: keepNotices });
    again = await importAll({ ...deps, read });
    await http.close();
  }, 120_000);

  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('rejects nothing, and keeps the poisoned releases', () => {
    expect(counts).toMatchObject({ releases: 1161, rejected: 0 });
    expect(notices.filter((notice) => notice.flags.length > 0).length).toBeGreaterThan(0);
  });

  it('adds nothing when the same files are imported again', () => {
    expect(again).toMatchObject({
      releases: 1161,
      notices: 0,
      procurements: 0,
      events: 0,
      deliveries: 0,
      seen: 1161,
    });
  });

  it('finds every one of its own notices again, by title, number, ocid and address', async () => {
    const lost: string[] = [];
    for (const notice of notices) {
      const title = (notice.title ?? '').replaceAll('"', ' ');
      const asked = [`it:any "${title}"`, notice.noticeId, notice.ocid, notice.url];
      for (const query of asked) {
        const found = answered(await searchProcurements(query, { store, clock }, { limit: 1000 }));
        const has = found.procurements.some(({ view }) =>
          view.notices.some((ref) => ref.noticeId === notice.noticeId),
        );
        if (!has) lost.push(`${notice.noticeId}: ${query.slice(0, 40)}`);
      }
    }
    expect(lost).toEqual([]);
  }, 120_000);
});
