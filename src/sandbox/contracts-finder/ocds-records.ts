import type { Context } from 'hono';
import type { Desk } from '../portal/frame.ts';
import { releasePackage } from '../portal/release-package.ts';
import type { Shelved } from '../portal/shelf.ts';
import { noticeGuid } from './guid.ts';
import { JSON_HEADERS } from './ocds-search.ts';
import type { ContractsFinderSwitches } from './switches.ts';

/** What unknown identifiers are answered with, status 404 (https://github.com/open-contracting/kingfisher-collect/issues/1115). */
export const UNKNOWN = { code: 'ValidationError', errors: 3200 };

type CfDesk = Desk<ContractsFinderSwitches>;

function packageOf(c: Context, desk: CfDesk, releases: readonly Shelved[]): Response {
  if (releases.length === 0) return c.json(UNKNOWN, 404);
  desk.serve(c, releases);
  const body = releasePackage({
    uri: c.req.url,
    releases: releases.map((release) => release.text),
    published: releases.map((release) => release.published),
    next: undefined,
  });
  return new Response(body, { headers: JSON_HEADERS });
}

/** `GET /Published/OCDS/Record/{ocid}`: every release of an ocid, newest first. */
export function recordOf(c: Context, desk: CfDesk, ocid: string): Response {
  const wanted = ocid.toLowerCase();
  return packageOf(
    c,
    desk,
    desk.held.newestFirst().filter((release) => release.ocid.toLowerCase() === wanted),
  );
}

/** `GET /Published/OCDS/Release/{id}` and the older `…/Notice/releases/{guid}.json`: one release, the newest of a notice. */
export function releaseOf(c: Context, desk: CfDesk, id: string): Response {
  const wanted = id.toLowerCase();
  const all = desk.held.newestFirst().toSorted((a, b) => b.published - a.published || b.place - a.place);
  const found = all.find((one) => [one.id, noticeGuid(one)].some((name) => name.toLowerCase() === wanted));
  return packageOf(c, desk, found === undefined ? [] : [found]);
}

/** `GET /Published/Notice/records/{ocid}`, a form that peers have seen refused (https://github.com/open-contracting/kingfisher-collect/issues/917). */
export function oldRecord(c: Context): Response {
  return c.json(UNKNOWN, 404);
}
