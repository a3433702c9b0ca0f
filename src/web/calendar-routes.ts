import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { deadlineFeed, deadlineOf, type DatedProcurement, type DeadlineDeps } from '../flows/deadlines.ts';
import { calendarOf } from '../present/calendar.ts';
import { deadLinkPage } from './act-pages.tsx';
import { numberIn } from './act-routes.ts';

/** Seconds for which a calendar program need not ask again. Of one reader alone: nothing between may keep it. */
const KEPT_FOR = 900;
const ENDING = '.ics';

/** The deadlines of one subscriber as a feed, and one deadline as a file; both by a secret. */
export function addCalendarRoutes(web: Hono, deps: DeadlineDeps): void {
  web.get('/calendar/:feed', async (c) => {
    const entries = await deadlineFeed(withoutEnding(c.req.param('feed')), deps);
    return answer(c, entries, 'Tender deadlines');
  });
  web.get('/a/:secret/calendar/:file', async (c) => {
    const procurementId = numberIn(withoutEnding(c.req.param('file')));
    const entry = await deadlineOf({ secret: c.req.param('secret'), procurementId }, deps);
    return answer(c, entry && [entry], 'Tender deadline');
  });

  function answer(
    c: Context,
    entries: readonly DatedProcurement[] | undefined,
    name: string,
  ): Response | Promise<Response> {
    if (entries === undefined) return c.html(deadLinkPage(), 404);
    const calendar = calendarOf(entries, { name, now: deps.clock.now() });
    const tag = tagOf(calendar);
    c.header('ETag', tag);
    c.header('Cache-Control', `private, max-age=${KEPT_FOR}`);
    if (c.req.header('If-None-Match') === tag) return c.body(null, 304);
    c.header('Content-Type', 'text/calendar; charset=utf-8');
    return c.body(calendar);
  }
}

/** The name of an `.ics` file; nothing, which is nobody's, for any other. */
function withoutEnding(file: string): string {
  return file.endsWith(ENDING) ? file.slice(0, -ENDING.length) : '';
}

/** Of what it says. */
function tagOf(calendar: string): string {
  return `"${createHash('sha256').update(calendar).digest('base64url').slice(0, 22)}"`;
}
