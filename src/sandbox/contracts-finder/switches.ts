import type { CommonSwitches } from '../pretend-portal.ts';
import { COMMON_SWITCHES } from '../portal/switch-board.ts';
import type { SwitchTable } from '../portal/switch-board.ts';
import { anyOf, COUNT, FLAG, membersOf, TEXT } from '../portal/switch-values.ts';
import type { RetryAfter } from '../portal/throttle.ts';

/** One request too many in so many seconds, and all are refused until `blockSeconds` have passed without any. */
export interface Throttling {
  readonly requests: number;
  readonly seconds: number;
  readonly blockSeconds: number;
  /** 403 with an HTML page is what the documents say, 429 has been seen as well (docs/portals/contracts-finder.md). */
  readonly status: 403 | 429;
  readonly retryAfter: RetryAfter;
}

/** The layouts of which pages are recorded. */
export type SiteLayout = 2020 | 2021 | 2025;

/** Everything that can be wrong with Contracts Finder. What is off is `false` (docs/portals/contracts-finder.md). */
export interface ContractsFinderSwitches extends CommonSwitches {
  /** Where an old search answered one page more, a cursor this deep is refused with 400. */
  readonly truncateAfter: number | false;
  /** The shape before October 2022, `{maxPage, results}`: a client must fail loudly on it. */
  readonly legacyShape: boolean;
  /** Every second search page, and the spreadsheet, come as windows-1252, where that can write them. */
  readonly cp1252: boolean;
  /** The texts of one notice in so many are encoded twice: `Â£`. */
  readonly mojibakeEvery: number | false;
  /** Each search page holds its first release twice. */
  readonly duplicateRelease: boolean;
  /** One notice in so many each lacks `tender.value`, `tender.documents` or `tender.procurementMethod`. */
  readonly missingFieldsEvery: number | false;
  /** One notice in so many carries `http://Contract Finder` as a document's address. */
  readonly invalidUrlEvery: number | false;
  /** The plus sign of an offset stands as it is in `links.next`. */
  readonly rawPlus: boolean;
  readonly throttle: Throttling | false;
  /** The last of every so many notices is kept out of the OCDS search alone; recorded ones are not. */
  readonly notInSearchEvery: number | false;
  /** The V2 search never lists more than this, whatever `size` says. */
  readonly v2Cap: number | false;
  /** A V2 list that is not cut short holds one hit more than there are, with `item: null`. */
  readonly v2NullItem: boolean;
  /** Search, records, V2 and spreadsheet answer with this status (200 is an HTML page); the site goes on. */
  readonly apiDown: 500 | 503 | 200 | false;
  readonly siteLayout: SiteLayout | false;
  /** What `/robots.txt` says; 404 where off. */
  readonly robots: string | false;
}

const THROTTLING = membersOf<Throttling>({
  requests: COUNT,
  seconds: COUNT,
  blockSeconds: COUNT,
  status: anyOf(403, 429),
  retryAfter: anyOf('full', 'short', 'http-date', 'none'),
});

export const CONTRACTS_FINDER_SWITCHES: SwitchTable<ContractsFinderSwitches> = {
  ...COMMON_SWITCHES,
  truncateAfter: { on: 1500, byDefault: true, takes: COUNT },
  legacyShape: { on: true, byDefault: false, takes: FLAG },
  cp1252: { on: true, byDefault: true, takes: FLAG },
  mojibakeEvery: { on: 11, byDefault: true, takes: COUNT },
  duplicateRelease: { on: true, byDefault: true, takes: FLAG },
  missingFieldsEvery: { on: 10, byDefault: true, takes: COUNT },
  invalidUrlEvery: { on: 3, byDefault: true, takes: COUNT },
  rawPlus: { on: true, byDefault: true, takes: FLAG },
  throttle: {
    on: { requests: 10, seconds: 60, blockSeconds: 300, status: 403, retryAfter: 'none' },
    byDefault: true,
    takes: THROTTLING,
  },
  notInSearchEvery: { on: 37, byDefault: true, takes: COUNT },
  v2Cap: { on: 1000, byDefault: true, takes: COUNT },
  v2NullItem: { on: true, byDefault: true, takes: FLAG },
  apiDown: { on: 503, byDefault: false, takes: anyOf(500, 503, 200) },
  siteLayout: { on: 2025, byDefault: true, takes: anyOf(2020, 2021, 2025) },
  robots: { on: 'User-agent: *\nDisallow: /Search/\nDisallow: /Notice/\n', byDefault: false, takes: TEXT },
};
