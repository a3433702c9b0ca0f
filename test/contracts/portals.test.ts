import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../src/base/http.ts';
import type { Window } from '../../src/domain/portal.ts';
import type { BadPage, Page, Portal, PortalFault } from '../../src/domain/ports.ts';
import { BUILT_PORTALS, DEFAULT_URLS, createPortal, type BuiltPortal } from '../../src/portals/index.ts';
import { fakeClock } from '../fake-clock.ts';
import {
  CF_NOTICE,
  aCfRelease,
  aPackage,
  anFtsRelease,
  hostMemory,
  quiet,
  servePages,
  type PageServer,
} from '../portal-fixtures.ts';

/** What each portal must know besides keeping the contract. */
const KNOWN = {
  'find-a-tender': {
    release: (n: number) => JSON.stringify(anFtsRelease({ id: `07000${String(n)}-2026` }), null, 4),
    noticeId: '070001-2026',
    route: '/api/1.0/ocdsReleasePackages',
    bounds: ['updatedFrom', 'updatedTo'],
    windowHours: 6,
    spacingMs: 12_000,
    pauseMs: { 403: 300_000, 429: 120_000 },
  },
  'contracts-finder': {
    release: (n: number) => JSON.stringify(aCfRelease({ id: `${CF_NOTICE}-60000${String(n)}` }), null, 4),
    noticeId: CF_NOTICE,
    route: '/Published/Notices/OCDS/Search',
    bounds: ['publishedFrom', 'publishedTo'],
    windowHours: 24,
    spacingMs: 3000,
    pauseMs: { 403: 300_000, 429: 300_000 },
  },
} as const;

const DAY: Window = { from: Date.parse('2026-09-01T00:00:00Z'), to: Date.parse('2026-09-01T05:00:00Z') };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

async function server(...args: Parameters<typeof servePages>): Promise<PageServer> {
  const made = await servePages(...args);
  open.push(made);
  return made;
}

interface Made {
  readonly portal: Portal;
  readonly clock: ReturnType<typeof fakeClock>;
}

function portalAt(
  id: BuiltPortal,
  url: string,
  with_: { clock?: Made['clock']; memory?: ReturnType<typeof hostMemory>; spacingMs?: number } = {},
): Made {
  const clock = with_.clock ?? fakeClock();
  const memory = with_.memory ?? hostMemory();
  const http = createHttp({
    clock,
    log: quiet,
    memory,
    userAgent: 'tenderbell-test/1 (+mailto:ops@example.org)',
  });
  open.push(http);
  return { clock, portal: createPortal(id, { http, clock, log: quiet, url, spacingMs: with_.spacingMs }) };
}

async function walk(
  portal: Portal,
  window = DAY,
  signal = new AbortController().signal,
): Promise<(Page | BadPage | PortalFault)[]> {
  const pages: (Page | BadPage | PortalFault)[] = [];
  for await (const page of portal.pages(window, signal)) pages.push(page);
  return pages;
}

describe.each(BUILT_PORTALS)('the portal %s', (id) => {
  const known = KNOWN[id];

  it('turns a served page into notices, the text kept as served', async () => {
    const text = known.release(1);
    const { url } = await server(() => ({ body: aPackage([text]) }));
    const { portal } = portalAt(id, url);

    const pages = await walk(portal);

    expect(pages).toMatchObject([{ releases: [text] }]);
    const read = portal.read(text);
    expect(read).toMatchObject({
      release: { portal: id, text },
      notice: { portal: id, noticeId: known.noticeId },
    });
    expect(portal.id).toBe(id);
  });

  it('asks for a window in London wall time, in summer and in winter, and for nothing else', async () => {
    const { url, asked } = await server(() => ({ body: aPackage([]) }));
    const { portal } = portalAt(id, url);
    const winter = { from: Date.parse('2026-12-01T00:00:00Z'), to: Date.parse('2026-12-01T04:30:15Z') };

    await walk(portal);
    await walk(portal, winter);

    const [from, to] = known.bounds;
    const queries = asked.map((path) => {
      const { pathname, searchParams } = new URL(path, url);
      return [pathname, Object.fromEntries(searchParams)];
    });
    expect(queries).toEqual([
      [known.route, { [from]: '2026-09-01T01:00:00', [to]: '2026-09-01T06:00:00', limit: '100' }],
      [known.route, { [from]: '2026-12-01T00:00:00', [to]: '2026-12-01T04:30:15', limit: '100' }],
    ]);
  });

  it('follows the next link as a URL until there is none, on the host it was told, below the path it was told', async () => {
    const { url, asked } = await server((_path, count) => {
      const next = `${DEFAULT_URLS[id]}${known.route}?${known.bounds[1]}=2026-09-01T06:00:00+01:00&cursor=abc${String(count)}=`;
      return { body: aPackage([known.release(count)], count < 3 ? next : undefined) };
    });
    const { portal } = portalAt(id, `${url}/behind/a/proxy/`);

    const pages = await walk(portal);

    expect(pages.map((page) => ('releases' in page ? page.releases : page))).toEqual([
      [known.release(1)],
      [known.release(2)],
      [known.release(3)],
    ]);
    expect(asked.slice(1)).toEqual([
      `/behind/a/proxy${known.route}?${known.bounds[1]}=2026-09-01T06:00:00%2B01:00&cursor=abc1=`,
      `/behind/a/proxy${known.route}?${known.bounds[1]}=2026-09-01T06:00:00%2B01:00&cursor=abc2=`,
    ]);
    expect(asked[0]).toMatch(new RegExp(`^/behind/a/proxy${known.route}\\?`));
  });

  it('keeps a path that begins like the route itself', async () => {
    const first = `/${known.route.split('/')[1] ?? ''}`;
    const served = await server((_path, count) => ({
      body: aPackage([], count < 2 ? `${DEFAULT_URLS[id]}${known.route}?cursor=1` : undefined),
    }));
    const { portal } = portalAt(id, `${served.url}${first}`);

    await walk(portal);

    expect(served.asked[1]).toBe(`${first}${known.route}?cursor=1`);
  });

  it('keeps the path once where the next link has it already', async () => {
    const served = await server((_path, count) => ({
      body: aPackage([], count < 2 ? `http://elsewhere.example/base${known.route}?cursor=1` : undefined),
    }));
    await walk(portalAt(id, `${served.url}/base`).portal);
    expect(served.asked[1]).toBe(`/base${known.route}?cursor=1`);
  });

  it('takes an empty package for a window without notices', async () => {
    const { url } = await server(() => ({ body: aPackage([]) }));
    expect(await walk(portalAt(id, url).portal)).toMatchObject([{ releases: [] }]);
  });

  it('cuts a span into windows that meet, oldest first, up to its end', () => {
    const { portal } = portalAt(id, 'https://portal.example');
    const hour = 3_600_000;
    const span = { from: 0, to: (known.windowHours * 2 + 1) * hour };
    const step = known.windowHours * hour;
    expect(portal.windows(span)).toEqual([
      { from: 0, to: step },
      { from: step, to: 2 * step },
      { from: 2 * step, to: span.to },
    ]);
    expect(portal.windows({ from: 5, to: 5 })).toEqual([]);
    expect(portal.facts.overlapMs).toBeGreaterThanOrEqual(2 * hour);
    expect(portal.facts.firstPassDays).toBeGreaterThanOrEqual(7);
  });

  it('spaces its requests, also in a new run with the same memory', async () => {
    const { url } = await server((path) => ({
      body: aPackage([], path.includes('cursor') ? undefined : `${DEFAULT_URLS[id]}${known.route}?cursor=1`),
    }));
    const [clock, memory] = [fakeClock(), hostMemory()];
    await walk(portalAt(id, url, { clock, memory }).portal);
    await walk(portalAt(id, url, { clock, memory }).portal);
    expect(clock.slept).toEqual([known.spacingMs, known.spacingMs, known.spacingMs]);
  });

  it('may be asked faster on this machine', async () => {
    const { url } = await server((path) => ({
      body: aPackage([], path.includes('cursor') ? undefined : `${DEFAULT_URLS[id]}${known.route}?cursor=1`),
    }));
    const { portal, clock } = portalAt(id, url, { spacingMs: 0 });
    await walk(portal);
    expect(clock.slept).toEqual([]);
  });

  it.each([403, 429] as const)('pauses after %d, then reads the same page', async (status) => {
    const { url, asked } = await server((_path, count) =>
      count === 1
        ? { status, body: 'Too Many Requests', headers: { 'content-type': 'text/plain' } }
        : { body: aPackage([known.release(1)]) },
    );
    const { portal, clock } = portalAt(id, url);
    const began = clock.now();

    expect(await walk(portal)).toMatchObject([{ releases: [known.release(1)] }]);
    expect(clock.now() - began).toBe(known.pauseMs[status]);
    expect(asked[0]).toBe(asked[1]);
  });

  it('ends with a fault and the time to come back where the pause is too long to wait for', async () => {
    const { url, asked } = await server(() => ({ status: 429, headers: { 'retry-after': '1200' } }));
    const { portal, clock } = portalAt(id, url);
    const retryAt = clock.now() + 1_200_000;
    expect(await walk(portal)).toMatchObject([{ fault: 'paused', retryAt }]);
    expect(asked).toHaveLength(1);
  });

  it('keeps the pages before a page that fails, and says so last', async () => {
    const { url } = await server((path) =>
      path.includes('cursor')
        ? { status: 503 }
        : { body: aPackage([known.release(1)], `${DEFAULT_URLS[id]}${known.route}?cursor=1`) },
    );
    const pages = await walk(portalAt(id, url).portal);
    expect(pages).toMatchObject([
      { releases: [known.release(1)] },
      { fault: 'down', reason: 'answered 503', retryAt: undefined },
    ]);
  });

  it('takes a client error for a refusal, not for the end of the list', async () => {
    const { url, asked } = await server(() => ({ status: 400, body: '{"code":3200}' }));
    expect(await walk(portalAt(id, url).portal)).toMatchObject([
      { fault: 'refused', reason: 'answered 400' },
    ]);
    expect(asked).toHaveLength(1);
  });

  it('stops when told to, and never calls that complete', async () => {
    const controller = new AbortController();
    const { url, asked } = await server((_path, count) => {
      if (count === 2) controller.abort();
      return {
        body: aPackage([known.release(1)], `${DEFAULT_URLS[id]}${known.route}?cursor=${String(count)}`),
      };
    });
    const pages = await walk(portalAt(id, url).portal, DAY, controller.signal);
    expect(asked).toHaveLength(2);
    expect(pages.at(-1)).toMatchObject({ fault: 'down', reason: 'stopped' });
  });

  it('rejects a bad row by itself', () => {
    const { portal } = portalAt(id, 'https://portal.example');
    const reject = portal.read(known.release(1).replace('"title"', '"titel"'));
    expect(reject).toMatchObject({ portal: id, reason: 'tender.title: not stated' });
  });
});
