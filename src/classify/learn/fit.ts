import { hashText } from '../../base/text/hash.ts';
import type { Example } from './label.ts';
import { fitLogistic, rawScore, type Sample } from './logistic.ts';
import type { Row } from './rows.ts';

/** The lesson as rows. */
export interface Lesson {
  readonly labelled: readonly (Example & { readonly row: Row })[];
  readonly unlabelled: readonly Row[];
  readonly categories: readonly string[];
  readonly seed: number;
}

/** Weights of each output: IT first, then the categories in their order. */
export type Learned = readonly Float64Array[];

/** A category that is there without being the main one is learned a little less from. */
const SECONDARY_WEIGHT = 0.6;
/** Of what is neither right nor wrong, a little is learned against. */
const MAYBE_WEIGHT = 0.1;
/** What one notice counts that the model labelled itself, at its surest. */
const OWN_WEIGHT = 0.3;

/** Learns all outputs from the labelled notices; IT then once more, with what it says itself of the unlabelled ones. */
export function fitAll({ labelled, unlabelled, categories, seed }: Lesson, size: number): Learned {
  return [
    fitIt(labelled, unlabelled, { size, seed }),
    ...categories.map((slug, index) => fitLogistic(samplesFor(slug, labelled), size, seed + 1 + index)),
  ];
}

type Labelled = Lesson['labelled'];

function fitIt(
  labelled: Labelled,
  unlabelled: readonly Row[],
  { size, seed }: { readonly size: number; readonly seed: number },
): Float64Array {
  const said: Sample[] = labelled
    .filter(({ label }) => label.it !== 'borderline')
    .map(({ row, label, weight }) => ({ row, target: label.it === 'yes' ? 1 : 0, weight }));
  const teacher = fitLogistic(said, size, seed);
  if (unlabelled.length === 0) return teacher;
  const own = unlabelled.map((row) => {
    const target = 1 / (1 + Math.exp(-rawScore(row, teacher)));
    return { row, target, weight: OWN_WEIGHT * Math.abs(2 * target - 1) };
  });
  return fitLogistic([...said, ...own], size, seed);
}

function samplesFor(slug: string, labelled: Labelled): readonly Sample[] {
  return labelled
    .filter(({ label }) => label.it === 'yes' && label.cats.length > 0)
    .map(({ row, label, weight }) => {
      if (label.primary.includes(slug)) return { row, target: 1, weight };
      if (label.cats.includes(slug)) return { row, target: 1, weight: weight * SECONDARY_WEIGHT };
      return { row, target: 0, weight: label.maybe.includes(slug) ? weight * MAYBE_WEIGHT : weight };
    });
}

const FOLDS = 3;

function foldOf({ text }: Example): number {
  return hashText(text.buyer?.name.toLowerCase() ?? text.titles[0] ?? '') % FOLDS;
}

/** What each labelled notice gets from weights that saw neither it nor anything else of its buyer: raw scores by output. */
export function guessAll(
  lesson: Lesson,
  size: number,
  progress: (share: number) => void,
): readonly (readonly number[])[] {
  const guesses = lesson.labelled.map((): readonly number[] => []);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const labelled = lesson.labelled.filter((example) => foldOf(example) !== fold);
    const learned = fitAll({ ...lesson, labelled }, size);
    for (const [index, example] of lesson.labelled.entries())
      if (foldOf(example) === fold) guesses[index] = learned.map((weights) => rawScore(example.row, weights));
    progress((fold + 1) / FOLDS);
  }
  return guesses;
}
