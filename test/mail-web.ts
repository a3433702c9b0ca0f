import type { Hono } from 'hono';
import { readBounce } from '../src/notify/email/bounce.ts';
import { addActRoutes } from '../src/web/act-routes.ts';
import { addCalendarRoutes } from '../src/web/calendar-routes.ts';
import { addHooks } from '../src/web/hooks.ts';
import { createWeb } from '../src/web/web.ts';
import { keptLog } from './fake-slack.ts';
import type { World } from './flow-world.ts';

/** Where the mails of a test come back to. */
export const BOUNCES = 'bounce@bounces.bell.example';

/** The real pages that mails lead to, and the webhook, over a world's store. */
export function openMailWeb(world: Pick<World, 'deps' | 'store'>, bounceSecret?: string): Hono {
  const log = keptLog();
  const { secret } = world.store;
  return createWeb({
    probes: { live: () => true, ready: () => Promise.resolve({ ok: true, checks: {} }) },
    log,
    publicUrl: 'https://test.example',
    more: [
      (web) => addActRoutes(web, world.deps),
      (web) => addCalendarRoutes(web, world.deps),
      (web) =>
        addHooks(web, {
          ...world.deps,
          log,
          bounceSecret,
          readReport: async (raw, envelopeTo) =>
            await readBounce(raw, { address: BOUNCES, secret, envelopeTo }),
        }),
    ],
  });
}
