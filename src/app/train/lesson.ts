import type { Lesson } from '../../classify/learn/index.ts';
import type { LabelledLine } from './labelled-line.ts';
import type { TrainingData } from './training-data.ts';

/** What was drawn by lot and read by two counts as much as this many that one read. */
const DRAWN_WEIGHT = 2;

/** The data as a lesson; only what was drawn by lot may choose thresholds. */
export function lessonOf(
  { labelled, unlabelled }: Pick<TrainingData, 'labelled' | 'unlabelled'>,
  seed: number,
): Lesson {
  return {
    labelled: labelled.map(({ view, label, stratum, weight }: LabelledLine) => ({
      text: view,
      label,
      weight: weight ?? (stratum === undefined ? 1 : DRAWN_WEIGHT),
      isDrawn: stratum !== undefined,
    })),
    unlabelled: unlabelled.map(({ view }) => view),
    seed,
  };
}
