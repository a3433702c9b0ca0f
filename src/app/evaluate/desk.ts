import type { LabelledLine } from '../train/labelled-line.ts';
import { estimates, type Estimate, type Tallied } from './estimate.ts';
import type { Found } from './judged-line.ts';
import type { Measures } from './measures.ts';
import { tallyOf } from './tally.ts';
import { weightsOf, type Populations } from './weights.ts';

/** What is measured: this program, and two that look at codes alone (`cpv-baselines.ts`). */
export const JUDGES = ['ours', 'anyCode', 'firstCode'] as const;
export type Judge = (typeof JUDGES)[number];
/** One thing of each. */
export type ByJudge<T> = Readonly<Record<Judge, T>>;

export type Line = Pick<LabelledLine, 'portal' | 'stratum' | 'view' | 'label'>;

export interface Measuring {
  readonly populations: Populations | undefined;
  readonly seed: number;
  /** How often lines are drawn anew for an interval; 2,000 without it. */
  readonly draws?: number;
}

/** Measures any of the lines by any measures. */
export interface Desk {
  readonly lines: readonly Line[];
  /** What each judge's figures are, by the measures' names. */
  measure(
    takes: (line: Line) => boolean,
    wanted: Measures,
    isWeighted: boolean,
  ): ByJudge<(name: string) => Estimate>;
}

/** `found` has what each judge made of each line, in the lines' order. @throws where it has less. */
export function openDesk(
  lines: readonly Line[],
  found: ByJudge<readonly Found[]>,
  slugs: readonly string[],
  { populations, seed, draws }: Measuring,
): Desk {
  const weights = weightsOf(lines, populations);
  const tallied = byJudge((judge) =>
    lines.map((line, at): Tallied => {
      const made = found[judge][at];
      if (made === undefined) throw new Error(`line ${at} was not judged`);
      return {
        tally: tallyOf({ line, found: made }, slugs),
        stratum: line.stratum,
        weight: weights[at] ?? 0,
      };
    }),
  );
  return {
    lines,
    measure: (takes, wanted, isWeighted) => {
      const taken = lines.map((line) => takes(line));
      const drawing = { seed, isWeighted, ...(draws === undefined ? {} : { draws }) };
      return byJudge((judge) =>
        estimates(
          tallied[judge].filter(({ weight }, at) => taken[at] === true && (!isWeighted || weight > 0)),
          wanted,
          drawing,
        ),
      );
    },
  };
}

export function byJudge<T>(of: (judge: Judge) => T): ByJudge<T> {
  return { ours: of('ours'), anyCode: of('anyCode'), firstCode: of('firstCode') };
}

/** All lines. */
export function isAny(): boolean {
  return true;
}
