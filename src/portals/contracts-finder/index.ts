import { londonBounds } from '../../base/london.ts';
import type { Portal } from '../../domain/ports.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { readRelease } from '../read-release.ts';
import { byNextLink, firstPage } from '../walk/by-next-link.ts';
import { windowsOf } from '../walk/windows.ts';
import { dayHits } from './day-hits.ts';
import { daySheet } from './day-sheet.ts';
import { FIRST_PASS_DAYS, LEAST_WINDOW_MS, OVERLAP_MS, ROWS_AFTER_MS, SEARCH, SWEEP_DAYS } from './facts.ts';
import { toNotice } from './notice.ts';
import { reopen } from './reopen.ts';
import { singleNotice } from './single-notice.ts';
import { createSite } from './site.ts';

export { readSheet } from './day-sheet.ts';
export { readExport } from './export.ts';

/**
 * Contracts Finder: England's notices below and above threshold until February 2025; since then what was begun under the
 * old regulations, and call-offs.
 */
export function createContractsFinder(deps: PortalDeps): Portal {
  const isSiteRead = deps.site?.enabled ?? true;
  return {
    id: 'contracts-finder',
    facts: {
      firstPassDays: FIRST_PASS_DAYS,
      overlapMs: OVERLAP_MS,
      sweepDays: SWEEP_DAYS,
      leastWindowMs: LEAST_WINDOW_MS,
      rowsAfterMs: isSiteRead ? (deps.site?.afterMs ?? ROWS_AFTER_MS) : undefined,
    },
    windows: (span) => windowsOf(span, SEARCH.windowMs),
    // Both bounds, in London wall time without an offset: with an offset the server's own links break on the plus sign.
    pages: (window, signal) => {
      const bounds = londonBounds(window);
      const query = { publishedFrom: bounds.from, publishedTo: bounds.to };
      return byNextLink(firstPage(deps, SEARCH, query), deps, SEARCH, signal);
    },
    read: (text) => readRelease(text, { portal: 'contracts-finder', map: toNotice, now: deps.clock.now() }),
    one: (id, signal) => singleNotice(id, deps, signal),
    hits: async (day, signal) => await dayHits(day, deps, signal),
    sheet: (day, signal) => daySheet(day, deps, signal),
    reopen: (page) => reopen(page, deps.url),
    ...(isSiteRead ? createSite(deps) : {}),
  };
}
