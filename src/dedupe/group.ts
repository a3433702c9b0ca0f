import { grouped } from '../domain/grouped.ts';
import type { Comparable } from './comparable.ts';
import { disjointSets, type Unite } from './disjoint-sets.ts';
import { openKinds, type Kind } from './kinds.ts';
import type { Links } from './links.ts';
import { nearestIn } from './nearest.ts';
import { likenessOf, SAME } from './score.ts';

/** A notice of another procurement that may be the same one, below the threshold. */
export interface Possibility {
  /** That notice's procurement. */
  readonly procurement: string;
  /** Its place among the notices given. */
  readonly at: number;
  readonly confidence: number;
  readonly reasons: readonly string[];
}

/** Where a notice stands among the others. */
export interface Grouped {
  /** The least name (`portal:notice id`) in it: the same in whatever order the notices come. */
  readonly procurement: string;
  /** 0 to 1, of its surest link to another of the procurement; 1 where it is alone in it. */
  readonly confidence: number;
  /** Of that link; none where it is alone. */
  readonly reasons: readonly string[];
  /** Surest first, one for each other procurement; at most `MOST_POSSIBLE`. */
  readonly possibly: readonly Possibility[];
}

/** Notices being sorted into procurements. The order in which they come changes nothing. */
export interface Grouping {
  add(notice: Comparable): void;
  /** In the order in which they were added. */
  answers(): readonly Grouped[];
}

interface Added extends Pick<Comparable, 'ocid'> {
  readonly name: string;
  /** Place among the kinds; undefined where the notice says too little to be compared. */
  readonly kind: number | undefined;
}

/** Compares each notice, as it comes, with those before it that it has a block in common with; equal ones once. */
export function openGrouping(): Grouping {
  const all: Added[] = [];
  const kinds = openKinds();
  return {
    add: (notice) => {
      const kind = kinds.enter(notice, all.length);
      all.push({ name: `${notice.portal}:${notice.noticeId}`, ocid: notice.ocid, kind });
    },
    answers: () => answersFor(all, kinds.all, kinds.links),
  };
}

export function groupNotices(notices: readonly Comparable[]): readonly Grouped[] {
  const grouping = openGrouping();
  for (const notice of notices) grouping.add(notice);
  return grouping.answers();
}

function answersFor(all: readonly Added[], kinds: readonly Kind[], links: Links): readonly Grouped[] {
  const sets = disjointSets(all.length);
  const uniteKind = once((kind: number) => {
    const [first, ...others] = kinds[kind]?.members ?? [];
    for (const other of others) sets.unite(first ?? other, other);
  });
  links.each((one, other, confidence) => {
    const [a, b] = [kinds[one]?.members[0], kinds[other]?.members[0]];
    if (confidence < SAME || a === undefined || b === undefined) return;
    uniteKind(one);
    uniteKind(other);
    sets.unite(a, b);
  });
  const keyed = keyReasons(all, sets.unite);
  const groups = all.map((_, at) => sets.rootOf(at));
  const nameOf = leastNames(groups, all);
  const order = placesInOrder(all, kinds);
  const members = kinds.map((kind) => kind.members.toSorted((a, b) => (order[a] ?? a) - (order[b] ?? b)));
  const nearest = nearestIn(links, { members, groups, order });
  const reasonsOf = rememberedReasons(kinds);
  return all.map(({ kind = NO_KIND }, at) => {
    const [key, surest] = [keyed[at], nearest.surest(kind, at)];
    const sure = {
      confidence: surest?.confidence ?? 1,
      reasons: surest === undefined ? [] : reasonsOf(kind, surest.kind),
    };
    const possibly = nearest.possibly(kind, at).map((near) => ({
      procurement: nameOf(near.group),
      at: near.at,
      confidence: near.confidence,
      reasons: reasonsOf(kind, near.kind),
    }));
    const link = key === undefined ? sure : { confidence: 1, reasons: [key] };
    return { procurement: nameOf(groups[at] ?? at), ...link, possibly };
  });
}

const NO_KIND = -1;

/** For each notice its place among all by name, and of one name by what they say: the same in whatever order they came. */
function placesInOrder(all: readonly Added[], kinds: readonly Kind[]): readonly number[] {
  const keyOf = ({ kind = NO_KIND }: Added): string => kinds[kind]?.key ?? '';
  const sorted = [...all.entries()].toSorted(
    ([, a], [, b]) => compare(a.name, b.name) || compare(keyOf(a), keyOf(b)),
  );
  const places: number[] = [];
  for (const [place, [at]] of sorted.entries()) places[at] = place;
  return places;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Why two kinds are as likely one as they are. */
function rememberedReasons(kinds: readonly Kind[]): (one: number, other: number) => readonly string[] {
  const known = new Map<number, readonly string[]>();
  return (one, other) => {
    const place = Math.min(one, other) * kinds.length + Math.max(one, other);
    const held = known.get(place);
    if (held !== undefined) return held;
    // The words of a reason may depend on which comes first.
    const [a, b] = [kinds[one], kinds[other]].toSorted((x, y) => compare(x?.key ?? '', y?.key ?? ''));
    if (a === undefined || b === undefined) return [];
    const { reasons } = likenessOf(a.signature, b.signature);
    known.set(place, reasons);
    return reasons;
  };
}

function once(work: (kind: number) => void): (kind: number) => void {
  const done = new Set<number>();
  return (kind) => {
    if (done.has(kind)) return;
    done.add(kind);
    work(kind);
  };
}

/** Unites versions of one notice, and notices of one process; answers for each why it is surely one with another. */
function keyReasons(all: readonly Added[], unite: Unite): readonly (string | undefined)[] {
  const byName = grouped(all.keys(), (at) => all[at]?.name);
  const byOcid = grouped(all.keys(), (at) => all[at]?.ocid);
  byOcid.delete(undefined);
  for (const [first, ...others] of [...byName.values(), ...byOcid.values()])
    for (const other of others) unite(first ?? other, other);
  return all.map(({ name, ocid }) => {
    if ((byName.get(name)?.length ?? 0) > 1) return 'the same notice';
    return (byOcid.get(ocid)?.length ?? 0) > 1 ? 'the same ocid' : undefined;
  });
}

function leastNames(groups: readonly number[], all: readonly Added[]): (group: number) => string {
  const least = new Map<number, string>();
  for (const [at, group] of groups.entries()) {
    const name = all[at]?.name ?? '';
    const held = least.get(group);
    if (held === undefined || name < held) least.set(group, name);
  }
  return (group) => least.get(group) ?? '';
}
