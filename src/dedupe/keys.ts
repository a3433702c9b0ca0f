import { noticeKey, ocidKey } from '../domain/keys.ts';
import type { Notice } from '../domain/notice.ts';

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
