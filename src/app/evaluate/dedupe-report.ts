import { POSSIBLY, SAME } from '../../dedupe/score.ts';
import { groupNotices } from '../../dedupe/group.ts';
import { grouped } from '../../domain/grouped.ts';
import { crossValidated } from './cross-validate.ts';
import { figuresOf, joinedShare, meetingShare, type Figures } from './figures.ts';
import { judged, withoutOcid, type Judged } from './judge.ts';
import type { LabelledPair } from './labelled-pair.ts';
import type { RealPairs } from './read-pairs.ts';
import type { Share } from './wilson.ts';

/** Figures for some of the pairs, by name. */
export type Rows<T> = Readonly<Record<string, T>>;

export interface BandCount {
  readonly same: number;
  readonly different: number;
}

interface AnyPairsReport {
  readonly overall: Figures;
  readonly byKind: Rows<Figures>;
  /** Joining by equal title and buyer alone. */
  readonly baseline: Figures;
  /** Of the pairs that are one procurement, those that would be compared. */
  readonly blocking: Share;
  /** Shown as possibly the same. */
  readonly band: BandCount;
  /** Were the threshold another. */
  readonly thresholds: Rows<Figures>;
}

export interface RealReport extends AnyPairsReport {
  readonly leftOut: number;
  /** Pairs that the rule which found them calls plain, and those that it does not. */
  readonly byRule: Rows<Figures>;
  /** With weights that were fitted without the pair's buyer: the figure to expect of other pairs of these kinds. */
  readonly crossValidated: Figures;
  readonly crossValidatedThresholds: Rows<Figures>;
  /** The same pairs where ids mean nothing, as in a file that has numbers of its own. */
  readonly withoutIds: Figures;
  /** All notices in one file: two may be joined through a third. */
  readonly together: Figures;
}

export interface GeneratedReport extends Omit<AnyPairsReport, 'byKind'> {
  /** Joined, of those that should be. */
  readonly copies: Rows<Share>;
  /** Joined, of those that should not be. */
  readonly nearMisses: Rows<Share>;
}

export interface DedupeReport {
  readonly same: number;
  readonly possibly: number;
  /** Undefined where the real notices are absent. */
  readonly real: RealReport | undefined;
  readonly generated: GeneratedReport;
}

const THRESHOLDS = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];

function joins({ confidence }: Scored): boolean {
  return confidence >= SAME;
}

/** `held` is measured; `development` helps to fit weights where they are fitted anew. */
export function dedupeReport(
  real: RealPairs | undefined,
  {
    held,
    development,
  }: { readonly held: readonly LabelledPair[]; readonly development: readonly LabelledPair[] },
): DedupeReport {
  return {
    same: SAME,
    possibly: POSSIBLY,
    real: real === undefined ? undefined : realReport(real, development),
    generated: generatedReport(held),
  };
}

function realReport({ pairs, leftOut }: RealPairs, development: readonly LabelledPair[]): RealReport {
  const all = pairs.map((pair) => ({ ...judged(pair), found: pair.found }));
  const nameless = pairs.map((pair) =>
    judged({ ...pair, a: { ...pair.a, reference: '' }, b: { ...pair.b, reference: '' } }),
  );
  const refitted = crossValidated(pairs, development);
  return {
    ...anyReport(all),
    byKind: rowsOf(all, ({ kind }) => kind, figuresHere),
    leftOut,
    byRule: rowsOf(all, ({ found }) => found, figuresHere),
    crossValidated: figuresHere(refitted),
    crossValidatedThresholds: byThreshold(refitted),
    withoutIds: figuresHere(nameless),
    together: figuresTogether(pairs),
  };
}

/** Some ids stand for two texts, so each notice gets an id of its own; the id it has is still the buyer's reference. */
function figuresTogether(pairs: readonly LabelledPair[]): Figures {
  const notices = pairs.flatMap(({ a, b }, at) =>
    [a, b].map((notice, side) => ({
      ...withoutOcid(notice),
      noticeId: `n${at}${side === 0 ? 'a' : 'b'}`,
      reference: notice.reference ?? notice.noticeId,
    })),
  );
  const answers = groupNotices(notices);
  const placed = pairs.map(({ label }, at) => ({ label, at }));
  return figuresOf(placed, ({ at }) => answers[2 * at]?.procurement === answers[2 * at + 1]?.procurement);
}

function generatedReport(pairs: readonly LabelledPair[]): GeneratedReport {
  const all = pairs.map((pair) => judged(pair));
  const labelled = (label: LabelledPair['label']): readonly Judged[] =>
    all.filter((pair) => pair.label === label);
  return {
    ...anyReport(all),
    copies: sharesOf(labelled('same')),
    nearMisses: sharesOf(labelled('different')),
  };
}

function sharesOf(pairs: readonly Judged[]): Rows<Share> {
  return rowsOf(
    pairs,
    ({ kind }) => kind,
    (some) => joinedShare(some, joins),
  );
}

function anyReport(all: readonly Judged[]): Omit<AnyPairsReport, 'byKind'> {
  const inBand = all.filter((pair) => pair.confidence >= POSSIBLY && !joins(pair));
  const same = inBand.filter(({ label }) => label === 'same').length;
  return {
    overall: figuresHere(all),
    baseline: figuresOf(all, ({ isEqual }) => isEqual),
    blocking: meetingShare(all),
    band: { same, different: inBand.length - same },
    thresholds: byThreshold(all),
  };
}

/** What can be joined or not, and should be or not. */
type Scored = Pick<Judged, 'label' | 'confidence'>;

function byThreshold(pairs: readonly Scored[]): Rows<Figures> {
  return Object.fromEntries(
    [...new Set([...THRESHOLDS, SAME])]
      .toSorted((a, b) => a - b)
      .map((at) => [at.toFixed(2), figuresOf(pairs, ({ confidence }) => confidence >= at)]),
  );
}

function figuresHere(pairs: readonly Scored[]): Figures {
  return figuresOf(pairs, joins);
}

function rowsOf<P, T>(
  pairs: readonly P[],
  keyOf: (pair: P) => string,
  valueOf: (pairs: readonly P[]) => T,
): Rows<T> {
  const groups = [...grouped(pairs, keyOf)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(groups.map(([key, some]) => [key, valueOf(some)]));
}
