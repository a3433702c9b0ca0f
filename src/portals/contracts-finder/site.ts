import { endOfLondonDay } from '../../base/london.ts';
import type { Notice } from '../../domain/notice.ts';
import type { BadPage, Portal, PortalFault } from '../../domain/ports.ts';
import { decodeText } from '../decode-text.ts';
import type { PortalDeps } from '../portal-deps.ts';
import type { Walk } from '../walk/open-page.ts';
import { ask, refused, unusable } from './ask.ts';
import { MOST_RESULT_PAGES, RESULTS_A_PAGE } from './facts.ts';
import { guidIn } from './identity.ts';
import { addition, besideOf, type Beside } from './notice-addition.ts';
import { readNoticePage } from './notice-page.ts';
import { sourceBeside } from './reopen.ts';
import { readResults, releaseOfRow, type ResultRow } from './result-rows.ts';
import { createRobots } from './robots.ts';

const RESULTS = '/Search/Results';

type Wanted = Pick<Notice, 'noticeId' | 'ocid' | 'releaseId' | 'published'>;

/**
 * The public site, read as a person would read it and no faster: robots.txt first, no cookie kept, no link of a page of results
 * followed (they say `nofollow`), and the same spacing and pauses as for the API, which has the same host.
 */
export function createSite(deps: PortalDeps): Required<Pick<Portal, 'details' | 'rows'>> {
  const site: Site = { deps, mayRead: createRobots(deps) };
  return {
    details: (of, signal) => details(of, site, signal),
    rows: (since, signal) => rows(since, site, signal),
  };
}

interface Site {
  readonly deps: PortalDeps;
  readonly mayRead: ReturnType<typeof createRobots>;
}

async function* details(of: Wanted, { deps, mayRead }: Site, signal: AbortSignal): Walk {
  const guid = guidIn(of.noticeId);
  if (guid === undefined) return yield refused(deps.url, 'a notice without a page of its own');
  const route = `/Notice/${guid}`;
  const verdict = await mayRead(route, signal);
  if (!verdict.ok) return yield verdict.fault;
  const { leastSpacingMs } = verdict;
  const answer = await ask({ route, accept: 'text/html', leastSpacingMs }, deps, signal);
  const beside = besideOf({ ...of, noticeId: guid });
  if (!answer.ok) return yield* keptBeside(answer.told, beside);
  const { source, body } = answer;
  const page = readNoticePage(decodeText(body));
  if (page === undefined)
    return yield* keptBeside(
      unusable(source, 'a page of a notice without a label that is known', body),
      beside,
    );
  const text = addition(beside, page, deps.url);
  return yield { source, releases: text === undefined ? [] : [text] };
}

/** Pages that are kept say whose they are, so that they can be read again after a fix. */
function keptBeside(
  told: readonly (BadPage | PortalFault)[],
  beside: Beside,
): readonly (BadPage | PortalFault)[] {
  return told.map((one) => ('bad' in one ? { ...one, source: sourceBeside(one.source, beside) } : one));
}

async function* rows(since: number, { deps, mayRead }: Site, signal: AbortSignal): Walk {
  const seen = new Set<string>();
  for (let number = 1; number <= MOST_RESULT_PAGES; number += 1) {
    const verdict = await mayRead(RESULTS, signal);
    if (!verdict.ok) return yield verdict.fault;
    const { leastSpacingMs } = verdict;
    const question = { route: RESULTS, query: { page: String(number) }, accept: 'text/html', leastSpacingMs };
    const answer = await ask(question, deps, signal);
    const { source } = answer;
    if (!answer.ok) return yield* answer.told;
    const results = readResults(decodeText(answer.body));
    if (!results.ok) return yield* unusable(source, results.reason, answer.body);
    if (results.unread > 0) {
      const of = results.rows.length + results.unread;
      const bad = `${String(results.unread)} of ${String(of)} rows could not be read`;
      yield { source, bad, body: answer.body };
    }
    const fresh = results.rows.filter((row) => !seen.has(row.noticeId));
    if (results.rows.length > 0 && fresh.length === 0)
      return yield {
        source,
        fault: 'endless',
        reason: 'the next page shows the same rows',
        retryAt: undefined,
      };
    for (const row of fresh) seen.add(row.noticeId);
    const recent = fresh.filter((row) => isSince(row, since));
    yield { source, releases: recent.map(releaseOfRow) };
    if (!results.rows.some((row) => isSince(row, since))) return undefined;
    if (number >= Math.ceil(results.total / RESULTS_A_PAGE)) return undefined;
  }
  const reason = `more than ${String(MOST_RESULT_PAGES)} pages`;
  return yield { source: deps.url, fault: 'endless', reason, retryAt: undefined };
}

function isSince({ day }: ResultRow, since: number): boolean {
  return (endOfLondonDay(day) ?? 0) >= since;
}
