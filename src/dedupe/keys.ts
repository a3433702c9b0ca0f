import type { Notice } from '../domain/notice.ts';
import type { PortalId } from '../domain/portal.ts';

/** The names under which notices are found and joined: an OCDS process, and a portal's notice. */
export function ocidKey(ocid: string): string {
  return `ocid:${ocid}`;
}

export function noticeKey(portal: PortalId, noticeId: string): string {
  return `notice:${portal}:${noticeId}`;
}

/** What a notice is known by. */
export function ownedKeys(notice: Notice): readonly string[] {
  return [ocidKey(notice.ocid), noticeKey(notice.portal, notice.noticeId)];
}

/** Every key of many notices, once each. */
export function keysOf(notices: readonly Notice[]): {
  readonly owns: readonly string[];
  readonly cites: readonly string[];
} {
  const owns = new Set(notices.flatMap(ownedKeys));
  const cites = new Set(notices.flatMap((notice) => notice.cites).filter((key) => !owns.has(key)));
  return { owns: [...owns], cites: [...cites] };
}
