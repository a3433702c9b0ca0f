import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openClassifier } from '../../src/app/classifier.ts';
import { createHttp } from '../../src/base/http.ts';
import { londonDay, londonWall } from '../../src/base/london.ts';
import type { CollectDeps } from '../../src/flows/portal-run.ts';
import { visit } from '../../src/flows/visit.ts';
import { createPortal } from '../../src/portals/index.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import { fakeClock } from '../fake-clock.ts';
import {
  aCfRelease,
  aPackage,
  aPcsRelease,
  aS2wRelease,
  anEmptyMonth,
  anFtsRelease,
  hostMemory,
  quiet,
  servePages,
} from '../portal-fixtures.ts';
import { queryReader } from '../query-reader.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** A wall time that stands for two instants when clocks go back, read as a server might read it. */
type Reading = 'first' | 'second';

function instantOf(wall: string, reading: Reading): number {
  const utc = Date.parse(`${wall}Z`);
  const candidates = [utc - HOUR, utc].filter((at) => londonWall(at) === wall);
  const found = reading === 'first' ? candidates[0] : candidates.at(-1);
  if (found === undefined) throw new Error(`${wall} is no time in London`);
  return found;
}

/** The releases, numbered from 0 in the order of their publication. */
interface Published {
  readonly n: number;
  readonly at: number;
}

interface Tried {
  readonly id: 'find-a-tender' | 'contracts-finder' | 'public-contracts-scotland' | 'sell2wales';
  /** From the first poll to the last, milliseconds before and after the change; and between two polls. */
  readonly before: number;
  readonly after: number;
  readonly every: number;
  /** Between two releases, milliseconds. */
  readonly apart: number;
  /** How many parts the portal's windows have. */
  readonly parts: number;
  readonly release: (one: Published) => object;
  /** Those that a request asks for; undefined for another route. */
  readonly wanted: (
    query: URLSearchParams,
    published: readonly Published[],
  ) => readonly Published[] | undefined;
  /** How far back a request reaches from `now`, to tell the nightly sweep from a poll. */
  readonly isFarBack: (query: URLSearchParams, now: number) => boolean;
}

function search(id: 'find-a-tender' | 'contracts-finder', reading: Reading): Tried {
  const [from, to] = id === 'find-a-tender' ? ['updatedFrom', 'updatedTo'] : ['publishedFrom', 'publishedTo'];
  return {
    id,
    before: 7 * HOUR,
    after: 8 * HOUR,
    every: 15 * MINUTE,
    apart: 10 * MINUTE,
    parts: 1,
    release: ({ n, at }) => {
      const date = new Date(at).toISOString();
      const guid = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
      return id === 'find-a-tender'
        ? anFtsRelease({
            id: `${String(n).padStart(6, '0')}-2026`,
            ocid: `ocds-h6vhtk-${n.toString(16)}`,
            date,
          })
        : aCfRelease({ id: `${guid}-1`, ocid: `ocds-b5fd17-${guid}`, date });
    },
    wanted: (query, published) => {
      if (!query.has(from)) return undefined;
      const [first, last] = [from, to].map((name) => instantOf(query.get(name) ?? '', reading));
      return published.filter(({ at }) => at >= (first ?? 0) && at <= (last ?? 0));
    },
    isFarBack: (query, now) => query.has(from) && now - instantOf(query.get(from) ?? '', reading) > 2 * DAY,
  };
}

const MONTHLY = {
  'public-contracts-scotland': { types: ['2', '102'], parts: 11 },
  sell2wales: { types: ['2', '51'], parts: 13 },
} as const;

function monthly(id: keyof typeof MONTHLY): Tried {
  const { types, parts } = MONTHLY[id];
  return {
    id,
    before: 7 * HOUR,
    after: 32 * HOUR,
    every: HOUR,
    apart: 30 * MINUTE,
    parts,
    release: ({ n, at }) => {
      const stated = { number: `OCT4${String(n).padStart(5, '0')}`, date: `${londonDay(at)}T00:00:00Z` };
      if (id === 'public-contracts-scotland')
        return aPcsRelease({ ...stated, ocid: `ocds-r6ebe6-0000${String(900_000 + n)}` });
      const ocid = `ocds-kuma6s-${String(150_000 + n)}`;
      return aS2wRelease({ ...stated, ocid, id: `${ocid}-release-1` });
    },
    wanted: (query, published) => {
      if (!query.has('dateFrom')) return undefined;
      const month = query.get('dateFrom')?.split('-').toReversed().join('-');
      return published.filter(
        ({ n, at }) =>
          londonDay(at).startsWith(`${month ?? ''}-`) && types[n % 2] === query.get('noticeType'),
      );
    },
    // A poll reaches back five days: into another month than that, only the sweep does.
    isFarBack: (query, now) => {
      const month = query.get('dateFrom')?.split('-').toReversed().join('-');
      return month !== undefined && month < londonDay(now - 6 * DAY).slice(0, 7);
    },
  };
}

/** A portal that publishes round a change of the clocks, and is visited all the while. */
async function visitThrough(tried: Tried, change: number) {
  const { id, before, after, every, apart } = tried;
  const published = Array.from({ length: (before - HOUR + after - 2 * HOUR) / apart }, (_, n) => ({
    n,
    at: change - before + HOUR + n * apart + 1000,
  }));
  const clock = fakeClock(change - before);
  const served = await servePages((path) => {
    const out = published.filter(({ at }) => at <= clock.now());
    const wanted = tried.wanted(new URL(path, 'http://portal.example').searchParams, out);
    // Contracts Finder's other search, which nothing is compared with here.
    if (wanted === undefined) return { body: '{"hitCount":0,"noticeList":[]}' };
    const texts = wanted.map((one) => JSON.stringify(tried.release(one)));
    return { body: texts.length === 0 && tried.parts > 1 ? anEmptyMonth() : aPackage(texts) };
  });
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-clocks-'));
  const opened = await openStore(join(directory, 'test.db'), { now: clock.now() });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const { store } = opened;
  const http = createHttp({ clock, log: quiet, memory: hostMemory(), userAgent: 'tenderbell-test' });
  open.push(async () => {
    await http.close();
    await store.close();
    await served.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const site = { enabled: false, afterMs: HOUR };
  const portal = createPortal(id, { http, clock, log: quiet, url: served.url, spacingMs: 0, site });
  const deps: CollectDeps = {
    store,
    clock,
    log: quiet,
    classify: openClassifier(),
    ...queryReader(),
    messageId: (key) => `<${key}@test.example>`,
  };
  const signal = new AbortController().signal;
  let notices = 0;
  const polls: Poll[] = [];
  for (let at = change - before; at <= change + after; at += every) {
    clock.set(at);
    const first = served.asked.length;
    const report = await visit(portal, deps, signal);
    notices += report.notices;
    polls.push({ at, asked: served.asked.slice(first) });
  }
  return { published, notices, store, polls };
}

interface Poll {
  readonly at: number;
  /** Path and query of each request. */
  readonly asked: readonly string[];
}

function queryOf(path: string): URLSearchParams {
  return new URL(path, 'http://portal.example').searchParams;
}

/** Everything once, all windows complete up to the last poll, and nothing asked for twice in one. */
async function expectWhole(
  tried: Tried,
  { published, notices, store, polls }: Awaited<ReturnType<typeof visitThrough>>,
): Promise<void> {
  expect(published.length).toBeGreaterThan(70);
  expect(notices).toBe(published.length);
  const state = await store.portals.state(tried.id);
  expect(state.misses).toBe(0);
  expect(await store.portals.gaps(tried.id)).toEqual([]);
  await expectOneSpan(tried, store, polls.at(-1)?.at ?? 0);
  for (const { asked } of polls) {
    const pages = asked.filter((path) => path.includes('?'));
    expect(new Set(pages).size).toBe(pages.length);
  }
}

async function expectOneSpan({ id, parts }: Tried, store: SqliteStore, end: number): Promise<void> {
  const spans = await store.portals.complete(id);
  expect(new Set(spans.map(({ part }) => part)).size).toBe(parts);
  expect(spans).toHaveLength(parts);
  expect(new Set(spans.map(({ from, to }) => `${String(from)} ${String(to)}`)).size).toBe(1);
  expect(spans[0]?.to).toBe(end);
}

/** When each visit was that read more than the days of a poll: the first pass, and the sweeps. */
function farBack({ isFarBack }: Tried, polls: readonly Poll[]): readonly string[] {
  return polls
    .filter(({ at, asked }) => asked.some((path) => isFarBack(queryOf(path), at)))
    .map(({ at }) => londonWall(at));
}

const READINGS = (['find-a-tender', 'contracts-finder'] as const).flatMap((id) =>
  (['first', 'second'] as const).map((reading) => [id, reading] as const),
);

describe.each([
  // Two o'clock of summer time, with which the sweep's hour begins, is one o'clock of winter time.
  ['back, on 25 October 2026', '2026-10-25T01:00:00Z', ['2026-10-24T19:00:00', '2026-10-25T01:00:00']],
  ['forward, on 28 March 2027', '2027-03-28T01:00:00Z', ['2027-03-27T18:00:00', '2027-03-28T03:00:00']],
])('when the clocks go %s', (_when, change, sweeps) => {
  it.each(READINGS)(
    '%s is visited without a hole or a doubled notice, and swept once that night, whether an hour that comes twice is read as its %s',
    async (id, reading) => {
      const tried = search(id, reading);
      const lived = await visitThrough(tried, Date.parse(change));

      await expectWhole(tried, lived);
      expect(farBack(tried, lived.polls)).toEqual(sweeps);
      for (const path of lived.polls.flatMap(({ asked }) => asked).filter((one) => one.includes('?'))) {
        const [from = '', to = ''] = [...queryOf(path)]
          .filter(([name]) => /From$|To$/.test(name))
          .map(([, wall]) => wall);
        expect(Date.parse(`${from}Z`)).toBeLessThan(Date.parse(`${to}Z`));
      }
    },
  );
});

// Years in which the month ends a day later: both come in one run of visits.
describe.each([
  ['back, on 31 October 2027', '2027-10-31T01:00:00Z', ['2027-10-30T19:00:00', '2027-10-31T01:00:00']],
  ['forward, on 31 March 2030', '2030-03-31T01:00:00Z', ['2030-03-30T18:00:00', '2030-03-31T03:00:00']],
])('when the clocks go %s, and the month ends', (_when, change, sweeps) => {
  it.each(['public-contracts-scotland', 'sell2wales'] as const)(
    '%s is visited without a hole or a doubled notice, and the month before swept once that night',
    async (id) => {
      const tried = monthly(id);
      const lived = await visitThrough(tried, Date.parse(change));

      await expectWhole(tried, lived);
      expect(farBack(tried, lived.polls)).toEqual(sweeps);
    },
  );
});
