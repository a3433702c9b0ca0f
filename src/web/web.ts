import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '../domain/ports.ts';
import { WEB_STYLE } from '../present/web-style.ts';
import { aboutPage } from './about-page.tsx';
import { refuseCrossSite } from './cross-site.ts';
import { messagePage, STYLE_PATH } from './frame.tsx';
import { helpPage } from './help-page.tsx';
import { addJoining, type JoinOptions } from './join-routes.ts';
import { addLeaving, isOneClick, type LeavingFlow } from './leave-routes.ts';
import { addManaging, type Managing } from './manage-routes.ts';
import type { Probes } from './probes.ts';
import { pageFailure } from './page-failure.ts';
import { securityHeaders } from './security-headers.ts';

export interface WebOptions {
  readonly probes: Probes;
  readonly log: Log;
  /** The command in Slack, `/tenders`; undefined where Slack is off. */
  readonly slackCommand?: string | undefined;
  /** Where people reach these pages: its scheme and its host. */
  readonly publicUrl?: string | undefined;
  /** Joining, leaving and managing by mail; each undefined where there is none. */
  readonly join?: JoinOptions | undefined;
  readonly leaving?: LeavingFlow | undefined;
  readonly managing?: Managing | undefined;
  /** Pages of others: each adds its own. */
  readonly more?: readonly ((web: Hono) => void)[] | undefined;
}

/** The largest body a page takes. */
const BODY_LIMIT = 16 * 1024;

/** What programs post to, each with a guard of its own. */
const HOOKS = '/hooks/';

/**
 * The pages. `/healthz` says that the process lives; `/readyz` what it lacks: 503 where it can do nothing without it (the
 * database), 200 where only a part is degraded, since taking a bot out of service does not mend a portal.
 */
export function createWeb(options: WebOptions): Hono {
  const { join, leaving, managing, more = [], publicUrl = 'http://localhost' } = options;
  const web = new Hono();
  web.use(securityHeaders(publicUrl.startsWith('https:')));
  web.use(refuseCrossSite(publicUrl, (path) => isOneClick(path) || path.startsWith(HOOKS)));
  const limit = bodyLimit({
    maxSize: BODY_LIMIT,
    onError: (c) => c.html(messagePage('That is too much', 'What was sent is larger than we take.'), 413),
  });
  web.use(async (c, next) => (c.req.path.startsWith(HOOKS) ? await next() : await limit(c, next)));
  web.get('/', (c) => c.html(aboutPage({ slackCommand: options.slackCommand, canJoin: join !== undefined })));
  web.get(STYLE_PATH, (c) => {
    c.header('Cache-Control', 'public, max-age=3600');
    return c.body(WEB_STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  });
  web.get('/help', (c) => c.html(helpPage()));
  addProbes(web, options.probes);
  if (join !== undefined) addJoining(web, join);
  if (leaving !== undefined) addLeaving(web, leaving);
  if (managing !== undefined) addManaging(web, managing);
  for (const add of more) add(web);
  web.notFound((c) => c.html(messagePage('Not found', 'There is no such page.'), 404));
  web.onError((error, c) => {
    options.log.error(pageFailure(error, c), 'a page failed');
    return c.html(
      messagePage('Something went wrong', 'It has been noted. Please try again in a minute.'),
      500,
    );
  });
  return web;
}

function addProbes(web: Hono, probes: Probes): void {
  web.get('/healthz', (c) => {
    const alive = probes.live();
    return c.json({ status: alive ? 'alive' : 'stopping' }, alive ? 200 : 503);
  });
  web.get('/readyz', async (c) => {
    const { ok, checks } = await probes.ready();
    return c.json({ status: statusOf(ok, checks), checks }, ok ? 200 : 503);
  });
}

function statusOf(ok: boolean, checks: Readonly<Record<string, string>>): 'ready' | 'degraded' | 'not ready' {
  if (!ok) return 'not ready';
  return Object.values(checks).every((said) => said === 'ok') ? 'ready' : 'degraded';
}
