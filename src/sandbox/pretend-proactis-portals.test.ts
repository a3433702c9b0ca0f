import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { createWeek } from './generate/week.ts';
import { SCOTLAND_SWITCHES, WALES_SWITCHES } from './proactis/switches.ts';
import { offOf } from './portal/switch-board.ts';
import type { PretendPortalServer } from './pretend-portal.ts';
import type { ScotlandOptions } from './pretend-public-contracts-scotland.ts';
import { startPublicContractsScotland } from './pretend-public-contracts-scotland.ts';
import type { WalesOptions } from './pretend-sell2wales.ts';
import { startSell2Wales } from './pretend-sell2wales.ts';

interface Release {
  id?: string;
  ocid: string;
  date: string;
  language: string;
  parties: { name: string; roles: string[] }[];
  buyer: { id: string; name: string };
  tender: {
    title: string;
    value?: { amount: number };
    tenderPeriod?: { endDate: string };
    lotDetails?: { maximumLotsBidPerSupplier: number };
    classification: { id: string; description?: string };
  };
  links: { rel: string; href: string }[];
}

interface Package {
  publishedDate: string;
  releases?: Release[];
}

const NOW = '2026-09-07T08:00:00Z';
const week = createWeek({ seed: 'proactis', from: Date.parse('2026-08-30T23:00:00Z') }).releases;
const scottish = week.filter((release) => release.portal === 'public-contracts-scotland');
const welsh = week.filter((release) => release.portal === 'sell2wales');
let server: PretendPortalServer | undefined;

afterEach(() => server?.close());

async function scotland(options: Partial<ScotlandOptions> = {}): Promise<string> {
  const switches = { ...offOf(SCOTLAND_SWITCHES), ...options.switches };
  server = await startPublicContractsScotland({ now: () => Date.parse(NOW), ...options, switches });
  server.publish(scottish);
  return `${server.url}/v1`;
}

async function wales(options: Partial<WalesOptions> = {}): Promise<string> {
  const switches = { ...offOf(WALES_SWITCHES), ...options.switches };
  server = await startSell2Wales({ now: () => Date.parse(NOW), ...options, switches });
  server.publish(welsh);
  return `${server.url}/v1`;
}

function isPackage(value: unknown): value is Package {
  return typeof value === 'object' && value !== null && 'publishedDate' in value;
}

function packageOf(text: string): Package {
  const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (!isPackage(value)) throw new Error('no package');
  return value;
}

async function textOf(url: string): Promise<string> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  // `text()` would take the byte order mark away.
  return Buffer.from(await response.arrayBuffer()).toString('utf8');
}

async function releasesOf(url: string): Promise<readonly Release[]> {
  return packageOf(await textOf(url)).releases ?? [];
}

const isIn = (release: { readonly text: string }, month: string): boolean =>
  release.text.includes(`"date":"${month}`);

describe('the pretend Public Contracts Scotland', () => {
  it('serves a whole month of one type, without pages, to the byte', async () => {
    const url = await scotland({ switches: { missingId: true } });
    const text = await textOf(`${url}/Notices?dateFrom=09-2026&noticeType=102&outputType=0`);
    const expected = scottish.filter((one) => one.noticeType === '102' && isIn(one, '2026-09'));

    expect(expected.length).toBeGreaterThan(20);
    expect(packageOf(text).releases).toHaveLength(expected.length);
    expect(expected.every((release) => text.includes(release.text))).toBe(true);
    expect(packageOf(text)).not.toHaveProperty('links');
    expect(packageOf(text).publishedDate).toBe(NOW);
    expect(new Set(server?.ledger.requests()[0]?.releases)).toEqual(
      new Set(expected.map(({ ocid, id }) => `${ocid}#${id}`)),
    );
  });

  it('takes the current month and type 2 where nothing is asked for', async () => {
    const url = await scotland();
    const spoken = await releasesOf(`${url}/Notices?dateFrom=9-2026&noticeType=2`);

    expect(spoken.length).toBeGreaterThan(5);
    expect(await releasesOf(`${url}/Notices`)).toEqual(spoken);
    expect(await releasesOf(`${url}/Notices?dateFrom=08-2026`)).not.toEqual(spoken);
  });

  it('serves the family of an ocid', async () => {
    const url = await scotland();
    const update = scottish.find((release) => release.tags[0] === 'tenderUpdate');
    const family = await releasesOf(`${url}/Notice?id=${update?.ocid}`);

    expect(family.length).toBeGreaterThan(1);
    expect(new Set(family.map((release) => release.ocid))).toEqual(new Set([update?.ocid]));
    expect((await fetch(`${url}/Notice?id=ocds-r6ebe6-0000000000`)).status).toBe(404);
  });

  it('dates by the midnight of the day, CPV codes bare, one buyer named', async () => {
    const [first] = await releasesOf(`${await scotland()}/Notices?noticeType=2`);

    expect(first?.date).toMatch(/^2026-09-0\dT00:00:00Z$/);
    expect(first?.tender.classification).not.toHaveProperty('description');
    expect(first?.parties.filter((party) => party.roles.includes('buyer'))).toHaveLength(1);
    expect(first?.language).toBe('EN');
  });

  it.each([
    ['dateFrom=2026-09', 400],
    ['dateFrom=13-2026', 400],
    ['outputType=1', 501],
  ])('does not answer %s', async (query, status) => {
    expect((await fetch(`${await scotland()}/Notices?${query}`)).status).toBe(status);
  });

  it('poisons as the others do', async () => {
    const url = await scotland({ poison: [{ kind: 'truncated', times: 1 }] });

    const cut = await textOf(`${url}/Notices`);
    expect(() => packageOf(cut)).toThrow(SyntaxError);
    expect(packageOf(await textOf(`${url}/Notices`)).releases?.length).toBeGreaterThan(0);
  });
});

describe('the switches of both', () => {
  it('are on by default, but for what would only take time or leave nothing to read', () => {
    const off = (table: object): readonly string[] =>
      Object.entries(table).flatMap(([name, row]: [string, { byDefault: boolean }]) =>
        row.byDefault ? [] : [name],
      );

    expect(off(SCOTLAND_SWITCHES)).toEqual(['slowSeconds', 'sqlError']);
    expect(off(WALES_SWITCHES)).toEqual(['slowSeconds']);
  });

  it('bom: the answer begins with a byte order mark', async () => {
    const marked = await textOf(`${await scotland({ switches: { bom: true } })}/Notices`);
    await server?.close();
    const plain = await textOf(`${await scotland()}/Notices`);

    expect(marked.charCodeAt(0)).toBe(0xfeff);
    expect(plain.startsWith('{')).toBe(true);
  });

  it('absentReleases: an empty month is a package without the list', async () => {
    const without = packageOf(
      await textOf(`${await scotland({ switches: { absentReleases: true } })}/Notices?dateFrom=01-2020`),
    );
    await server?.close();
    const empty = packageOf(await textOf(`${await scotland()}/Notices?dateFrom=01-2020`));

    expect(without).not.toHaveProperty('releases');
    expect(empty.releases).toEqual([]);
  });

  it('missingId: Scotland’s releases have none, Wales’s do', async () => {
    const without = await releasesOf(`${await scotland({ switches: { missingId: true } })}/Notices`);
    await server?.close();
    const withId = await releasesOf(`${await scotland()}/Notices`);
    await server?.close();
    const ofWales = await releasesOf(`${await wales()}/Notices`);

    expect(without.every((release) => !('id' in release))).toBe(true);
    expect(withId.every((release) => release.id !== undefined)).toBe(true);
    const numbers = ofWales.map((release) => release.id?.replace(`${release.ocid}-release-`, '') ?? '');
    expect(numbers.every((number) => /^\d+$/.test(number))).toBe(true);
  });

  it('sqlError: 500 with a page about SQL for the types named, or one month of a type, and for no other', async () => {
    const url = await wales({ switches: { sqlError: ['3', '2,08-2026'] } });
    const broken = await fetch(`${url}/Notices?noticeType=3`);

    expect(broken.status).toBe(500);
    expect(broken.headers.get('content-type')).toContain('text/html');
    expect(await broken.text()).toContain('Error converting data type nvarchar to float');
    expect((await fetch(`${url}/Notices?noticeType=2&dateFrom=08-2026`)).status).toBe(500);
    expect((await fetch(`${url}/Notices?noticeType=2&dateFrom=09-2026`)).status).toBe(200);
    expect((await fetch(`${url}/Notices?noticeType=51`)).status).toBe(200);
  });

  it('manyBuyers: some contact parties are buyers too, and `buyer` says which is meant', async () => {
    const releases = await releasesOf(
      `${await wales({ switches: { manyBuyers: true } })}/Notices?noticeType=51`,
    );
    const many = releases.filter(
      ({ parties }) => parties.filter(({ roles }) => roles.includes('buyer')).length > 1,
    );

    expect(many.length).toBeGreaterThan(0);
    expect(many.length).toBeLessThan(releases.length);
    expect(many.every(({ buyer, parties }) => buyer.name === parties[0]?.name)).toBe(true);
  });

  it('maximumInteger and pennyValue stand in some', async () => {
    const url = await scotland({ switches: { maximumInteger: true, pennyValue: true } });
    const tenders = (await releasesOf(`${url}/Notices?noticeType=102`)).map((release) => release.tender);

    const most = tenders.filter(({ lotDetails }) => lotDetails?.maximumLotsBidPerSupplier === 2_147_483_647);
    const penny = tenders.filter(({ value }) => value?.amount === 0.01);
    expect(most.length).toBeGreaterThan(0);
    expect(penny.length).toBeGreaterThan(0);
    expect(most.length + penny.length).toBeLessThan(tenders.length);
  });

  it('wallTimeAsUtc: noon in London is called noon UTC', async () => {
    const odd = await releasesOf(`${await scotland({ switches: { wallTimeAsUtc: true } })}/Notices`);
    await server?.close();
    const right = await releasesOf(`${await scotland()}/Notices`);
    const end = (release: Release | undefined): string => release?.tender.tenderPeriod?.endDate ?? '';

    expect(end(right[0])).toMatch(/\+01:00$/);
    expect(end(odd[0])).toBe(end(right[0]).replace('+01:00', 'Z'));
  });

  it('malformedCanonical: the language stands in the middle of the address', async () => {
    const odd = await releasesOf(`${await wales({ switches: { malformedCanonical: true } })}/Notices`);
    await server?.close();
    const right = await releasesOf(`${await wales()}/Notices`);

    expect(odd[0]?.links[0]?.href).toBe(
      `https://api.sell2wales.gov.wales/v1?lang=cy/Notice?id=${odd[0]?.ocid}`,
    );
    expect(right[0]?.links[0]?.href).toBe(`https://api.sell2wales.gov.wales/v1/Notice?id=${right[0]?.ocid}`);
  });

  it('slowSeconds: the answer takes its time', async () => {
    const url = await scotland({ switches: { slowSeconds: 0.3 } });
    const signal = AbortSignal.timeout(100);

    await expect(fetch(`${url}/Notices`, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect((await fetch(`${url}/Notices`)).status).toBe(200);
  });

  it('midnightOutage: nothing in the first half hour of a London day', async () => {
    const clock = fakeClock('2026-09-06T23:10:00Z');
    const url = await wales({ now: () => clock.now(), switches: { midnightOutage: 503 } });

    expect((await fetch(`${url}/Notices`)).status).toBe(503);
    clock.set('2026-09-06T23:30:00Z');
    expect((await fetch(`${url}/Notices`)).status).toBe(200);
  });
});

describe('the pretend Sell2Wales', () => {
  it('says the same notices in Welsh for locale 1106, in English without', async () => {
    const url = await wales();
    const cymraeg = await releasesOf(`${url}/Notices?noticeType=51&locale=1106`);
    const english = await releasesOf(`${url}/Notices?noticeType=51&locale=2057`);

    expect(cymraeg.map((release) => release.id)).toEqual(english.map((release) => release.id));
    expect(new Set(cymraeg.map((release) => release.language))).toEqual(new Set(['CY']));
    expect(new Set(english.map((release) => release.language))).toEqual(new Set(['EN']));
    expect(cymraeg[1]?.tender.title).not.toBe(english[1]?.tender.title);
    expect(await releasesOf(`${url}/Notices?noticeType=51`)).toEqual(english);
  });

  it('has bilingual notices among the English ones', async () => {
    const titles = (await releasesOf(`${await wales()}/Notices?noticeType=51`)).map(
      ({ tender }) => tender.title,
    );

    expect(titles.filter((title) => title.includes(' / ')).length).toBeGreaterThan(0);
    expect(titles.filter((title) => !title.includes(' / ')).length).toBeGreaterThan(0);
  });
});
