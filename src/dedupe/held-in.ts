import type { Notice } from '../domain/notice.ts';
import type { HeldProcurement } from '../domain/procurement.ts';

/** Where this very statement is held already, among the procurements that a notice is related to. */
export function heldIn(notice: Notice, related: readonly HeldProcurement[]): HeldProcurement | undefined {
  return related.find((one) => one.versions.some((version) => isSameStatement(version, notice)));
}

/** Equal in everything but the bytes it came in, and when: white space or escapes differ between a portal's routes. */
function isSameStatement(a: Notice, b: Notice): boolean {
  if (a.portal !== b.portal || a.noticeId !== b.noticeId || a.releaseId !== b.releaseId) return false;
  if (a.published !== b.published || a.title !== b.title) return false;
  return saying(a) === saying(b);
}

function saying(notice: Notice): string {
  return JSON.stringify({ ...notice, hash: '', readAt: 0 });
}
