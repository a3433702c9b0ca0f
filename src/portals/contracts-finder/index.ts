import { londonWall } from '../../base/london.ts';
import type { Portal } from '../../domain/ports.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { readRelease } from '../read-release.ts';
import { cutSpan, firstPage, walkPages } from '../walk-pages.ts';
import { FIRST_PASS_DAYS, OVERLAP_MS, SEARCH } from './facts.ts';
import { toNotice } from './notice.ts';

/**
 * Contracts Finder: England's notices below and above threshold until February 2025; since then what was begun under the
 * old regulations, and call-offs.
 */
export function createContractsFinder(deps: PortalDeps): Portal {
  return {
    id: 'contracts-finder',
    facts: { firstPassDays: FIRST_PASS_DAYS, overlapMs: OVERLAP_MS },
    windows: (span) => cutSpan(span, SEARCH.windowMs),
    // Both bounds, in London wall time without an offset: with an offset the server's own links break on the plus sign.
    pages: ({ from, to }, signal) => {
      const query = { publishedFrom: londonWall(from), publishedTo: londonWall(to) };
      return walkPages(firstPage(deps, SEARCH, query), deps, SEARCH, signal);
    },
    read: (text) => readRelease(text, { portal: 'contracts-finder', map: toNotice, now: deps.clock.now() }),
  };
}
