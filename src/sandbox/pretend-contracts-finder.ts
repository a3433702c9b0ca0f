import type { Context } from 'hono';
import { listedReader } from './contracts-finder/current.ts';
import { outage, throttleGate } from './contracts-finder/gate.ts';
import { fullNotice, noticeSearch } from './contracts-finder/notice-search.ts';
import { oldRecord, recordOf, releaseOf } from './contracts-finder/ocds-records.ts';
import { ocdsSearch } from './contracts-finder/ocds-search.ts';
import { served } from './contracts-finder/served.ts';
import { sheet } from './contracts-finder/sheet.ts';
import { site } from './contracts-finder/site.ts';
import { elementIds } from './contracts-finder/site-page.ts';
import type { ContractsFinderSwitches } from './contracts-finder/switches.ts';
import { CONTRACTS_FINDER_SWITCHES } from './contracts-finder/switches.ts';
import { londonDay } from '../base/london.ts';
import type { Desk, PretendPortalOptions } from './portal/frame.ts';
import { pretendPortal, startPretendPortal } from './portal/frame.ts';
import type { PretendPortal, PretendPortalServer } from './pretend-portal.ts';

export type ContractsFinderOptions = PretendPortalOptions<ContractsFinderSwitches>;

interface Route {
  readonly method: 'GET' | 'POST';
  /** The end of the path, in any case: portals are mounted under any beginning. */
  readonly path: RegExp;
  /** Part of the API, which an outage takes with it. */
  readonly isApi: boolean;
  readonly answer: (c: Context, found: readonly string[]) => Response | Promise<Response>;
}

function api(method: Route['method'], path: RegExp, answer: Route['answer']): Route {
  return { method, path, isApi: true, answer };
}

function web(path: RegExp, answer: Route['answer']): Route {
  return { method: 'GET', path, isApi: false, answer };
}

/** The route table (https://www.contractsfinder.service.gov.uk/apidocumentation); the first that fits answers. */
function routesOf(desk: Desk<ContractsFinderSwitches>): readonly Route[] {
  const read = listedReader();
  const pages = site(desk, read, elementIds(desk.now));
  return [
    api('GET', /\/published\/notices\/ocds\/search$/i, (c) => ocdsSearch(c, desk)),
    api('GET', /\/published\/ocds\/record\/([\w-]+)$/i, (c, [ocid = '']) => recordOf(c, desk, ocid)),
    api('GET', /\/published\/ocds\/release\/([\w-]+)$/i, (c, [id = '']) => releaseOf(c, desk, id)),
    api('GET', /\/published\/notice\/releases\/([\w-]+)\.json$/i, (c, [id = '']) => releaseOf(c, desk, id)),
    api('GET', /\/published\/notice\/records\/[\w.-]+$/i, oldRecord),
    api('GET', /\/harvester\/notices\/data\/csv\/daily$/i, (c) => sheet(c, desk, londonDay(desk.now()))),
    api('GET', /\/harvester\/notices\/data\/csv\/(\d{4})\/(\d{1,2})\/(\d{1,2})$/i, (c, parts) =>
      sheet(c, desk, parts.map((part) => part.padStart(2, '0')).join('-')),
    ),
    api('POST', /\/api\/rest\/2\/search_notices\/json$/i, (c) => noticeSearch(c, desk, read)),
    api('GET', /\/api\/rest\/2\/get_published_notice\/json\/([\w-]+)$/i, (c, [guid = '']) =>
      fullNotice(c, desk, { read, guid }),
    ),
    web(/\/robots\.txt$/i, (c) => pages.robots(c)),
    web(/\/search\/results\/?$/i, (c) => pages.results(c)),
    web(/\/notice\/attachment\/([\w-]+)$/i, (c, [guid = '']) => pages.attachment(c, guid)),
    web(/\/notice\/([\w-]+)\/?$/i, (c, [guid = '']) => pages.notice(c, guid)),
    web(/$/, (c) => pages.notice(c, '')),
  ];
}

/** Answers as Contracts Finder does: OCDS search and records, spreadsheet, V2 search and web pages, all about the same notices. */
export function createPretendContractsFinder(
  options: ContractsFinderOptions,
): PretendPortal<ContractsFinderSwitches> {
  // The real cursors hold such six-figure numbers (docs/portals/contracts-finder.md).
  const kind = {
    id: 'contracts-finder',
    table: CONTRACTS_FINDER_SWITCHES,
    firstPlace: 480_000,
    served,
  } as const;
  return pretendPortal(kind, options, (app, desk) => {
    const gate = throttleGate();
    const routes = routesOf(desk);
    app.all('*', async (c) => {
      const switches = desk.switches();
      const refused = gate(switches.throttle, desk.now());
      if (refused !== undefined) return refused;
      const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
      const fits = routes.find((route) => route.method === method && route.path.test(c.req.path));
      if (fits === undefined) return c.text('Method Not Allowed', 405);
      const down = fits.isApi ? outage(switches.apiDown) : undefined;
      return down ?? (await fits.answer(c, fits.path.exec(c.req.path)?.slice(1) ?? []));
    });
  });
}

/** The same, listening on loopback. Rejects where the port is taken. */
export async function startContractsFinder(
  options: ContractsFinderOptions,
): Promise<PretendPortalServer<ContractsFinderSwitches>> {
  return startPretendPortal(createPretendContractsFinder(options), options.port);
}
