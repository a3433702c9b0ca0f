import type { Context, Hono } from 'hono';
import { londonWall } from '../base/london.ts';
import { refuseTooMany } from './find-a-tender/refuse.ts';
import type { FindATenderSwitches } from './find-a-tender/switches.ts';
import { FIND_A_TENDER_SWITCHES, servedByFindATender } from './find-a-tender/switches.ts';
import type { Refusal, Wish } from './find-a-tender/wish.ts';
import { readWish } from './find-a-tender/wish.ts';
import { londonIso } from './generate/london-iso.ts';
import type { Desk, PretendPortalOptions } from './portal/frame.ts';
import { pretendPortal, startPretendPortal } from './portal/frame.ts';
import { poisonReleases } from './portal/poison.ts';
import { poisonedAnswer } from './portal/poisoned-answer.ts';
import { releasePackage } from './portal/release-package.ts';
import type { Shelved, Slice } from './portal/shelf.ts';
import { cursor, slice } from './portal/shelf.ts';
import type { PretendPortal, PretendPortalServer } from './pretend-portal.ts';

export type FindATenderOptions = PretendPortalOptions<FindATenderSwitches>;

type FtsDesk = Desk<FindATenderSwitches>;

const LIST = '/api/1.0/ocdsReleasePackages';
const HOUR = 3_600_000;
/** A client may pad its window, and widen it by the hour that is repeated when the clocks go back. */
const LEEWAY = 1.1 * HOUR;
/** Headers as recorded: nothing may be cached, and a session cookie that nobody needs (docs/portals/find-a-tender.md). */
const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store, no-cache, must-revalidate, post-check=0, pre-check=0',
  'set-cookie': 'SRSI_FT_AUTH=0; path=/; HttpOnly',
};

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

function matching(desk: FtsDesk, asked: Wish): readonly Shelved[] {
  const { stagesBug, missingFromLongWindows: hours } = desk.switches();
  const isLong = hours !== false && asked.to - asked.from > hours * HOUR + LEEWAY;
  return desk.held
    .newestFirst()
    .filter((release) => release.published >= asked.from && release.published <= asked.to)
    .filter((release) => inStages(release, asked.stages, stagesBug))
    .filter((release) => !isLong || release.place % 7 !== 3);
}

function problem(c: Context, now: number, status: 400 | 404, texts: Refusal): Response {
  const error = status === 400 ? 'Bad Request' : 'Not found';
  return c.json({ timestamp: londonIso(now), status, error, ...texts, path: c.req.path }, status);
}

/** The address of the request up to its query, as the client wrote it. */
function addressOf(c: Context): string {
  const url = new URL(c.req.url);
  return url.origin + url.pathname;
}

/** The page, its first release twice where that is wanted: the duplicate counts towards the limit, as recorded. */
function pageOf(list: readonly Shelved[], asked: Wish, hasDuplicate: boolean): Slice {
  if (!hasDuplicate || asked.after !== undefined || asked.limit < 3)
    return slice(list, asked.limit, asked.after);
  const page = slice(list, asked.limit - 1, undefined);
  return { ...page, releases: [...page.releases.slice(0, 1), ...page.releases] };
}

function listPage(c: Context, desk: FtsDesk): Response | Promise<Response> {
  const query = c.req.query();
  const now = desk.now();
  const asked = readWish(query, now);
  if ('exception' in asked) return problem(c, now, 400, asked);
  const { exactDuplicate, lostNext } = desk.switches();
  const page = pageOf(matching(desk, asked), asked, exactDuplicate);
  const kinds = desk.poisons.take(page.page);
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
    next: kinds.has('lost-next') || page.page === lostNext ? undefined : next,
  });
  desk.serve(c, page.releases);
  return poisonedAnswer(body, HEADERS, kinds);
}

function one(c: Context, desk: FtsDesk, identifier: string): Response {
  const found = desk.held
    .newestFirst()
    .filter((release) => release.ocid === identifier || release.id === identifier);
  if (found.length === 0) {
    return problem(c, desk.now(), 404, { message: '', exception: `'${identifier}' is not found` });
  }
  const published = found.map((release) => release.published);
  const texts = found.map((release) => release.text);
  desk.serve(c, found);
  return new Response(releasePackage({ uri: addressOf(c), releases: texts, published, next: undefined }), {
    headers: HEADERS,
  });
}

function routes(app: Hono, desk: FtsDesk): void {
  const refuse = refuseTooMany();
  app.get('*', (c) => {
    const refused = refuse(desk.switches().throttle, desk.now());
    if (refused !== undefined) return refused;
    if (c.req.path.endsWith(LIST)) return listPage(c, desk);
    const identifier = /\/api\/1\.0\/ocds(?:Release|Record)Packages\/([\w-]+)$/.exec(c.req.path)?.[1];
    if (identifier !== undefined) return one(c, desk, identifier);
    return problem(c, desk.now(), 404, { message: '', exception: 'no such page' });
  });
}

/** Answers as Find a Tender's OCDS API does. */
export function createFindATender(options: FindATenderOptions): PretendPortal<FindATenderSwitches> {
  const kind = {
    id: 'find-a-tender',
    table: FIND_A_TENDER_SWITCHES,
    firstPlace: 582_000,
    served: servedByFindATender,
  } as const;
  return pretendPortal(kind, options, routes);
}

/** The same as a real HTTP server. */
export function startFindATender(
  options: FindATenderOptions,
): Promise<PretendPortalServer<FindATenderSwitches>> {
  return startPretendPortal(createFindATender(options), options.port);
}
