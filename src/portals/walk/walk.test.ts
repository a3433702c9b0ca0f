import { describe, expect, it } from 'vitest';
import { aPackage, anEmptyMonth, quiet } from '../../../test/portal-fixtures.ts';
import { fakeClock } from '../../../test/fake-clock.ts';
import type { HttpAnswer } from '../../base/http.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { addressOf } from './address.ts';
import { byNextLink, firstPage, type SearchFacts } from './by-next-link.ts';
import { monthsByType, monthsOf } from './months-by-type.ts';
import { onePackage } from './one-package.ts';
import type { Walk } from './open-page.ts';
import { windowsOf } from './windows.ts';

const FACTS: SearchFacts = {
  route: '/search',
  windowMs: 1000,
  mostPages: 5,
  policy: { spacingMs: 0, pauseMs: {}, leastPauseMs: 0 },
};
const at = (text: string): number => Date.parse(text);
const release = (n: number): string => `{"ocid":"ocds-x-${String(n)}"}`;
const full = Array.from({ length: 100 }, (_, index) => release(index));

type Served = string | { readonly status: number } | { readonly aborted: true };

/** A portal that answers with these, one for each request, and the last of them again and again. */
function serving(...answers: readonly Served[]): PortalDeps & { readonly asked: string[] } {
  const asked: string[] = [];
  const get = (url: string): Promise<HttpAnswer> => {
    asked.push(url);
    const served = answers[Math.min(asked.length, answers.length) - 1] ?? '';
    if (typeof served === 'string')
      return Promise.resolve({ ok: true, status: 200, headers: {}, body: Buffer.from(served), url });
    const status = 'status' in served ? served.status : undefined;
    const [fault, reason] = 'aborted' in served ? (['aborted', 'stopped'] as const) : kindOf(served.status);
    return Promise.resolve({ ok: false, fault, status, reason, retryAt: undefined, body: undefined });
  };
  const http = { get, post: get, close: () => Promise.resolve() };
  return { asked, http, clock: fakeClock(), log: quiet, url: 'https://portal.example/base/' };
}

function kindOf(status: number): readonly ['refused' | 'down', string] {
  return [status < 500 ? 'refused' : 'down', `answered ${String(status)}`];
}

async function all(walk: Walk): Promise<unknown[]> {
  const pages: unknown[] = [];
  for await (const page of walk) pages.push(page);
  return pages;
}

async function walked(...answers: readonly Served[]): Promise<unknown[]> {
  const deps = serving(...answers);
  return await all(byNextLink(firstPage(deps, FACTS, {}), deps, FACTS, new AbortController().signal));
}

const next = (cursor: number): string => `https://portal.example/search?cursor=${String(cursor)}`;

describe('a walk by next links', () => {
  it('ends without doubt where the last page is not full', async () => {
    expect(await walked(aPackage(full, next(1)), aPackage([release(1)]))).toEqual([
      { source: 'https://portal.example/base/search?limit=100', releases: full },
      { source: 'https://portal.example/base/search?cursor=1', releases: [release(1)] },
    ]);
  });

  it('doubts a full page without a next link, and keeps it', async () => {
    expect(await walked(aPackage(full, next(1)), aPackage(full))).toMatchObject([
      { releases: full },
      { releases: full },
      { fault: 'suspect', reason: 'a full page without a next link' },
    ]);
    expect(await walked(aPackage(full.slice(1)))).toHaveLength(1);
  });

  it('doubts a next link that is no address', async () => {
    expect(await walked(aPackage([release(1)], 'https://['))).toMatchObject([
      { releases: [release(1)] },
      { fault: 'suspect', reason: 'a next link that is no address' },
    ]);
  });

  it.each([
    [400, 'suspect', 'a next link that is refused: answered 400'],
    [404, 'suspect', 'a next link that is refused: answered 404'],
    [503, 'down', 'answered 503'],
  ])('takes a %d behind the first page for %s', async (status, fault, reason) => {
    expect(await walked(aPackage([release(1)], next(1)), { status })).toMatchObject([
      { releases: [release(1)] },
      { fault, reason },
    ]);
  });

  it('takes a 4xx on the first page for a refusal, and a stop for no end', async () => {
    expect(await walked({ status: 400 })).toMatchObject([{ fault: 'refused', reason: 'answered 400' }]);
    expect(await walked(aPackage([], next(1)), { aborted: true })).toMatchObject([{}, { fault: 'down' }]);
  });

  it('ends where links go round, or on for ever', async () => {
    expect(await walked(aPackage([], next(1)))).toMatchObject([
      {},
      {},
      { fault: 'endless', reason: 'the next page is one already read' },
    ]);
    const pages = Array.from({ length: 9 }, (_, index) => aPackage([], next(index)));
    const long = await walked(...pages);
    expect(long).toHaveLength(6);
    expect(long.at(-1)).toMatchObject({ fault: 'endless', reason: 'more than 5 pages' });
  });

  it('asks three times for a page that is none, shows it once, and keeps what stands whole in it', async () => {
    const cutOff = aPackage([release(1), release(2)]).slice(0, -10);
    const deps = serving(cutOff);
    const pages = await all(
      byNextLink(firstPage(deps, FACTS, {}), deps, FACTS, new AbortController().signal),
    );
    expect(deps.asked).toHaveLength(3);
    expect(pages).toMatchObject([
      { bad: 'the page is cut off' },
      { releases: [release(1)] },
      { fault: 'suspect', reason: 'unusable page: the page is cut off', retryAt: undefined },
    ]);
  });
});

describe('a single package', () => {
  const one = async (served: Served, isListOptional = true): Promise<unknown[]> => {
    const facts = { policy: FACTS.policy, isListOptional };
    return await all(
      onePackage('https://portal.example/n', serving(served), facts, new AbortController().signal),
    );
  };

  it('is what the portal knows, or a refusal where it knows nothing', async () => {
    expect(await one(aPackage([release(1)]))).toMatchObject([{ releases: [release(1)] }]);
    const unknown = [{ fault: 'refused', reason: 'no such notice' }];
    expect(await one(aPackage([]))).toMatchObject(unknown);
    expect(await one(anEmptyMonth())).toMatchObject(unknown);
    expect(await one({ status: 404 })).toMatchObject([{ fault: 'refused', reason: 'answered 404' }]);
  });

  it('needs its list where the portal always sends one, and is told apart from an error in JSON', async () => {
    const unusable = [{ bad: 'no release package: it has no list of releases' }, { fault: 'unusable' }];
    expect(await one(anEmptyMonth(), false)).toMatchObject(unusable);
    expect(await one('{"message":"An error has occurred."}')).toMatchObject(unusable);
    expect(await one('{"version":"1.1","publishedDate":"","releases":"none"}')).toMatchObject(unusable);
  });
});

it('puts routes below a base path', () => {
  expect(addressOf('http://127.0.0.1:9/a/b//', '/v1/x', { q: '1+1 %', r: 'é' })).toBe(
    'http://127.0.0.1:9/a/b/v1/x?q=1%2B1+%25&r=%C3%A9',
  );
});

it('cuts a span into windows that meet', () => {
  expect(windowsOf({ from: 5, to: 25 }, 10)).toEqual([
    { from: 5, to: 15 },
    { from: 15, to: 25 },
  ]);
  expect(windowsOf({ from: 5, to: 5 }, 10)).toEqual([]);
});

describe('months by type', () => {
  it('are London months, whole but for the end of the span, oldest first and then by type', () => {
    const span = { from: at('2026-08-20T10:00:00Z'), to: at('2026-10-02T00:00:00Z') };
    const [august, september, october] = [
      at('2026-07-31T23:00:00Z'),
      at('2026-08-31T23:00:00Z'),
      at('2026-09-30T23:00:00Z'),
    ];
    expect(monthsByType(span, ['2', '102'])).toEqual([
      { from: august, to: september, part: '2' },
      { from: august, to: september, part: '102' },
      { from: september, to: october, part: '2' },
      { from: september, to: october, part: '102' },
      { from: october, to: span.to, part: '2' },
      { from: october, to: span.to, part: '102' },
    ]);
    expect(monthsByType({ from: 7, to: 7 }, ['2'])).toEqual([]);
  });

  it('meet over both clock changes, a leap day and the turn of a year', () => {
    const months = monthsOf({ from: at('2026-10-01T12:00:00Z'), to: at('2028-03-01T00:00:00Z') });
    expect(months.map(({ name }) => name)).toEqual([
      '2026-10',
      '2026-11',
      '2026-12',
      ...Array.from({ length: 12 }, (_, month) => `2027-${String(month + 1).padStart(2, '0')}`),
      '2028-01',
      '2028-02',
    ]);
    expect(months.slice(1).map(({ from }) => from)).toEqual(months.slice(0, -1).map(({ to }) => to));
    expect(months[0]).toEqual({
      name: '2026-10',
      from: at('2026-09-30T23:00:00Z'),
      to: at('2026-11-01T00:00:00Z'),
    });
  });
});
