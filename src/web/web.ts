import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '../domain/ports.ts';
import { aboutPage, messagePage } from './pages.ts';
import type { Probes } from './probes.ts';
import { securityHeaders } from './security-headers.ts';

export interface WebOptions {
  readonly probes: Probes;
  readonly log: Log;
  /** The command in Slack, `/tenders`; undefined where Slack is off. */
  readonly slackCommand?: string | undefined;
  /** Whether `publicUrl` is https. */
  readonly https?: boolean | undefined;
}

/** The largest body a page takes. */
const BODY_LIMIT = 16 * 1024;

/**
 * The pages. `/healthz` says that the process lives; `/readyz` what it lacks: 503 where it can do nothing without it (the
 * database), 200 where only a part is degraded, since taking a bot out of service does not mend a portal.
 */
export function createWeb(options: WebOptions): Hono {
  const web = new Hono();
  web.use(securityHeaders(options.https === true));
  web.use(
    bodyLimit({
      maxSize: BODY_LIMIT,
      onError: (c) => c.html(messagePage('That is too much', 'What was sent is larger than we take.'), 413),
    }),
  );
  web.get('/', (c) => c.html(aboutPage(options.slackCommand)));
  web.get('/healthz', (c) => {
    const alive = options.probes.live();
    return c.json({ status: alive ? 'alive' : 'stopping' }, alive ? 200 : 503);
  });
  web.get('/readyz', async (c) => {
    const { ok, checks } = await options.probes.ready();
    return c.json({ status: statusOf(ok, checks), checks }, ok ? 200 : 503);
  });
  web.notFound((c) => c.html(messagePage('Not found', 'There is no such page.'), 404));
  web.onError((error, c) => {
    options.log.error({ error: error.name, path: c.req.routePath }, 'a page failed');
    return c.html(
      messagePage('Something went wrong', 'It has been noted. Please try again in a minute.'),
      500,
    );
  });
  return web;
}

function statusOf(ok: boolean, checks: Readonly<Record<string, string>>): 'ready' | 'degraded' | 'not ready' {
  if (!ok) return 'not ready';
  return Object.values(checks).every((said) => said === 'ok') ? 'ready' : 'degraded';
}
