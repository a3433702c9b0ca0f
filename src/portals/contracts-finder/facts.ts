import type { SearchFacts } from '../walk/by-next-link.ts';

/** Where the service is. */
export const URL_OF_CONTRACTS_FINDER = 'https://www.contractsfinder.service.gov.uk';

const SECOND = 1000;
const HOUR = 3_600_000;

export const SEARCH: SearchFacts = {
  /** https://www.contractsfinder.service.gov.uk/apidocumentation/Notices/1/GET-Published-Notice-OCDS-Search */
  route: '/Published/Notices/OCDS/Search',
  /**
   * Wide searches are cut short without a word: Kingfisher had to go to 15-day windows
   * (https://github.com/open-contracting/kingfisher-collect, commit f81811d0), and somebody else's walk ended with a 4xx after
   * about 1,500 notices. A day holds about 140.
   */
  windowMs: 24 * HOUR,
  /** Forty times a usual day. */
  mostPages: 60,
  policy: {
    /** Others were let pass at one request in 3 seconds, and refused after 12 pages at one in 1.5 (docs/portals/contracts-finder.md). */
    spacingMs: 3 * SECOND,
    /** Ten in a row is the most that others were seen to be let pass; a first pass or a backfill goes on at ten a minute. */
    most: { requests: 10, withinMs: 60 * SECOND },
    /**
     * "No further requests until after 5 minutes", documented for 403; 429 is served for the same
     * (https://www.contractsfinder.service.gov.uk/apidocumentation/Notices/1/GET-Published-OCDS-Release).
     */
    pauseMs: { 403: 300 * SECOND, 429: 300 * SECOND },
    leastPauseMs: 300 * SECOND,
  },
};

/** Notices of four weeks, as for Find a Tender: 28 windows, about 60 requests. */
export const FIRST_PASS_DAYS = 28;

/** How the service reads a time without an offset is not documented; two hours cover every reading (docs/portals/contracts-finder.md). */
export const OVERLAP_MS = 2 * HOUR;

/** A window that ended in doubt is halved down to an hour: a busy hour holds about 30 notices, a third of a page. */
export const LEAST_WINDOW_MS = HOUR;

/** Late entries and edits dated back: the last three days are read once more every night, as for Find a Tender. */
export const SWEEP_DAYS = 3;

/** How long releases must have been out of reach before the site's search results stand in, unless configured otherwise. */
export const ROWS_AFTER_MS = 6 * HOUR;

/** Search results show twenty rows a page; 20 pages are the notices of about three days, read in a minute. */
export const RESULTS_A_PAGE = 20;
export const MOST_RESULT_PAGES = 20;
