import robotsParser from 'robots-parser';
import type { PortalFault } from '../../domain/ports.ts';
import { decodeText } from '../decode-text.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { ask, refused } from './ask.ts';
import { URL_OF_CONTRACTS_FINDER } from './facts.ts';

/** Its types say `export default`, its code `module.exports =`. */
// eslint-disable-next-line typescript/no-unsafe-type-assertion -- the package's types are not those of its code
const parseRobots = robotsParser as unknown as typeof robotsParser.default;

const DAY = 86_400_000;
/** The name by which a robots file would address us: the first word of our user agent. */
const NAME = 'tenderbell';

/** What a site's robots.txt lets us do: why not; or after how many milliseconds. */
export type Verdict =
  | { readonly ok: true; readonly leastSpacingMs: number | undefined }
  | { readonly ok: false; readonly fault: PortalFault };

/** Asks for `/robots.txt` before the first page that this process reads, and again after a day. */
export function createRobots(deps: PortalDeps): (route: string, signal: AbortSignal) => Promise<Verdict> {
  let known: { readonly rules: string; readonly until: number } | undefined;
  return async (route, signal) => {
    if (known === undefined || known.until <= deps.clock.now()) {
      const read = await readRules(deps, signal);
      if (typeof read !== 'string') return { ok: false, fault: read };
      known = { rules: read, until: deps.clock.now() + DAY };
    }
    return verdictOf(known.rules, route, deps.url);
  };
}

/** A site that refuses its robots file, or has none, forbids nothing (https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1.3). */
async function readRules(deps: PortalDeps, signal: AbortSignal): Promise<string | PortalFault> {
  const answer = await ask({ route: '/robots.txt', accept: 'text/plain' }, deps, signal);
  if (answer.ok) return decodeText(answer.body);
  return answer.fault.fault === 'refused' ? '' : answer.fault;
}

/** Rules are about paths of the service itself, wherever a configured URL puts them. */
function verdictOf(rules: string, route: string, url: string): Verdict {
  const robots = parseRobots(`${URL_OF_CONTRACTS_FINDER}/robots.txt`, rules);
  if (robots.isAllowed(`${URL_OF_CONTRACTS_FINDER}${route}`, NAME) === false)
    return { ok: false, fault: refused(`${url}${route}`, `robots.txt forbids ${kindOf(route)}`) };
  const seconds = robots.getCrawlDelay(NAME);
  return { ok: true, leastSpacingMs: seconds === undefined ? undefined : seconds * 1000 };
}

/** All notices' pages are forbidden for one reason. */
function kindOf(route: string): string {
  return route.replace(/^\/Notice\/.*/, '/Notice/{guid}');
}
