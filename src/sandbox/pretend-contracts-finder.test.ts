import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { noticeGuid } from './contracts-finder/guid.ts';
import type { ContractsFinderSwitches } from './contracts-finder/switches.ts';
import { CONTRACTS_FINDER_SWITCHES } from './contracts-finder/switches.ts';
import { createWorld } from './generate/world.ts';
import { offOf } from './portal/switch-board.ts';
import type { ContractsFinderOptions } from './pretend-contracts-finder.ts';
import { createPretendContractsFinder, startContractsFinder } from './pretend-contracts-finder.ts';
import type { PretendPortalServer } from './pretend-portal.ts';
import { pretendRelease } from './pretend-release.ts';

interface Package {
  uri: string;
  publishedDate: string;
  releases: { id: string; ocid: string; date: string; tender: Record<string, unknown> }[];
  links?: { next: string };
}

const START = '2026-09-01T09:00:00Z';
const cf = createWorld({ seed: 'cf', now: Date.parse(START) }).backlog.filter(
  (release) => release.portal === 'contracts-finder',
);
const edited = cf.find((release) => release.tags[0] === 'tenderAmendment');
const SEARCH = '/Published/Notices/OCDS/Search';
const WINDOW = 'publishedFrom=2026-08-20&publishedTo=2026-09-02T00:00:00';
let server: PretendPortalServer<ContractsFinderSwitches> | undefined;

function isPackage(value: unknown): value is Package {
  return typeof value === 'object' && value !== null && 'releases' in value;
}

async function packageOf(response: Response): Promise<Package> {
  const body: unknown = await response.json();
  if (!isPackage(body)) throw new Error('no release package');
  return body;
}

type Wanted = Omit<Partial<ContractsFinderOptions>, 'switches'> & {
  switches?: Partial<ContractsFinderSwitches>;
};

async function start({ switches, ...options }: Wanted = {}): Promise<string> {
  const all = { ...offOf(CONTRACTS_FINDER_SWITCHES), ...switches };
  server = await startContractsFinder({ now: () => Date.parse(START), ...options, switches: all });
  server.publish(cf);
  return server.url;
}

async function read(url: string): Promise<Package> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return packageOf(response);
}

/** Every page from `url` on, each as text decoded the way a forgiving reader does. */
async function walk(url: string): Promise<{ pages: Package[]; bodies: Buffer[] }> {
  const pages: Package[] = [];
  const bodies: Buffer[] = [];
  let next: string | undefined = url;
  while (next !== undefined) {
    const body = Buffer.from(await (await fetch(next)).arrayBuffer());
    bodies.push(body);
    const page: unknown = JSON.parse(body.toString('latin1'));
    if (!isPackage(page)) throw new Error('no release package');
    pages.push(page);
    next = page.links?.next;
  }
  return { pages, bodies };
}

afterEach(() => server?.close());

describe('the pretend Contracts Finder', () => {
  it('shows each notice once, as its newest release, newest first, over all pages', async () => {
    const url = await start();
    const { pages } = await walk(`${url}/base/published/notices/ocds/search?${WINDOW}&limit=20`);
    const found = pages.flatMap((page) => page.releases);
    const notices = new Set(cf.map(noticeGuid));
    const dates = found.map((release) => Date.parse(release.date));

    expect(found).toHaveLength(notices.size);
    expect(notices.size).toBe(cf.length - 5);
    expect(dates).toEqual(dates.toSorted((a, b) => b - a));
    const edits = cf.filter((release) => release.tags[0] === 'tenderAmendment').map((release) => release.id);
    expect(found.map((release) => release.id)).toEqual(expect.arrayContaining(edits));
  });

  it('shows the newest edit even where it was published here before an older one', async () => {
    const url = await start();
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

  it('answers a window to come with a package that holds nothing', async () => {
    const query = 'publishedFrom=2027-01-01T00:00:00&publishedTo=2027-01-02T00:00:00';
    const got = await read(`${await start()}${SEARCH}?${query}`);

    expect(got).toMatchObject({ releases: [], publishedDate: '' });
    expect(got).not.toHaveProperty('links');
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

  it('reads Z as London time, and an offset as what it says', async () => {
    const url = await start();
    const at = new Date(edited?.published ?? 0);
    const wall = new Date(at.getTime() + 3_600_000).toISOString().slice(0, 19);
    const asked = [`${wall}Z`, wall, `${wall}%2B01:00`].map(
      async (bound) => (await read(`${url}${SEARCH}?publishedFrom=${bound}&publishedTo=${bound}`)).releases,
    );

    for (const releases of await Promise.all(asked)) {
      expect(releases.map((release) => release.id)).toEqual([edited?.id]);
    }
  });

  it('keeps history in the record, and serves one release by its id or as a notice’s newest', async () => {
    const url = await start();
    const guid = edited === undefined ? '' : noticeGuid(edited);

    expect((await read(`${url}/Published/OCDS/Record/${edited?.ocid}`)).releases).toHaveLength(2);
    expect((await read(`${url}/published/ocds/release/${edited?.id}`)).releases).toHaveLength(1);
    const newest = await read(`${url}/Published/Notice/releases/${guid}.json`);
    expect(newest.releases.map((release) => release.id)).toEqual([edited?.id]);
  });

  it.each([
    '/Published/OCDS/Record/ocds-b5fd17-none',
    '/Published/OCDS/Release/none',
    '/Published/Notice/releases/none.json',
    `/Published/Notice/records/${edited?.ocid ?? ''}`,
  ])('does not know %s', async (path) => {
    const response = await fetch(`${await start()}${path}`);

    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ code: 'ValidationError', errors: 3200 });
  });
});

describe('its switches', () => {
  it('rawPlus: adds publishedTo with a raw plus sign, so that a next link followed as it is fails', async () => {
    const got = await read(`${await start({ switches: { rawPlus: true } })}${SEARCH}?limit=10`);

    expect(got.uri).toContain('publishedTo=2026-09-01T10:00:00+01:00');
    expect((await fetch(got.links?.next ?? '')).status).toBe(400);
    expect((await read((got.links?.next ?? '').replaceAll('+', '%2B'))).releases).toHaveLength(10);

    server?.switches.set({ rawPlus: false });
    const mended = await read(`${server?.url}${SEARCH}?limit=10`);
    expect((await read(mended.links?.next ?? '')).releases).toHaveLength(10);
  });

  it('throttle: 403 with an HTML page said to be text, and every request prolongs it', async () => {
    const clock = fakeClock(START);
    const throttle = {
      requests: 1,
      seconds: 60,
      blockSeconds: 300,
      status: 403,
      retryAfter: 'none',
    } as const;
    const url = `${await start({ now: () => clock.now(), switches: { throttle } })}${SEARCH}?${WINDOW}`;
    await fetch(url);
    const refused = await fetch(url);
    clock.advance(299_000);
    const still = await fetch(`${server?.url}/robots.txt`);
    clock.advance(299_000);
    const again = await fetch(url);
    clock.advance(300_001);

    expect([refused.status, still.status, again.status]).toEqual([403, 403, 403]);
    expect(refused.headers.get('content-type')).toBe('text/plain');
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(await refused.text()).toContain('Forbidden - Contracts Finder');
    expect((await fetch(url)).status).toBe(200);
  });

  it('throttle: ten requests in a minute by default', async () => {
    const portal = createPretendContractsFinder({ now: () => Date.parse(START) });
    const statuses: number[] = [];
    for (let index = 0; index < 11; index += 1)
      statuses.push((await portal.app.request('/robots.txt')).status);

    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 403]);
  });

  it.each([
    ['full', '300'],
    ['none', null],
  ] as const)('throttle: 429 with Retry-After %s', async (retryAfter, header) => {
    const throttle = { requests: 1, seconds: 60, blockSeconds: 300, status: 429, retryAfter } as const;
    const url = `${await start({ switches: { throttle } })}${SEARCH}?${WINDOW}`;
    await fetch(url);
    const refused = await fetch(url);

    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe(header);
  });

  it('truncateAfter and legacyShape: loses its memory behind a depth, and speaks the old shape', async () => {
    const first = await read(
      `${await start({ switches: { truncateAfter: 20 } })}${SEARCH}?${WINDOW}&limit=20`,
    );
    expect((await fetch(first.links?.next ?? '')).status).toBe(400);

    server?.switches.set({ truncateAfter: false, legacyShape: true });
    const legacy: unknown = await (await fetch(`${server?.url}${SEARCH}?${WINDOW}`)).json();
    expect(legacy).toHaveProperty('maxPage');
    expect(legacy).not.toHaveProperty('releases');
  });

  it('duplicateRelease: each page holds its first release twice, and never more than was asked for', async () => {
    const url = await start({ switches: { duplicateRelease: true } });
    const { pages } = await walk(`${url}${SEARCH}?${WINDOW}&limit=10`);
    const ids = pages.map((page) => page.releases.map((release) => release.id));

    expect(ids.every(([first, second]) => first === second)).toBe(true);
    expect(Math.max(...ids.map((page) => page.length))).toBe(10);
    expect(new Set(ids.flat()).size).toBe(cf.length - 5);
  });

  it('cp1252: the second page is no UTF-8, and says the same', async () => {
    const url = await start({ switches: { cp1252: true } });
    const { bodies } = await walk(`${url}${SEARCH}?${WINDOW}&limit=25`);
    const isUtf8 = bodies.map((body) => !body.toString('utf8').includes('\uFFFD'));

    expect(isUtf8).toEqual([true, false, true]);
    // An en dash is one byte there, and three in UTF-8.
    expect(bodies[1]?.includes(0x96)).toBe(true);
    const dashed = cf.filter(({ text }) =>
      bodies[1]?.includes(Buffer.from(text.replaceAll('–', '\x96'), 'latin1')),
    );
    expect(dashed).toHaveLength(25);
  });

  it('mojibakeEvery: some texts are encoded twice, on every route and in the ledger alike', async () => {
    const pounds = pretendRelease(cf[0]?.text.replace(/"title": "/, '"title": "£5 – ') ?? '');
    const url = await start({ switches: { mojibakeEvery: 1 } });
    if (pounds !== undefined) server?.publish([pounds]);
    const one = await read(`${url}/Published/OCDS/Release/${pounds?.id}`);

    expect(one.releases[0]?.tender['title']).toMatch(/^Â£5 â€“ /);
    expect(server?.ledger.published().at(-1)?.text).toContain('Â£5 â€“ ');
    server?.switches.set({ mojibakeEvery: false });
    expect(server?.ledger.published().at(-1)?.text).toContain('"£5 – ');
  });

  it('missingFieldsEvery and invalidUrlEvery: values, documents and procedures go, and addresses stop being any', async () => {
    const url = await start({ switches: { missingFieldsEvery: 3, invalidUrlEvery: 3 } });
    const { releases } = await read(`${url}${SEARCH}?${WINDOW}`);
    const sound = createPretendContractsFinder({
      now: () => Date.parse(START),
      switches: offOf(CONTRACTS_FINDER_SWITCHES),
    });
    sound.publish(cf);
    const before = await packageOf(await sound.app.request(`${SEARCH}?${WINDOW}`));
    function lacking(name: string, list: Package['releases']): number {
      return list.filter((release) => release.tender[name] === undefined).length;
    }

    for (const name of ['value', 'documents', 'procurementMethod']) {
      expect(lacking(name, releases)).toBeGreaterThan(lacking(name, before.releases));
    }
    expect(JSON.stringify(releases)).toContain('"http://Contract Finder"');
    expect(JSON.stringify(before.releases)).not.toContain('"http://Contract Finder"');
  });

  it('notInSearchEvery: one notice in so many is known to every route but the search', async () => {
    const url = await start({ switches: { notInSearchEvery: 10 } });
    const shown = new Set(
      (await read(`${url}${SEARCH}?${WINDOW}`)).releases.map(({ id }) => noticeGuid({ id })),
    );
    const hidden = [...new Set(cf.map(noticeGuid))].filter((guid) => !shown.has(guid));

    expect(hidden).toHaveLength(5);
    expect((await fetch(`${url}/Published/Notice/releases/${hidden[0]}.json`)).status).toBe(200);
    expect((await fetch(`${url}/Notice/${hidden[0]}`)).status).toBe(200);
    expect((await fetch(`${url}/api/rest/2/get_published_notice/json/${hidden[0]}`)).status).toBe(200);
  });

  it('leaves recorded releases as they are', async () => {
    const url = await start({ switches: { mojibakeEvery: 1, missingFieldsEvery: 1, notInSearchEvery: 1 } });
    const [recorded] = cf.slice(0, 1).map((release) => ({
      ...release,
      id: release.id.replace(/^./, 'f'),
      isRecorded: true,
    }));
    if (recorded !== undefined) server?.publish([recorded]);

    expect(await (await fetch(`${url}${SEARCH}?${WINDOW}`)).text()).toContain(recorded?.text);
  });

  it.each([
    [503, 503],
    [500, 500],
    [200, 200],
  ] as const)('apiDown %i: the API is gone behind HTML, and the site is not', async (apiDown, status) => {
    const url = await start({ switches: { apiDown } });
    const guid = noticeGuid(cf[0] ?? { id: '' });
    const paths = [
      `${SEARCH}?${WINDOW}`,
      `/Published/OCDS/Record/${cf[0]?.ocid}`,
      '/Harvester/Notices/Data/CSV/2026/08/31',
      `/api/rest/2/get_published_notice/json/${guid}`,
    ];
    for (const path of paths) {
      const response = await fetch(url + path);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('text/html');
    }
    const posted = await fetch(`${url}/api/rest/2/search_notices/json`, { method: 'POST', body: '{}' });
    expect(posted.headers.get('content-type')).toContain('text/html');
    expect((await fetch(`${url}/Search/Results`)).status).toBe(200);
    expect(await (await fetch(`${url}/Notice/${guid}`)).text()).toContain('Contract summary');
  });

  it('writes what it served into its ledger', async () => {
    const url = await start();
    await fetch(`${url}/Published/OCDS/Record/${edited?.ocid}`);

    expect(server?.requests()).toMatchObject([
      {
        method: 'GET',
        status: 200,
        releases: [expect.stringContaining(edited?.id ?? ''), expect.any(String)],
      },
    ]);
  });
});
