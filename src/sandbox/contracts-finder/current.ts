import type { Shelf, Shelved } from '../portal/shelf.ts';
import { noticeGuid } from './guid.ts';
import type { ListedNotice } from './listed-notice.ts';
import { listedNotice } from './listed-notice.ts';

function keyOf(release: Shelved): string {
  return `${release.ocid}#${noticeGuid(release)}`;
}

/** Each notice as its newest release, newest edit first: what search, V2 and site show; history stands in the record alone. */
export function current(held: Shelf): readonly Shelved[] {
  const newest = new Map<string, Shelved>();
  for (const release of held.newestFirst()) {
    const other = newest.get(keyOf(release));
    if (other === undefined || release.published > other.published) newest.set(keyOf(release), release);
  }
  return [...newest.values()].toSorted((a, b) => b.published - a.published || b.place - a.place);
}

/** `current`, without the last of every `every` notices in the order in which they came; recorded ones stay. */
export function searchable(held: Shelf, every: number | false): readonly Shelved[] {
  if (every === false) return current(held);
  const keys = [...new Set(held.newestFirst().toReversed().map(keyOf))];
  const hidden = new Set(keys.filter((_, index) => index % every === every - 1));
  return current(held).filter((release) => release.isRecorded === true || !hidden.has(keyOf(release)));
}

/** Reads each release once, however often it is listed. */
export type Reader = (releases: readonly Shelved[]) => readonly ListedNotice[];

export function listedReader(): Reader {
  const known = new Map<string, ListedNotice | undefined>();
  return (releases) =>
    releases.flatMap((release) => {
      if (!known.has(release.text)) known.set(release.text, listedNotice(release));
      return known.get(release.text) ?? [];
    });
}
