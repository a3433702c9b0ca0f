import { createHash } from 'node:crypto';
import type { Portal, Read } from '../domain/ports.ts';
import type { Reject } from '../domain/release.ts';
import { ocidOf, portalOfOcid } from '../portals/index.ts';

/** Reads a release with whichever of these portals its ocid names. */
export function readerOf(portals: readonly Portal[]): (text: string) => Read | Reject {
  const byId = new Map(portals.map((portal) => [portal.id, portal]));
  return (text) => {
    const ocid = ocidOf(text)?.slice(0, 100);
    const id = ocid === undefined ? undefined : portalOfOcid(ocid);
    const portal = id === undefined ? undefined : byId.get(id);
    if (portal !== undefined) return portal.read(text);
    const reason = ocid === undefined ? 'ocid is missing' : 'no portal that is built has this ocid prefix';
    return {
      portal: 'unknown',
      ref: ocid ?? 'a release without an ocid',
      reason,
      hash: createHash('sha256').update(text).digest('hex'),
      text,
    };
  };
}
