import { grouped } from '../domain/grouped.ts';
import { blocksOf } from './blocks.ts';
import type { Comparable } from './comparable.ts';
import { likenessOf, POSSIBLY, SAME } from './score.ts';
import { signatureOf, type Signature } from './signature.ts';

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
  /** Surest first, one for each other procurement. */
  readonly possibly: readonly Possibility[];
}

/** Notices being sorted into procurements. The order in which they come changes nothing. */
export interface Grouping {
  add(notice: Comparable): void;
  /** In the order in which they were added. */
  answers(): readonly Grouped[];
}

interface Link {
  readonly to: number;
  readonly confidence: number;
  readonly reasons: readonly string[];
}

interface Added extends Pick<Comparable, 'ocid'> {
  readonly name: string;
  readonly signature: Signature | undefined;
}

/** Compares each notice, as it comes, with those before it that it has a block in common with. */
export function openGrouping(): Grouping {
  const all: Added[] = [];
  const sets = disjointSets();
  const byBlock = new Map<number, number[]>();
  const metBy: number[] = [];
  const links = openLinks((at) => all[at]?.name ?? '');
  const meet = (one: number, other: number): void => {
    const likeness = likenessBetween(all[one], all[other]);
    if (likeness === undefined || likeness.confidence < POSSIBLY) return;
    if (likeness.confidence >= SAME) sets.unite(one, other);
    links.add(one, { to: other, ...likeness });
    links.add(other, { to: one, ...likeness });
  };
  return {
    add: (notice) => {
      const at = all.length;
      const signature = signatureOf(notice);
      all.push({ name: `${notice.portal}:${notice.noticeId}`, ocid: notice.ocid, signature });
      metBy.push(at);
      sets.grow();
      for (const block of signature === undefined ? [] : blocksOf(signature)) {
        const held = byBlock.get(block);
        if (held === undefined) {
          byBlock.set(block, [at]);
          continue;
        }
        for (const other of held) {
          if (metBy[other] === at) continue;
          metBy[other] = at;
          meet(other, at);
        }
        held.push(at);
      }
    },
    answers: () => {
      const keyed = keyReasons(all, sets.unite);
      const groups = all.map((_, at) => sets.rootOf(at));
      const nameOf = leastNames(groups, all);
      return groups.map((group, at) => ({
        procurement: nameOf(group),
        ...surestOf(keyed[at], links.surest(at)),
        possibly: links
          .possibly(group, at, groups)
          .map(({ to, ...rest }) => ({ procurement: nameOf(groups[to] ?? to), at: to, ...rest })),
      }));
    },
  };
}

export function groupNotices(notices: readonly Comparable[]): readonly Grouped[] {
  const grouping = openGrouping();
  for (const notice of notices) grouping.add(notice);
  return grouping.answers();
}

/** Undefined where a key joins them, or one says too little. */
function likenessBetween(a: Added | undefined, b: Added | undefined): Omit<Link, 'to'> | undefined {
  if (a?.signature === undefined || b?.signature === undefined || a.name === b.name) return undefined;
  if (a.ocid !== undefined && a.ocid === b.ocid) return undefined;
  // The words of a reason may depend on which comes first.
  return a.name < b.name ? likenessOf(a.signature, b.signature) : likenessOf(b.signature, a.signature);
}

type Unite = (one: number, other: number) => void;

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

function surestOf(
  keyReason: string | undefined,
  link: Link | undefined,
): Pick<Grouped, 'confidence' | 'reasons'> {
  if (keyReason !== undefined) return { confidence: 1, reasons: [keyReason] };
  return { confidence: link?.confidence ?? 1, reasons: link?.reasons ?? [] };
}

interface Links {
  add(from: number, link: Link): void;
  /** The surest that joins. */
  surest(at: number): Link | undefined;
  /** Those below that lead out of its group, the surest to each other group. */
  possibly(group: number, at: number, groups: readonly number[]): readonly Link[];
}

function openLinks(nameOf: (at: number) => string): Links {
  const surest = new Map<number, Link>();
  const band = new Map<number, Link[]>();
  const saying = ({ to, reasons }: Link): string => JSON.stringify([nameOf(to), reasons]);
  /** Of equals, the one to the lesser name; of one notice's versions, the one with the lesser words. */
  const isSurer = (link: Link, than: Link | undefined): boolean => {
    if (than === undefined) return true;
    if (link.confidence !== than.confidence) return link.confidence > than.confidence;
    return saying(link) < saying(than);
  };
  return {
    add: (from, link) => {
      if (link.confidence >= SAME) {
        if (isSurer(link, surest.get(from))) surest.set(from, link);
        return;
      }
      const held = band.get(from);
      if (held === undefined) band.set(from, [link]);
      else held.push(link);
    },
    surest: (at) => surest.get(at),
    possibly: (group, at, groups) => {
      const best = new Map<number, Link>();
      for (const link of band.get(at) ?? []) {
        const other = groups[link.to] ?? link.to;
        if (other !== group && isSurer(link, best.get(other))) best.set(other, link);
      }
      return [...best.values()].toSorted((a, b) => (isSurer(a, b) ? -1 : 1));
    },
  };
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

/** Union-find with path halving: nearly constant time for each link. */
function disjointSets(): {
  readonly grow: () => void;
  readonly rootOf: (at: number) => number;
  readonly unite: Unite;
} {
  const parents: number[] = [];
  const rootOf = (from: number): number => {
    let at = from;
    for (;;) {
      const up = parents[at] ?? at;
      if (up === at) return at;
      const next = parents[up] ?? up;
      parents[at] = next;
      at = next;
    }
  };
  return {
    grow: () => void parents.push(parents.length),
    rootOf,
    unite: (one, other) => {
      parents[rootOf(one)] = rootOf(other);
    },
  };
}
