import type { Judged } from './judge.ts';
import { shareOf, type Share } from './wilson.ts';

/** How well pairs are told apart. */
export interface Figures {
  readonly same: number;
  readonly different: number;
  /** Of those joined, how many are one procurement. */
  readonly precision: Share;
  /** Of those that are one procurement, how many are joined. */
  readonly recall: Share;
}

/** `joins` says which pairs are joined. */
export function figuresOf<P extends Pick<Judged, 'label'>>(
  pairs: readonly P[],
  joins: (pair: P) => boolean,
): Figures {
  const same = pairs.filter(({ label }) => label === 'same');
  const joined = pairs.filter((pair) => joins(pair));
  const right = joined.filter(({ label }) => label === 'same').length;
  return {
    same: same.length,
    different: pairs.length - same.length,
    precision: shareOf(right, joined.length),
    recall: shareOf(right, same.length),
  };
}

/** Of the pairs that are one procurement, how many would be compared at all. */
export function meetingShare(pairs: readonly Judged[]): Share {
  const same = pairs.filter(({ label }) => label === 'same');
  return shareOf(same.filter(({ meets }) => meets).length, same.length);
}

/** In how many of these would the two be joined. */
export function joinedShare(pairs: readonly Judged[], joins: (pair: Judged) => boolean): Share {
  return shareOf(pairs.filter((pair) => joins(pair)).length, pairs.length);
}
