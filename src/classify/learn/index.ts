import { createGatherer, type GatherEvidence, type NoticeText } from '../evidence.ts';
import { featuresOf } from '../features.ts';
import { MODEL_VERSION, probability, type About, type Model } from '../model.ts';
import type { Taxonomy } from '../taxonomy.ts';
import { createTermBook } from '../term-book.ts';
import { bestThreshold, calibrate, thresholdsFor, type Chance } from './calibrate.ts';
import { fitAll, guessAll, type Lesson as Rows } from './fit.ts';
import type { Example } from './label.ts';
import { quantised } from './quantise.ts';
import { openCensus, type Vocabulary } from './rows.ts';
import { learnStanding } from './standing.ts';

export interface Lesson {
  readonly labelled: readonly Example[];
  /** Notices whose kind nobody said: the model teaches itself on them. */
  readonly unlabelled: readonly NoticeText[];
  readonly seed: number;
}

/** What the maker of a model says of it. */
export type Maker = Pick<About, 'made' | 'data'>;

/**
 * Learns the linear model. The same taxonomy, lesson and seed give the same model, bit for bit. It takes about a minute
 * for 13,000 labelled and 40,000 other notices.
 *
 * 1. Standing sentences are learned from all texts, and cut.
 * 2. A model learned from two thirds of the labelled notices (and, by its own judgement, from the unlabelled ones) says
 *    what the other third is; these guesses calibrate the probabilities and choose the thresholds.
 * 3. The model is learned from everything, and its weights are rounded to a byte.
 */
export function learn(
  taxonomy: Taxonomy,
  lesson: Lesson,
  maker: Maker,
  progress: (share: number) => void = () => undefined,
): Model {
  const standing = learnStanding(standingTexts(lesson), taxonomy);
  const gather = createGatherer(taxonomy, createTermBook(taxonomy), new Set(standing));
  const categories = taxonomy.categories.map(({ slug }) => slug);
  const { rows, vocabulary } = rowsOf(lesson, gather, categories);
  progress(0.2);
  const guesses = guessAll(rows, vocabulary.ids.length, (share) => {
    progress(0.2 + 0.6 * share);
  });
  const learned = fitAll(rows, vocabulary.ids.length);
  progress(0.95);
  return {
    about: { version: MODEL_VERSION, ...maker, seed: lesson.seed, categories, ...meaningOf(guesses, rows) },
    ...quantised(learned, vocabulary),
    standing: Uint32Array.from(standing),
  };
}

function* standingTexts({ labelled, unlabelled }: Lesson): Generator<{ buyer: string; description: string }> {
  for (const { buyer, descriptions } of [...labelled.map(({ text }) => text), ...unlabelled])
    for (const description of descriptions) yield { buyer: buyer?.name ?? '', description };
}

function rowsOf(
  { labelled, unlabelled, seed }: Lesson,
  gather: GatherEvidence,
  categories: readonly string[],
): { readonly rows: Rows; readonly vocabulary: Vocabulary } {
  const census = openCensus();
  for (const { text } of labelled) census.count(featuresOf(gather(text)));
  const vocabulary = census.vocabulary();
  const rowFor = (text: NoticeText) => vocabulary.rowOf(featuresOf(gather(text)));
  const rows = {
    labelled: labelled.map((example) => ({ ...example, row: rowFor(example.text) })),
    unlabelled: unlabelled.map(rowFor),
    categories,
    seed,
  };
  return { rows, vocabulary };
}

type Guesses = ReturnType<typeof guessAll>;

/** What the out-of-fold guesses say of the scores: probabilities, thresholds, and how good they are. */
function meaningOf(
  guesses: Guesses,
  { labelled, categories }: Rows,
): Pick<About, 'calibration' | 'thresholds' | 'second' | 'figures'> {
  const drawn = labelled.flatMap(({ isDrawn, label, weight }, index) => {
    const guess = guesses[index];
    return isDrawn && guess !== undefined && label.it !== 'borderline'
      ? [{ raw: guess[0] ?? 0, isSo: label.it === 'yes', weight }]
      : [];
  });
  const it = calibrate(drawn);
  const kinds = labelled.flatMap(({ label, weight }, index) =>
    label.it !== 'yes' || label.cats.length === 0
      ? []
      : categories.flatMap((slug, category) =>
          label.maybe.includes(slug)
            ? []
            : [{ raw: guesses[index]?.[category + 1] ?? 0, isSo: label.cats.includes(slug), weight }],
        ),
  );
  const line = calibrate(kinds);
  const chances = drawn.map((guess) => ({ ...guess, chance: probability(guess.raw, it) }));
  const thresholds = thresholdsFor(chances);
  return {
    calibration: { it, categories: line },
    thresholds,
    second: bestThreshold(kinds.map((guess) => ({ ...guess, chance: probability(guess.raw, line) }))),
    figures: {
      drawn: drawn.length,
      labelled: labelled.length,
      ...ratesAt(thresholds.balanced, chances),
      primary: shareOfPrimary(guesses, { labelled, categories }),
    },
  };
}

/** To three places, as a reader of the file's head wants them. */
function rounded(share: number): number {
  return Number.isFinite(share) ? Math.round(share * 1000) / 1000 : 0;
}

function sum(chances: readonly Chance[]): number {
  return chances.reduce((all, { weight }) => all + weight, 0);
}

/** Precision and recall of IT, by weight. */
function ratesAt(threshold: number, chances: readonly Chance[]): Readonly<Record<string, number>> {
  const said = chances.filter(({ chance }) => chance >= threshold);
  const right = sum(said.filter(({ isSo }) => isSo));
  return {
    precision: rounded(right / sum(said)),
    recall: rounded(right / sum(chances.filter(({ isSo }) => isSo))),
  };
}

/** Of all notices labelled as IT, how many got the right primary category. */
function shareOfPrimary(
  guesses: Guesses,
  { labelled, categories }: Pick<Rows, 'labelled' | 'categories'>,
): number {
  const known = labelled
    .map(({ label }, index) => ({ label, raw: guesses[index]?.slice(1) ?? [] }))
    .filter(({ label }) => label.it === 'yes' && label.primary.length > 0);
  const right = known.filter(({ label, raw }) =>
    label.primary.includes(categories[raw.indexOf(Math.max(...raw))] ?? ''),
  );
  return rounded(right.length / known.length);
}
