import type { Portal } from '../../domain/ports.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { toProactisNotice } from '../proactis-notice.ts';
import { createProactis } from '../proactis.ts';
import { HOME, NOTICE_TYPES, OCID_PREFIX } from './facts.ts';

/**
 * Public Contracts Scotland: Scottish notices above the threshold, which Find a Tender repeats under ocids of its own with
 * a link back, and those below it, which are found nowhere else.
 */
export function createPublicContractsScotland(deps: PortalDeps): Portal {
  const site = {
    portal: 'public-contracts-scotland',
    types: NOTICE_TYPES,
    query: {},
    ocidPrefix: OCID_PREFIX,
    map: (stated) => toProactisNotice(stated, HOME),
  } as const satisfies Parameters<typeof createProactis>[0];
  return createProactis(site, deps);
}
