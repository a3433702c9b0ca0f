import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp, type HttpLimits } from '../../src/base/http.ts';
import type { BadPage, Page, Portal, PortalFault } from '../../src/domain/ports.ts';
import { createPortal, type BuiltPortal } from '../../src/portals/index.ts';
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

const WINDOW = { from: Date.parse('2026-09-01T00:00:00Z'), to: Date.parse('2026-09-01T06:00:00Z') };
const FTS = 'https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

async function server(...args: Parameters<typeof servePages>): Promise<PageServer> {
  const made = await servePages(...args);
  open.push(made);
  return made;
}

function portalAt(
  url: string,
  with_: {
    id?: BuiltPortal;
    clock?: ReturnType<typeof fakeClock>;
    memory?: ReturnType<typeof hostMemory>;
    limits?: Partial<HttpLimits>;
  } = {},
): Portal {
  const clock = with_.clock ?? fakeClock();
  const http = createHttp({
    clock,
    log: quiet,
    memory: with_.memory ?? hostMemory(),
    userAgent: 'tenderbell-test/1 (+mailto:ops@example.org)',
    limits: with_.limits,
  });
  open.push(http);
  return createPortal(with_.id ?? 'find-a-tender', { http, clock, log: quiet, url });
}

async function walk(portal: Portal): Promise<(Page | BadPage | PortalFault)[]> {
  const pages: (Page | BadPage | PortalFault)[] = [];
  for await (const page of portal.pages(WINDOW, new AbortController().signal)) pages.push(page);
  return pages;
}

const release = (n: number): string => JSON.stringify(anFtsRelease({ id: `0700${String(10 + n)}-2026` }));
const kinds = (pages: readonly (Page | BadPage | PortalFault)[]): string[] =>
  pages.map((page) => ('fault' in page ? page.fault : 'bad' in page ? 'bad' : 'page'));

/** Nine pages, one release each; `at` may answer otherwise. */
function ninePages(at: (page: number) => { status: number } | undefined): Parameters<typeof servePages>[0] {
  return (path) => {
    const page = Number(new URL(path, FTS).searchParams.get('cursor') ?? '1');
    const next = page < 9 ? `${FTS}?cursor=${String(page + 1)}` : undefined;
    return at(page) ?? { body: aPackage([release(page)], next) };
  };
}

describe.each([500, 502, 503, 504])('fault 1: %d on page 3 of 9', (status) => {
  it('is tried again, then ends the window with pages 1 and 2 kept; the next run reads all', async () => {
    let ill = true;
    const { url, asked } = await server(ninePages((page) => (ill && page === 3 ? { status } : undefined)));

    const first = await walk(portalAt(url));

    expect(kinds(first)).toEqual(['page', 'page', 'down']);
    expect(asked.filter((path) => path.includes('cursor=3'))).toHaveLength(4);
    ill = false;
    expect(kinds(await walk(portalAt(url)))).toEqual(Array.from({ length: 9 }, () => 'page'));
  });
});

describe('fault 2: 429 with Retry-After: 300', () => {
  it('keeps the host unasked for 300 s, also after a restart', async () => {
    const times: number[] = [];
    const [clock, memory] = [fakeClock(), hostMemory()];
    const { url } = await server((_path, count) => {
      times.push(clock.now());
      return count === 1
        ? { status: 429, headers: { 'retry-after': '300' } }
        : { body: aPackage([release(1)]) };
    });
    const controller = new AbortController();
    // The first process dies while it waits.
    const dying = { ...clock, sleep: () => Promise.reject(new Error('killed')) };
    const http = createHttp({ clock: dying, log: quiet, memory, userAgent: 'tenderbell-test/1' });
    open.push(http);
    const first = createPortal('find-a-tender', { http, clock, log: quiet, url });
    await expect(first.pages(WINDOW, controller.signal)[Symbol.asyncIterator]().next()).rejects.toThrow(
      'killed',
    );
    clock.advance(100_000);

    const pages = await walk(portalAt(url, { clock, memory }));

    expect(kinds(pages)).toEqual(['page']);
    expect(times).toHaveLength(2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(300_000);
  });
});

describe('fault 3: 429 with an HTTP date, and without a header', () => {
  it.each([
    ['find-a-tender', { 'retry-after': 'Tue, 01 Sep 2026 09:04:00 GMT' }, 240_000],
    ['find-a-tender', {}, 120_000],
    ['contracts-finder', { 'retry-after': 'Tue, 01 Sep 2026 09:04:00 GMT' }, 300_000],
    ['contracts-finder', {}, 300_000],
  ] as const)('%s %j waits %d ms', async (id, headers, ms) => {
    const clock = fakeClock('2026-09-01T09:00:00Z');
    const { url } = await server((_path, count) =>
      count === 1 ? { status: 429, headers } : { body: aPackage([]) },
    );
    expect(kinds(await walk(portalAt(url, { id, clock })))).toEqual(['page']);
    expect(clock.slept).toEqual([ms]);
  });
});

describe('fault 4: nobody answers', () => {
  it('is down where the connection is refused, while the other portal is read', async () => {
    const gone = await servePages(() => undefined);
    await gone.close();
    const text = JSON.stringify(aCfRelease());
    const { url } = await server(() => ({ body: aPackage([text]) }));
    const memory = hostMemory();

    const [refused, read] = await Promise.all([
      walk(portalAt(gone.url, { memory })),
      walk(portalAt(url, { id: 'contracts-finder', memory })),
    ]);

    expect(refused).toMatchObject([{ fault: 'down', reason: 'ECONNREFUSED' }]);
    expect(kinds(read)).toEqual(['page']);
  });

  it('is down where the name cannot be resolved (a label too long for any: nobody is asked) or the other side does not speak TLS', async () => {
    const { host } = await server(() => ({ body: aPackage([]) }));
    expect(kinds(await walk(portalAt(`https://${host}`)))).toEqual(['down']);
    expect(kinds(await walk(portalAt(`https://${'a'.repeat(64)}.invalid`)))).toEqual(['down']);
  });
});

describe('fault 5: an answer that does not come', () => {
  it.each([
    ['headers never come', { headersMs: 200 }, () => undefined],
    [
      'the body stalls',
      { idleMs: 200 },
      (response: ServerResponse) => {
        response.writeHead(200);
        response.write('{"releases":[');
      },
    ],
    [
      'the body drips for ever',
      { idleMs: 10_000, totalMs: 400 },
      (response: ServerResponse) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 30);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ] as const)('%s: bounded', async (_what, limits, behave) => {
    const { url, asked } = await server((_path, _count, { response }) => {
      behave(response);
      return undefined;
    });
    const began = performance.now();
    const pages = await walk(portalAt(url, { limits }));
    expect(pages).toMatchObject([{ fault: 'down' }]);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(asked).toHaveLength(1);
  });
});

describe('fault 6: too much', () => {
  it('aborts 100 MB and 200 kB that unpack to 200 MB at the cap, and shows the operator the beginning', async () => {
    const big = await server((_path, _count, { response }) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(1 << 20, ' ');
      let left = 100;
      const pour = (): void => {
        while (left > 0 && !response.destroyed) {
          left -= 1;
          if (!response.write(chunk)) {
            response.once('drain', pour);
            return;
          }
        }
        response.end();
      };
      pour();
      return undefined;
    });
    const bomb = await server(() => ({
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(200 << 20)),
    }));
    globalThis.gc?.();
    const before = process.memoryUsage().rss;

    const pages = [await walk(portalAt(big.url)), await walk(portalAt(bomb.url))];

    for (const walked of pages) {
      expect(kinds(walked)).toEqual(['bad', 'unusable']);
      const [bad] = walked;
      expect(bad !== undefined && 'bad' in bad && bad.body.byteLength).toBeLessThanOrEqual(5 << 20);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20);
    expect(big.asked).toHaveLength(1);
  });
});

describe('fault 7: a page that is none', () => {
  it.each([
    ['truncated JSON', aPackage([release(1)]).slice(0, -40)],
    ['an HTML error page with status 200', '<!DOCTYPE html><title>Service unavailable</title>'],
    ['an empty body', ''],
    ['an error object', '{"code":3200,"message":"Incorrect request"}'],
  ])(
    '%s is shown to the operator once, read again twice, and leaves the window incomplete',
    async (_what, body) => {
      const { url, asked } = await server(() => ({ body }));
      const pages = await walk(portalAt(url));
      expect(kinds(pages)).toEqual(['bad', 'unusable']);
      expect(pages[0]).toMatchObject({ body: Buffer.from(body) });
      expect(asked).toHaveLength(3);
    },
  );

  it('is forgotten where the second try brings the page', async () => {
    const { url } = await server((_path, count) => ({
      body: count === 1 ? '<html>' : aPackage([release(1)]),
    }));
    expect(kinds(await walk(portalAt(url)))).toEqual(['bad', 'page']);
  });

  it('is none of these: a byte order mark, or latin 1', async () => {
    const text = JSON.stringify(anFtsRelease({}, { title: 'Café £20' }));
    const bodies = [Buffer.from(`\uFEFF${aPackage([text])}`), Buffer.from(aPackage([text]), 'latin1')];
    for (const body of bodies) {
      const { url } = await server(() => ({ body }));
      const portal = portalAt(url);
      const [page] = await walk(portal);
      if (page === undefined || !('releases' in page)) throw new Error('no page');
      expect(page.releases.map((raw) => portal.read(raw))).toMatchObject([{ notice: { title: 'Café £20' } }]);
    }
  });
});

describe('fault 8: schema drift', () => {
  it('rejects each such record singly, with its reason, and reads the others', async () => {
    const texts = [
      release(1),
      JSON.stringify(anFtsRelease({ id: undefined })),
      JSON.stringify(anFtsRelease({ id: '070021-2026' }, { title: null })),
      JSON.stringify(anFtsRelease({ id: '070022-2026', tag: ['rumour'] })),
      '{"ocid": "ocds-h6vhtk-9", "id": "070023-2026", "date": ',
      JSON.stringify(anFtsRelease({ id: '070024-2026' }, { value: { amount: '120000.50' } })),
      JSON.stringify(anFtsRelease({ id: '070025-2026' }, { value: { amount: 'N' } })).replace('"N"', ' 000'),
    ];
    texts[4] = `${texts[4] ?? ''}tomorrow}`;
    const { url } = await server(() => ({ body: aPackage(texts) }));
    const portal = portalAt(url);
    const [page] = await walk(portal);
    if (page === undefined || !('releases' in page)) throw new Error('no page');

    const read = page.releases.map((text) => portal.read(text));

    expect(read).toMatchObject([
      { notice: { noticeId: '070011-2026' } },
      { reason: 'id: not stated', ref: 'ocds-h6vhtk-0a0001' },
      { reason: 'tender.title: not stated', ref: '070021-2026' },
      { reason: "tag: unknown tag 'rumour'", ref: '070022-2026' },
      { reason: 'not JSON' },
      { notice: { value: { max: 12_000_050 } } },
      { notice: { noticeId: '070025-2026', value: undefined } },
    ]);
  });
});

describe('fault 12: values and dates that cannot be', () => {
  it.each([
    ['a deadline in the far future', { tenderPeriod: { endDate: '9999-12-31T23:59:59Z' } }, 'deadline'],
    ['a deadline in the far past', { tenderPeriod: { endDate: '1926-09-30T12:00:00Z' } }, 'deadline'],
    ['a value of -1', { value: { amount: -1 } }, 'value'],
    ['a value of 10^15', { value: { amount: 1e15 } }, 'value'],
    ['a value "TBC"', { value: { amount: 'TBC' } }, 'value'],
    [
      'a contract that ends before it starts',
      { lots: [{ id: '1', contractPeriod: { startDate: '2027-01-01', endDate: '2026-01-01' } }] },
      'contract',
    ],
  ] as const)('%s: stored, flagged, not stated', (_what, tender, field) => {
    const read = portalAt('https://portal.example').read(JSON.stringify(anFtsRelease({}, tender)));
    if ('reason' in read) throw new Error(read.reason);
    expect(read.notice[field]).toBeUndefined();
    expect(read.notice.flags).toEqual([expect.stringMatching(new RegExp(`^${field}`))]);
    expect(JSON.stringify(read.notice)).not.toMatch(/NaN|Infinity/);
  });

  it('does not fall over "TBC" where a date belongs', () => {
    const read = portalAt('https://portal.example').read(
      JSON.stringify(anFtsRelease({}, { tenderPeriod: { endDate: 'TBC' } })),
    );
    expect(read).toMatchObject({ notice: { deadline: undefined } });
  });
});

describe('fault 14: a redirect', () => {
  it.each([
    ['in a loop', '/api/1.0/ocdsReleasePackages'],
    ['to http elsewhere', 'http://portal.example/x'],
    ['to a file', 'file:///etc/passwd'],
    ['to the metadata address', 'http://169.254.169.254/latest/meta-data/'],
    ['to another host', 'https://portal.example/x'],
  ])('%s is refused', async (_what, location) => {
    const { url } = await server(() => ({ status: 302, headers: { location } }));
    expect(kinds(await walk(portalAt(url)))).toEqual(['refused']);
  });
});

describe('fault 16: a list without end', () => {
  it('stops where the next page is for ever the same', async () => {
    const { url, asked } = await server(() => ({ body: aPackage([release(1)], `${FTS}?cursor=same`) }));
    expect(kinds(await walk(portalAt(url)))).toEqual(['page', 'page', 'endless']);
    expect(asked).toHaveLength(2);
  });

  it('stops at the cap where the cursor changes for ever', async () => {
    const { url, asked } = await server((_path, count) => ({
      body: aPackage([release(1)], `${FTS}?cursor=${String(count)}`),
    }));
    const pages = await walk(portalAt(url));
    expect(pages.at(-1)).toMatchObject({ fault: 'endless', reason: 'more than 60 pages' });
    expect(asked).toHaveLength(60);
  });
});

it('fault 8: a poisoned number costs no release of its page', () => {
  const text = JSON.stringify(aCfRelease({ id: `${CF_NOTICE}-1` })).replace('50000', '1e9999');
  expect(portalAt('https://portal.example', { id: 'contracts-finder' }).read(text)).toMatchObject({
    notice: { value: { min: 3_000_000, max: 3_000_000 }, flags: ['value: Infinity is not a sum'] },
  });
});
