import type { ItSetting } from '../../domain/procurement.ts';
import type { Line } from '../model.ts';

/** What was said of a notice by weights that had not seen it. */
export interface Guess {
  readonly raw: number;
  readonly isSo: boolean;
  /** How much it counts. */
  readonly weight: number;
}

const STEPS = 100;
const HALVINGS = 40;
const RIDGE = 1e-9;
const ENOUGH = 1e-9;

/** A guess, and what its log odds should come to. */
interface Aim {
  readonly raw: number;
  readonly target: number;
  readonly weight: number;
}

/**
 * Log odds from raw scores: logistic regression on one figure (Platt 1999), by Newton's method with steps halved until
 * they help (Lin, Lin, Weng 2007, https://doi.org/10.1007/s10994-007-5018-6). Nothing is held for certain, so that
 * guesses that are all right still end somewhere.
 */
export function calibrate(guesses: readonly Guess[]): Line {
  if (guesses.length === 0) return { slope: 1, offset: 0 };
  const { aims, odds } = aimsOf(guesses);
  let line: Line = { slope: 0, offset: odds };
  let loss = lossOf(aims, line);
  for (let step = 0; step < STEPS; step += 1) {
    const towards = newtonStep(aims, line);
    const better = firstBetter(aims, { line, towards, loss });
    if (better === undefined) break;
    const gain = loss - better.loss;
    ({ line, loss } = better);
    if (gain < ENOUGH) break;
  }
  return line;
}

/** `odds` are those of all together, in logarithms. */
function aimsOf(guesses: readonly Guess[]): { readonly aims: readonly Aim[]; readonly odds: number } {
  let [so, not] = [0, 0];
  for (const { isSo, weight } of guesses)
    if (isSo) so += weight;
    else not += weight;
  const [high, low] = [(so + 1) / (so + 2), 1 / (not + 2)];
  return {
    aims: guesses.map(({ raw, isSo, weight }) => ({ raw, weight, target: isSo ? high : low })),
    odds: Math.log((so + 1) / (not + 1)),
  };
}

function lossOf(aims: readonly Aim[], { slope, offset }: Line): number {
  let loss = 0;
  for (const { raw, target, weight } of aims) {
    const odds = slope * raw + offset;
    loss += weight * (Math.max(0, odds) + Math.log1p(Math.exp(-Math.abs(odds))) - target * odds);
  }
  return loss;
}

function newtonStep(aims: readonly Aim[], { slope, offset }: Line): Line {
  let [bySlope, byOffset, slopes, both, offsets] = [0, 0, RIDGE, 0, RIDGE];
  for (const { raw, target, weight } of aims) {
    const chance = chanceOf(slope * raw + offset);
    const error = (target - chance) * weight;
    const spread = chance * (1 - chance) * weight;
    bySlope += error * raw;
    byOffset += error;
    slopes += spread * raw * raw;
    both += spread * raw;
    offsets += spread;
  }
  const determinant = slopes * offsets - both * both;
  return {
    slope: (bySlope * offsets - byOffset * both) / determinant,
    offset: (byOffset * slopes - bySlope * both) / determinant,
  };
}

interface Place {
  readonly line: Line;
  readonly towards: Line;
  readonly loss: number;
}

function firstBetter(
  aims: readonly Aim[],
  { line, towards, loss }: Place,
): Pick<Place, 'line' | 'loss'> | undefined {
  let share = 1;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const further = {
      slope: line.slope + share * towards.slope,
      offset: line.offset + share * towards.offset,
    };
    const found = lossOf(aims, further);
    if (found < loss) return { line: further, loss: found };
    share /= 2;
  }
  return undefined;
}

/** A guess as a probability. */
export interface Chance {
  readonly chance: number;
  readonly isSo: boolean;
  readonly weight: number;
}

/** `strict` is right in so many of what it calls IT; `broad` finds so many of what is. */
const STRICT_PRECISION = 0.98;
const BROAD_RECALL = 0.995;
/** No threshold nearer to 0 or 1 than the few notices out there can tell. */
const LEAST = 0.02;
const MOST = 0.97;

/** F1 within this of the best is as good: few notices decide between them. */
const AS_GOOD = 0.004;

/** The thresholds of the three settings; `balanced` is the middle of those where F1 is as good as at its best. */
export function thresholdsFor(chances: readonly Chance[]): Readonly<Record<ItSetting, number>> {
  const curve = curveOf(chances);
  const balanced = bestThreshold(chances);
  const strict = curve.filter(({ precision }) => precision >= STRICT_PRECISION).at(-1)?.threshold ?? MOST;
  const broad = curve.find(({ recall }) => recall >= BROAD_RECALL)?.threshold ?? LEAST;
  return {
    strict: within(Math.max(strict, balanced)),
    balanced: within(balanced),
    broad: within(Math.min(broad, balanced)),
  };
}

/** The middle, in log odds, of the thresholds where F1 is as good as at its best. */
export function bestThreshold(chances: readonly Chance[]): number {
  const { highest, lowest } = bestStretch(curveOf(chances));
  return within(chanceOf((logOdds(highest) + logOdds(lowest)) / 2));
}

function within(threshold: number): number {
  return Math.min(MOST, Math.max(LEAST, threshold));
}

interface Point {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

/** From the highest threshold down: each lies halfway to the next chance, so that no notice sits on it. */
function curveOf(chances: readonly Chance[]): readonly Point[] {
  const sorted = chances.toSorted((one, other) => other.chance - one.chance);
  const all = sorted.reduce((sum, { isSo, weight }) => sum + (isSo ? weight : 0), 0);
  let [right, said] = [0, 0];
  return sorted.map(({ chance, isSo, weight }, index) => {
    said += weight;
    if (isSo) right += weight;
    const next = sorted[index + 1]?.chance ?? 0;
    return { threshold: (chance + next) / 2, precision: right / said, recall: all === 0 ? 0 : right / all };
  });
}

function bestStretch(curve: readonly Point[]): { readonly highest: number; readonly lowest: number } {
  const best = Math.max(0, ...curve.map(f1));
  const good = curve.filter((point) => f1(point) >= best - AS_GOOD).map(({ threshold }) => threshold);
  return { highest: good[0] ?? MOST, lowest: good.at(-1) ?? MOST };
}

function f1({ precision, recall }: Point): number {
  return (2 * precision * recall) / (precision + recall || 1);
}

function logOdds(chance: number): number {
  return Math.log(chance / (1 - chance));
}

function chanceOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
