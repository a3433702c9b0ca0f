import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import {
  importReleases,
  type ImportDeps,
  type ImportFile,
  type ImportOptions,
} from '../../src/flows/import.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { aClassification, aNotice } from '../builders.ts';
import { fakeClock } from '../fake-clock.ts';
import { queryReader } from '../query-reader.ts';

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
      ...queryReader(),
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

  async function run(
    more: Partial<ImportOptions>,
    releases: ImportFile['releases'] = TEXTS,
  ): ReturnType<typeof importReleases> {
    const options = { alertSince: undefined, startedAt: clock.now(), signal: new AbortController().signal };
    return importReleases({ name: 'bulk.json', releases }, deps, { ...options, ...more });
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

  it('takes releases of a file as it needs them: never more than a transaction keeps', async () => {
    let taken = 0;
    let kept = 0;
    let most = 0;
    async function* lines() {
      for (const text of TEXTS) {
        await Promise.resolve();
        taken += 1;
        most = Math.max(most, taken - kept);
        yield text;
      }
    }
    const pages: number[] = [];
    const counts = await run(
      {
        onPage: (releases) => {
          pages.push(releases);
          kept += releases;
        },
      },
      lines(),
    );

    expect(counts).toMatchObject({ releases: 1250, seen: 1250 });
    expect(pages).toEqual([...Array.from({ length: 12 }, () => 100), 50]);
    expect(most).toBe(1000);
  });

  it('keeps fewer large releases together', async () => {
    const padding = ' '.repeat(8 * 2 ** 20);
    const pages: number[] = [];
    await run(
      { onPage: (releases) => void pages.push(releases) },
      TEXTS.slice(0, 6).map((text) => `${text}${padding}`),
    );
    expect(pages).toEqual([4, 2]);
  });

  it('lets go of the file when it is told to stop', async () => {
    const stop = new AbortController();
    let isClosed = false;
    async function* lines() {
      try {
        for (const text of TEXTS) yield await Promise.resolve(text);
      } finally {
        isClosed = true;
      }
    }
    await run({ signal: stop.signal, onPage: () => stop.abort() }, lines());
    expect(isClosed).toBe(true);
  });
});
