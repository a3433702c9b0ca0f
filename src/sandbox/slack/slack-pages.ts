import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Env } from './api.ts';
import { pageActions } from './page-actions.ts';
import { adminPage } from './page-admin.ts';
import { authorizePages } from './page-authorize.ts';
import type { PagesOptions } from './page-context.ts';
import { hereOf } from './page-context.ts';
import { slackFrame } from './page-frame.ts';
import { channelPage, homePage } from './page-messages.ts';

const OUTCOMES: Readonly<Record<string, string>> = {
  operation_timeout: 'The app did not answer within three seconds (operation_timeout).',
  dispatch_failed: 'The app could not be reached or refused (dispatch_failed).',
  none: 'The app took it and has said nothing yet. Refresh to look again.',
};

function notice(c: Context<Env>): string {
  return OUTCOMES[c.req.query('outcome') ?? ''] ?? '';
}

/** The workspaces' pages: channels, the home tab, modals, an admin corner, and what OAuth asks. Forms alone, no script. */
export function slackPages(options: PagesOptions): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    // Another site's page must not type commands here.
    const site = c.req.header('sec-fetch-site');
    const isForeign = site === 'cross-site' || site === 'same-site';
    return c.req.method === 'POST' && isForeign ? c.text('Forbidden', 403) : next();
  });
  app.get('/', (c) => {
    const here = hereOf(c, options);
    return slackFrame(c, here, channelPage(here), notice(c));
  });
  app.get('/home', (c) => {
    const here = hereOf(c, options, 'home');
    return slackFrame(c, here, homePage(here), notice(c));
  });
  app.get('/admin', (c) => {
    const here = hereOf(c, options, 'admin');
    return slackFrame(c, here, adminPage(here), notice(c));
  });
  app.route('/', pageActions(options));
  app.route('/', authorizePages(options.world));
  return app;
}
