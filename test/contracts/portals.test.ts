import { afterEach, describe, expect, it } from 'vitest';
import { createHttp, type HttpLimits, type HttpRequest } from '../../src/base/http.ts';
import type { Window } from '../../src/domain/portal.ts';
import type { BadPage, Page, Portal, PortalFault } from '../../src/domain/ports.ts';
import { BUILT_PORTALS, DEFAULT_URLS, createPortal, type BuiltPortal } from '../../src/portals/index.ts';
import { fakeClock } from '../fake-clock.ts';
import {
  CF_NOTICE,
  aCfRelease,
  aPackage,
  aPcsRelease,
  aS2wRelease,
  anEmptyMonth,
  anFtsRelease,
  hostMemory,
  quiet,
  servePages,
  type PageServer,
  type Reply,
} from '../portal-fixtures.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const at = (text: string): number => Date.parse(text);

type Json = Record<string, unknown>;
type Made = (release?: Json, tender?: Json) => Json;

/** What each portal must know besides keeping the contract. A new portal adds its row. */
interface Known {
  /** A tender as the portal writes it, the n-th of many. */
  readonly release: (n: number, release?: Json, tender?: Json) => string;
  readonly noticeId: string;
  readonly route: string;
  /** Part of the windows asked for here. */
  readonly part?: string;
  /** What is asked for between two instants. */
  readonly asks: readonly { readonly from: string; readonly to: string; readonly query: Json }[];
  /** A page of a window in which nothing was published. */
  readonly empty: string;
  readonly spacingMs: number;
  readonly pauseMs: Readonly<Record<403 | 429, number>>;
  /** A wait that the portal states counts as this at least. */
  readonly leastPauseMs: number;
}

function numbered(made: Made, nth: (n: number) => Json): Known['release'] {
  return (n, release = {}, tender = {}) => JSON.stringify(made({ ...nth(n), ...release }, tender), null, 4);
}

const KNOWN: Readonly<Record<BuiltPortal, Known>> = {
  'find-a-tender': {
    release: numbered(anFtsRelease, (n) => ({ id: `07000${String(n)}-2026` })),
    noticeId: '070001-2026',
    route: '/api/1.0/ocdsReleasePackages',
    asks: [
      {
        from: '2026-09-01T00:00:00Z',
        to: '2026-09-01T05:00:00Z',
        query: { updatedFrom: '2026-09-01T00:59:59', updatedTo: '2026-09-01T06:00:01', limit: '100' },
      },
      {
        from: '2026-12-01T00:00:00Z',
        to: '2026-12-01T04:30:15Z',
        query: { updatedFrom: '2026-11-30T23:59:59', updatedTo: '2026-12-01T04:30:16', limit: '100' },
      },
      {
        from: '2026-10-25T00:30:00Z',
        to: '2026-10-25T01:30:00Z',
        query: { updatedFrom: '2026-10-25T00:59:59', updatedTo: '2026-10-25T02:00:00', limit: '100' },
      },
    ],
    empty: aPackage([]),
    spacingMs: 12 * SECOND,
    pauseMs: { 403: 5 * MINUTE, 429: 2 * MINUTE },
    leastPauseMs: 0,
  },
  'contracts-finder': {
    release: numbered(aCfRelease, (n) => ({ id: `${CF_NOTICE}-60000${String(n)}` })),
    noticeId: CF_NOTICE,
    route: '/Published/Notices/OCDS/Search',
    asks: [
      {
        from: '2026-09-01T00:00:00Z',
        to: '2026-09-01T05:00:00Z',
        query: { publishedFrom: '2026-09-01T00:59:59', publishedTo: '2026-09-01T06:00:01', limit: '100' },
      },
      {
        from: '2026-12-01T00:00:00Z',
        to: '2026-12-01T04:30:15Z',
        query: { publishedFrom: '2026-11-30T23:59:59', publishedTo: '2026-12-01T04:30:16', limit: '100' },
      },
      {
        from: '2026-10-25T00:30:00Z',
        to: '2026-10-25T01:30:00Z',
        query: { publishedFrom: '2026-10-25T00:59:59', publishedTo: '2026-10-25T02:00:00', limit: '100' },
      },
    ],
    empty: aPackage([]),
    spacingMs: 3 * SECOND,
    pauseMs: { 403: 5 * MINUTE, 429: 5 * MINUTE },
    leastPauseMs: 5 * MINUTE,
  },
  'public-contracts-scotland': {
    release: numbered(aPcsRelease, (n) => ({ number: `SEP40010${String(n)}` })),
    noticeId: 'SEP400101',
    route: '/v1/Notices',
    part: '2',
    asks: [
      {
        from: '2026-08-31T23:30:00Z',
        to: '2026-09-01T05:00:00Z',
        query: { dateFrom: '09-2026', noticeType: '2', outputType: '0' },
      },
      {
        from: '2026-12-31T23:30:00Z',
        to: '2027-01-01T00:00:00Z',
        query: { dateFrom: '12-2026', noticeType: '2', outputType: '0' },
      },
    ],
    empty: anEmptyMonth(),
    spacingMs: 3 * SECOND,
    pauseMs: { 403: HOUR, 429: HOUR },
    leastPauseMs: HOUR,
  },
  sell2wales: {
    release: numbered(aS2wRelease, (n) => ({ number: `SEP50020${String(n)}` })),
    noticeId: 'SEP500201',
    route: '/v1/Notices',
    part: '2',
    asks: [
      {
        from: '2026-08-31T23:30:00Z',
        to: '2026-09-01T05:00:00Z',
        query: { dateFrom: '09-2026', noticeType: '2', outputType: '0', locale: '2057' },
      },
      {
        from: '2026-12-31T23:30:00Z',
        to: '2027-01-01T00:00:00Z',
        query: { dateFrom: '12-2026', noticeType: '2', outputType: '0', locale: '2057' },
      },
    ],
    empty: anEmptyMonth(),
    spacingMs: 3 * SECOND,
    pauseMs: { 403: HOUR, 429: HOUR },
    leastPauseMs: HOUR,
  },
};

/** A pause up to this long is waited out within the run. */
const PATIENCE = 5 * MINUTE;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

async function server(...args: Parameters<typeof servePages>): Promise<PageServer> {
  const made = await servePages(...args);
  open.push(made);
  return made;
}

interface Opened {
  readonly portal: Portal;
  readonly clock: ReturnType<typeof fakeClock>;
}

interface Wanted {
  readonly clock?: Opened['clock'];
  readonly memory?: ReturnType<typeof hostMemory>;
  readonly spacingMs?: number;
  readonly limits?: Partial<HttpLimits>;
}

function portalAt(id: BuiltPortal, url: string, with_: Wanted = {}): Opened {
  const clock = with_.clock ?? fakeClock();
  const memory = with_.memory ?? hostMemory();
  const userAgent = 'tenderbell-test/1 (+mailto:ops@example.org)';
  const http = createHttp({ clock, log: quiet, memory, userAgent, limits: with_.limits });
  open.push(http);
  return { clock, portal: createPortal(id, { http, clock, log: quiet, url, spacingMs: with_.spacingMs }) };
}

type Walked = Page | BadPage | PortalFault;

async function walk(
  portal: Portal,
  window = windowOf(portal.id),
  signal = new AbortController().signal,
): Promise<Walked[]> {
  return await all(portal.pages(window, signal));
}

function oneOf(portal: Portal, id: string): AsyncIterable<Walked> {
  if (portal.one === undefined) throw new Error(`${portal.id} cannot be asked for one notice`);
  return portal.one(id, new AbortController().signal);
}

async function all(pages: AsyncIterable<Walked>): Promise<Walked[]> {
  const found: Walked[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

/** A walk, done once more when the pause is over that ended it; a short pause is waited out within the walk. */
async function walkPastPause(
  id: BuiltPortal,
  url: string,
  with_: Wanted & { readonly clock: Opened['clock'] },
): Promise<{ readonly pages: Walked[]; readonly isPaused: boolean }> {
  const pages = await walk(portalAt(id, url, with_).portal);
  const last = pages.at(-1);
  if (last === undefined || !('fault' in last) || last.fault !== 'paused') return { pages, isPaused: false };
  with_.clock.set(last.retryAt ?? 0);
  return { pages: await walk(portalAt(id, url, with_).portal), isPaused: true };
}

/** One that the portal answers with one search. */
function windowOf(id: Portal['id'], from = '2026-09-01T00:00:00Z', to = '2026-09-01T05:00:00Z'): Window {
  const { part } = KNOWN[id];
  return { from: at(from), to: at(to), ...(part === undefined ? {} : { part }) };
}

describe.each(BUILT_PORTALS)('the portal %s', (id) => {
  const known = KNOWN[id];
  const atNowhere = (): Portal => portalAt(id, 'https://portal.example').portal;

  it('turns a served page into notices, the text kept as served', async () => {
    const text = known.release(1);
    const { url } = await server(() => ({ body: aPackage([text]) }));
    const { portal } = portalAt(id, url);

    const pages = await walk(portal);

    expect(pages).toMatchObject([{ releases: [text] }]);
    expect(portal.read(text)).toMatchObject({
      release: { portal: id, text },
      notice: { portal: id, noticeId: known.noticeId, stage: 'tender' },
    });
    expect(portal.id).toBe(id);
  });

  it('asks for a window in London time, in summer, in winter and as clocks change, and for nothing else', async () => {
    const { url, asked } = await server(() => ({ body: known.empty }));
    const { portal } = portalAt(id, url);

    for (const { from, to } of known.asks) await walk(portal, windowOf(id, from, to));

    const queries = asked.map((path) => {
      const { pathname, searchParams } = new URL(path, url);
      return [pathname, Object.fromEntries(searchParams)];
    });
    expect(queries).toEqual(known.asks.map(({ query }) => [known.route, query]));
  });

  it('keeps the path below which it was told to ask', async () => {
    const { url, asked } = await server(() => ({ body: known.empty }));
    await walk(portalAt(id, `${url}/behind/a/proxy/`).portal);
    expect(asked[0]).toMatch(new RegExp(`^/behind/a/proxy${known.route}\\?`));
  });

  it('takes an empty page for a window without notices, and nothing but that', async () => {
    const { url } = await server(() => ({ body: known.empty }));
    expect(await walk(portalAt(id, url).portal)).toMatchObject([{ releases: [] }]);
  });

  it('cuts a span into windows that leave nothing out, oldest first, over both clock changes', () => {
    const portal = atNowhere();
    for (const [from, to] of [
      [at('2026-10-20T07:00:00Z'), at('2026-11-03T08:30:00Z')],
      [at('2027-03-20T07:00:00Z'), at('2027-04-03T08:30:00Z')],
    ] as const) {
      const windows = portal.windows({ from, to });
      const parts = new Set(windows.map(({ part }) => part));
      for (const part of parts) {
        const own = windows.filter((window) => window.part === part);
        expect(own[0]?.from).toBeLessThanOrEqual(from);
        expect(own[0]?.to).toBeGreaterThan(from);
        expect(own.at(-1)?.to).toBe(to);
        expect(own.slice(1).map((window) => window.from)).toEqual(
          own.slice(0, -1).map((window) => window.to),
        );
        expect(own.filter((window) => window.to <= window.from)).toEqual([]);
      }
      expect(windows.map((window) => window.from)).toEqual(
        windows.map((window) => window.from).toSorted((a, b) => a - b),
      );
    }
    expect(portal.windows({ from: 5, to: 5 })).toEqual([]);
    expect(portal.facts.overlapMs).toBeGreaterThanOrEqual(2 * HOUR);
    expect(portal.facts.firstPassDays).toBeGreaterThanOrEqual(7);
  });

  it('spaces its requests, also in a new run with the same memory', async () => {
    const { url } = await server(() => ({ body: known.empty }));
    const with_ = { clock: fakeClock(), memory: hostMemory() };
    for (let run = 0; run < 2; run += 1) {
      const { portal } = portalAt(id, url, with_);
      await walk(portal);
      await walk(portal);
    }
    // Where a portal counts by the minute, a new run takes the minute for nearly used up.
    const afresh = id === 'contracts-finder' ? 57 * SECOND : known.spacingMs;
    expect(with_.clock.slept).toEqual([known.spacingMs, known.spacingMs, afresh]);
  });

  it('may be asked faster on this machine, and nowhere else', async () => {
    const { url } = await server(() => ({ body: known.empty }));
    const { portal, clock } = portalAt(id, url, { spacingMs: 0 });
    await walk(portal);
    await walk(portal);
    expect(clock.slept).toEqual([]);

    const spacings: number[] = [];
    const get = (_url: string, { policy }: HttpRequest) => {
      spacings.push(policy.spacingMs);
      return Promise.resolve({
        ok: true,
        status: 200,
        headers: {},
        body: Buffer.from(known.empty),
        url,
      } as const);
    };
    const http = { get, post: get, close: () => Promise.resolve() };
    await walk(createPortal(id, { http, clock, log: quiet, url: DEFAULT_URLS[id], spacingMs: 0 }));
    expect(spacings).toEqual([known.spacingMs]);
  });

  it.each([403, 429] as const)(
    'pauses after %d without a stated wait, and then asks for the same page',
    async (status) => {
      const { url, asked } = await server((_path, count) =>
        count === 1
          ? { status, body: 'Too Many Requests', headers: { 'content-type': 'text/plain' } }
          : { body: aPackage([known.release(1)]) },
      );
      const with_ = { clock: fakeClock(), memory: hostMemory() };
      const retryAt = with_.clock.now() + known.pauseMs[status];

      const { pages, isPaused } = await walkPastPause(id, url, with_);

      expect(pages).toMatchObject([{ releases: [known.release(1)] }]);
      expect(with_.clock.now()).toBe(retryAt);
      expect(isPaused).toBe(known.pauseMs[status] > PATIENCE);

      expect(asked).toHaveLength(2);
      expect(asked[0]).toBe(asked[1]);
    },
  );

  it.each([
    ['seconds', '7200'],
    ['a date', 'Tue, 01 Sep 2026 11:00:00 GMT'],
  ])(
    'honours a wait stated in %s, and asks for nothing during it, also after a restart',
    async (_how, value) => {
      const { url, asked } = await server(() => ({ status: 429, headers: { 'retry-after': value } }));
      const with_ = { clock: fakeClock('2026-09-01T09:00:00Z'), memory: hostMemory() };
      const retryAt = at('2026-09-01T11:00:00Z');

      expect(await walk(portalAt(id, url, with_).portal)).toMatchObject([{ fault: 'paused', retryAt }]);
      for (const minutes of [1, 50, 114 - PATIENCE / MINUTE]) {
        with_.clock.set(at('2026-09-01T09:00:00Z') + minutes * MINUTE);
        expect(await walk(portalAt(id, url, with_).portal)).toMatchObject([{ fault: 'paused', retryAt }]);
      }
      expect(asked).toHaveLength(1);
    },
  );

  it('waits no shorter than is good for the portal, whatever it states', async () => {
    const { url } = await server((_path, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '11' } } : { body: known.empty },
    );
    const with_ = { clock: fakeClock(), memory: hostMemory() };
    const began = with_.clock.now();
    await walkPastPause(id, url, with_);
    expect(with_.clock.now() - began).toBe(Math.max(known.leastPauseMs, known.spacingMs, 11 * SECOND));
  });

  it.each<readonly [string, string | Uint8Array, string]>([
    ['JSON that breaks off', aPackage([known.release(1)]).slice(0, -400), 'the page is cut off'],
    ['HTML', '<!DOCTYPE html><title>Sorry</title>', 'HTML where JSON was expected'],
    ['nothing', '', 'the page is empty'],
    [
      'an error in JSON',
      '{"message": "An error has occurred."}',
      'no release package: it has no list of releases',
    ],
    ['a list', '[]', 'not a JSON object'],
  ])(
    'asks again for a page that is %s, keeps it for the operator, and gives its window up',
    async (_what, body, reason) => {
      const { url, asked } = await server(() => ({ body }));
      const pages = await walk(portalAt(id, url).portal);
      expect(pages).toMatchObject([
        { bad: reason },
        { fault: 'unusable', reason: `unusable page: ${reason}` },
      ]);
      expect(Buffer.from((pages[0] as BadPage).body)).toEqual(Buffer.from(body));
      expect(asked).toHaveLength(3);
    },
  );

  it('reads a page that is whole at the second try', async () => {
    const { url } = await server((_path, count) => ({
      body: count === 1 ? '<html>' : aPackage([known.release(1)]),
    }));
    expect(await walk(portalAt(id, url).portal)).toMatchObject([
      { bad: 'HTML where JSON was expected' },
      { releases: [known.release(1)] },
    ]);
  });

  it('reads past a byte order mark, and what is not UTF-8 as windows-1252', async () => {
    const text = known.release(1, {}, { title: 'Caffi – systemau £' });
    const marked = Buffer.from(`\uFEFF${aPackage([text])}`);
    const western = Buffer.from(aPackage([text]).replace('–', '\u0096'), 'latin1');
    for (const body of [marked, western]) {
      const { url } = await server(() => ({ body }));
      const { portal } = portalAt(id, url);
      const [page] = await walk(portal);
      expect(page).toMatchObject({ releases: [text] });
      expect(portal.read((page as Page).releases[0] ?? '')).toMatchObject({
        notice: { title: 'Caffi – systemau £' },
      });
    }
    const { url } = await server(() => ({ body: Buffer.from(`\uFEFF${known.empty}`) }));
    expect(await walk(portalAt(id, url).portal)).toMatchObject([{ releases: [] }]);
  });

  it('ends where the portal cannot be reached, with nothing made up', async () => {
    const gone = await servePages(() => undefined);
    await gone.close();
    expect(await walk(portalAt(id, gone.url).portal)).toMatchObject([{ fault: 'down', retryAt: undefined }]);
  });

  it('ends where the portal says that it is out of service, after a few tries', async () => {
    const { url, asked } = await server(() => ({ status: 503 }));
    expect(await walk(portalAt(id, url).portal)).toMatchObject([{ fault: 'down', reason: 'answered 503' }]);
    expect(asked).toHaveLength(4);
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
    const { url, asked } = await server((_path, _count, { response }) => {
      controller.abort();
      response.destroy();
      return undefined;
    });
    const pages = await walk(portalAt(id, url).portal, windowOf(id), controller.signal);
    expect(asked).toHaveLength(1);
    expect(pages).toMatchObject([{ fault: 'down', reason: 'stopped' }]);
  });

  it('says of a single notice that it does not know that it does not', async () => {
    const { url, asked } = await server(() => ({ status: 404, body: '{"status":404}' }));
    const { portal } = portalAt(id, url);
    const ocid = (JSON.parse(known.release(1)) as { readonly ocid: string }).ocid;
    const found = await all(oneOf(portal, ocid));
    expect(found).toMatchObject([{ fault: 'refused' }]);
    expect(asked[0]).toContain(ocid);
  });

  it('rejects a bad row by itself', () => {
    const reject = atNowhere().read(known.release(1).replace('"title"', '"titel"'));
    expect(reject).toMatchObject({ portal: id, reason: 'tender.title: not stated' });
    for (const text of ['', 'null', '[]', '{', '{"ocid":1}', known.release(1).slice(0, -1)])
      expect(atNowhere().read(text)).toMatchObject({ portal: id, text });
  });

  it('does not mind fields, types and laws that it has never seen, and says which tag it has not', () => {
    const portal = atNowhere();
    const odd = known.release(
      1,
      { brandNew: { of: [1] }, tag: ['tender', 'tenderBlessing'] },
      { alsoNew: true, legalBasis: { id: '2031/1', scheme: 'UKNEW' }, status: 'pondered' },
    );
    expect(portal.read(odd)).toMatchObject({ notice: { stage: 'tender', noticeId: known.noticeId } });
    expect(portal.read(known.release(1, { tag: ['tenderBlessing'] }))).toMatchObject({
      reason: "tag: unknown tag 'tenderBlessing'",
      surprises: [{ what: 'tag', name: 'tenderBlessing' }],
    });
  });

  it('reads nulls, and values of the wrong type, as not stated', () => {
    const { tender: whole } = JSON.parse(known.release(1)) as { readonly tender: { readonly title: string } };
    const fields = [
      'value',
      'minValue',
      'tenderPeriod',
      'documents',
      'lots',
      'items',
      'description',
      'classification',
    ];
    for (const wrong of [null, 7, 'text', [], {}, [null], [[7]]]) {
      const tender = Object.fromEntries(fields.map((field) => [field, wrong]));
      const found = atNowhere().read(
        known.release(1, { parties: wrong, awards: wrong, links: wrong }, tender),
      );
      expect(found, JSON.stringify(wrong)).toMatchObject({
        notice: { title: whole.title, value: undefined, lots: [] },
      });
    }
  });
});

describe.each(['find-a-tender', 'contracts-finder'] as const)('%s, which is walked by next links', (id) => {
  const known = KNOWN[id];
  const bound = Object.keys(known.asks[0]?.query ?? {})[1] ?? '';
  const nextPage = (query: string): string => `${DEFAULT_URLS[id]}${known.route}?${query}`;
  const full = Array.from({ length: 100 }, () => known.release(1));

  it('follows them as URLs until there is none, on the host it was told, below the path it was told', async () => {
    const { url, asked } = await server((_path, count) => {
      const next = nextPage(`${bound}=2026-09-01T06:00:00+01:00&cursor=abc${String(count)}=`);
      return { body: aPackage([known.release(count)], count < 3 ? next : undefined) };
    });

    const pages = await walk(portalAt(id, `${url}/behind/a/proxy/`).portal);

    expect(pages.map((page) => ('releases' in page ? page.releases : page))).toEqual([
      [known.release(1)],
      [known.release(2)],
      [known.release(3)],
    ]);
    expect(asked.slice(1)).toEqual([
      `/behind/a/proxy${known.route}?${bound}=2026-09-01T06:00:00%2B01:00&cursor=abc1=`,
      `/behind/a/proxy${known.route}?${bound}=2026-09-01T06:00:00%2B01:00&cursor=abc2=`,
    ]);
  });

  it('keeps a path that begins like the route itself', async () => {
    const first = `/${known.route.split('/')[1] ?? ''}`;
    const served = await server((_path, count) => ({
      body: aPackage([], count < 2 ? nextPage('cursor=1') : undefined),
    }));
    await walk(portalAt(id, `${served.url}${first}`).portal);
    expect(served.asked[1]).toBe(`${first}${known.route}?cursor=1`);
  });

  it('keeps the path once where the next link has it already', async () => {
    const served = await server((_path, count) => ({
      body: aPackage([], count < 2 ? `http://elsewhere.example/base${known.route}?cursor=1` : undefined),
    }));
    await walk(portalAt(id, `${served.url}/base`).portal);
    expect(served.asked[1]).toBe(`/base${known.route}?cursor=1`);
  });

  const afterFirst = async (reply: Reply): Promise<Walked[]> => {
    const { url } = await server((path) =>
      path.includes('cursor') ? reply : { body: aPackage([known.release(1)], nextPage('cursor=1')) },
    );
    return await walk(portalAt(id, url).portal);
  };

  it('keeps the pages before a page that fails, and says so last', async () => {
    expect(await afterFirst({ status: 503 })).toMatchObject([
      { releases: [known.release(1)] },
      { fault: 'down', reason: 'answered 503', retryAt: undefined },
    ]);
  });

  it.each([400, 404])('doubts a cursor that is answered with %d', async (status) => {
    expect(await afterFirst({ status })).toMatchObject([
      { releases: [known.release(1)] },
      { fault: 'suspect', reason: `a next link that is refused: answered ${String(status)}` },
    ]);
  });

  it('doubts a full page without a next link', async () => {
    expect(await afterFirst({ body: aPackage(full) })).toMatchObject([
      { releases: [known.release(1)] },
      { releases: full },
      { fault: 'suspect', reason: 'a full page without a next link' },
    ]);
    expect(await afterFirst({ body: aPackage(full.slice(1)) })).toHaveLength(2);
  });

  it('can read a doubted window again in halves', () => {
    const { portal } = portalAt(id, 'https://portal.example');
    const { facts } = portal;
    const [longest] = portal.windows({ from: 0, to: 90 * 24 * HOUR });
    expect(facts.leastWindowMs).toBeGreaterThan(0);
    expect(facts.leastWindowMs).toBeLessThan((longest?.to ?? 0) / 2);
  });

  it('gives up on a search that does not end', async () => {
    const { url, asked } = await server((_path, count) => ({
      body: aPackage([], nextPage(`cursor=${String(count)}`)),
    }));
    const pages = await walk(portalAt(id, url, { spacingMs: 0 }).portal);
    expect(pages.at(-1)).toMatchObject({ fault: 'endless', reason: 'more than 60 pages' });
    expect(asked).toHaveLength(60);

    const round = await server(() => ({ body: aPackage([], nextPage('cursor=1')) }));
    expect((await walk(portalAt(id, round.url).portal)).at(-1)).toMatchObject({
      fault: 'endless',
      reason: 'the next page is one already read',
    });
  });
});

const SQL = '<html><title>Error converting data type nvarchar to float.</title></html>';

describe.each(['public-contracts-scotland', 'sell2wales'] as const)(
  '%s, which is walked by month and type',
  (id) => {
    const known = KNOWN[id];
    const span: Window = { from: at('2026-08-30T12:00:00Z'), to: at('2026-09-02T12:00:00Z') };

    it('asks once for each month and each type it follows, opportunities below the threshold and awards among them', async () => {
      const { url, asked } = await server(() => ({ body: known.empty }));
      const { portal } = portalAt(id, url);
      const windows = portal.windows(span);

      for (const window of windows) await walk(portal, window);

      const pairs = asked.map((path) => {
        const query = new URL(path, url).searchParams;
        return [query.get('dateFrom'), query.get('noticeType')];
      });
      expect(pairs).toEqual(
        windows.map(({ from, part }) => [from < at('2026-08-31T23:00:00Z') ? '08-2026' : '09-2026', part]),
      );
      expect(new Set(pairs.map(String)).size).toBe(pairs.length);
      const types = new Set(windows.map(({ part }) => part));
      const national = id === 'sell2wales' ? ['51', '52', '53'] : ['101', '102', '103'];
      for (const type of ['1', '2', '3', '5', '14', '21', '24', ...national]) expect(types).toContain(type);
    });

    it('reads every type of a window that names none', async () => {
      const { url, asked } = await server(() => ({ body: aPackage([known.release(1)]) }));
      const { portal } = portalAt(id, url);
      const pages = await walk(portal, span);
      expect(pages).toHaveLength(portal.windows(span).length);
      expect(asked).toHaveLength(pages.length);
    });

    it('lets a month and type that the server fails at rest for hours, and reads the others', async () => {
      const { url } = await server((path) =>
        path.includes('noticeType=2&') ? { status: 500, body: SQL } : { body: aPackage([known.release(1)]) },
      );
      const { portal, clock } = portalAt(id, url);
      const windows = portal.windows({ ...span, from: at('2026-09-01T12:00:00Z') });
      const outcomes: (readonly [string | undefined, Walked | undefined])[] = [];
      const ended: number[] = [];
      for (const window of windows) {
        outcomes.push([window.part, (await walk(portal, window)).at(-1)]);
        ended.push(clock.now());
      }
      const [failed, ...others] = outcomes;
      const retryAt = (ended[0] ?? 0) + 6 * HOUR;
      expect(failed).toMatchObject(['2', { fault: 'partition', reason: 'answered 500', retryAt }]);
      expect(others.filter(([, last]) => last === undefined || !('releases' in last))).toEqual([]);
      expect(others).toHaveLength(windows.length - 1);
    });

    it('lets a month and type rest that the server never finishes', async () => {
      const { url } = await server(() => undefined);
      const { portal, clock } = portalAt(id, url, { limits: { totalMs: 100 } });
      const retryAt = clock.now() + 6 * HOUR;
      expect(await walk(portal)).toMatchObject([{ fault: 'partition', reason: 'took too long', retryAt }]);
    });

    it('asks for a single notice by its ocid alone', async () => {
      const { url, asked } = await server(() => ({ body: aPackage([known.release(1)]) }));
      const { portal } = portalAt(id, url);
      const { ocid } = JSON.parse(known.release(1)) as { readonly ocid: string };
      const one = async (wanted: string): Promise<Walked[]> => await all(oneOf(portal, wanted));

      expect(await one(ocid)).toMatchObject([{ releases: [known.release(1)] }]);
      expect(await one(known.noticeId)).toMatchObject([{ fault: 'refused' }]);
      expect(asked).toEqual([`/v1/Notice?id=${ocid}${id === 'sell2wales' ? '&locale=2057' : ''}`]);
    });

    it('reads the month before as well in the first days of a month, and every night for what was edited', () => {
      const { facts } = portalAt(id, 'https://portal.example').portal;
      expect(facts.overlapMs).toBeGreaterThanOrEqual(3 * 24 * HOUR);
      expect(facts.sweepDays).toBeGreaterThanOrEqual(28);
      expect(facts.leastWindowMs).toBeUndefined();
    });
  },
);
