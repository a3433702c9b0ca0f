import type { Notice } from '../domain/notice.ts';
import { portalRank } from '../domain/portal.ts';

/** Portal priority first, newest first within a portal (docs/adr/0004-what-makes-two-notices-one.md). */
export function byBelief(a: Notice, b: Notice): number {
  return portalRank(a.portal) - portalRank(b.portal) || newestFirst(a, b);
}

/** Total. Of one release that a portal edited in place, without another date, what was served last is the newest. */
export function newestFirst(a: Notice, b: Notice): number {
  return (
    b.published - a.published ||
    compare(b.releaseId, a.releaseId) ||
    (b.readAt ?? 0) - (a.readAt ?? 0) ||
    compare(b.hash, a.hash)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The newest version of each notice, oldest notice first. */
export function latestOfEach(versions: readonly Notice[]): readonly Notice[] {
  const newest = new Map<string, Notice>();
  for (const notice of versions.toSorted(newestFirst)) {
    const key = `${notice.portal} ${notice.noticeId}`;
    if (!newest.has(key)) newest.set(key, notice);
  }
  return [...newest.values()].toReversed();
}

/**
 * Read from the portal's web pages and not from a release: it says less, or says it in other words
 * (docs/adr/0009-beside-the-releases.md).
 */
export function isBeside({ via }: Notice): boolean {
  return via === 'page' || via === 'row';
}
