import type { ServerResponse } from 'node:http';
import { DEFAULT_URLS, type BuiltPortal } from '../../../src/portals/index.ts';
import { aPackage, servePages, type Reply } from '../../portal-fixtures.ts';
import { SHAPES } from './shapes.ts';

/** One request for notices. */
export interface Asked {
  /** From 1: the page that the cursor names; where a portal is asked part by part, the part's place among them. */
  readonly page: number;
  readonly path: string;
  /** When, by the test's clock. */
  readonly at: number;
}

/** What happens instead of an answer; `undefined` lets the portal answer, `'own'` says that the response is written already. */
export type Befall = (
  asked: Asked,
  response: ServerResponse,
) => Reply | 'own' | undefined | Promise<Reply | 'own' | undefined>;

export interface Wire {
  readonly url: string;
  /** Requests for notices, in order. */
  readonly asked: Asked[];
  /** When anything at all was asked for, by the test's clock. */
  readonly times: number[];
  /** Serves this from now on; `place` is the part (or none) it stands in. */
  publish(text: string, at: number, place?: number): void;
  befall(how: Befall | undefined): void;
  /** So many releases to a page, where pages follow one another. */
  pageSize(size: number): void;
  close(): Promise<void>;
}

/** One portal's search, spoken over HTTP on this machine: its route, its windows, its pages or parts. Anything else there is 404. */
export async function openWire(id: BuiltPortal, clock: { now(): number }): Promise<Wire> {
  const { route, parts, asksFor, empty } = SHAPES[id];
  const shelf: { text: string; at: number; place: number }[] = [];
  const asked: Asked[] = [];
  const times: number[] = [];
  let befall: Befall | undefined;
  let size = 100;

  function usual({ page, path }: Asked): Reply {
    const url = new URL(path, DEFAULT_URLS[id]);
    const found = shelf.filter((one) => asksFor(url.searchParams, one.at));
    if (parts !== undefined) {
      const texts = found.filter((one) => one.place === page - 1).map((one) => one.text);
      return { body: texts.length === 0 ? empty : aPackage(texts) };
    }
    const texts = found.map((one) => one.text);
    url.searchParams.set('cursor', String(page + 1));
    const next = texts.length > page * size ? url.href : undefined;
    return { body: aPackage(texts.slice((page - 1) * size, page * size), next) };
  }

  const server = await servePages((path, _count, { request, response }) => {
    const at = clock.now();
    times.push(at);
    const url = new URL(path, DEFAULT_URLS[id]);
    if (request.method !== 'GET' || url.pathname !== route) return { status: 404, body: 'not here' };
    const part = parts?.indexOf(url.searchParams.get('noticeType') ?? '');
    const page = part === undefined ? Number(url.searchParams.get('cursor') ?? '1') : part + 1;
    const one: Asked = { page, path, at };
    asked.push(one);
    void answer(one, response);
    return undefined;
  });

  async function answer(one: Asked, response: ServerResponse): Promise<void> {
    const reply = (await befall?.(one, response)) ?? usual(one);
    if (reply === 'own') return;
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(reply.body ?? '');
  }

  return {
    url: server.url,
    asked,
    times,
    publish: (text, at, place = 0) => void shelf.push({ text, at, place }),
    befall: (how) => {
      befall = how;
    },
    pageSize: (one) => {
      size = one;
    },
    close: async () => await server.close(),
  };
}
