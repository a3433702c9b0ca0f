import type { PortalId } from '../domain/portal.ts';
import type { Portal } from '../domain/ports.ts';
import { createContractsFinder } from './contracts-finder/index.ts';
import { SEARCH as CONTRACTS_FINDER, URL_OF_CONTRACTS_FINDER } from './contracts-finder/facts.ts';
import { createFindATender } from './find-a-tender/index.ts';
import { SEARCH as FIND_A_TENDER, URL_OF_FIND_A_TENDER } from './find-a-tender/facts.ts';
import type { PortalDeps } from './portal-deps.ts';

export type { PortalDeps } from './portal-deps.ts';
export { portalOfOcid } from './portal-of-ocid.ts';
export { ocidOf, readFile } from './read-file.ts';

/** The portals that can be read today. */
export const BUILT_PORTALS = ['find-a-tender', 'contracts-finder'] as const satisfies readonly PortalId[];
export type BuiltPortal = (typeof BUILT_PORTALS)[number];

/** Where each portal is, unless configured otherwise. */
export const DEFAULT_URLS: Readonly<Record<BuiltPortal, string>> = {
  'find-a-tender': URL_OF_FIND_A_TENDER,
  'contracts-finder': URL_OF_CONTRACTS_FINDER,
};

/** The least time between two requests to each portal, milliseconds. */
export const SPACING_MS: Readonly<Record<BuiltPortal, number>> = {
  'find-a-tender': FIND_A_TENDER.policy.spacingMs,
  'contracts-finder': CONTRACTS_FINDER.policy.spacingMs,
};

const FACTORIES: Readonly<Record<BuiltPortal, (deps: PortalDeps) => Portal>> = {
  'find-a-tender': createFindATender,
  'contracts-finder': createContractsFinder,
};

export function createPortal(id: BuiltPortal, deps: PortalDeps): Portal {
  return FACTORIES[id](deps);
}
