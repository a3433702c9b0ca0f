import { setImmediate } from 'node:timers/promises';
import { restrictedTo } from '../../classify/learn/restrict.ts';
import type { Taxonomy } from '../../classify/taxonomy.ts';
import type { Classification, View } from '../../domain/procurement.ts';
import type { LabelledLine } from '../train/labelled-line.ts';
import type { UnlabelledLine } from '../train/training-data.ts';
import { foldsOf } from './folds.ts';
import { foundBy, type Found } from './judged-line.ts';
import { nameOf, type Lessons, type Overlap } from './overlap.ts';

/** Learns from notices, and gives what classifies others. `progress` is told how much of it is done, 0 to 1. */
export type Train = (
  taxonomy: Taxonomy,
  lessons: Lessons,
  progress: (share: number) => void,
) => (view: View) => Classification;

export interface CrossValidation {
  readonly folds: number;
  readonly seed: number;
  readonly overlap: Overlap;
  readonly taxonomy: Taxonomy;
  readonly train: Train;
  /** Told how much is done, in folds. */
  readonly progress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** In fewer notices than this, a term of the taxonomy may have been found in the very lines that are measured. */
const LEAST_TEXTS = 3;

/**
 * Each fold judged by a model that learned from the other folds and from the training data, less every notice, labelled or
 * not, that is or nearly repeats a line of the fold. The taxonomy was written by people who had read these lines, so it is
 * restricted to phrases that other notices use too. Undefined where it was asked to stop.
 */
export async function crossValidatedClassify(
  lines: readonly LabelledLine[],
  lessons: Lessons,
  { folds, seed, overlap, taxonomy, train, progress, signal }: CrossValidation,
): Promise<readonly Found[] | undefined> {
  const count = Math.min(folds, lines.length);
  const foldOf = foldsOf(
    lines.map(({ view }) => view),
    { folds: count, seed },
  );
  const restricted = restrictedTo(taxonomy, textsOutside(lessons, overlap), LEAST_TEXTS);
  const own = new Set(lines.map((line) => nameOf(line)));
  const found: Found[] = [];
  for (let fold = 0; fold < count; fold += 1) {
    await setImmediate();
    if (signal.aborted) return undefined;
    const isApart = (notice: UnlabelledLine): boolean =>
      overlap.placesOf(notice).every((place) => foldOf[place] !== fold);
    const learned = {
      labelled: [
        ...lines.filter((_, place) => foldOf[place] !== fold),
        ...lessons.labelled.filter((line) => !own.has(nameOf(line)) && isApart(line)),
      ],
      unlabelled: lessons.unlabelled.filter(isApart),
    };
    const classify = train(restricted, learned, (share) => progress(fold + share));
    for (const [place, { view }] of lines.entries())
      if (foldOf[place] === fold) found[place] = foundBy(classify(view));
    progress(fold + 1);
  }
  return found;
}

function* textsOutside(
  { labelled, unlabelled }: Lessons,
  overlap: Overlap,
): Generator<UnlabelledLine['view']> {
  for (const notice of [...labelled, ...unlabelled])
    if (overlap.placesOf(notice).length === 0) yield notice.view;
}
