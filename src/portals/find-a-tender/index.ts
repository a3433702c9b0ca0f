import { londonWall } from '../../base/london.ts';
import type { Portal } from '../../domain/ports.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { readRelease } from '../read-release.ts';
import { cutSpan, firstPage, walkPages } from '../walk-pages.ts';
import { FIRST_PASS_DAYS, OVERLAP_MS, SEARCH } from './facts.ts';
import { toNotice } from './notice.ts';

/**
 * Find a Tender: every notice under the Procurement Act 2023, and the United Kingdom's notices above threshold since 2021.
 * `stages` is never sent: it silently drops every notice under the Act (docs/portals/find-a-tender.md).
 */
export function createFindATender(deps: PortalDeps): Portal {
  return {
    id: 'find-a-tender',
    facts: { firstPassDays: FIRST_PASS_DAYS, overlapMs: OVERLAP_MS },
    windows: (span) => cutSpan(span, SEARCH.windowMs),
    // London wall time without an offset: a trailing Z is accepted and ignored (docs/portals/find-a-tender.md).
    pages: ({ from, to }, signal) => {
      const query = { updatedFrom: londonWall(from), updatedTo: londonWall(to) };
      return walkPages(firstPage(deps, SEARCH, query), deps, SEARCH, signal);
    },
    read: (text) => readRelease(text, { portal: 'find-a-tender', map: toNotice, now: deps.clock.now() }),
  };
}
