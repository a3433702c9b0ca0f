import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILT_PORTALS, DEFAULT_URLS, type BuiltPortal } from '../../../src/portals/index.ts';
import { aPackage, servePages } from '../../portal-fixtures.ts';
import { openPortalWorld, type PortalWorld } from './portal-world.ts';
import { SHAPES } from './shapes.ts';
import type { Befall } from './wire.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const LINKED = BUILT_PORTALS.filter((id) => SHAPES[id].parts === undefined);
const PARTED = BUILT_PORTALS.filter((id) => SHAPES[id].parts !== undefined);

let world: PortalWorld;
afterEach(async () => {
  await world.close();
});

function ready(id: BuiltPortal): void {
  beforeEach(async () => {
    world = await openPortalWorld(id);
    await world.seeded();
    await world.subscribe('ann@example.org');
  });
}

/** The third of a portal's parts, or the one page of a portal that has none. */
function thirdOf(id: BuiltPortal): number {
  return SHAPES[id].parts === undefined ? 1 : 3;
}

/** A release on each of nine pages; which a portal without pages serves as nine of its parts. */
function publishNine(): void {
  world.wire.pageSize(1);
  for (const n of NINE) world.publish(n, {}, n - 1);
}

const pages = (): number[] => world.wire.asked.map(({ page }) => page);
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe.each(BUILT_PORTALS)('%s', (id) => {
  ready(id);

  it.each(SHAPES[id].parts === undefined ? [500, 502, 503, 504] : [502, 503])(
    'fault 1: %d on page 3 of 9 is asked again, then ends the run with pages 1 and 2 kept; the next run reads the rest',
    async (status) => {
      publishNine();
      world.wire.befall(({ page }) => (page === 3 ? { status } : undefined));
      const { readTo } = await world.state();

      const failed = await world.visit();
      await world.dispatch();

      expect(pages()).toEqual([1, 2, 3, 3, 3, 3]);
      expect(failed).toMatchObject({ pages: 2, notices: 2 });
      const [incomplete, ...unread] = failed.windows.filter(({ complete }) => !complete);
      expect(incomplete).toMatchObject({ fault: 'down', reason: `answered ${String(status)}` });
      expect(new Set(unread.map(({ reason }) => reason))).toEqual(new Set(unread.map(() => 'not reached')));
      expect(failed.windows.filter(({ complete }) => complete)).toHaveLength(
        SHAPES[id].parts === undefined ? 0 : 2,
      );
      expect(await world.state()).toMatchObject({
        readTo,
        // A miss is a run that read nothing whole: of types, two were.
        misses: SHAPES[id].parts === undefined ? 1 : 0,
        lastFault: `answered ${String(status)}`,
      });
      expect(world.kinds()).toHaveLength(2);

      world.wire.befall(undefined);
      world.clock.advance(10 * MINUTE);
      expect(await world.visit()).toMatchObject({ notices: 7, seen: 2 });
      await world.dispatch();
      const { readTo: moved, misses } = await world.state();
      expect([moved, misses]).toEqual([world.clock.now(), 0]);
      expect(await world.gaps()).toEqual([]);
      expect(world.kinds()).toEqual(NINE.map(() => ['new']));
      expect(new Set(world.titles()).size).toBe(9);
    },
  );

  it('fault 2: 429 with Retry-After: 300 leaves the host unasked for 300 s, also after a restart', async () => {
    const { leastPauseMs } = SHAPES[id];
    expect(await pauseAfter(() => ({ 'retry-after': '300' }))).toBe(Math.max(300_000, leastPauseMs));
    expect(await world.versions()).toHaveLength(1);
    expect((await world.state()).throttles).toBe(1);
  });

  it.each([4, 90])('fault 3: 429 with a date %d minutes ahead is honoured to the second', async (minutes) => {
    const { leastPauseMs } = SHAPES[id];
    const pause = await pauseAfter((at) => ({
      'retry-after': new Date(at + minutes * MINUTE).toUTCString(),
    }));
    expect(pause).toBe(Math.max(minutes * MINUTE, leastPauseMs));
  });

  it("fault 3: 429 without a header is the portal's own pause", async () => {
    expect(await pauseAfter(() => ({}))).toBe(SHAPES[id].pauseMs);
  });

  it.each([
    ['headers that never come', { headersMs: 800 }, 'timed out (UND_ERR_HEADERS_TIMEOUT)', () => {}],
    [
      'a body that stalls',
      { idleMs: 800 },
      'timed out (UND_ERR_BODY_TIMEOUT)',
      (response: ServerResponse) => {
        response.writeHead(200);
        response.write('{"releases":[');
      },
    ],
    [
      'a body that drips for ever',
      { idleMs: 10_000, totalMs: 800 },
      'took too long',
      (response: ServerResponse) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 30);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ] as const)('fault 5: %s is ended by a limit of its own', async (_what, limits, reason, behave) => {
    const third = thirdOf(id);
    const events: string[] = [];
    world.publish(1, {}, third - 1);
    world.wire.befall(({ page }, response) => {
      if (page !== third) return undefined;
      events.push('asked');
      response.on('close', () => events.push('hung up'));
      behave(response);
      return 'own';
    });

    const { windows } = await world.visit({ limits });

    await vi.waitFor(() => expect(events).toEqual(['asked', 'hung up']));
    expect(windows.filter(({ complete }) => !complete)).toMatchObject([{ reason }]);
    expect(pages()).toEqual(range(SHAPES[id].parts?.length ?? 1));
    world.wire.befall(undefined);
    world.clock.advance(7 * HOUR);
    await world.visit();
    expect(await world.versions()).toHaveLength(1);
    expect(await world.gaps()).toEqual([]);
  });

  it('fault 6: 100 MB, and 200 kB that unpack to 200 MB, end at the cap; the beginning is kept, and the run goes on', async () => {
    const third = thirdOf(id);
    world.publish(1, {}, third - 1);
    const bomb = bombOf200Megabytes();
    let poured = 0;
    const pour = async (response: ServerResponse): Promise<void> => {
      response.writeHead(200);
      const closed = once(response, 'close');
      const chunk = Buffer.alloc(1 << 20, ' ');
      for (poured = 0; poured < 100 && !response.destroyed; poured += 1)
        if (!response.write(chunk)) await Promise.race([once(response, 'drain'), closed]);
      response.end();
    };
    const only =
      (how: Befall): Befall =>
      (asked, response) =>
        asked.page === third ? how(asked, response) : undefined;

    const peak = await highestMemory(async () => {
      world.wire.befall(
        only((_asked, response) => {
          void pour(response);
          return 'own';
        }),
      );
      const { windows } = await world.visit();
      expect(windows.filter(({ complete }) => !complete)).toMatchObject([
        { fault: 'unusable', reason: 'unusable page: larger than 20971520 bytes' },
      ]);
      world.wire.befall(only(() => ({ headers: { 'content-encoding': 'gzip' }, body: bomb })));
      await world.visit();
    });
    await world.dispatch();

    expect(poured).toBeLessThan(60);
    expect(peak).toBeLessThan(300 << 20);
    expect(pages().filter((page) => page === third)).toHaveLength(2);
    const kept = await world.store().portals.quarantined(id);
    expect(kept.map(({ kind, reason, bytes, isCut }) => [kind, reason, bytes, isCut])).toEqual([
      ['page', 'larger than 52428800 bytes', bomb.length, false],
      ['page', 'larger than 20971520 bytes', 5 << 20, true],
    ]);
    expect(world.notices()).toHaveLength(1);

    world.wire.befall(undefined);
    await world.visit();
    expect(await world.versions()).toHaveLength(1);
    expect(await world.gaps()).toEqual([]);
  });

  it('fault 14: a redirect in a loop, to plain http, a file, an inner address, another port or another host is refused', async () => {
    const trap = await servePages(() => ({ body: aPackage([world.text(1)]) }));
    const refused = [
      [SHAPES[id].route, 'redirected too often', 4],
      ['http://portal.example/x', 'redirect refused: only https is asked, not http:', 1],
      ['file:///etc/passwd', 'redirect refused: only https is asked, not file:', 1],
      ['http://169.254.169.254/latest/meta-data/', 'redirect refused: only https is asked, not http:', 1],
      [`${trap.url}${SHAPES[id].route}`, 'redirect refused: another scheme or port', 1],
      [`${DEFAULT_URLS[id]}/x`, 'redirect refused: another scheme or port', 1],
    ] as const;
    const { readTo } = await world.state();
    const windows = SHAPES[id].parts?.length ?? 1;

    for (const [location, reason, requests] of refused) {
      world.wire.asked.length = 0;
      world.wire.befall(() => ({ status: 302, headers: { location } }));
      const report = await world.visit();
      expect(report.windows, location).toHaveLength(windows);
      for (const window of report.windows) expect(window).toMatchObject({ fault: 'refused', reason });
      expect(world.wire.asked, location).toHaveLength(windows * requests);
    }

    expect(trap.asked).toEqual([]);
    expect(await world.versions()).toEqual([]);
    expect(await world.state()).toMatchObject({ readTo, misses: refused.length });
    await trap.close();
  });
});

describe.each(PARTED)('%s, which is asked part by part', (id) => {
  ready(id);
  const parts = SHAPES[id].parts ?? [];

  // A 500 here is a month's own trouble and lasts: it is not asked again. A 504 may be the front end's.
  it.each([
    [500, 1],
    [504, 4],
  ])(
    'fault 1: %d for the third part of nine lets it rest for six hours; the others are read, and it after them',
    async (status, tries) => {
      publishNine();
      world.wire.befall(({ page }) => (page === 3 ? { status } : undefined));

      const first = await world.visit();

      expect(pages()).toEqual([1, 2, ...range(tries).map(() => 3), ...range(parts.length).slice(3)]);
      expect(first).toMatchObject({ pages: parts.length - 1, notices: 8 });
      expect(await world.gaps()).toMatchObject([{ part: parts[2], reason: `answered ${String(status)}` }]);
      expect((await world.state()).misses).toBe(0);

      world.wire.befall(undefined);
      world.wire.asked.length = 0;
      world.clock.advance(5.9 * HOUR);
      expect(await world.visit()).toMatchObject({ notices: 0 });
      expect(pages()).not.toContain(3);
      world.clock.advance(0.2 * HOUR);
      expect(await world.visit()).toMatchObject({ notices: 1 });
      expect(await world.gaps()).toEqual([]);
      await world.dispatch();
      expect(world.kinds()).toEqual(NINE.map(() => ['new']));
    },
  );

  it('fault 16: a part that names a next page for ever is read once: there is none', async () => {
    world.publish(1);
    world.wire.befall(({ path, page }) => ({
      body: aPackage(page === 1 ? [world.text(1)] : [], `${DEFAULT_URLS[id]}${path}&cursor=2`),
    }));

    const { windows } = await world.visit();

    expect(pages()).toEqual(range(parts.length));
    expect(windows.filter(({ complete }) => !complete)).toEqual([]);
    expect(await world.versions()).toHaveLength(1);
  });
});

describe.each(LINKED)('%s, which is asked page by page', (id) => {
  ready(id);

  it.each([
    ['is for ever the same', () => 'same', 'the next page is one already read', 2],
    ['is for ever another', (page: number) => String(page + 1), 'more than 60 pages', 60],
  ] as const)(
    'fault 16: a next page that %s stops at a cap; the window is a gap, the others are read, and it after them',
    async (_what, cursorAfter, reason, asks) => {
      const trouble = world.clock.now() + HOUR;
      const isTroubled = (query: URLSearchParams): boolean => SHAPES[id].asksFor(query, trouble);
      world.wire.befall(({ path, page }) => {
        const next = new URL(path, DEFAULT_URLS[id]);
        if (!isTroubled(next.searchParams)) return undefined;
        next.searchParams.set('cursor', cursorAfter(page));
        return { body: aPackage([], next.href) };
      });
      world.clock.advance(50 * HOUR);
      world.publish(1);

      const { windows } = await world.visit();
      await world.dispatch();

      const endless = windows.filter(({ fault }) => fault !== undefined);
      expect(endless.length).toBeGreaterThan(0);
      for (const window of endless) expect(window).toMatchObject({ fault: 'endless', reason });
      const troubled = world.wire.asked.filter(({ path }) =>
        isTroubled(new URL(path, DEFAULT_URLS[id]).searchParams),
      );
      expect(troubled).toHaveLength(endless.length * asks);
      expect(world.kinds()).toEqual([['new']]);
      const gaps = await world.gaps();
      expect(gaps.length).toBeGreaterThan(0);
      expect((await world.state()).readTo).toBeGreaterThan(trouble);

      world.wire.befall(undefined);
      world.publish(2, { at: trouble });
      await world.visit();
      expect(await world.gaps()).toEqual([]);
      expect(await world.versions()).toHaveLength(2);
    },
  );
});

/** How long a portal is left unasked after its first answer, 429: by a process that is killed as it waits, and by the next. */
async function pauseAfter(headers: (at: number) => Readonly<Record<string, string>>): Promise<number> {
  const { wire, clock } = world;
  world.publish(1);
  wire.befall(({ at }) => (wire.asked.length === 1 ? { status: 429, headers: headers(at) } : undefined));
  const ended = await world.visit({ isDying: true }).then(
    () => 'put off',
    (error: unknown) => (error instanceof Error ? error.message : undefined),
  );
  expect(['put off', 'killed']).toContain(ended);
  expect(wire.times).toHaveLength(1);
  await world.restart();
  for (let turn = 0; turn < 100 && wire.times.length < 2; turn += 1) {
    clock.advance(100_000);
    await world.visit();
  }
  const [first = 0, second = 0] = wire.times;
  return second - first;
}

/** 200 members of a megabyte of zeros each: gzip allows several in a row. */
function bombOf200Megabytes(): Buffer {
  const member = gzipSync(Buffer.alloc(1 << 20));
  return Buffer.concat(Array.from({ length: 200 }, () => member));
}

/** How far the process's memory rises while something is done, bytes. */
async function highestMemory(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage().rss;
  let highest = before;
  const look = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 5);
  try {
    await work();
  } finally {
    clearInterval(look);
  }
  return Math.max(highest, process.memoryUsage().rss) - before;
}
