import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openClassifier } from '../../src/app/classifier.ts';
import { createHttp } from '../../src/base/http.ts';
import { londonDay, londonWall } from '../../src/base/london.ts';
import type { PortalId } from '../../src/domain/portal.ts';
import type { Log } from '../../src/domain/ports.ts';
import { collect } from '../../src/flows/collect.ts';
import { taskDue, type CollectDeps } from '../../src/flows/portal-run.ts';
import { parseQuery } from '../../src/match/parse.ts';
import { createPortal } from '../../src/portals/index.ts';
import { openStore } from '../../src/store/index.ts';
import { fakeClock } from '../fake-clock.ts';
import { aCfRelease, aPackage, anFtsRelease, servePages } from '../portal-fixtures.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

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

const PORTALS_TRIED = {
  'find-a-tender': {
    bounds: ['updatedFrom', 'updatedTo'],
    release: (n: number, at: number) =>
      JSON.stringify(
        anFtsRelease({
          id: `${String(n).padStart(6, '0')}-2026`,
          ocid: `ocds-h6vhtk-${n.toString(16)}`,
          date: new Date(at).toISOString(),
        }),
      ),
  },
  'contracts-finder': {
    bounds: ['publishedFrom', 'publishedTo'],
    release: (n: number, at: number) => {
      const guid = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
      return JSON.stringify(
        aCfRelease({ id: `${guid}-1`, ocid: `ocds-b5fd17-${guid}`, date: new Date(at).toISOString() }),
      );
    },
  },
} as const;

/** A portal that publishes every ten minutes round a change of the clocks, polled every quarter of an hour. */
async function pollThrough(id: keyof typeof PORTALS_TRIED, change: number, reading: Reading) {
  const { bounds, release } = PORTALS_TRIED[id];
  const published = Array.from({ length: 6 * 12 }, (_, n) => ({
    n,
    at: change - 6 * HOUR + n * 10 * MINUTE + 1000,
  }));
  const clock = fakeClock(change - 7 * HOUR);
  const served = await servePages((path) => {
    const query = new URL(path, 'http://portal.example').searchParams;
    const [from, to] = bounds.map((name) => instantOf(query.get(name) ?? '', reading));
    const inside = published.filter(({ at }) => at >= (from ?? 0) && at <= (to ?? 0) && at <= clock.now());
    return { body: aPackage(inside.map(({ n, at }) => release(n, at))) };
  });
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-clocks-'));
  const opened = await openStore(join(directory, 'test.db'), { now: clock.now() });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const { store } = opened;
  const memory = { load: async () => await store.hosts.load(id), save: async () => await Promise.resolve() };
  const http = createHttp({ clock, log: quiet, memory, userAgent: 'tenderbell-test' });
  open.push(async () => {
    await http.close();
    await store.close();
    await served.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const portal = createPortal(id, { http, clock, log: quiet, url: served.url, spacingMs: 0 });
  const deps: CollectDeps = {
    store,
    clock,
    log: quiet,
    classify: openClassifier(),
    queryOf: (text) => parseQuery(text).query,
    messageId: (key) => `<${key}@test.example>`,
  };
  const signal = new AbortController().signal;
  let notices = 0;
  for (let poll = 0; clock.now() < change + 8 * HOUR; poll += 1) {
    clock.set(change - 7 * HOUR + poll * 15 * MINUTE);
    const report = await collect(portal, await taskDue(portal, store, clock.now()), deps, signal);
    notices += report.notices;
  }
  return { published, notices, store, asked: served.asked, bounds };
}

const CHANGES = [
  ['back, on 25 October 2026', Date.parse('2026-10-25T01:00:00Z')],
  ['forward, on 28 March 2027', Date.parse('2027-03-28T01:00:00Z')],
] as const;

describe.each(CHANGES)('when the clocks go %s', (_when, change) => {
  it.each(
    (['find-a-tender', 'contracts-finder'] as const).flatMap((id) =>
      (['first', 'second'] as const).map((reading) => [id, reading] as const),
    ),
  )(
    '%s is read without a hole or a doubled notice, whether an hour that comes twice is read as its %s',
    async (id, reading) => {
      const { published, notices, store, asked, bounds } = await pollThrough(id, change, reading);

      expect(notices).toBe(published.length);
      const state = await store.portals.state(id satisfies PortalId);
      expect(state.misses).toBe(0);
      expect(await store.portals.gaps(id)).toEqual([]);
      const [whole, ...others] = await store.portals.complete(id);
      expect(others).toEqual([]);
      expect(londonDay(whole?.to ?? 0)).toBe(londonDay(change));
      for (const path of asked) {
        const query = new URL(path, 'http://portal.example').searchParams;
        const [from, to] = bounds.map((name) => query.get(name) ?? '');
        expect(Date.parse(`${from ?? ''}Z`)).toBeLessThan(Date.parse(`${to ?? ''}Z`));
      }
    },
  );
});
