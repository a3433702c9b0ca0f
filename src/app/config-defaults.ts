import type { PortalId } from '../domain/portal.ts';
import { SPACING_MS } from '../portals/index.ts';

/** What holds where the configuration says nothing. */
export const DEFAULTS = {
  database: 'data/tenderbell.db',
  mailDirectory: 'data/mail',
  connections: 1,
  holdAbove: 500,
  timezone: 'Europe/London',
  command: '/tenders',
  host: '127.0.0.1',
  port: 8080,
  /** Where `doctor --fetch-intermediates` keeps certificates, one file for each portal. */
  certificates: 'data/certificates',
  siteAfterHours: 6,
} as const;

/**
 * How often a portal is polled and how far apart its requests stand. `spacingSeconds` is also the least that is accepted
 * for a live portal: each portal's `facts.ts` says why.
 */
export const PORTAL_DEFAULTS: Readonly<
  Record<
    PortalId,
    { readonly enabled: boolean; readonly everyMinutes: number; readonly spacingSeconds: number }
  >
> = {
  'find-a-tender': usual('find-a-tender', 15),
  // A month at a time and dates without a time: more often brings nothing sooner.
  'public-contracts-scotland': usual('public-contracts-scotland', 60),
  sell2wales: usual('sell2wales', 60),
  'contracts-finder': usual('contracts-finder', 15),
};

function usual(id: PortalId, everyMinutes: number): (typeof PORTAL_DEFAULTS)[PortalId] {
  return { enabled: true, everyMinutes, spacingSeconds: SPACING_MS[id] / 1000 };
}
