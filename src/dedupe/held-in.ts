import type { Notice } from '../domain/notice.ts';
import type { HeldProcurement } from '../domain/procurement.ts';

/**
 * Which procurement is this notice? `related` are the held procurements that share a key with it (`keys.ts`): the same
 * notice, the same ocid, or an explicit link in either direction. Joining is a relation between two notices, so more than
 * one related procurement means that all of them are one; the oldest id survives.
 */
export type Joined =
  /** This very statement is held already. */
  | { readonly kind: 'seen'; readonly held: HeldProcurement }
  | { readonly kind: 'new' }
  | {
      readonly kind: 'joined';
      readonly survivor: HeldProcurement;
      readonly absorbed: readonly HeldProcurement[];
    };

/** Joins a notice to the procurements it belongs to, without changing any of them. */
export function joinNotice(notice: Notice, related: readonly HeldProcurement[]): Joined {
  // A scored relation (buyer, CPV division, deadline day, title) adds its candidates to `related` here, with a reason.
  const [survivor, ...absorbed] = related.toSorted((a, b) => a.id - b.id);
  if (survivor === undefined) return { kind: 'new' };
  const held = related.find((one) => one.versions.some((version) => isSameStatement(version, notice)));
  if (held !== undefined) return { kind: 'seen', held };
  return { kind: 'joined', survivor, absorbed };
}

/** Equal in everything but the bytes it came in: white space or escapes differ between a portal's routes. */
function isSameStatement(a: Notice, b: Notice): boolean {
  if (a.portal !== b.portal || a.noticeId !== b.noticeId || a.releaseId !== b.releaseId) return false;
  if (a.published !== b.published || a.title !== b.title) return false;
  return JSON.stringify({ ...a, hash: '' }) === JSON.stringify({ ...b, hash: '' });
}
