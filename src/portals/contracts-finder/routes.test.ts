import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../../test/fake-clock.ts';
import {
  CF_NOTICE,
  aCfRelease,
  aPackage,
  hostMemory,
  quiet,
  servePages,
  type Reply,
} from '../../../test/portal-fixtures.ts';
import { createHttp } from '../../base/http.ts';
import type { BadPage, Page, Pages, Portal, PortalFault } from '../../domain/ports.ts';
import { createContractsFinder } from './index.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

const { signal } = new AbortController();

interface Said {
  readonly path: string;
  readonly method: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
  readonly at: number;
}

/** A service that answers as told, and what it was asked; below a path of its own, as the sandbox is. */
async function serve(answer: (said: Said, count: number) => Reply) {
  const clock = fakeClock();
  const said: Said[] = [];
  const server = await servePages((path, _count, { request, response }) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const one = {
        path,
        method: request.method,
        type: request.headers['content-type'],
        body,
        at: clock.now(),
      };
      said.push(one);
      const reply = answer(one, said.length);
      response.writeHead(reply.status ?? 200, reply.headers);
      response.end(reply.body ?? '');
    });
    return undefined;
  });
  const http = createHttp({ clock, log: quiet, memory: hostMemory(), userAgent: 'tenderbell-test/1' });
  open.push(http, server);
  const portal = createContractsFinder({ http, clock, log: quiet, url: `${server.url}/cf`, spacingMs: 3000 });
  return { portal, said, clock };
}

async function all(pages: Pages | undefined): Promise<(Page | BadPage | PortalFault)[]> {
  const found: (Page | BadPage | PortalFault)[] = [];
  for await (const page of pages ?? []) found.push(page);
  return found;
}

const RELEASE = JSON.stringify(aCfRelease());
const UNKNOWN: Reply = { status: 404, body: '{"code":"ValidationError","errors":3200}' };

describe('one notice', () => {
  it('under an ocid is its record, with all its releases', async () => {
    const older = JSON.stringify(aCfRelease({ id: `${CF_NOTICE}-500000` }));
    const record = `{"uri":"x","version":"1.1","records":[{"ocid":"o","releases":[${older},${RELEASE}],"compiledRelease":{"ocid":"o"}}]}`;
    const { portal, said } = await serve(() => ({ body: record }));
    expect(await all(portal.one?.('ocds-b5fd17-9e9e', signal))).toMatchObject([
      { releases: [older, RELEASE] },
    ]);
    expect(said.map(({ path }) => path)).toEqual(['/cf/Published/OCDS/Record/ocds-b5fd17-9e9e']);
  });

  it('under a notice id is asked for by the alias, and then by its release', async () => {
    const { portal, said } = await serve(({ path }) =>
      path.includes('/Notice/') ? UNKNOWN : { body: aPackage([RELEASE]) },
    );
    expect(await all(portal.one?.(CF_NOTICE.toUpperCase(), signal))).toMatchObject([{ releases: [RELEASE] }]);
    await all(portal.one?.(`${CF_NOTICE}-600001`, signal));
    expect(said.map(({ path }) => path)).toEqual([
      `/cf/Published/Notice/releases/${CF_NOTICE}.json`,
      `/cf/Published/OCDS/Release/${CF_NOTICE.toUpperCase()}`,
      `/cf/Published/Notice/releases/${CF_NOTICE}.json`,
      `/cf/Published/OCDS/Release/${CF_NOTICE}-600001`,
    ]);
  });

  it.each([
    ['unknown to every route', CF_NOTICE, UNKNOWN, { fault: 'refused', reason: 'answered 404' }],
    [
      'an empty package',
      CF_NOTICE,
      { body: aPackage([]) },
      { fault: 'refused', reason: 'no release under this id' },
    ],
    ['an unknown ocid', 'ocds-b5fd17-1', UNKNOWN, { fault: 'refused' }],
    ['HTML', CF_NOTICE, { body: '<html>Sorry</html>' }, { fault: 'unusable' }],
    ['cut off', CF_NOTICE, { body: aPackage([RELEASE]).slice(0, -40) }, { fault: 'unusable' }],
  ])('%s: a fault, with what was served', async (_what, id, reply, fault) => {
    const { portal } = await serve(() => reply);
    const pages = await all(portal.one?.(id, signal));
    expect(pages.at(-1)).toMatchObject(fault);
    expect(pages.some((page) => 'bad' in page)).toBe(fault.fault === 'unusable');
  });

  it('of another portal is refused without a question', async () => {
    const { portal, said } = await serve(() => UNKNOWN);
    expect(await all(portal.one?.('075962-2026', signal))).toMatchObject([{ fault: 'refused' }]);
    expect(said).toEqual([]);
  });
});

describe('hits of a day', () => {
  interface Wish {
    readonly searchCriteria: { types?: string[]; publishedFrom: string; publishedTo: string };
    readonly size: number;
  }
  const guid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  /** Notices by minute of the day and type; lists are cut at `cap`, or as the wish says. */
  function search(notices: readonly { n: number; minute: number; type: string }[], cap: number) {
    return ({ body }: Said): Reply => {
      const { searchCriteria: wanted, size } = JSON.parse(body) as Wish;
      const minute = (text: string, otherwise: number): number =>
        text.includes('T') ? Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) : otherwise;
      const [from, to] = [minute(wanted.publishedFrom, 0), minute(wanted.publishedTo, 1439)];
      const hits = notices.filter(
        (one) => one.minute >= from && one.minute <= to && (wanted.types?.includes(one.type) ?? true),
      );
      const most = Math.min(cap, size);
      const noticeList = hits
        .slice(0, most)
        .map(({ n }) => ({ score: 1, item: { id: guid(n), title: 'A &amp; B' } }));
      return { body: JSON.stringify({ hitCount: hits.length, maxHits: most, noticeList }) };
    };
  }
  const many = Array.from({ length: 60 }, (_, n) => ({
    n,
    minute: n * 24,
    type: n % 3 === 0 ? 'Pipeline' : 'Contract',
  }));

  it('are asked for once where the list is whole', async () => {
    const { portal, said } = await serve(search(many, 1000));
    expect(await portal.hits?.('2026-09-01', signal)).toEqual({
      total: 60,
      noticeIds: many.map(({ n }) => guid(n)),
    });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({
      method: 'POST',
      path: '/cf/api/rest/2/search_notices/json',
      type: 'application/json',
    });
    expect(JSON.parse(said[0]?.body ?? '')).toEqual({
      searchCriteria: { publishedFrom: '2026-09-01', publishedTo: '2026-09-01' },
      size: 1000,
    });
  });

  it('are put together by type and half-days where it is cut', async () => {
    const { portal, said } = await serve(search(many, 12));
    const hits = await portal.hits?.('2026-09-01', signal);
    if (hits === undefined || 'fault' in hits) throw new Error('a fault');
    expect(hits.total).toBe(60);
    expect(hits.noticeIds.toSorted()).toEqual(many.map(({ n }) => guid(n)));
    expect(said.length).toBeLessThanOrEqual(15);
    const spaced = said.slice(1).map(({ at }, index) => at - (said[index]?.at ?? 0));
    expect(Math.min(...spaced)).toBeGreaterThanOrEqual(3000);
  });

  it('end with what could be named where an hour holds more than the list', async () => {
    const crowd = Array.from({ length: 40 }, (_, n) => ({ n, minute: 600, type: 'Contract' }));
    const { portal, said } = await serve(search(crowd, 5));
    const hits = await portal.hits?.('2026-09-01', signal);
    expect(hits).toMatchObject({ total: 40 });
    expect(hits !== undefined && 'noticeIds' in hits ? hits.noticeIds : []).toHaveLength(5);
    expect(said.length).toBeLessThanOrEqual(40);
  });

  it('take a list that is full for cut, also where a null makes it as long as the count', async () => {
    const answer = search(many, 12);
    const { portal } = await serve((said) => {
      const whole = JSON.parse(String(answer(said).body)) as { hitCount: number; noticeList: unknown[] };
      const isAllDay = !said.body.includes('types');
      return isAllDay
        ? {
            body: JSON.stringify({
              ...whole,
              hitCount: 13,
              noticeList: [...whole.noticeList, { score: 0, item: null }],
            }),
          }
        : { body: JSON.stringify(whole) };
    });
    const hits = await portal.hits?.('2026-09-01', signal);
    expect(hits !== undefined && 'noticeIds' in hits ? hits.noticeIds : []).toHaveLength(60);
  });

  it('pass over an item that is null', async () => {
    const noticeList = [
      { score: 1, item: null },
      { score: 1, item: { id: guid(1) } },
    ];
    const { portal, said } = await serve(() => ({
      body: JSON.stringify({ hitCount: 2, maxHits: 1000, noticeList }),
    }));
    expect(await portal.hits?.('2026-09-01', signal)).toEqual({ total: 2, noticeIds: [guid(1)] });
    expect(said).toHaveLength(1);
  });

  it.each([
    [{ body: '<html>' }, { fault: 'unusable' }],
    [{ body: '{"hitCount":"2","noticeList":[]}' }, { fault: 'unusable' }],
    [{ body: '{"hitCount":2}' }, { fault: 'unusable' }],
    [{ status: 400, body: '{}' }, { fault: 'refused' }],
    [{ status: 500, body: '' }, { fault: 'down' }],
    [
      { status: 403, body: '<html>Forbidden' },
      { fault: 'paused', retryAt: expect.any(Number) as number },
    ],
  ])('are a fault after %j', async (reply, fault) => {
    const { portal } = await serve(() => reply);
    expect(await portal.hits?.('2026-09-01', signal)).toMatchObject(fault);
  });
});

describe('the spreadsheet of a day', () => {
  it('is asked for by its date, and only what is not held is wanted of it', async () => {
    const { portal, said } = await serve(() => ({
      body: 'releases/0/ocid,releases/0/tender/value/amount\no-1,5\n',
    }));
    expect(await all(portal.sheet?.('2026-09-01', signal))).toMatchObject([
      { releases: ['{"ocid":"o-1","tender":{"value":{"amount":5}}}'], onlyUnheard: true },
    ]);
    expect(said.map(({ path }) => path)).toEqual(['/cf/Harvester/Notices/Data/CSV/2026/09/01']);
  });

  it.each([
    ['an empty body', { body: '' }],
    ['404', { status: 404, body: '<html>none' }],
  ])('is empty: %s', async (_what, reply) => {
    const { portal } = await serve(() => reply);
    expect(await all(portal.sheet?.('2026-09-01', signal))).toMatchObject([
      { releases: [], onlyUnheard: true },
    ]);
  });

  it('that is none is kept, and a fault', async () => {
    const { portal } = await serve(() => ({ body: '<html>Sorry</html>' }));
    expect(await all(portal.sheet?.('2026-09-01', signal))).toMatchObject([
      { bad: 'HTML where a spreadsheet was expected', body: Buffer.from('<html>Sorry</html>') },
      { fault: 'unusable' },
    ]);
  });

  it('shares pauses with everything else there', async () => {
    const { portal, said, clock } = await serve((_said, count) =>
      count === 1 ? { status: 403 } : { body: '' },
    );
    const began = clock.now();
    await all(portal.sheet?.('2026-09-01', signal));
    await all(portal.one?.('ocds-b5fd17-1', signal));
    expect(said.map(({ at }) => at - began)).toEqual([0, 300_000, 303_000]);
  });
});

it('states how it is polled', () => {
  const unasked = () => Promise.reject(new Error('not asked'));
  const http = { get: unasked, post: unasked, close: () => Promise.resolve() };
  const deps = { http, clock: fakeClock(), log: quiet, url: 'https://portal.example' };
  const made = (site?: { enabled: boolean; afterMs: number }): Portal =>
    createContractsFinder({ ...deps, site });
  expect(made().facts).toMatchObject({ sweepDays: 3, leastWindowMs: 3_600_000, rowsAfterMs: 21_600_000 });
  expect(made({ enabled: true, afterMs: 5 }).facts.rowsAfterMs).toBe(5);
  const off = made({ enabled: false, afterMs: 5 });
  expect(off.facts.rowsAfterMs).toBeUndefined();
  expect('rows' in off || 'details' in off).toBe(false);
});
