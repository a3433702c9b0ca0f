import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { importReleases, type ImportDeps, type ImportOptions } from '../../src/flows/import.ts';
import { parseQuery } from '../../src/match/parse.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { aClassification, aNotice } from '../builders.ts';
import { fakeClock } from '../fake-clock.ts';

const TEXTS = Array.from({ length: 1250 }, (_, place) =>
  JSON.stringify(
    aNotice({ noticeId: `${place}`, ocid: `ocds-h6vhtk-${place}`, releaseId: `${place}`, hash: `h${place}` }),
  ),
);

describe('importing a file of many pages', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-import-'));
  const clock = fakeClock('2026-09-05T09:00:00Z');
  let store: SqliteStore;
  let deps: ImportDeps;

  beforeAll(async () => {
    const opened = await openStore(join(directory, 'import.db'), { now: clock.now() });
    if ('refused' in opened) throw new Error(opened.refused.message);
    store = opened.store;
    deps = {
      clock,
      store,
      classify: () => aClassification(),
      queryOf: (text) => parseQuery(text).query,
      messageId: (key) => `<${key}@test.example>`,
      read: (text) => {
        const notice = JSON.parse(text) as Notice;
        const { portal, ocid, releaseId, hash, published } = notice;
        return { release: { portal, ocid, releaseId, hash, published, text }, notice };
      },
    };
  });

  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function run(more: Partial<ImportOptions>): ReturnType<typeof importReleases> {
    const options = { alertSince: undefined, startedAt: clock.now(), signal: new AbortController().signal };
    return importReleases({ name: 'bulk.json', releases: TEXTS }, deps, { ...options, ...more });
  }

  it('stops between two pages when it is told to, keeps what it read, and adds the rest another time', async () => {
    const stop = new AbortController();
    let pages = 0;
    const stopped = await run({
      signal: stop.signal,
      onPage: () => {
        pages += 1;
        if (pages === 3) stop.abort();
      },
    });
    expect(stopped).toMatchObject({ releases: 300, notices: 300, procurements: 300 });
    expect((await store.procurements.byId(300))?.versions).toHaveLength(1);
    expect(await store.procurements.byId(301)).toBeUndefined();

    const rest = await run({});
    expect(rest).toMatchObject({ releases: 1250, notices: 950, procurements: 950, seen: 300 });
    const everything = { kind: 'it', setting: 'any', negated: false } as const;
    expect((await store.procurements.search(everything, { limit: 1, now: clock.now() })).total).toBe(1250);
  });
});
