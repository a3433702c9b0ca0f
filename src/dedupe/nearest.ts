import type { Links } from './links.ts';
import { SAME } from './score.ts';

/** A notice that another is linked to. */
export interface Near {
  readonly at: number;
  readonly kind: number;
  readonly group: number;
  readonly confidence: number;
}

export interface Arranged {
  /** Of each kind, in order. */
  readonly members: readonly (readonly number[])[];
  /** Of each notice. */
  readonly groups: readonly number[];
  /** Of each notice, its place among all. */
  readonly order: readonly number[];
}

/** To how many other groups a notice is at most possibly linked: of a series of sisters each is linked to every other. */
export const MOST_POSSIBLE = 20;

/** What each notice is linked to: its kind's links, less itself and what stands with it. */
export function nearestIn(
  links: Links,
  arranged: Arranged,
): {
  /** The surest that joins; of equals the first in order. */
  surest(kind: number, at: number): Near | undefined;
  /** Those below that lead out of its group: the surest to each other group, and of equals the first, the surest in front. */
  possibly(kind: number, at: number): readonly Near[];
} {
  const { groups, members } = arranged;
  const joined = new Map<number, Near[]>();
  const possible = new Map<number, Near[]>();
  // One of two is another notice; one of so many groups more is another group.
  const heads = members.map((some) => some.slice(0, 2));
  const firsts = members.map((some) => firstOfEach(some, groups, MOST_POSSIBLE + 1));
  const before = (a: Near, b: Near): boolean => isBefore(a, b, arranged.order);
  const note = (kind: number, of: number, confidence: number): void => {
    const isJoined = confidence >= SAME;
    const held = listAt(isJoined ? joined : possible, kind);
    const limit = isJoined ? 2 : MOST_POSSIBLE + 1;
    for (const at of (isJoined ? heads : firsts)[of] ?? []) {
      const near = { at, kind: of, group: groups[at] ?? at, confidence };
      const last = held[limit - 1];
      // The others of this kind come after it.
      if (last !== undefined && !before(near, last)) return;
      const same = isJoined ? -1 : held.findIndex(({ group }) => group === near.group);
      insert(held, near, { same, limit, before });
    }
  };
  links.each((one, other, confidence) => {
    note(one, other, confidence);
    if (one !== other) note(other, one, confidence);
  });
  return {
    surest: (kind, at) => joined.get(kind)?.find((near) => near.at !== at),
    possibly: (kind, at) =>
      (possible.get(kind) ?? []).filter(({ group }) => group !== groups[at]).slice(0, MOST_POSSIBLE),
  };
}

function listAt(lists: Map<number, Near[]>, kind: number): Near[] {
  const held = lists.get(kind);
  if (held !== undefined) return held;
  const made: Near[] = [];
  lists.set(kind, made);
  return made;
}

/** The first of each group, so many groups at most. */
function firstOfEach(some: readonly number[], groups: readonly number[], most: number): readonly number[] {
  const found = new Map<number, number>();
  for (const at of some) {
    const group = groups[at] ?? at;
    if (!found.has(group)) found.set(group, at);
    if (found.size === most) break;
  }
  return [...found.values()];
}

function isBefore(a: Near, b: Near, order: readonly number[]): boolean {
  if (a.confidence !== b.confidence) return a.confidence > b.confidence;
  return (order[a.at] ?? a.at) < (order[b.at] ?? b.at);
}

interface Insertion {
  /** Where the one stands whose place it takes if it comes before it; -1 for none. */
  readonly same: number;
  readonly limit: number;
  readonly before: (a: Near, b: Near) => boolean;
}

/** Keeps a list in order, and no longer than its limit. */
function insert(held: Near[], near: Near, { same, limit, before }: Insertion): void {
  const known = held[same];
  if (known !== undefined) {
    if (!before(near, known)) return;
    held.splice(same, 1);
  }
  const place = held.findIndex((one) => before(near, one));
  held.splice(place < 0 ? held.length : place, 0, near);
  if (held.length > limit) held.pop();
}
