import type { Context } from 'hono';
import { Hono } from 'hono';
import { fromLondonWall, londonWall } from '../base/london.ts';
import { londonIso } from './generate/london-iso.ts';
import { listen } from './listen.ts';
import type { Poison, PoisonCabinet } from './portal/poison.ts';
import { poisonCabinet, poisonReleases } from './portal/poison.ts';
import { poisonedAnswer } from './portal/poisoned-answer.ts';
import { releasePackage } from './portal/release-package.ts';
import { requestLog } from './portal/request-log.ts';
import type { Shelf, Shelved } from './portal/shelf.ts';
import { cursor, placeOf, shelf, slice } from './portal/shelf.ts';
import type { RetryAfter, Throttle } from './portal/throttle.ts';
import { retryAfterHeader, rollingThrottle } from './portal/throttle.ts';
import type { PretendPortalServer } from './pretend-portal.ts';

export interface FindATenderOptions {
  readonly now: () => number;
  readonly port?: number;
  /** `stages=` answers with the old regulations alone, a comma list with nothing (docs/portals/find-a-tender.md). On unless told otherwise. */
  readonly stagesBug?: boolean;
  /** 12 requests in any 120 s, then 429. Off unless told otherwise. */
  readonly throttle?: {
    readonly requests: number;
    readonly seconds: number;
    readonly retryAfter: RetryAfter;
  };
  readonly poison?: readonly Poison[];
}

const LIST = '/api/1.0/ocdsReleasePackages';
const PARAMETERS = ['stages', 'limit', 'cursor', 'updatedFrom', 'updatedTo'];
/** Headers as recorded: nothing may be cached, and a session cookie that nobody needs (docs/portals/find-a-tender.md). */
const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store, no-cache, must-revalidate, post-check=0, pre-check=0',
  'set-cookie': 'SRSI_FT_AUTH=0; path=/; HttpOnly',
};

interface Wish {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly after: number | undefined;
  readonly stages: string | undefined;
}

/** London wall time whatever the suffix: `Z` is accepted and ignored (docs/portals/find-a-tender.md). */
function bound(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined) return otherwise;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/.test(text)) return undefined;
  return fromLondonWall(text.replace('Z', ''));
}

/** The wish, or why it is refused in the portal's words. */
function wish(
  query: Readonly<Record<string, string>>,
  now: number,
): Wish | { message: string; exception: string } {
  const unknown = Object.keys(query).find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) {
    return {
      message: 'Request parameters unknown',
      exception: `Request parameter '${unknown}' is not recognised, allowed parameters are: ${PARAMETERS.join(', ')}`,
    };
  }
  const limit = Number(query['limit'] ?? '100');
  if (limit > 100) return { message: 'Bad Request', exception: "'limit' must not exceed the maximum value" };
  if (!Number.isInteger(limit) || limit < 1)
    return { message: 'Bad Request', exception: "'limit' is not valid" };
  const from = bound(query['updatedFrom'], -Infinity);
  const to = bound(query['updatedTo'], now);
  if (from === undefined) return { message: 'Bad Request', exception: "'updatedFrom' is not valid" };
  if (to === undefined) return { message: 'Bad Request', exception: "'updatedTo' is not valid" };
  const after = query['cursor'] === undefined ? undefined : placeOf(query['cursor']);
  if (query['cursor'] !== undefined && after === undefined) {
    return { message: 'Bad Request', exception: "'cursor' is not valid" };
  }
  return { from, to, limit, after, stages: query['stages'] };
}

const STAGE_TAGS: Readonly<Record<string, readonly string[]>> = {
  planning: ['planning', 'planning,tender'],
  tender: ['tender', 'planning,tender'],
  award: ['award,contract'],
};

function inStages(release: Shelved, stages: string | undefined, bug: boolean): boolean {
  if (stages === undefined) return true;
  if (bug && (stages.includes(',') || release.scheme !== 'CELEX')) return false;
  return stages.split(',').some((stage) => STAGE_TAGS[stage]?.includes(release.tags.join(',')) === true);
}

function problem(
  c: Context,
  now: number,
  status: 400 | 404,
  texts: { message: string; exception: string },
): Response {
  const error = status === 400 ? 'Bad Request' : 'Not found';
  return c.json({ timestamp: londonIso(now), status, error, ...texts, path: c.req.path }, status);
}

/** The address of the request up to its query, as the client wrote it. */
function addressOf(c: Context): string {
  const url = new URL(c.req.url);
  return url.origin + url.pathname;
}

function rateLimited(options: FindATenderOptions, throttle: Throttle | undefined): Response | undefined {
  const now = options.now();
  const wait = throttle?.refuse(now);
  if (wait === undefined || options.throttle === undefined) return undefined;
  const { requests, seconds, retryAfter } = options.throttle;
  const header = retryAfterHeader(retryAfter, seconds * 1000, now);
  const body = `Rate limit of ${requests} exceeded. Please retry after ${seconds} seconds.`;
  return new Response(body, {
    status: 429,
    headers: {
      server: 'awselb/2.0',
      'content-type': 'text/plain',
      ...(header === undefined ? {} : { 'retry-after': header }),
    },
  });
}

function list(
  c: Context,
  held: Shelf,
  poisons: PoisonCabinet,
  options: FindATenderOptions,
): Response | Promise<Response> {
  const query = c.req.query();
  const now = options.now();
  const asked = wish(query, now);
  if ('exception' in asked) return problem(c, now, 400, asked);
  const matching = held
    .newestFirst()
    .filter((release) => release.published >= asked.from && release.published <= asked.to)
    .filter((release) => inStages(release, asked.stages, options.stagesBug !== false));
  const page = slice(matching, asked.limit, asked.after);
  const kinds = poisons.take(page.page);
  const filters = Object.entries({ ...query, updatedTo: query['updatedTo'] ?? londonWall(now) }).filter(
    ([name]) => name !== 'cursor',
  );
  const uri = `${addressOf(c)}?${filters.map(([name, value]) => `${name}=${value}`).join('&')}`;
  const bounds = filters.filter(([name]) => name.startsWith('updated'));
  const following = kinds.has('endless-next') ? (asked.after ?? Number.MAX_SAFE_INTEGER) : page.next;
  const next = following === undefined ? undefined : `${uri}&cursor=${cursor(bounds, following)}`;
  const texts = page.releases.map((release) => release.text);
  const body = releasePackage({
    uri,
    releases: poisonReleases(texts, kinds),
    published: page.releases.map((release) => release.published),
    next: kinds.has('lost-next') ? undefined : next,
  });
  return poisonedAnswer(body, HEADERS, kinds);
}

function one(c: Context, held: Shelf, identifier: string, now: number): Response {
  const found = held
    .newestFirst()
    .filter((release) => release.ocid === identifier || release.id === identifier);
  if (found.length === 0) {
    return problem(c, now, 404, { message: '', exception: `'${identifier}' is not found` });
  }
  const published = found.map((release) => release.published);
  const texts = found.map((release) => release.text);
  return new Response(releasePackage({ uri: addressOf(c), releases: texts, published, next: undefined }), {
    headers: HEADERS,
  });
}

/** A real HTTP server that answers as Find a Tender's OCDS API does. */
export async function startFindATender(options: FindATenderOptions): Promise<PretendPortalServer> {
  const { now } = options;
  const held = shelf(582_000);
  const poisons = poisonCabinet(options.poison ?? []);
  const log = requestLog(now);
  const throttle =
    options.throttle && rollingThrottle(options.throttle.requests, options.throttle.seconds * 1000);
  const app = new Hono();
  app.use(log.middleware);
  app.get('*', (c) => {
    const refused = rateLimited(options, throttle);
    if (refused !== undefined) return refused;
    if (c.req.path.endsWith(LIST)) return list(c, held, poisons, options);
    const identifier = /\/api\/1\.0\/ocds(?:Release|Record)Packages\/([\w-]+)$/.exec(c.req.path)?.[1];
    if (identifier !== undefined) return one(c, held, identifier, now());
    return problem(c, now(), 404, { message: '', exception: 'no such page' });
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
