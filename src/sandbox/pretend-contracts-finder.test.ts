import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { createWorld } from './generate/world.ts';
import type { ContractsFinderOptions } from './pretend-contracts-finder.ts';
import { startContractsFinder } from './pretend-contracts-finder.ts';
import type { PretendPortalServer } from './pretend-portal.ts';

interface Package {
  uri: string;
  releases: { id: string; ocid: string; date: string }[];
  links?: { next: string };
}

const START = '2026-09-01T09:00:00Z';
const cf = createWorld({ seed: 'cf', now: Date.parse(START) }).backlog.filter(
  (release) => release.portal === 'contracts-finder',
);
const SEARCH = '/Published/Notices/OCDS/Search';
const WINDOW = 'publishedFrom=2026-08-20&publishedTo=2026-09-02T00:00:00';
let server: PretendPortalServer | undefined;

function isPackage(value: unknown): value is Package {
  return typeof value === 'object' && value !== null && 'releases' in value;
}

async function packageOf(response: Response): Promise<Package> {
  const body: unknown = await response.json();
  if (!isPackage(body)) throw new Error('no release package');
  return body;
}

async function start(options: Partial<ContractsFinderOptions> = {}): Promise<string> {
  server = await startContractsFinder({ now: () => Date.parse(START), ...options });
  server.publish(cf);
  return server.url;
}

async function read(url: string): Promise<Package> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return packageOf(response);
}

function guid(id: string): string {
  return id.replace(/-\d+$/, '');
}

afterEach(() => server?.close());

describe('the pretend Contracts Finder', () => {
  it('shows each notice once, as its newest release, newest first, over all pages', async () => {
    const url = await start();
    const found: Package['releases'] = [];
    let next: string | undefined = `${url}/base/published/notices/ocds/search?${WINDOW}&limit=20`;
    while (next !== undefined) {
      const got: Package = await read(next);
      found.push(...got.releases);
      next = got.links?.next;
    }
    const notices = new Set(cf.map((release) => guid(release.id)));
    const dates = found.map((release) => Date.parse(release.date));

    expect(found).toHaveLength(notices.size);
    expect(notices.size).toBe(cf.length - 5);
    expect(dates).toEqual(dates.toSorted((a, b) => b - a));
    const edited = cf.filter((release) => release.tags[0] === 'tenderAmendment').map((release) => release.id);
    expect(found.map((release) => release.id)).toEqual(expect.arrayContaining(edited));
  });

  it('shows the newest edit even where it was published here before an older one', async () => {
    const url = await start();
    const edited = cf.find((release) => release.tags[0] === 'tenderAmendment');
    const first = cf.filter((release) => release.ocid === edited?.ocid && release.id !== edited.id);
    server?.publish(first);
    const ids = (await read(`${url}${SEARCH}?${WINDOW}`)).releases.map((release) => release.id);

    expect(first).toHaveLength(1);
    expect(ids).toContain(edited?.id);
    expect(ids).not.toContain(first[0]?.id);
  });

  it('ignores parameters it does not know', async () => {
    const got = await read(`${await start()}${SEARCH}?${WINDOW}&keyword=cyber&size=3&page=2`);

    expect(got.releases.length).toBeGreaterThan(50);
  });

  it.each([
    ['limit=0', 'limit', /limit must be a number/],
    ['limit=101', 'limit', /maximum is 100/],
    ['publishedFrom=yesterday', 'publishedFrom', /invalid date/],
    // The plus sign arrives as a space where it is not encoded.
    ['publishedTo=2026-09-01T10:00:00+01:00', 'publishedTo', /invalid date/],
  ])('refuses %s with its property', async (query, property, message) => {
    const response = await fetch(`${await start()}${SEARCH}?${query}`);

    expect(response.status).toBe(400);
    const body: unknown = await response.json();
    expect(body).toMatchObject({ code: 3200, property });
    expect(body).toHaveProperty('message', expect.stringMatching(message));
  });

  it('adds publishedTo with a raw plus sign, so that a next link followed as it is fails', async () => {
    const got = await read(`${await start()}${SEARCH}?limit=10`);

    expect(got.uri).toContain('publishedTo=2026-09-01T10:00:00+01:00');
    expect((await fetch(got.links?.next ?? '')).status).toBe(400);
    expect((await read((got.links?.next ?? '').replaceAll('+', '%2B'))).releases).toHaveLength(10);
  });

  it('keeps history in the record, and serves one release', async () => {
    const url = await start();
    const edited = cf.find((release) => release.tags[0] === 'tenderAmendment');

    expect((await read(`${url}/Published/OCDS/Record/${edited?.ocid}`)).releases).toHaveLength(2);
    expect((await read(`${url}/Published/OCDS/Release/${edited?.id}`)).releases).toHaveLength(1);
    const missing = await fetch(`${url}/Published/OCDS/Record/ocds-b5fd17-none`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({ code: 'ValidationError', errors: 3200 });
  });

  it('throttles by 403 with an HTML page said to be text, and every request prolongs it', async () => {
    const clock = fakeClock(START);
    const throttle = {
      requests: 1,
      seconds: 60,
      blockSeconds: 300,
      status: 403,
      retryAfter: 'none',
    } as const;
    const url = `${await start({ now: () => clock.now(), throttle })}${SEARCH}?${WINDOW}`;
    await fetch(url);
    const refused = await fetch(url);
    clock.advance(299_000);
    const still = await fetch(url);
    clock.advance(299_000);
    const again = await fetch(url);
    clock.advance(300_001);

    expect([refused.status, still.status, again.status]).toEqual([403, 403, 403]);
    expect(refused.headers.get('content-type')).toBe('text/plain');
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(await refused.text()).toContain('Forbidden - Contracts Finder');
    expect((await fetch(url)).status).toBe(200);
  });

  it('loses its memory behind a depth, and speaks the old shape, where told', async () => {
    const first = await read(`${await start({ truncateAfter: 20 })}${SEARCH}?${WINDOW}&limit=20`);
    expect((await fetch(first.links?.next ?? '')).status).toBe(400);
    await server?.close();

    const legacy: unknown = await (
      await fetch(`${await start({ legacyShape: true })}${SEARCH}?${WINDOW}`)
    ).json();
    expect(legacy).toHaveProperty('maxPage');
    expect(legacy).not.toHaveProperty('releases');
  });
});
