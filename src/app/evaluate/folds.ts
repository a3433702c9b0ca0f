import { tokens } from '../../base/text/tokens.ts';
import { grouped } from '../../domain/grouped.ts';
import type { View } from '../../domain/procurement.ts';
import { seededRandom } from '../../sandbox/generate/random.ts';
import { nearDuplicatesAmong } from './near-duplicates.ts';

/** What decides which lines must stay together. */
export type FoldedText = Pick<View, 'titles' | 'descriptions' | 'buyer'>;

/**
 * The fold of each line, 0 to `folds` - 1. Lines that say nearly the same, and lines of one buyer, are in one fold, through
 * others too; folds hold nearly as many lines each, as far as that allows. The same seed gives the same folds.
 */
export function foldsOf(
  lines: readonly FoldedText[],
  { folds, seed }: { readonly folds: number; readonly seed: number },
): readonly number[] {
  const groupOf = groupsOf(lines);
  const groups = [...grouped(lines.keys(), (place) => groupOf[place]).values()];
  const sizes = Array.from({ length: folds }, () => 0);
  const foldOf = lines.map(() => 0);
  const inTurn = seededRandom(`folds, ${seed}`)
    .shuffled(groups)
    .toSorted((one, other) => other.length - one.length);
  for (const group of inTurn) {
    const emptiest = sizes.indexOf(Math.min(...sizes));
    sizes[emptiest] = (sizes[emptiest] ?? 0) + group.length;
    for (const place of group) foldOf[place] = emptiest;
  }
  return foldOf;
}

/** For each line the first line of its group. */
function groupsOf(lines: readonly FoldedText[]): readonly number[] {
  const first = lines.map((_, place) => place);
  const rootOf = (place: number): number => {
    let root = place;
    while (first[root] !== root) root = first[root] ?? root;
    first[place] = root;
    return root;
  };
  const join = (one: number, other: number): void => {
    const [low = 0, high = 0] = [rootOf(one), rootOf(other)].toSorted((a, b) => a - b);
    first[high] = low;
  };
  const near = nearDuplicatesAmong(lines);
  const byBuyer = new Map<string, number>();
  for (const [place, line] of lines.entries()) {
    for (const other of near.of(line)) join(place, other);
    const buyer = foldedBuyer(line.buyer?.name);
    if (buyer === '') continue;
    const held = byBuyer.get(buyer);
    if (held === undefined) byBuyer.set(buyer, place);
    else join(place, held);
  }
  return lines.map((_, place) => rootOf(place));
}

/** One body's name as different portals write it. */
function foldedBuyer(name = ''): string {
  return tokens(name)
    .map(({ word }) => word)
    .filter((word) => !OFTEN_LEFT_OUT.has(word))
    .join(' ');
}

const OFTEN_LEFT_OUT = new Set(['the', 'of', 'and', 'ltd', 'limited']);
