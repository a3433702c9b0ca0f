import type { Context } from 'hono';
import { createHash } from 'node:crypto';
import type { Desk } from '../portal/frame.ts';
import type { Reader } from './current.ts';
import { current } from './current.ts';
import { escaped } from './entities.ts';
import type { ListedNotice } from './listed-notice.ts';
import { statusOf } from './listed-notice.ts';
import { noticeBody } from './site-notice.ts';
import type { ElementIds } from './site-page.ts';
import { baseOf, sitePage } from './site-page.ts';
import { resultsBody } from './site-results.ts';
import type { ContractsFinderSwitches, SiteLayout } from './switches.ts';

type CfDesk = Desk<ContractsFinderSwitches>;

/** The public site, for readers of HTML. */
export interface Site {
  readonly robots: (c: Context) => Response;
  readonly results: (c: Context) => Response;
  readonly notice: (c: Context, guid: string) => Response;
  readonly attachment: (c: Context, guid: string) => Response;
}

function session(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

/** What the search shows before anybody narrows or widens it: what is open, newest edit first. */
function openAt(notices: readonly ListedNotice[], now: number) {
  return notices
    .map((notice) => ({ notice, status: statusOf(notice, now) }))
    .filter(({ status }) => status === 'Open');
}

export function site(desk: CfDesk, read: Reader, newId: ElementIds): Site {
  function layout(): SiteLayout {
    const { siteLayout } = desk.switches();
    return siteLayout === false ? 2025 : siteLayout;
  }
  function all(): readonly ListedNotice[] {
    return read(current(desk.held));
  }
  function shown(
    title: string,
    body: string,
    kind: Partial<{ isNoIndex: boolean; status: number }> = {},
  ): Response {
    const { isNoIndex = false, status = 200 } = kind;
    return sitePage({ title, body, layout: layout(), session: session(newId()), isNoIndex }, status);
  }
  function missing(): Response {
    const body = '<div id="all-content-wrapper"><h1 class="govuk-heading-l">Page not found</h1></div>';
    return shown('Page not found', body, { status: 404 });
  }
  function results(c: Context): Response {
    const page = Math.max(1, Math.trunc(Number(c.req.query('page') ?? '1')) || 1);
    const look = { layout: layout(), base: baseOf(c, /\/search\/results\/?$/i), page, newId };
    const body = resultsBody(openAt(all(), desk.now()), look);
    return shown('Search results', `<div id='all-content-wrapper'>${body}</div>`, { isNoIndex: true });
  }
  function notice(c: Context, guid: string): Response {
    const found = all().find((one) => one.guid.toLowerCase() === guid.toLowerCase());
    if (found === undefined) return missing();
    const base = baseOf(c, /\/notice\/[\w-]+\/?$/i);
    return shown(escaped(found.title), noticeBody(found, { layout: layout(), base, newId }));
  }
  function attachment(c: Context, guid: string): Response {
    const files = all().flatMap(({ facts }) => facts.attachments);
    const file = files.find((one) => one.guid === guid.toLowerCase());
    return file === undefined ? missing() : c.text(`${file.name}: a file of the sandbox.\n`);
  }
  function robots(c: Context): Response {
    const said = desk.switches().robots;
    return said === false ? missing() : c.text(said);
  }
  return { robots, results, notice, attachment };
}
