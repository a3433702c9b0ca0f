import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { createWorld } from './generate/world.ts';
import type { PoisonKind } from './portal/poison.ts';
import type { FindATenderOptions } from './pretend-find-a-tender.ts';
import { startFindATender } from './pretend-find-a-tender.ts';
import { FIND_A_TENDER_SWITCHES } from './find-a-tender/switches.ts';
import type { FindATenderSwitches } from './find-a-tender/switches.ts';
import { offOf } from './portal/switch-board.ts';
import type { PretendPortalServer } from './pretend-portal.ts';

interface Package {
  uri: string;
  publishedDate: string;
  releases: {
    id: string;
    buyer?: object;
    tender: { title: string | null; tenderPeriod?: { endDate: string } };
  }[];
  links?: { next: string };
}

const START = '2026-09-01T09:00:00Z';
/** Sixty, so that pages can be exactly full. */
const fts = createWorld({ seed: 'fts', now: Date.parse(START) })
  .backlog.filter((release) => release.portal === 'find-a-tender')
  .slice(0, 60);
const LIST = '/api/1.0/ocdsReleasePackages';
const WINDOW = 'updatedFrom=2026-08-20T00:00:00&updatedTo=2026-09-02T00:00:00';
let server: PretendPortalServer | undefined;

function isPackage(value: unknown): value is Package {
  return typeof value === 'object' && value !== null && 'releases' in value;
}

async function packageOf(response: Response): Promise<Package> {
  const body: unknown = await response.json();
  if (!isPackage(body)) throw new Error('no release package');
  return body;
}

async function start(options: Partial<FindATenderOptions> = {}): Promise<string> {
  const switches = { ...offOf(FIND_A_TENDER_SWITCHES), ...options.switches };
  server = await startFindATender({ now: () => Date.parse(START), ...options, switches });
  server.publish(fts);
  return server.url;
}

async function read(url: string): Promise<Package> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return packageOf(response);
}

afterEach(() => server?.close());

describe('the pretend Find a Tender', () => {
  it('walks to the absence of links, newest number first, every release once and to the byte', async () => {
    const url = await start();
    const ids: string[] = [];
    let pages = 0;
    let next: string | undefined = `${url}/some/base${LIST}?${WINDOW}&limit=25`;
    while (next !== undefined) {
      expect(new URL(next).pathname).toBe(`/some/base${LIST}`);
      const got: Package = await read(next);
      ids.push(...got.releases.map((release) => release.id));
      next = got.links?.next;
      pages += 1;
    }

    expect(pages).toBe(3);
    expect(ids).toEqual(fts.map((release) => release.id).toReversed());
    expect(await (await fetch(`${url}${LIST}?${WINDOW}`)).text()).toContain(fts[7]?.text);
    expect(server?.requests().map((request) => request.status)).toEqual([200, 200, 200, 200]);
    expect(server?.requests()[1]?.query).toHaveProperty('cursor');
  });

  it('ends on a page that is exactly full', async () => {
    const url = await start();
    const first = await read(`${url}${LIST}?${WINDOW}&limit=30`);
    const second = await read(first.links?.next ?? '');

    expect(second.releases).toHaveLength(30);
    expect(second).not.toHaveProperty('links');
  });

  it('answers an empty window with an empty publishedDate and no links', async () => {
    const url = await start();
    const got = await read(`${url}${LIST}?updatedFrom=2020-01-01T00:00:00&updatedTo=2020-01-02T00:00:00`);

    expect(got).toMatchObject({ releases: [], publishedDate: '' });
    expect(got).not.toHaveProperty('links');
  });

  it.each([
    ['statuses=open', "Request parameter 'statuses' is not recognised"],
    ['limit=101', "'limit' must not exceed the maximum value"],
    ['updatedFrom=2026-08-20', "'updatedFrom' is not valid"],
    ['updatedTo=2026-08-20T10:00', "'updatedTo' is not valid"],
    ['updatedFrom=2026-08-20T10:00:00%2B01:00', "'updatedFrom' is not valid"],
  ])('refuses %s', async (query, exception) => {
    const response = await fetch(`${await start()}${LIST}?${query}`);

    expect(response.status).toBe(400);
    expect(await response.json()).toHaveProperty('exception', expect.stringContaining(exception));
  });

  it('takes a Z for London time all the same', async () => {
    const url = await start();
    const at = fts[30]?.published ?? 0;
    // In summer London is an hour ahead: what UTC calls 09:00 the portal calls 10:00.
    const utc = new Date(at).toISOString().slice(0, 19);
    const london = new Date(at + 3_600_000).toISOString().slice(0, 19);

    const misread = await read(`${url}${LIST}?updatedFrom=${utc}Z&updatedTo=${utc}Z`);
    const rightly = await read(`${url}${LIST}?updatedFrom=${london}&updatedTo=${london}`);

    expect(misread.releases.map((release) => release.id)).not.toContain(fts[30]?.id);
    expect(rightly.releases.map((release) => release.id)).toContain(fts[30]?.id);
  });

  it('has the stages bug when told so', async () => {
    const url = await start({ switches: { stagesBug: true } });
    const tenders = await read(`${url}${LIST}?${WINDOW}&stages=tender`);
    const both = await read(`${url}${LIST}?${WINDOW}&stages=planning,tender`);
    const celex = fts.filter((release) => release.scheme === 'CELEX' && release.tags.join() === 'tender');

    expect(tenders.releases.map((release) => release.id)).toEqual(
      celex.map((release) => release.id).toReversed(),
    );
    expect(celex.length).toBeGreaterThan(0);
    expect(both.releases).toEqual([]);

    await server?.close();
    const right = await read(`${await start()}${LIST}?${WINDOW}&stages=tender`);
    expect(right.releases.length).toBeGreaterThan(celex.length);
  });

  it('throttles as recorded: the thirteenth in two minutes, plain text, Retry-After, refused requests not counted', async () => {
    const clock = fakeClock(START);
    const url = `${await start({ now: () => clock.now(), switches: { throttle: '429-120' } })}${LIST}?${WINDOW}`;
    for (let asked = 0; asked < 12; asked += 1) expect((await fetch(url)).status).toBe(200);
    const refused = await fetch(url);
    clock.advance(120_001);

    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('120');
    expect(await refused.text()).toBe('Rate limit of 12 exceeded. Please retry after 120 seconds.');
    expect((await fetch(url)).status).toBe(200);
  });

  it.each([
    ['429', 429, null, /Rate limit of 12/],
    ['429-11', 429, '11', /Rate limit of 12/],
    ['429-date', 429, 'Tue, 01 Sep 2026 09:02:00 GMT', /Rate limit of 12/],
    ['503', 503, null, /^Service Unavailaible$/],
    ['504', 504, null, /<html>/],
  ] as const)('throttles with %s', async (throttle, status, retryAfter, body) => {
    const url = `${await start({ switches: { throttle } })}${LIST}?${WINDOW}`;
    for (let asked = 0; asked < 12; asked += 1) await fetch(url);
    const refused = await fetch(url);

    expect([refused.status, refused.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(await refused.text()).toMatch(body);
  });

  it('serves one process, one notice, and the documented 404', async () => {
    const url = await start();
    const [first] = fts;

    expect((await read(`${url}${LIST}/${first?.id}`)).releases).toHaveLength(1);
    expect((await read(`${url}/api/1.0/ocdsRecordPackages/${first?.ocid}`)).releases.length).toBeGreaterThan(
      0,
    );
    const missing = await fetch(`${url}${LIST}/999999-1999`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ exception: "'999999-1999' is not found" });
  });
});

async function poisoned(kind: PoisonKind): Promise<Response> {
  const url = await start({ poison: [{ kind, page: 1, times: 1 }] });
  return fetch(`${url}${LIST}?${WINDOW}&limit=10`);
}

async function poisonedPackage(kind: PoisonKind): Promise<Package> {
  return packageOf(await poisoned(kind));
}

describe('its poisons', () => {
  it.each([
    ['infinite-number', /"maximumLotsBidPerSupplier": 1e9999/],
    ['infinite-text', /"durationInDays": "1e9999"/],
    ['nulls', /"techniques": null/],
    ['date-only-deadline', /"endDate": "\d{4}-\d\d-\d\d"/],
  ] as const)('%s stands in the page, which parses', async (kind, pattern) => {
    const text = await (await poisoned(kind)).text();
    const clean = await (await fetch(`${server?.url}${LIST}?${WINDOW}&limit=10`)).text();

    expect(text).toMatch(pattern);
    expect(() => void JSON.parse(text)).not.toThrow();
    expect(clean).not.toBe(text);
  });

  it.each(['leading-zeros', 'truncated', 'empty-body', 'html', 'bom'] as const)(
    '%s is no JSON, once, and then all is well',
    async (kind) => {
      const response = await poisoned(kind);
      const bytes = Buffer.from(await response.arrayBuffer());

      expect(response.status).toBe(200);
      expect(() => void JSON.parse(bytes.toString('utf8'))).toThrow(SyntaxError);
      expect((await read(`${server?.url}${LIST}?${WINDOW}&limit=10`)).releases).toHaveLength(10);
    },
  );

  it('cp1252 sends bytes that are not UTF-8 and read well as windows-1252', async () => {
    const url = await start({ poison: [{ kind: 'cp1252' }] });
    const bytes = Buffer.from(await (await fetch(`${url}${LIST}?${WINDOW}`)).arrayBuffer());

    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError);
    // Node 20's own windows-1252 decoder reads 0x96 as a control character: compare bytes.
    expect(
      bytes.includes(Buffer.from('bids \x96 and bids priced in any currency but \xA3 sterling', 'latin1')),
    ).toBe(true);
  });

  it('exact-duplicate, missing-buyer, null-title and missing-id', async () => {
    const twice = await poisonedPackage('exact-duplicate');
    expect(twice.releases[0]).toEqual(twice.releases[1]);
    expect(twice.releases).toHaveLength(11);
    await server?.close();
    expect((await poisonedPackage('missing-buyer')).releases[0]?.buyer).toBeUndefined();
    await server?.close();
    expect((await poisonedPackage('null-title')).releases[0]?.tender.title).toBeNull();
    await server?.close();
    expect((await poisonedPackage('missing-id')).releases[0]?.id).toBeUndefined();
  });

  it('lost-next ends the walk early, endless-next never does', async () => {
    expect(await poisonedPackage('lost-next')).not.toHaveProperty('links');
    await server?.close();
    const url = await start({ poison: [{ kind: 'endless-next' }] });
    const first = await read(`${url}${LIST}?${WINDOW}&limit=10`);
    const second = await read(first.links?.next ?? '');
    const third = await read(second.links?.next ?? '');

    expect(third.links?.next).toBe(second.links?.next);
    expect(third.releases.map((release) => release.id)).toEqual(first.releases.map((release) => release.id));
  });

  it('status-503 befalls the page named and no other', async () => {
    const url = await start({ poison: [{ kind: 'status-503', page: 2 }] });
    const first = await read(`${url}${LIST}?${WINDOW}&limit=10`);

    expect((await fetch(first.links?.next ?? '')).status).toBe(503);
    server?.poison([]);
    expect((await fetch(first.links?.next ?? '')).status).toBe(200);
  });

  it.each(['hang', 'stall'] as const)('%s never ends by itself', async (kind) => {
    const url = await start({ poison: [{ kind }] });
    const signal = AbortSignal.timeout(200);
    const whole = fetch(`${url}${LIST}?${WINDOW}`, { signal }).then((response) => response.text());

    await expect(whole).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('its switches', () => {
  async function walk(url: string, query: string): Promise<readonly Package[]> {
    const pages: Package[] = [];
    let next: string | undefined = `${url}${LIST}?${query}`;
    while (next !== undefined) {
      const page: Package = await read(next);
      pages.push(page);
      next = page.links?.next;
    }
    return pages;
  }

  it('are on by default, but for what would only take time', () => {
    const on = Object.entries(FIND_A_TENDER_SWITCHES).flatMap(([name, row]) => (row.byDefault ? [] : [name]));

    expect(on).toEqual(['slowSeconds']);
  });

  it('lostNext: the second page ends the walk, full as it is', async () => {
    const pages = await walk(await start({ switches: { lostNext: 2 } }), `${WINDOW}&limit=20`);

    expect(pages.map((page) => page.releases.length)).toEqual([20, 20]);
  });

  it('missingFromLongWindows: a window of six hours is whole, a longer one is not', async () => {
    const url = await start({ switches: { missingFromLongWindows: 6 } });
    const whole = await walk(url, WINDOW);
    const days = fts.map((release) => Math.floor(release.published / 21_600_000));
    const short = await Promise.all(
      [...new Set(days)].map((day) => {
        const wall = (at: number): string => new Date(at + 3_600_000).toISOString().slice(0, 19);
        const from = day * 21_600_000;
        return walk(url, `updatedFrom=${wall(from)}&updatedTo=${wall(from + 21_599_000)}`);
      }),
    );

    const ids = whole.flatMap((page) => page.releases.map((release) => release.id));
    expect(ids.length).toBeLessThan(fts.length);
    expect(new Set(short.flat().flatMap((page) => page.releases.map((release) => release.id)))).toEqual(
      new Set(fts.map((release) => release.id)),
    );
  });

  it('exactDuplicate: a page of its limit holds one release twice, and nothing is lost', async () => {
    const pages = await walk(await start({ switches: { exactDuplicate: true } }), `${WINDOW}&limit=20`);

    expect(pages[0]?.releases).toHaveLength(20);
    expect(pages[0]?.releases[0]).toEqual(pages[0]?.releases[1]);
    const ids = pages.flatMap((page) => page.releases.map((release) => release.id));
    expect(new Set(ids).size).toBe(fts.length);
    expect(ids).toHaveLength(fts.length + 1);
  });

  it.each([
    ['infiniteNumber', /: 1e9999/],
    ['infiniteText', /"1e9999"/],
    ['leadingZeros', /: 000,/],
    ['dateOnlyDeadline', /"tenderPeriod": \{\s*"endDate": "\d{4}-\d\d-\d\d"/],
    ['nulls', /"techniques": null/],
    ['emptyBuyerId', /^\s*\{"buyerID": \[\]/],
  ] as const)(
    '%s befalls some releases, the same ones every time, and the ledger has their bytes',
    async (name, pattern) => {
      const many = Array.from({ length: 400 }, (_, index) => {
        const model = fts[index % fts.length];
        if (model === undefined) throw new Error('no backlog');
        return { ...model, id: `${800_000 + index}-2026` };
      });
      server = await startFindATender({
        now: () => Date.parse(START),
        switches: { ...offOf(FIND_A_TENDER_SWITCHES), [name]: true } satisfies FindATenderSwitches,
      });
      server.publish(many);
      const texts = server.ledger.published().map((release) => release.text);
      const hit = texts.filter((text) => pattern.test(text));

      // A date without a time stands in planned notices anyway.
      expect(hit.length).toBeGreaterThan(0);
      expect(hit.length).toBeLessThan(name === 'emptyBuyerId' ? 220 : 120);
      expect(server.ledger.published().map((release) => release.text)).toEqual(texts);
      const page = await (await fetch(`${server.url}${LIST}?${WINDOW}`)).text();
      expect(texts.filter((text) => page.includes(text)).length).toBeGreaterThanOrEqual(100);
      server.switches.set({ [name]: false });
      expect(server.ledger.published().map((release) => release.text)).toEqual(many.map(({ text }) => text));
    },
  );

  it('missingBuyer leaves the party with the role; grossTypo is ten times too much', async () => {
    const url = await start({ switches: { missingBuyer: true, grossTypo: true } });
    const served = server?.ledger.published() ?? [];
    const changed = served.filter((release, index) => release.text !== fts[index]?.text);

    expect(url).not.toBe('');
    expect(changed.length).toBeGreaterThan(0);
    const [odd] = served
      .flatMap(({ text }) =>
        Array.from(
          text.matchAll(/"amountGross": ([\d.]+),\s*"amount": ([\d.]+)/g),
          (found) => Number(found[1]) / Number(found[2]),
        ),
      )
      .filter((ratio) => ratio > 1.3);
    expect(odd).toBeCloseTo(12, 0);
  });

  it('leaves what is recorded as it is', async () => {
    const switches = { infiniteNumber: true, nulls: true, emptyBuyerId: true } as const;
    await start({ switches });
    const before = server?.ledger.published().length ?? 0;
    server?.publish(fts.map((release) => ({ ...release, isRecorded: true })));

    expect(
      server?.ledger
        .published()
        .slice(before)
        .map(({ text }) => text),
    ).toEqual(fts.map(({ text }) => text));
  });

  it.each([
    [503, 503],
    ['reset', 'cut'],
  ] as const)('midnightOutage %s: half an hour from London midnight', async (midnightOutage, answer) => {
    const clock = fakeClock('2026-08-31T22:59:59Z');
    const url = `${await start({ now: () => clock.now(), switches: { midnightOutage } })}${LIST}?${WINDOW}`;
    const ask = async (): Promise<unknown> => (await fetch(url).catch(() => ({ status: 'cut' }))).status;
    expect(await ask()).toBe(200);
    clock.set('2026-08-31T23:00:00Z');
    expect(await ask()).toBe(answer);
    clock.set('2026-08-31T23:29:59Z');
    expect(await ask()).toBe(answer);
    clock.set('2026-08-31T23:30:00Z');
    expect(await ask()).toBe(200);
    const status = answer === 'cut' ? 0 : 503;
    expect(server?.ledger.requests().map((request) => request.status)).toEqual([200, status, status, 200]);
  });
});

describe('its ledger', () => {
  it('says when, what was asked, and which releases were served', async () => {
    const url = await start();
    await read(`${url}/here${LIST}?${WINDOW}&limit=2`);
    await fetch(`${url}${LIST}?limit=101`);
    const keys = fts.slice(-2).map((release) => `${release.ocid}#${release.id}`);

    expect(server?.ledger.requests()).toEqual([
      expect.objectContaining({
        at: Date.parse(START),
        path: `/here${LIST}`,
        status: 200,
        releases: keys.toReversed(),
        method: 'GET',
      }),
      expect.objectContaining({ status: 400, releases: [] }),
    ]);
    expect(server?.ledger.requests()[0]?.query).toMatchObject({ limit: '2' });
    expect(server?.ledger.published()).toHaveLength(fts.length);
  });

  it('shows a release when it appears, not before', async () => {
    const clock = fakeClock(START);
    const url = await start({ now: () => clock.now() });
    const [first] = fts;
    if (first === undefined) throw new Error('no backlog');
    server?.publish([{ ...first, id: '999001-2026', appears: Date.parse(START) + 60_000 }]);
    expect((await fetch(`${url}${LIST}/999001-2026`)).status).toBe(404);
    expect(server?.ledger.published()).toHaveLength(fts.length);
    clock.advance(60_000);
    expect((await fetch(`${url}${LIST}/999001-2026`)).status).toBe(200);
    expect(server?.ledger.published()).toHaveLength(fts.length + 1);
  });
});
