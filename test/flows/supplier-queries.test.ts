import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerOf } from '../../src/app/any-portal.ts';
import { openClassifier } from '../../src/app/classifier.ts';
import { createHttp } from '../../src/base/http.ts';
import type { Procurement } from '../../src/domain/procurement.ts';
import { importReleases } from '../../src/flows/import.ts';
import { searchProcurements } from '../../src/flows/search.ts';
import { documentOf, type MatchDocument } from '../../src/match/document.ts';
import { matches } from '../../src/match/evaluate.ts';
import { parseQuery } from '../../src/match/parse.ts';
import { BUILT_PORTALS, createPortal, DEFAULT_URLS, readFile } from '../../src/portals/index.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { fakeClock } from '../fake-clock.ts';
import { quiet } from '../portal-fixtures.ts';
import { SUPPLIER_QUERIES } from './supplier-queries.ts';
import { queryReader } from '../query-reader.ts';

const DATA = resolve(process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data');
const hasData = existsSync(DATA);
if (!hasData) process.stderr.write(`skipped: real notices are not at ${DATA} (TENDERBELL_REAL_DATA)\n`);

/** Folders are read whole; Contracts Finder's export of 2025 is damaged at its source. */
const FOLDERS = [
  'find-a-tender/day-2026-08-10',
  'find-a-tender/day-2026-08-11',
  'find-a-tender/whole-stream',
];
const FILES = [
  'contracts-finder/ocds/2022-10-1.json.gz',
  'contracts-finder/ocds/2022-10-2.json.gz',
  'contracts-finder/ocds/2022-10-3.json.gz',
  'contracts-finder/ocds/2022-10-4.json.gz',
  'contracts-finder/ocds/releases-2017-2021.jsonl.gz',
  'public-contracts-scotland/releases.jsonl.gz',
  'sell2wales/releases.jsonl.gz',
];

function recordedFiles(): readonly string[] {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(join(DATA, folder)).map((name) => join(folder, name)),
  );
  return [...inFolders, ...FILES].map((file) => join(DATA, file));
}

it('asks at least twenty, each with what it must find and what it must not', () => {
  expect(SUPPLIER_QUERIES.length).toBeGreaterThanOrEqual(20);
  for (const { query, finds, leavesOut } of SUPPLIER_QUERIES) {
    expect(parseQuery(query).messages, query).toEqual([]);
    expect([finds.length, leavesOut.length], query).not.toContain(0);
  }
});

describe.skipIf(!hasData)('what suppliers would type', () => {
  const clock = fakeClock('2026-08-12T09:00:00Z');
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-suppliers-'));
  let store: SqliteStore;
  let all: readonly { readonly procurement: Procurement; readonly document: MatchDocument }[] = [];

  async function search(text: string): Promise<readonly Procurement[]> {
    const found = await searchProcurements(text, { store, clock }, { limit: 10_000 });
    if (!('procurements' in found)) throw new Error(`no answer to ${text}`);
    return found.procurements;
  }

  beforeAll(async () => {
    const opened = await openStore(join(directory, 'suppliers.db'), { now: clock.now() });
    if ('refused' in opened) throw new Error(opened.refused.message);
    store = opened.store;
    const http = createHttp({ clock, log: quiet, memory: store.hosts, userAgent: 'test' });
    const deps = {
      store,
      clock,
      classify: openClassifier(),
      ...queryReader(),
      messageId: (key: string) => key,
      read: readerOf(
        BUILT_PORTALS.map((id) => createPortal(id, { http, clock, log: quiet, url: DEFAULT_URLS[id] })),
      ),
    };
    for (const path of recordedFiles()) {
      const file = readFile(readFileSync(path));
      if (!file.ok) throw new Error(`${path}: ${file.reason}`);
      const given = { name: path, releases: file.releases.map((release) => release.text) };
      const options = { alertSince: undefined, startedAt: 0, signal: new AbortController().signal };
      await importReleases(given, deps, options);
    }
    await http.close();
    all = (await search('it:any')).map((procurement) => ({ procurement, document: documentOf(procurement) }));
  }, 180_000);

  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('holds every notice that the queries name', () => {
    const held = new Set(noticeIds(all.map(({ procurement }) => procurement)));
    const named = SUPPLIER_QUERIES.flatMap(({ finds, leavesOut }) => [...finds, ...leavesOut]);
    expect(named.filter((noticeId) => !held.has(noticeId))).toEqual([]);
  });

  it.each(SUPPLIER_QUERIES)('$who: $query', async ({ query, finds, leavesOut }) => {
    const searched = await search(query);
    const { query: tree } = parseQuery(query);
    const told = all.filter(({ document }) => matches(tree, document, clock.now()));

    const found = new Set(noticeIds(searched));
    expect(finds.filter((noticeId) => !found.has(noticeId))).toEqual([]);
    expect(leavesOut.filter((noticeId) => found.has(noticeId))).toEqual([]);
    // What a search shows is what an alert would send.
    expect(idsOf(searched)).toEqual(idsOf(told.map(({ procurement }) => procurement)));
    // Nobody reads on where a tenth of everything is found.
    expect(searched.length).toBeLessThan(all.length / 10);
  });
});

function noticeIds(procurements: readonly Procurement[]): readonly string[] {
  return procurements.flatMap(({ view }) => view.notices.map(({ noticeId }) => noticeId));
}

function idsOf(procurements: readonly Procurement[]): readonly number[] {
  return procurements.map(({ id }) => id).toSorted((a, b) => a - b);
}
