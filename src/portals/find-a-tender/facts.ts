import type { PortalFacts } from '../../domain/ports.ts';
import type { SearchFacts } from '../walk/by-next-link.ts';

/** Where the service is. */
export const URL_OF_FIND_A_TENDER = 'https://www.find-tender.service.gov.uk';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 3_600_000;

export const SEARCH: SearchFacts = {
  /** https://www.find-tender.service.gov.uk/apidocumentation/1.0/GET-ocdsReleasePackages */
  route: '/api/1.0/ocdsReleasePackages',
  /**
   * Longer walks lose releases: Kingfisher went from a day to 12 and then 6 hours
   * (https://github.com/open-contracting/kingfisher-collect/issues/1203). What is asked for is longer than the window, by a
   * second at each end and up to an hour when clocks go back: five hours keep it below six.
   */
  windowMs: 5 * HOUR,
  /** A working day brings about 530 releases, six pages; a window of 6,000 is a search that does not end. */
  mostPages: 60,
  policy: {
    /** "Rate limit of 12 exceeded. Please retry after 120 seconds", served in August 2026: 10 in two minutes stays below. */
    spacingMs: 12 * SECOND,
    /**
     * A 429 without Retry-After was seen in December 2025 with a limit counted over two minutes
     * (https://github.com/open-contracting/kingfisher-collect/issues/1215). A 403 is not documented: a firewall's, so longer.
     */
    pauseMs: { 403: 300 * SECOND, 429: 120 * SECOND },
    /** The documentation shows `Retry-After: 11`, and means it. */
    leastPauseMs: 0,
  },
};

export const FACTS: PortalFacts = {
  /**
   * Four weeks hold most of what is still open (25 to 35 days to tender are usual), for about 240 requests or 50 minutes:
   * 135 windows, 11,000 releases.
   */
  firstPassDays: 28,
  /** Both clock changes and late indexing fit in: the times sent are London wall time, and bounds are not said to be inclusive. */
  overlapMs: 2 * HOUR,
  /**
   * What one walk loses another finds: a procurement of five releases came with two
   * (https://github.com/open-contracting/kingfisher-collect/issues/1203).
   */
  sweepDays: 3,
  /** Even on a day of 530 releases, a quarter of an hour fills no page: what is suspect then stays so. */
  leastWindowMs: 15 * MINUTE,
  /** `075962-2026`, and over two whole days of August 2026 four numbers in 959 were left out. */
};
