import type { PretendRelease } from '../pretend-release.ts';

/** A release with its place in the portal's stream; later publications have greater ones. */
export interface Shelved extends PretendRelease {
  readonly place: number;
}

/** What a pretend portal holds. */
export interface Shelf {
  /** Oldest first within a call; a release of the same id published again stands beside the old one. */
  readonly publish: (releases: readonly PretendRelease[]) => void;
  /** What can be read by now, newest place first. */
  readonly newestFirst: () => readonly Shelved[];
}

/**
 * @param now UTC milliseconds
 * @param firstPlace where the places begin: the real portals' cursors hold six-figure internal numbers (docs/portals)
 */
export function shelf(now: () => number, firstPlace = 1): Shelf {
  const held: Shelved[] = [];
  return {
    publish(releases) {
      for (const release of releases) held.push({ ...release, place: firstPlace + held.length });
    },
    newestFirst: () => {
      const at = now();
      return held.filter(({ appears }) => appears === undefined || appears <= at).toReversed();
    },
  };
}

export interface Slice {
  readonly releases: readonly Shelved[];
  /** 1 for the first page. */
  readonly page: number;
  /** What the next cursor names; undefined on the last page. */
  readonly next: number | undefined;
}

/** One page of a list: what follows place `after`, or its beginning. */
export function slice(list: readonly Shelved[], limit: number, after: number | undefined): Slice {
  const exact = list.findIndex((release) => release.place === after);
  const older = list.findIndex((release) => after !== undefined && release.place < after);
  const start = after === undefined ? 0 : exact >= 0 ? exact + 1 : older >= 0 ? older : list.length;
  const releases = list.slice(start, start + limit);
  const more = start + limit < list.length;
  return { releases, page: Math.ceil(start / limit) + 1, next: more ? releases.at(-1)?.place : undefined };
}

/** Base64 of `name=value|…|nextCursor=N`, as both portals make it; clients treat it as opaque. */
export function cursor(parameters: readonly (readonly [string, string])[], next: number): string {
  const parts = [...parameters.map(([name, value]) => `${name}=${value}`), `nextCursor=${next}`];
  return Buffer.from(parts.join('|')).toString('base64');
}

/** The place a cursor names; undefined where it is none of ours. */
export function placeOf(text: string): number | undefined {
  const next = /nextCursor=(\d+)$/.exec(Buffer.from(text, 'base64').toString())?.[1];
  return next === undefined ? undefined : Number(next);
}
