import { addActRoutes } from '../web/act-routes.ts';
import { addCalendarRoutes } from '../web/calendar-routes.ts';
import { addHooks } from '../web/hooks.ts';
import type { WebOptions } from '../web/web.ts';
import type { Ground } from './ground.ts';
import { openReportReader } from './report-reader.ts';

/** What mails lead to and what comes back of them: their buttons, their rest, calendars, and the bounce webhook. */
export function mailPages(ground: Ground): NonNullable<WebOptions['more']> {
  const { config, context } = ground;
  const { bounceSecret } = config.hooks;
  const readReport = openReportReader(ground);
  return [
    (web) => addActRoutes(web, ground),
    (web) => addCalendarRoutes(web, ground),
    (web) => addHooks(web, { ...ground, log: context.log, bounceSecret, readReport }),
  ];
}
