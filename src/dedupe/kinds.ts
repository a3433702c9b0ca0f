import { blocksOf } from './blocks.ts';
import type { Comparable } from './comparable.ts';
import { openComparer, type Comparand } from './comparer.ts';
import { openLinks, type Links } from './links.ts';
import { BELOW, POSSIBLY } from './score.ts';
import { signatureOf, type Signature } from './signature.ts';

/** Notices that are equal in everything that is compared: what is true of one and another is true of all. */
export interface Kind extends Comparand {
  /** Nothing names them, neither an id nor title and buyer. */
  readonly isNobody: boolean;
  readonly members: number[];
}

export interface Kinds {
  readonly all: readonly Kind[];
  /** Of those that are at least possibly the same. */
  readonly links: Links;
  /** The kind of the notice that is `at` this place, by number; undefined where it says too little to be compared. */
  enter(notice: Comparable, at: number): number | undefined;
}

/** Compares each kind with those before it that it has a block in common with, and with itself where there are two of it. */
export function openKinds(): Kinds {
  const all: Kind[] = [];
  const byKey = new Map<string, number>();
  const links = openLinks();
  const comparer = openComparer();
  const meet = (one: number, other: number): void => {
    const [a, b] = [all[one], all[other]];
    if (a === undefined || b === undefined) return;
    const found = comparer.confidence(a, b);
    // Two that nothing names are joined by no likeness.
    const confidence = a.isNobody && b.isNobody ? Math.min(found, BELOW) : found;
    if (confidence >= POSSIBLY) links.add(one, other, confidence);
  };
  const meetOthers = openBlocks(meet);
  return {
    all,
    links,
    enter: (notice, at) => {
      const signature = signatureOf(notice);
      if (signature === undefined) return undefined;
      const entered = comparer.enter(signature);
      const isNobody = isNameless(notice);
      const key = `${isNobody}\n${entered.key}`;
      const known = byKey.get(key);
      if (known !== undefined) {
        if (all[known]?.members.push(at) === 2) meet(known, known);
        return known;
      }
      const kind = all.push({ ...entered, key, isNobody, members: [at] }) - 1;
      byKey.set(key, kind);
      meetOthers(kind, signature);
      return kind;
    },
  };
}

/** Lets each number meet every one before it that has a block in common with it, once. */
function openBlocks(
  meet: (one: number, other: number) => void,
): (kind: number, signature: Signature) => void {
  const byBlock = new Map<number, number[]>();
  const metBy: number[] = [];
  return (kind, signature) => {
    metBy[kind] = kind;
    for (const block of blocksOf(signature)) {
      const held = byBlock.get(block);
      if (held === undefined) {
        byBlock.set(block, [kind]);
        continue;
      }
      for (const other of held) {
        if (metBy[other] === kind) continue;
        metBy[other] = kind;
        meet(kind, other);
      }
      held.push(kind);
    }
  };
}

function isNameless({ isUnnamed, title, buyer }: Comparable): boolean {
  return isUnnamed === true && (title === undefined || buyer === undefined);
}
