import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { createWorld } from './generate/world.ts';
import type { PoisonKind } from './portal/poison.ts';
import type { FindATenderOptions } from './pretend-find-a-tender.ts';
import { startFindATender } from './pretend-find-a-tender.ts';
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
const fts = createWorld({ seed: 'fts', now: Date.parse(START) }).backlog.filter(
  (release) => release.portal === 'find-a-tender',
);
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
  server = await startFindATender({ now: () => Date.parse(START), ...options });
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

  it('has the stages bug unless told otherwise', async () => {
    const url = await start();
    const tenders = await read(`${url}${LIST}?${WINDOW}&stages=tender`);
    const both = await read(`${url}${LIST}?${WINDOW}&stages=planning,tender`);
    const celex = fts.filter((release) => release.scheme === 'CELEX' && release.tags.join() === 'tender');

    expect(tenders.releases.map((release) => release.id)).toEqual(
      celex.map((release) => release.id).toReversed(),
    );
    expect(celex.length).toBeGreaterThan(0);
    expect(both.releases).toEqual([]);

    await server?.close();
    const right = await read(`${await start({ stagesBug: false })}${LIST}?${WINDOW}&stages=tender`);
    expect(right.releases.length).toBeGreaterThan(celex.length);
  });

  it('throttles as recorded: plain text, Retry-After, refused requests not counted', async () => {
    const clock = fakeClock(START);
    const throttle = { requests: 2, seconds: 120, retryAfter: 'full' } as const;
    const url = `${await start({ now: () => clock.now(), throttle })}${LIST}?${WINDOW}`;
    await fetch(url);
    await fetch(url);
    const refused = await fetch(url);
    clock.advance(120_001);

    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('120');
    expect(await refused.text()).toBe('Rate limit of 2 exceeded. Please retry after 120 seconds.');
    expect((await fetch(url)).status).toBe(200);
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
