import type { Context } from 'hono';
import { londonIso } from '../generate/london-iso.ts';
import type { Desk } from '../portal/frame.ts';
import type { PoisonKind } from '../portal/poison.ts';
import { poisonReleases } from '../portal/poison.ts';
import { poisonedAnswer } from '../portal/poisoned-answer.ts';
import { releasePackage } from '../portal/release-package.ts';
import type { Slice } from '../portal/shelf.ts';
import { cursor, placeOf, slice } from '../portal/shelf.ts';
import { searchable } from './current.ts';
import { instantOf } from './dates.ts';
import { windows1252 } from './served.ts';
import type { ContractsFinderSwitches } from './switches.ts';

export const JSON_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
};

type Query = Readonly<Record<string, string>>;

interface Wish {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly after: number | undefined;
}

interface Refusal {
  readonly message: string;
  readonly property: string;
}

function bound(text: string | undefined, otherwise: number): number | undefined {
  return text === undefined ? otherwise : instantOf(text);
}

function wish(query: Query, now: number): Wish | Refusal {
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

/** The query as the server understood it; without `publishedTo` it adds one. */
function filtersOf(query: Query, now: number): readonly (readonly [string, string])[] {
  const known = ['publishedFrom', 'publishedTo', 'stages', 'limit'];
  return Object.entries({ publishedTo: londonIso(now), ...query }).filter(([name]) => known.includes(name));
}

/** The page with its first release twice, unless that would make a last page look full. */
function withDuplicate(page: Slice, limit: number): Slice['releases'] {
  const isFull = page.next === undefined && page.releases.length + 1 >= limit;
  return isFull ? page.releases : [...page.releases.slice(0, 1), ...page.releases];
}

function bodyOf(c: Context, page: Slice, kinds: ReadonlySet<PoisonKind>, parts: Parts): string {
  const { switches, asked, now } = parts;
  const filters = filtersOf(c.req.query(), now);
  const url = new URL(c.req.url);
  const written = filters.map(
    ([name, value]) => `${name}=${switches.rawPlus ? value : encodeURIComponent(value)}`,
  );
  const uri = `${url.origin}${url.pathname}?${written.join('&')}`;
  const following = kinds.has('endless-next') ? (asked.after ?? Number.MAX_SAFE_INTEGER) : page.next;
  const next = following === undefined ? undefined : `${uri}&cursor=${cursor(filters, following)}`;
  const texts = poisonReleases(
    page.releases.map((release) => release.text),
    kinds,
  );
  if (switches.legacyShape) return `{"maxPage":1,"results":[{"releases":[${texts.join(',')}]}]}`;
  const published = page.releases.map((release) => release.published);
  return releasePackage({ uri, releases: texts, published, next: kinds.has('lost-next') ? undefined : next });
}

interface Parts {
  readonly switches: ContractsFinderSwitches;
  readonly asked: Wish;
  readonly now: number;
}

/** `GET /Published/Notices/OCDS/Search`: five parameters, all others ignored without a word. */
export async function ocdsSearch(c: Context, desk: Desk<ContractsFinderSwitches>): Promise<Response> {
  const now = desk.now();
  const switches = desk.switches();
  const asked = wish(c.req.query(), now);
  if ('property' in asked) return c.json({ code: 3200, ...asked }, 400);
  const matching = searchable(desk.held, switches.notInSearchEvery).filter(
    (release) => release.published >= asked.from && release.published <= asked.to,
  );
  // A duplicate takes a place of the page: none ever holds more than was asked for.
  const doubles = switches.duplicateRelease && asked.limit > 1;
  const size = doubles ? asked.limit - 1 : asked.limit;
  const found = slice(matching, size, asked.after);
  const isTooDeep =
    switches.truncateAfter !== false &&
    asked.after !== undefined &&
    (found.page - 1) * size >= switches.truncateAfter;
  if (isTooDeep)
    return c.json({ code: 3200, message: 'Incorrect request [cursor]', property: 'cursor' }, 400);
  const page = doubles ? { ...found, releases: withDuplicate(found, asked.limit) } : found;
  desk.serve(c, page.releases);
  const kinds = desk.poisons.take(page.page);
  const body = bodyOf(c, page, kinds, { switches, asked, now });
  const bytes = switches.cp1252 && kinds.size === 0 && page.page % 2 === 0 ? windows1252(body) : undefined;
  return bytes === undefined
    ? poisonedAnswer(body, JSON_HEADERS, kinds)
    : new Response(bytes, { headers: JSON_HEADERS });
}
