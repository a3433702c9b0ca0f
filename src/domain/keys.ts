import type { PortalId } from './portal.ts';

/** The names under which notices are found and joined: an OCDS process, and a portal's notice. */
export function ocidKey(ocid: string): string {
  return `ocid:${ocid}`;
}

export function noticeKey(portal: PortalId, noticeId: string): string {
  return `notice:${portal}:${noticeId}`;
}
