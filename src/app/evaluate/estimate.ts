import { grouped } from '../../domain/grouped.ts';
import { seededRandom, type Random } from '../../sandbox/generate/random.ts';
import type { Measure, Measures } from './measures.ts';
import type { Tally } from './tally.ts';
import { shareOf, type Share } from './wilson.ts';

/** A figure with the ends of its 95 % interval; `part` and `whole` only where it is a share of things counted. */
export interface Estimate extends Omit<Share, 'part' | 'whole'> {
  readonly part: number | undefined;
  readonly whole: number | undefined;
}

export interface Tallied {
  readonly tally: Tally;
  readonly stratum: string | undefined;
  /** How many real notices it stands for. */
  readonly weight: number;
}

export interface Drawing {
  readonly seed: number;
  readonly isWeighted: boolean;
  /** How often the lines are drawn anew; 2,000 without it. */
  readonly draws?: number;
}

const DRAWS = 2000;
const [LOW, HIGH] = [0.025, 0.975];

/**
 * The figures of these lines, by the measures' names. An unweighted share has Wilson's interval; all else the middle 95 % of what comes out where as
 * many lines of each stratum are drawn from it again, with replacement (the percentile bootstrap).
 */
export function estimates(
  lines: readonly Tallied[],
  measures: Measures,
  drawing: Drawing,
): (name: string) => Estimate {
  const sums = sumOf(lines, drawing.isWeighted);
  const wanted = Object.entries(measures);
  const drawn = wanted.filter(([, { kind }]) => drawing.isWeighted || kind === 'score');
  const spread = drawn.length === 0 ? new Map<string, number[]>() : resampled(lines, drawn, drawing);
  const found = new Map(
    wanted.map(([name, measure]) => [
      name,
      spread.has(name) ? between(valueOf(measure, sums), spread.get(name)) : counted(measure, sums),
    ]),
  );
  return (name) => {
    const estimate = found.get(name);
    if (estimate === undefined) throw new Error(`${name} was not measured`);
    return estimate;
  };
}

function counted(measure: Measure, sums: Tally): Estimate {
  const [part, whole] = measure.kind === 'share' ? measure.of(sums) : [0, 0];
  return shareOf(part, whole);
}

function valueOf(measure: Measure, sums: Tally): number | undefined {
  if (measure.kind === 'score') return measure.of(sums);
  const [part, whole] = measure.of(sums);
  return whole === 0 ? undefined : part / whole;
}

function between(share: number | undefined, spread: readonly number[] | undefined): Estimate {
  if (share === undefined || spread === undefined || spread.length === 0)
    return { share, low: 0, high: 1, part: undefined, whole: undefined };
  const sorted = spread.toSorted((a, b) => a - b);
  const end = (part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  return { share, low: end(LOW), high: end(HIGH), part: undefined, whole: undefined };
}

function sumOf(lines: readonly Tallied[], isWeighted: boolean): Tally {
  const sums = new Float64Array(lines[0]?.tally.length ?? 0);
  for (const line of lines) add(sums, line, isWeighted);
  return sums;
}

function add(sums: Tally, { tally, weight }: Tallied, isWeighted: boolean): void {
  const times = isWeighted ? weight : 1;
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + times * (tally[at] ?? 0);
}

/** For each measure, what came out of each drawing; a drawing in which it has no meaning is left out. */
function resampled(
  lines: readonly Tallied[],
  measures: readonly (readonly [name: string, measure: Measure])[],
  { seed, isWeighted, draws = DRAWS }: Drawing,
): ReadonlyMap<string, readonly number[]> {
  const strata = [...grouped(lines, ({ stratum }) => stratum).values()];
  const random = seededRandom(`drawing, ${seed}`);
  const spread = measures.map(([name, measure]) => ({ name, measure, values: [] as number[] }));
  for (let draw = 0; draw < draws; draw += 1) {
    const sums = drawnSums(strata, random, isWeighted);
    for (const { measure, values } of spread) {
      const value = valueOf(measure, sums);
      if (value !== undefined) values.push(value);
    }
  }
  return new Map(spread.map(({ name, values }) => [name, values]));
}

function drawnSums(strata: readonly (readonly Tallied[])[], random: Random, isWeighted: boolean): Tally {
  const sums = new Float64Array(strata[0]?.[0]?.tally.length ?? 0);
  for (const lines of strata)
    for (let count = 0; count < lines.length; count += 1) add(sums, random.pick(lines), isWeighted);
  return sums;
}
