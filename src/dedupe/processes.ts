import { RENEWED } from './marks.ts';
import type { SignatureHead } from './packed-signature.ts';
import { referenceKinship } from './references.ts';

/** Portals whose ocid is one procurement, so that two of them are two (docs/portals). Contracts Finder's is a notice's. */
const PROCESS_PORTALS: readonly string[] = ['find-a-tender', 'public-contracts-scotland', 'sell2wales'];
/** Minutes. */
const DAYS = 8 * 24 * 60;

/** Whether an ocid of this portal is one procurement. */
export function hasProcesses(portal: string): boolean {
  return PROCESS_PORTALS.includes(portal);
}

/** On one such portal, with two ocids. */
export function areTwoProcesses(a: SignatureHead, b: SignatureHead): boolean {
  if (a.portal !== b.portal || !hasProcesses(a.portal)) return false;
  return a.ocid !== undefined && b.ocid !== undefined && a.ocid !== b.ocid;
}

/**
 * Two processes are two procurements however alike, unless the buyer gives both one reference, or one's title says that it is
 * put out anew within days of the other.
 */
export function areApart(a: SignatureHead, b: SignatureHead): boolean {
  if (!areTwoProcesses(a, b)) return false;
  const kin = referenceKinship(a.own, b.own);
  return kin !== 'same' && kin !== 'lot' && !(kin === 'unknown' && isRenewed(a, b));
}

function isRenewed(a: SignatureHead, b: SignatureHead): boolean {
  if (((a.marks | b.marks) & RENEWED) === 0) return false;
  return (
    a.published !== undefined && b.published !== undefined && Math.abs(a.published - b.published) <= DAYS
  );
}
