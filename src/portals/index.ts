import type { HttpLimits } from '../base/http.ts';
import type { PortalId } from '../domain/portal.ts';
import type { Portal } from '../domain/ports.ts';
import { createContractsFinder } from './contracts-finder/index.ts';
import { SEARCH as CONTRACTS_FINDER, URL_OF_CONTRACTS_FINDER } from './contracts-finder/facts.ts';
import { createFindATender } from './find-a-tender/index.ts';
import { SEARCH as FIND_A_TENDER, URL_OF_FIND_A_TENDER } from './find-a-tender/facts.ts';
import { LIMITS as PROACTIS_LIMITS, PAGES as PROACTIS } from './proactis.ts';
import { URL_OF_PUBLIC_CONTRACTS_SCOTLAND } from './public-contracts-scotland/facts.ts';
import { createPublicContractsScotland } from './public-contracts-scotland/index.ts';
import { URL_OF_SELL2WALES } from './sell2wales/facts.ts';
import { createSell2Wales } from './sell2wales/index.ts';
import type { PortalDeps } from './portal-deps.ts';

export { NOT_COVERED } from './coverage.ts';
export type { PortalDeps } from './portal-deps.ts';
export { cutPage } from './cut-page.ts';
export { portalOfOcid } from './portal-of-ocid.ts';
export { openAnyFile, type AnyFile } from './read-any-file.ts';
export { ocidOf, readFile } from './read-file.ts';

/** The portals that can be read today. */
export const BUILT_PORTALS = [
  'find-a-tender',
  'public-contracts-scotland',
  'sell2wales',
  'contracts-finder',
] as const satisfies readonly PortalId[];
export type BuiltPortal = (typeof BUILT_PORTALS)[number];

/** Where each portal is, unless configured otherwise. */
export const DEFAULT_URLS: Readonly<Record<BuiltPortal, string>> = {
  'find-a-tender': URL_OF_FIND_A_TENDER,
  'public-contracts-scotland': URL_OF_PUBLIC_CONTRACTS_SCOTLAND,
  sell2wales: URL_OF_SELL2WALES,
  'contracts-finder': URL_OF_CONTRACTS_FINDER,
};

/** The least time between two requests to each portal, milliseconds. */
export const SPACING_MS: Readonly<Record<BuiltPortal, number>> = {
  'find-a-tender': FIND_A_TENDER.policy.spacingMs,
  'public-contracts-scotland': PROACTIS.policy.spacingMs,
  sell2wales: PROACTIS.policy.spacingMs,
  'contracts-finder': CONTRACTS_FINDER.policy.spacingMs,
};

/** What the HTTP client must allow beyond its own limits. */
export const HTTP_LIMITS: Readonly<Partial<Record<BuiltPortal, Partial<HttpLimits>>>> = {
  'public-contracts-scotland': PROACTIS_LIMITS,
  sell2wales: PROACTIS_LIMITS,
};

const FACTORIES: Readonly<Record<BuiltPortal, (deps: PortalDeps) => Portal>> = {
  'find-a-tender': createFindATender,
  'public-contracts-scotland': createPublicContractsScotland,
  sell2wales: createSell2Wales,
  'contracts-finder': createContractsFinder,
};

export function createPortal(id: BuiltPortal, deps: PortalDeps): Portal {
  return FACTORIES[id](deps);
}
