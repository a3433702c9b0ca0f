import type { PortalId } from '../domain/portal.ts';

/** What holds where the configuration says nothing. */
export const DEFAULTS = {
  database: 'data/tenderbell.db',
  mailDirectory: 'data/mail',
  timezone: 'Europe/London',
  command: '/tenders',
  host: '127.0.0.1',
  port: 8080,
} as const;

/**
 * How often a portal is polled and how far apart its requests stand. `spacingSeconds` is also the least that is accepted
 * for a live portal: Find a Tender answers 429 beyond 12 requests in 2 minutes
 * (https://github.com/open-contracting/kingfisher-collect/issues/1215); Contracts Finder throttles without saying where
 * (https://github.com/open-contracting/kingfisher-collect/issues/612), and 3 s has been held for long.
 */
export const PORTAL_DEFAULTS: Readonly<
  Record<
    PortalId,
    { readonly enabled: boolean; readonly everyMinutes: number; readonly spacingSeconds: number }
  >
> = {
  'find-a-tender': { enabled: true, everyMinutes: 15, spacingSeconds: 12 },
  'public-contracts-scotland': { enabled: false, everyMinutes: 60, spacingSeconds: 3 },
  sell2wales: { enabled: false, everyMinutes: 60, spacingSeconds: 3 },
  'contracts-finder': { enabled: true, everyMinutes: 15, spacingSeconds: 3 },
};
