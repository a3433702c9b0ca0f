import type { HttpFault, HttpLimits } from '../base/http.ts';
import type { PortalId, Window } from '../domain/portal.ts';
import type { Portal, PortalFacts, PortalFault } from '../domain/ports.ts';
import type { PortalDeps } from './portal-deps.ts';
import { readProactisMoment } from './proactis-dates.ts';
import { madeReleaseId } from './proactis-identity.ts';
import { readRelease, type Mapping } from './read-release.ts';
import { addressOf } from './walk/address.ts';
import { monthsByType, monthsOf, type Month } from './walk/months-by-type.ts';
import { onePackage } from './walk/one-package.ts';
import { openPage, type PageFacts, type Walk } from './walk/open-page.ts';

/** One of the two portals that run on Proactis' platform. */
export interface ProactisSite {
  readonly portal: PortalId;
  /** The notice types that are asked for, the most urgent first. */
  readonly types: readonly string[];
  /** What every request says besides. */
  readonly query: Readonly<Record<string, string>>;
  /** What its ocids begin with: only by these can a notice be asked for. */
  readonly ocidPrefix: string;
  readonly map: Mapping;
}

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const PAGES: PageFacts = {
  /** An empty month is a package without `releases` (https://github.com/open-contracting/kingfisher-collect, proactis_base.py). */
  isListOptional: true,
  policy: {
    /** No limit is published: as for Contracts Finder. */
    spacingMs: 3 * SECOND,
    /**
     * Nor is a throttle. Both hosts have been out of order for months at a time, so whoever refuses us is left alone for
     * an hour, however short a wait it names.
     */
    pauseMs: { 403: HOUR, 429: HOUR },
    leastPauseMs: HOUR,
    /** "Error converting data type nvarchar to float" is the query's trouble, and stays so for hours. */
    lasting: [500],
  },
};

/** A whole month is put together before its first byte: others wait 45 to 60 seconds for it (docs/portals/public-contracts-scotland.md). */
export const LIMITS: Partial<HttpLimits> = { headersMs: 90 * SECOND };

/** A month of one type that the server cannot put together stays broken for hours or months: it has its own rest. */
const PARTITION_REST_MS = 6 * HOUR;

const FACTS: PortalFacts = {
  /** Three months at most; what is still open was nearly all published within them. */
  firstPassDays: 60,
  /** In the first days of a month the month before is read as well: notices arrive in it late. */
  overlapMs: 5 * DAY,
  /** There is no filter for what was edited: once a night the month before is read for it. */
  sweepDays: 31,
};

/** A portal that answers one London month of one notice type at a time, whole. */
export function createProactis(site: ProactisSite, deps: PortalDeps): Portal {
  return {
    id: site.portal,
    facts: FACTS,
    windows: (span) => monthsByType(span, site.types),
    pages: (window, signal) => pagesOf(window, site, deps, signal),
    one: (id, signal) => oneOf(id, site, deps, signal),
    read: (text) =>
      readRelease(text, {
        portal: site.portal,
        map: site.map,
        now: deps.clock.now(),
        moment: readProactisMoment,
        idOf: madeReleaseId,
      }),
  };
}

/** What failed of a month long past is seldom mended within the day, and nobody waits for it. */
const OLD_MS = 7 * DAY;
const OLD_PARTITION_REST_MS = DAY;

/** Every month the window touches, for its type or, where it names none, for each. */
async function* pagesOf(window: Window, site: ProactisSite, deps: PortalDeps, signal: AbortSignal): Walk {
  const types = window.part === undefined ? site.types : [window.part];
  for (const month of monthsOf(window))
    for (const type of types) {
      const source = addressOfMonth(month, type, site, deps);
      const page = yield* openPage(source, deps, PAGES, signal);
      if (!page.ok) {
        const isPart = page.answer !== undefined && concernsPartition(page.answer);
        return yield isPart ? partition(page.fault, month, deps.clock.now()) : page.fault;
      }
      yield { source, releases: page.releases };
    }
  return undefined;
}

/** `dateFrom` is a month, `09-2026`; `outputType` 0 is OCDS. */
function addressOfMonth({ name }: Month, type: string, site: ProactisSite, deps: PortalDeps): string {
  const [year, month] = name.split('-');
  const dateFrom = `${String(month)}-${String(year)}`;
  return addressOf(deps.url, '/v1/Notices', { dateFrom, noticeType: type, outputType: '0', ...site.query });
}

/**
 * A query that the server fails at or never ends ("Error converting data type nvarchar to float", with 500) is that month's
 * and type's own trouble. A host that cannot be reached, or whose front end says so (502, 503), is down as a whole.
 */
function concernsPartition({ fault, status, reason }: HttpFault): boolean {
  if (fault === 'timeout') return !reason.includes('CONNECT');
  return fault === 'down' && (status === 500 || status === 504);
}

function partition({ source, reason }: PortalFault, month: Month, now: number): PortalFault {
  const rest = now - month.to > OLD_MS ? OLD_PARTITION_REST_MS : PARTITION_REST_MS;
  return { source, fault: 'partition', reason, retryAt: now + rest };
}

async function* oneOf(id: string, site: ProactisSite, deps: PortalDeps, signal: AbortSignal): Walk {
  const source = addressOf(deps.url, '/v1/Notice', { id, ...site.query });
  if (id.startsWith(site.ocidPrefix)) return yield* onePackage(source, deps, PAGES, signal);
  return yield {
    source,
    fault: 'refused',
    reason: 'notices are asked for by ocid alone',
    retryAt: undefined,
  };
}
