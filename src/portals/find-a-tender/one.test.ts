import { expect, it } from 'vitest';
import { aPackage, quiet } from '../../../test/portal-fixtures.ts';
import { fakeClock } from '../../../test/fake-clock.ts';
import type { HttpAnswer } from '../../base/http.ts';
import { createFindATender } from './index.ts';

/** A portal that answers every request so, the URLs it was asked for, and what it made of one notice. */
async function oneOf(id: string, answer: HttpAnswer) {
  const asked: string[] = [];
  const get = (url: string) => {
    asked.push(url);
    return Promise.resolve(answer);
  };
  const http = { get, post: () => Promise.reject(new Error('not asked')), close: () => Promise.resolve() };
  const portal = createFindATender({
    http,
    clock: fakeClock(),
    log: quiet,
    url: 'https://portal.example/base',
  });
  const pages: unknown[] = [];
  for await (const page of portal.one?.(id, new AbortController().signal) ?? []) pages.push(page);
  return { asked, pages };
}

const served = (body: string): HttpAnswer => ({
  ok: true,
  status: 200,
  headers: {},
  body: Buffer.from(body),
  url: 'https://portal.example/',
});
const refused: HttpAnswer = {
  ok: false,
  fault: 'refused',
  status: 404,
  reason: 'answered 404',
  retryAt: undefined,
  body: undefined,
};

it.each(['070001-2026', 'ocds-h6vhtk-0a0001'])('fetches everything under %s', async (id) => {
  const source = `https://portal.example/base/api/1.0/ocdsReleasePackages/${id}`;
  const { asked, pages } = await oneOf(id, served(aPackage(['{"id":"a"}', '{"id":"b"}'])));
  expect(asked).toEqual([source]);
  expect(pages).toEqual([{ source, releases: ['{"id":"a"}', '{"id":"b"}'] }]);
});

it.each([
  ['a 404', refused],
  ['an empty package', served(aPackage([]))],
])('says with %s that the portal knows none', async (_what, answer) => {
  const { asked, pages } = await oneOf('070002-2026', answer);
  expect(asked).toHaveLength(1);
  expect(pages).toMatchObject([{ fault: 'refused', retryAt: undefined }]);
});

it('asks for nothing but what stands in the id', async () => {
  const { asked } = await oneOf('../x?stages=tender', refused);
  expect(asked).toEqual(['https://portal.example/base/api/1.0/ocdsReleasePackages/..%2Fx%3Fstages%3Dtender']);
});
