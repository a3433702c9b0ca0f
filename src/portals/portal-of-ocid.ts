import type { PortalId } from '../domain/portal.ts';

/**
 * Whose releases these are, by the prefix registered for the publisher
 * (https://standard.open-contracting.org/latest/en/guidance/map/organization_identifiers/). `ocds-b5fd17raw-` is an
 * older export of Contracts Finder.
 */
const PREFIXES: readonly (readonly [string, PortalId])[] = [
  ['ocds-h6vhtk-', 'find-a-tender'],
  ['ocds-b5fd17-', 'contracts-finder'],
  ['ocds-b5fd17raw-', 'contracts-finder'],
  ['ocds-r6ebe6-', 'public-contracts-scotland'],
  ['ocds-kuma6s-', 'sell2wales'],
];

/** The built portal that an ocid belongs to; undefined for any other publisher. */
export function portalOfOcid(ocid: string): PortalId | undefined {
  return PREFIXES.find(([prefix]) => ocid.startsWith(prefix))?.[1];
}
