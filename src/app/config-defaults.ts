import type { PortalId } from '../domain/portal.ts';
import { SPACING_MS } from '../portals/index.ts';

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
 * for a live portal: each portal's `facts.ts` says why.
 */
export const PORTAL_DEFAULTS: Readonly<
  Record<
    PortalId,
    { readonly enabled: boolean; readonly everyMinutes: number; readonly spacingSeconds: number }
  >
> = {
  'find-a-tender': { enabled: true, everyMinutes: 15, spacingSeconds: SPACING_MS['find-a-tender'] / 1000 },
  'public-contracts-scotland': { enabled: false, everyMinutes: 60, spacingSeconds: 3 },
  sell2wales: { enabled: false, everyMinutes: 60, spacingSeconds: 3 },
  'contracts-finder': {
    enabled: true,
    everyMinutes: 15,
    spacingSeconds: SPACING_MS['contracts-finder'] / 1000,
  },
};
