import { afterEach, describe, expect, it } from 'vitest';
import {
  RESULTS_2025,
  SUMMARY,
  aNoticePage,
  aResultRow,
  aResultsPage,
  anAttachment,
} from '../../../test/contracts-finder-pages.ts';
import { fakeClock } from '../../../test/fake-clock.ts';
import {
  CF_NOTICE,
  aCfRelease,
  hostMemory,
  quiet,
  servePages,
  type Reply,
} from '../../../test/portal-fixtures.ts';
import { createHttp } from '../../base/http.ts';
import { mergeVersions } from '../../dedupe/merge.ts';
import type { Notice } from '../../domain/notice.ts';
import type { BadPage, Page, Pages, Portal, PortalFault } from '../../domain/ports.ts';
import { createContractsFinder } from './index.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

const { signal } = new AbortController();

const LIVE = 'https://www.contractsfinder.service.gov.uk';

/** A site with a robots.txt, and what it was asked. */
async function serve(answer: (path: string, count: number) => Reply, robots: Reply = { status: 404 }) {
  const clock = fakeClock();
  const times: number[] = [];
  const cookies: (string | undefined)[] = [];
  let count = 0;
  const server = await servePages((path, _count, { request }) => {
    times.push(clock.now());
    cookies.push(request.headers.cookie);
    if (path.endsWith('/robots.txt')) return robots;
    count += 1;
    const reply = answer(path, count);
    return { ...reply, headers: { 'set-cookie': 'CF_AUTH=1; path=/', 'content-type': 'text/html' } };
  });
  const http = createHttp({ clock, log: quiet, memory: hostMemory(), userAgent: 'tenderbell-test/1' });
  open.push(http, server);
  const portal = createContractsFinder({ http, clock, log: quiet, url: `${server.url}/cf`, spacingMs: 3000 });
  return { portal, asked: server.asked, times, cookies, clock, url: server.url };
}

async function all(pages: Pages | undefined): Promise<(Page | BadPage | PortalFault)[]> {
  const found: (Page | BadPage | PortalFault)[] = [];
  for await (const page of pages ?? []) found.push(page);
  return found;
}

function noticesIn(portal: Portal, pages: readonly (Page | BadPage | PortalFault)[]): Notice[] {
  return pages
    .flatMap((page) => ('releases' in page ? page.releases : []))
    .map((text) => noticeOf(portal, text));
}

function noticeOf(portal: Portal, text: string): Notice {
  const found = portal.read(text);
  if ('reason' in found) throw new Error(found.reason);
  expect(found.surprises).toEqual([]);
  return found.notice;
}

const MIDNIGHT = JSON.stringify(aCfRelease({}, { tenderPeriod: { endDate: '2026-10-01T00:00:00+01:00' } }));
const MORE = `<dl><dt><p><strong>Attachments</strong></p></dt>${anAttachment('spec')}
  <dt><p><strong>Additional text</strong></p></dt><dd><p>Bring boots.</p></dd></dl>`;

describe('the page of a notice that is held', () => {
  it('adds the time of day, attachments and words to its release, and takes nothing away', async () => {
    const { portal, asked } = await serve(() => ({ body: aNoticePage({ more: MORE }) }));
    const held = noticeOf(portal, MIDNIGHT);
    const pages = await all(portal.details?.(held, signal));
    const [beside, ...others] = noticesIn(portal, pages);
    expect(others).toEqual([]);
    expect(beside).toMatchObject({
      via: 'page',
      sparse: true,
      noticeId: CF_NOTICE,
      ocid: held.ocid,
      releaseId: `${held.releaseId}-page`,
      published: held.published,
      stage: 'tender',
      title: undefined,
      buyer: undefined,
      value: undefined,
      cpv: [],
      description: 'Bring boots.',
      deadline: { at: Date.parse('2026-10-01T11:42:00Z'), day: '2026-10-01', timed: true },
      documents: [{ title: 'spec.pdf', url: `${LIVE}/Notice/Attachment/spec` }],
      url: `https://www.contractsfinder.service.gov.uk/Notice/${CF_NOTICE}`,
    });
    expect(asked).toEqual(['/cf/robots.txt', `/cf/Notice/${CF_NOTICE}`]);
    if (beside === undefined) throw new Error('no notice');
    expect(held.deadline?.timed).toBe(false);
    const before = mergeVersions([held]);
    expect(mergeVersions([beside, held])).toMatchObject({
      title: before.title,
      description: before.description,
      descriptions: [before.description, 'Bring boots.'],
      buyer: before.buyer,
      value: before.value,
      stage: before.stage,
      deadline: beside.deadline,
      documents: [...before.documents, ...beside.documents],
    });
  });

  it('is dated as its release is, to a day alone as well', async () => {
    const { portal } = await serve(() => ({ body: aNoticePage({ more: MORE }) }));
    const held = noticeOf(portal, JSON.stringify(aCfRelease({ date: '2026-09-01' })));
    const [beside] = noticesIn(portal, await all(portal.details?.(held, signal)));
    expect(beside?.published).toBe(held.published);
  });

  it('links to the service itself, through whatever address the page was had', async () => {
    const links = (base: string): string =>
      [
        '/Notice/Attachment/1',
        '../Notice/Attachment/2',
        `${base}/cf/Notice/Attachment/3`,
        `${base}/else/Notice/Attachment/4`,
      ]
        .map((href) => `<li><a href="${href}">f</a></li>`)
        .join('');
    const page: { more: string } = { more: '' };
    const { portal, url } = await serve(() => ({ body: aNoticePage(page) }));
    page.more = `<dl>${links(url)}<li><a href="https://example.org/Notice/Attachment/5">f</a></li></dl>`;
    const [beside] = noticesIn(portal, await all(portal.details?.(noticeOf(portal, MIDNIGHT), signal)));
    expect(beside?.documents.map((document) => document.url)).toEqual([
      ...[1, 2, 3].map((number) => `${LIVE}/Notice/Attachment/${String(number)}`),
      `${url}/else/Notice/Attachment/4`,
      'https://example.org/Notice/Attachment/5',
    ]);
  });

  it('tells nothing where it says no more than its release', async () => {
    const summary = SUMMARY.filter(([label]) => label !== 'Closing time');
    const { portal } = await serve(() => ({ body: aNoticePage({ summary }) }));
    expect(await all(portal.details?.(noticeOf(portal, MIDNIGHT), signal))).toMatchObject([{ releases: [] }]);
  });

  it('that has changed is kept, and a fault', async () => {
    const { portal } = await serve(() => ({ body: '<html><body><h1>New look</h1></body></html>' }));
    const pages = await all(portal.details?.(noticeOf(portal, MIDNIGHT), signal));
    expect(pages).toMatchObject([
      { bad: 'a page of a notice without a label that is known' },
      { fault: 'unusable' },
    ]);
  });

  it.each(['2026-09-01', '2026-09-01T09:15:00+01:00'])(
    'that was kept under a broken reader says as much when it is read again (%s)',
    async (date) => {
      const good = aNoticePage({ more: MORE });
      const bodies = ['<html><body><h1>New look</h1></body></html>', good];
      const { portal } = await serve((_path, count) => ({ body: bodies[count - 1] ?? '' }));
      const held = noticeOf(portal, JSON.stringify(aCfRelease({ date })));
      const [kept] = await all(portal.details?.(held, signal));
      if (kept === undefined || !('bad' in kept)) throw new Error('nothing was kept');
      expect(portal.reopen?.(kept)).toBeUndefined();
      const again = portal.reopen?.({ source: kept.source, body: Buffer.from(good) });

      const [usual] = await all(portal.details?.(held, signal));
      expect(again).toHaveLength(1);
      expect(usual).toMatchObject({ releases: again });
      const [beside] = (again ?? []).map((text) => noticeOf(portal, text));
      expect(beside).toMatchObject({
        via: 'page',
        releaseId: `${held.releaseId}-page`,
        published: held.published,
      });
    },
  );

  it('that says nothing new is read all the same, and one that does not say whose it is stays kept', async () => {
    const { portal } = await serve(() => ({}));
    const bare = Buffer.from(aNoticePage({ summary: SUMMARY.filter(([label]) => label !== 'Closing time') }));
    const full = Buffer.from(aNoticePage());
    const whose = '#ocid=ocds-b5fd17-1&release=r-1&date=2026-09-01';
    const source = `${LIVE}/Notice/${CF_NOTICE}`;
    expect(portal.reopen?.({ source: `${source}${whose}`, body: bare })).toEqual([]);
    expect(portal.reopen?.({ source: `${source}${whose}`, body: full })).toHaveLength(1);
    for (const other of [source, `${LIVE}/Notice/1${whose}`, `${LIVE}/${whose}`, 'a file.html'])
      expect(portal.reopen?.({ source: other, body: full })).toBeUndefined();
  });

  it('that is gone is refused, and a notice without a GUID has none to ask for', async () => {
    const { portal, asked } = await serve(() => ({ status: 404, body: '<html>' }));
    const held = noticeOf(portal, MIDNIGHT);
    expect(await all(portal.details?.(held, signal))).toMatchObject([
      { fault: 'refused', reason: 'answered 404' },
    ]);
    const before = asked.length;
    expect(await all(portal.details?.({ ...held, noticeId: 'export-1' }, signal))).toMatchObject([
      { fault: 'refused' },
    ]);
    expect(asked).toHaveLength(before);
  });
});

describe('robots.txt', () => {
  const page = (): Reply => ({ body: aNoticePage({ more: MORE }) });
  const results = (): Reply => ({ body: aResultsPage([], 0) });

  it.each([
    ['User-agent: *\nDisallow: /Notice/', { details: 'refused', rows: undefined }],
    ['User-agent: *\nDisallow: /Search', { details: undefined, rows: 'refused' }],
    ['User-agent: tenderbell\nDisallow: /', { details: 'refused', rows: 'refused' }],
    ['User-agent: other\nDisallow: /', { details: undefined, rows: undefined }],
    ['<html>no robots here</html>', { details: undefined, rows: undefined }],
  ])('is honoured: %j', async (body, expected) => {
    const { portal, asked } = await serve((path) => (path.includes('Search') ? results() : page()), { body });
    const faultOf = async (pages: Pages | undefined): Promise<string | undefined> =>
      (await all(pages)).flatMap((one) => ('fault' in one ? one.fault : []))[0];
    expect({
      details: await faultOf(portal.details?.(noticeOf(portal, MIDNIGHT), signal)),
      rows: await faultOf(portal.rows?.(0, signal)),
    }).toEqual(expected);
    const reached = [expected.details, expected.rows].filter((fault) => fault === undefined).length;
    expect(asked).toHaveLength(1 + reached);
  });

  it('gives one reason for all notices that it forbids', async () => {
    const { portal } = await serve(page, { body: 'User-agent: *\nDisallow: /Notice' });
    expect(await all(portal.details?.(noticeOf(portal, MIDNIGHT), signal))).toMatchObject([
      { fault: 'refused', reason: 'robots.txt forbids /Notice/{guid}' },
    ]);
  });

  it('says in the fault what it forbids', async () => {
    const { portal } = await serve(results, { body: 'User-agent: *\nDisallow: /Search' });
    expect(await all(portal.rows?.(0, signal))).toMatchObject([
      { fault: 'refused', reason: 'robots.txt forbids /Search/Results' },
    ]);
  });

  it('is remembered for a day, and asked for again after it', async () => {
    const { portal, asked, clock } = await serve(results);
    const robots = (): number => asked.filter((path) => path === '/cf/robots.txt').length;
    await all(portal.rows?.(0, signal));
    clock.advance(23 * 3_600_000);
    await all(portal.rows?.(0, signal));
    expect(robots()).toBe(1);
    clock.advance(3_600_000);
    await all(portal.rows?.(0, signal));
    expect(robots()).toBe(2);
  });

  it('that cannot be had stops us, and is not taken for leave', async () => {
    const { portal, asked } = await serve(results, { status: 500 });
    expect(await all(portal.rows?.(0, signal))).toMatchObject([{ fault: 'down' }]);
    expect(asked.every((path) => path === '/cf/robots.txt')).toBe(true);
  });

  it('may ask for more time between requests than we leave', async () => {
    const rows = (number: number): Reply => ({ body: aResultsPage([rowAt(number, '2 September 2026')], 60) });
    const { portal, times } = await serve((_path, count) => rows(count), {
      body: 'User-agent: *\nCrawl-delay: 10',
    });
    await all(portal.rows?.(0, signal));
    expect((times[3] ?? 0) - (times[2] ?? 0)).toBeGreaterThanOrEqual(10_000);
  });
});

function guidAt(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

function rowAt(n: number, published: string): string {
  const facts = RESULTS_2025.facts.map(([label, value]) =>
    label === 'Publication date' ? ([label, published] as const) : ([label, value] as const),
  );
  return aResultRow({ guid: guidAt(n), facts });
}

describe('rows of the search results', () => {
  const SINCE = Date.parse('2026-09-01T12:00:00Z');
  const twenty = (page: number, published: string): readonly string[] =>
    Array.from({ length: 20 }, (_, index) => rowAt(page * 20 + index, published));

  it('stand in for releases: partial notices of their GUIDs, dated to the beginning of their day', async () => {
    const { portal } = await serve(() => ({ body: aResultsPage([rowAt(7, '2 September 2026')], 1) }));
    const [notice] = noticesIn(portal, await all(portal.rows?.(SINCE, signal)));
    expect(notice).toMatchObject({
      via: 'row',
      sparse: true,
      noticeId: guidAt(7),
      ocid: `tenderbell-row-${guidAt(7)}`,
      published: Date.parse('2026-09-01T23:00:00Z'),
      stage: 'tender',
      title: "Firewalls & clerks' laptops",
      buyer: { name: 'Widget Council' },
      deadline: { at: Date.parse('2026-10-01T11:42:00Z'), timed: true },
      value: { min: 7_500_000, max: 7_500_000 },
      regions: ['UKJ'],
      url: `https://www.contractsfinder.service.gov.uk/Notice/${guidAt(7)}`,
    });
    expect(notice?.ocid.startsWith('ocds-')).toBe(false);
  });

  it('give way to the release of the same notice when it comes', async () => {
    const { portal } = await serve(() => ({ body: aResultsPage([rowAt(7, '1 September 2026')], 1) }));
    const [row] = noticesIn(portal, await all(portal.rows?.(SINCE, signal)));
    if (row === undefined) throw new Error('no notice');
    const release = noticeOf(portal, JSON.stringify(aCfRelease({ id: `${guidAt(7)}-1` })));
    expect(release.noticeId).toBe(row.noticeId);
    expect(mergeVersions([row, release])).toMatchObject({
      title: release.title,
      buyer: release.buyer,
      value: release.value,
      deadline: release.deadline,
    });
  });

  it('are read page by page by our own count, back to what is wanted, and no link is followed', async () => {
    const days = ['3 September 2026', '2 September 2026', '31 August 2026', '30 August 2026'];
    const { portal, asked, cookies, times } = await serve((_path, count) => ({
      body: aResultsPage(twenty(count, days[count - 1] ?? ''), 863),
    }));
    const pages = await all(portal.rows?.(SINCE, signal));
    expect(pages.map((page) => ('releases' in page ? page.releases.length : page))).toEqual([20, 20, 0]);
    expect(asked).toEqual([
      '/cf/robots.txt',
      ...[1, 2, 3].map((n) => `/cf/Search/Results?page=${String(n)}`),
    ]);
    expect(cookies.every((cookie) => cookie === undefined)).toBe(true);
    const spaced = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...spaced)).toBeGreaterThanOrEqual(3000);
  });

  it('end with the last page', async () => {
    const { portal, asked } = await serve((_path, count) => ({
      body: aResultsPage(twenty(count, '3 September 2026'), 40),
    }));
    expect(await all(portal.rows?.(0, signal))).toHaveLength(2);
    expect(asked).toHaveLength(3);
  });

  it('are none where there are no opportunities', async () => {
    const { portal } = await serve(() => ({ body: aResultsPage([], 0) }));
    expect(await all(portal.rows?.(0, signal))).toMatchObject([{ releases: [] }]);
  });

  it('that have changed are no quiet market: the page is kept, and a fault', async () => {
    const { portal } = await serve(() => ({ body: aResultsPage(['<article>new</article>'], 863) }));
    expect(await all(portal.rows?.(0, signal))).toMatchObject([
      { bad: expect.stringContaining('counts 863 notices') as string },
      { fault: 'unusable' },
    ]);
  });

  it('that cannot be read singly are kept for the operator, beside those that can', async () => {
    const rows = [rowAt(1, '2 September 2026'), rowAt(2, 'some day')];
    const { portal } = await serve(() => ({ body: aResultsPage(rows, 2) }));
    expect(await all(portal.rows?.(0, signal))).toMatchObject([
      { bad: '1 of 2 rows could not be read' },
      { releases: [expect.stringContaining(guidAt(1)) as string] },
    ]);
  });

  it('that were kept under a broken reader are the same releases when they are read again', async () => {
    const whole = Buffer.from(aResultsPage([rowAt(1, '2 September 2026'), rowAt(2, '2 September 2026')], 2));
    const half = aResultsPage([rowAt(1, '2 September 2026'), rowAt(2, 'some day')], 2);
    const bodies = [half, whole];
    const { portal } = await serve((_path, count) => ({ body: bodies[count - 1] ?? '' }));
    const [kept] = await all(portal.rows?.(0, signal));
    if (kept === undefined || !('bad' in kept)) throw new Error('nothing was kept');
    expect(portal.reopen?.(kept)).toBeUndefined();
    const again = portal.reopen?.({ source: kept.source, body: whole });
    expect(again).toHaveLength(2);
    expect(await all(portal.rows?.(0, signal))).toMatchObject([{ releases: again }]);
  });

  it('that come again on the next page, as without a session they may, are not read for ever', async () => {
    const { portal, asked } = await serve(() => ({ body: aResultsPage(twenty(1, '3 September 2026'), 863) }));
    expect((await all(portal.rows?.(0, signal))).at(-1)).toMatchObject({ fault: 'endless' });
    expect(asked).toHaveLength(3);
  });

  it('are not read further than twenty pages', async () => {
    const { portal, asked } = await serve((_path, count) => ({
      body: aResultsPage(twenty(count, '3 September 2026'), 2415),
    }));
    expect((await all(portal.rows?.(0, signal))).at(-1)).toMatchObject({
      fault: 'endless',
      reason: 'more than 20 pages',
    });
    expect(asked).toHaveLength(21);
  });

  it('wait out a 403 as the API does', async () => {
    const { portal, times } = await serve((_path, count) =>
      count === 1 ? { status: 403 } : { body: aResultsPage([], 0) },
    );
    await all(portal.rows?.(0, signal));
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(300_000);
  });
});
