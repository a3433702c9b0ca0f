import type { Portal } from '../../domain/ports.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { createProactis } from '../proactis.ts';
import { LOCALE, NOTICE_TYPES, OCID_PREFIX } from './facts.ts';
import { toNotice } from './notice.ts';

/** Sell2Wales: the notices of Welsh public bodies, above the threshold and below, and sub-contracts. */
export function createSell2Wales(deps: PortalDeps): Portal {
  const site = {
    portal: 'sell2wales',
    types: NOTICE_TYPES,
    query: { locale: LOCALE },
    ocidPrefix: OCID_PREFIX,
    map: toNotice,
  } as const satisfies Parameters<typeof createProactis>[0];
  return createProactis(site, deps);
}
