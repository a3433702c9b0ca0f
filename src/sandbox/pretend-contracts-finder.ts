import type { Context } from 'hono';
import { Hono } from 'hono';
import { fromLondonWall } from '../base/london.ts';
import { londonIso } from './generate/london-iso.ts';
import { listen } from './listen.ts';
import type { Poison, PoisonCabinet } from './portal/poison.ts';
import { poisonCabinet, poisonReleases } from './portal/poison.ts';
import { poisonedAnswer } from './portal/poisoned-answer.ts';
import { releasePackage } from './portal/release-package.ts';
import { requestLog } from './portal/request-log.ts';
import type { Shelf, Shelved, Slice } from './portal/shelf.ts';
import { cursor, placeOf, shelf, slice } from './portal/shelf.ts';
import type { RetryAfter } from './portal/throttle.ts';
import { punishingThrottle, retryAfterHeader } from './portal/throttle.ts';
import type { PretendPortalServer } from './pretend-portal.ts';

export interface ContractsFinderOptions {
  readonly now: () => number;
  readonly port?: number;
  /** One request too many, and every one is refused until `blockSeconds` of quiet. Off unless told otherwise. */
  readonly throttle?: {
    readonly requests: number;
    readonly seconds: number;
    readonly blockSeconds: number;
    /** 403 with an HTML page is what the documents say, 429 has been seen as well (docs/portals/contracts-finder.md). */
    readonly status: 403 | 429;
    readonly retryAfter: RetryAfter;
  };
  /** After so many releases a cursor is refused with 400: after about 1,500, it is reported (docs/portals/contracts-finder.md). */
  readonly truncateAfter?: number;
  /** The shape before October 2022, `{maxPage, results}`: a client must fail loudly on it. */
  readonly legacyShape?: boolean;
  readonly poison?: readonly Poison[];
}

const SEARCH = '/published/notices/ocds/search';
const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
const FORBIDDEN =
  '<!DOCTYPE html><html><head><title>Forbidden - Contracts Finder</title></head><body><h1>Forbidden</h1><p>You may have exceeded the rate limit. Reference: 0.5a1e.sandbox</p></body></html>';

interface Wish {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly after: number | undefined;
}

/**
 * A day or a London wall time; `Z` is ignored, as on Find a Tender, which is the same platform
 * (docs/portals/contracts-finder.md). An offset counts, but only where its plus sign arrives: unencoded it is a space, and
 * the date invalid.
 */
function bound(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined) return otherwise;
  if (/T\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(text)) return Date.parse(text);
  return fromLondonWall(text.replace(/Z$/, ''));
}

function wish(
  query: Readonly<Record<string, string>>,
  now: number,
): Wish | { message: string; property: string } {
  const limit = Number(query['limit'] ?? '100');
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    const message = 'Incorrect request [limit must be a number greater than 0 and maximum is 100]';
    return { message, property: 'limit' };
  }
  const from = bound(query['publishedFrom'], -Infinity);
  if (from === undefined) return { message: 'Incorrect request [invalid date]', property: 'publishedFrom' };
  const to = bound(query['publishedTo'], now);
  if (to === undefined) return { message: 'Incorrect request [invalid date]', property: 'publishedTo' };
  const after = query['cursor'] === undefined ? undefined : placeOf(query['cursor']);
  if (query['cursor'] !== undefined && after === undefined) {
    return { message: 'Incorrect request [invalid cursor]', property: 'cursor' };
  }
  return { from, to, limit, after };
}

/** The GUID of the notice that a release edits. */
function noticeGuid(release: Shelved): string {
  return release.id.replace(/-\d+$/, '');
}

/** The search shows each notice as its newest release, newest edit first; history stands in the record alone. */
function current(held: Shelf): readonly Shelved[] {
  const newest = new Map<string, Shelved>();
  for (const release of held.newestFirst()) {
    const other = newest.get(noticeGuid(release));
    if (other === undefined || release.published > other.published) newest.set(noticeGuid(release), release);
  }
  return [...newest.values()].toSorted((a, b) => b.published - a.published || b.place - a.place);
}

/** The query as the server understood it; without `publishedTo` it adds one, its plus sign raw. */
function filtersOf(
  query: Readonly<Record<string, string>>,
  now: number,
): readonly (readonly [string, string])[] {
  const known = ['publishedFrom', 'publishedTo', 'stages', 'limit'];
  return Object.entries({ publishedTo: londonIso(now), ...query }).filter(([name]) => known.includes(name));
}

function searchBody(
  c: Context,
  page: Slice,
  options: {
    readonly poisons: PoisonCabinet;
    readonly now: number;
    readonly legacy: boolean;
    readonly asked: Wish;
  },
): Promise<Response> {
  const kinds = options.poisons.take(page.page);
  const filters = filtersOf(c.req.query(), options.now);
  const url = new URL(c.req.url);
  const uri = `${url.origin}${url.pathname}?${filters.map(([name, value]) => `${name}=${value}`).join('&')}`;
  const following = kinds.has('endless-next') ? (options.asked.after ?? Number.MAX_SAFE_INTEGER) : page.next;
  const next = following === undefined ? undefined : `${uri}&cursor=${cursor(filters, following)}`;
  const texts = poisonReleases(
    page.releases.map((release) => release.text),
    kinds,
  );
  const body = releasePackage({
    uri,
    releases: texts,
    published: page.releases.map((release) => release.published),
    next: kinds.has('lost-next') ? undefined : next,
  });
  const legacy = `{"maxPage":1,"results":[{"releases":[${texts.join(',')}]}]}`;
  return poisonedAnswer(options.legacy ? legacy : body, JSON_HEADERS, kinds);
}

function history(c: Context, releases: readonly Shelved[]): Response {
  if (releases.length === 0) return c.json({ code: 'ValidationError', errors: 3200 }, 404);
  const published = releases.map((release) => release.published);
  const texts = releases.map((release) => release.text);
  const body = releasePackage({ uri: c.req.url, releases: texts, published, next: undefined });
  return new Response(body, { headers: JSON_HEADERS });
}

function throttled(options: ContractsFinderOptions): () => Response | undefined {
  const rule = options.throttle;
  if (rule === undefined) return () => undefined;
  const throttle = punishingThrottle(rule.requests, rule.seconds * 1000, rule.blockSeconds * 1000);
  return () => {
    const wait = throttle.refuse(options.now());
    if (wait === undefined) return undefined;
    const header = retryAfterHeader(rule.retryAfter, wait, options.now());
    return new Response(FORBIDDEN, {
      status: rule.status,
      headers: { 'content-type': 'text/plain', ...(header === undefined ? {} : { 'retry-after': header }) },
    });
  };
}

function search(c: Context, held: Shelf, poisons: PoisonCabinet, options: ContractsFinderOptions) {
  const now = options.now();
  const asked = wish(c.req.query(), now);
  if ('property' in asked) return c.json({ code: 3200, ...asked }, 400);
  const matching = current(held).filter(
    (release) => release.published >= asked.from && release.published <= asked.to,
  );
  const page = slice(matching, asked.limit, asked.after);
  const beyond = (page.page - 1) * asked.limit >= (options.truncateAfter ?? Infinity);
  if (beyond) return c.json({ code: 3200, message: 'Incorrect request [cursor]', property: 'cursor' }, 400);
  return searchBody(c, page, { poisons, now, asked, legacy: options.legacyShape === true });
}

/** A real HTTP server that answers as Contracts Finder's OCDS API does; unknown parameters are silently ignored. */
export async function startContractsFinder(options: ContractsFinderOptions): Promise<PretendPortalServer> {
  const held = shelf(480_000);
  const poisons = poisonCabinet(options.poison ?? []);
  const log = requestLog(options.now);
  const refusal = throttled(options);
  const app = new Hono();
  app.use(log.middleware);
  app.get('*', (c) => {
    const refused = refusal();
    if (refused !== undefined) return refused;
    if (c.req.path.toLowerCase().endsWith(SEARCH)) return search(c, held, poisons, options);
    const record = /\/ocds\/record\/([\w-]+)$/i.exec(c.req.path)?.[1];
    const release = /\/(?:ocds\/release\/([\w-]+)|notice\/releases\/([\w-]+)\.json)$/i.exec(c.req.path);
    const id = release?.[1] ?? release?.[2];
    const all = held.newestFirst();
    if (record !== undefined)
      return history(
        c,
        all.filter((one) => one.ocid === record),
      );
    return history(
      c,
      all.filter((one) => id !== undefined && (one.id === id || noticeGuid(one) === id)).slice(0, 1),
    );
  });
  const listening = await listen(app, options.port);
  return {
    url: listening.url,
    publish: held.publish,
    poison: poisons.set,
    requests: log.requests,
    close: listening.close,
  };
}
