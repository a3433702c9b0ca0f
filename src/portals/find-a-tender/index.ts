import { londonBounds } from '../../base/london.ts';
import type { Portal } from '../../domain/ports.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { readRelease } from '../read-release.ts';
import { addressOf } from '../walk/address.ts';
import { byNextLink, firstPage } from '../walk/by-next-link.ts';
import { onePackage } from '../walk/one-package.ts';
import { windowsOf } from '../walk/windows.ts';
import { FACTS, SEARCH } from './facts.ts';
import { toNotice } from './notice.ts';

/**
 * Find a Tender: every notice under the Procurement Act 2023, and the United Kingdom's notices above threshold since 2021.
 * `stages` is never sent: it silently drops every notice under the Act (docs/portals/find-a-tender.md).
 */
export function createFindATender(deps: PortalDeps): Portal {
  return {
    id: 'find-a-tender',
    facts: FACTS,
    windows: (span) => windowsOf(span, SEARCH.windowMs),
    // London wall time without an offset: a trailing Z is accepted and ignored (docs/portals/find-a-tender.md).
    pages: (window, signal) => {
      const bounds = londonBounds(window);
      const query = { updatedFrom: bounds.from, updatedTo: bounds.to };
      return byNextLink(firstPage(deps, SEARCH, query), deps, SEARCH, signal);
    },
    // The same route serves a notice number and an ocid.
    one: (id, signal) =>
      onePackage(addressOf(deps.url, `${SEARCH.route}/${encodeURIComponent(id)}`), deps, SEARCH, signal),
    read: (text) => readRelease(text, { portal: 'find-a-tender', map: toNotice, now: deps.clock.now() }),
  };
}
