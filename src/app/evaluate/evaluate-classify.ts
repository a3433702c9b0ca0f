import { basename, join, resolve } from 'node:path';
import { londonDay } from '../../base/london.ts';
import { openClassifier } from '../classifier.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse, type Ended } from '../ground.ts';
import { loadTaxonomy } from '../load-taxonomy.ts';
import { startProgress } from '../progress.ts';
import type { Classification, View } from '../../domain/procurement.ts';
import type { LabelledLine } from '../train/labelled-line.ts';
import { readTrainingData, realDataFolder, type UnlabelledLine } from '../train/training-data.ts';
import { writeAccuracyPage } from './accuracy-page.ts';
import { classifyFigures, type ClassifyFigures } from './classify-figures.ts';
import { classifyReportLines, methodLine, type ClassifyReport, type Method } from './classify-report.ts';
import { createCpvBaselines } from './cpv-baselines.ts';
import { crossValidatedClassify } from './cross-validate-classify.ts';
import type { ByJudge } from './desk.ts';
import { foundBy, type Found } from './judged-line.ts';
import { learnedClassifier } from './learned-classifier.ts';
import { overlapOf, type Lessons, type Overlap } from './overlap.ts';
import { readLabelledFile, readPopulations } from './read-labelled-file.ts';

export interface ClassifyWish {
  /** `-` for standard input; undefined for the development set of the real data. */
  readonly file: string | undefined;
  readonly folds: number;
  readonly seed: number;
  /** Measure the shipped model, whatever it learned from. */
  readonly isShipped: boolean;
  readonly isJson: boolean;
}

/** Measures what is called IT, and of which category, on a file of labelled notices; prints it, and writes docs/accuracy.md. */
export async function evaluateClassify(wish: ClassifyWish, context: Context): Promise<ExitCode> {
  const realData = realDataFolder(context.env, context.root);
  const file = wish.file ?? join(realData, 'classify/gold-dev.jsonl');
  const read = await readLines(file, wish, context);
  if ('exit' in read) return read.exit;
  const judged = await judgedLines(read.lines, wish, context);
  if ('exit' in judged) return judged.exit;
  const populations = await readPopulations(file, realData);
  if (populations === undefined)
    context.say(
      'tenderbell: no strata.json says how many notices each stratum holds, so nothing is weighted',
    );
  const found = besideCodes(judged.lines, judged.found);
  const report: ClassifyReport = {
    day: londonDay(context.clock.now()),
    file: file === '-' ? 'standard input' : basename(file),
    seed: wish.seed,
    method: judged.method,
    figures: classifyFigures(judged.lines, found, { populations, seed: wish.seed }),
    keptApart: keptApartFigures(judged.keptApart, wish),
  };
  await show(report, judgedJson(judged.lines, judged.found), wish, context);
  return read.hasRefused ? EXIT.data : EXIT.done;
}

/** What was found, beside what codes alone would say. */
function besideCodes(lines: readonly LabelledLine[], ours: readonly Found[]): ByJudge<readonly Found[]> {
  const baselines = createCpvBaselines(loadTaxonomy());
  return {
    ours,
    anyCode: lines.map(({ view }) => baselines.any(view)),
    firstCode: lines.map(({ view }) => baselines.first(view)),
  };
}

function keptApartFigures(
  lines: readonly LabelledLine[],
  { seed }: ClassifyWish,
): ClassifyFigures | undefined {
  if (lines.length === 0) return undefined;
  const classify = openClassifier();
  const found = lines.map(({ view }) => foundBy(classify(view)));
  return classifyFigures(lines, besideCodes(lines, found), { populations: undefined, seed });
}

async function readLines(
  file: string,
  wish: ClassifyWish,
  context: Context,
): Promise<{ readonly lines: readonly LabelledLine[]; readonly hasRefused: boolean } | Ended> {
  const name = file === '-' ? 'standard input' : file;
  const read = await readLabelledFile(file);
  if ('unreadable' in read) {
    const where = wish.file === undefined ? '; TENDERBELL_REAL_DATA says where the labelled notices lie' : '';
    return refuse(context, `${name}: ${read.unreadable}${where}`, EXIT.io);
  }
  for (const line of read.refused) context.say(`tenderbell: ${name}:${line}; the line is left out`);
  if (read.lines.length === 0) return refuse(context, `${name}: no labelled notice in it`, EXIT.data);
  return { lines: read.lines, hasRefused: read.refused.length > 0 };
}

interface Judged {
  /** What was measured: all lines of the file in most cases. */
  readonly lines: readonly LabelledLine[];
  readonly found: readonly Found[];
  readonly method: Method;
  /** Labelled awards that no model here learns from. */
  readonly keptApart: readonly LabelledLine[];
}

/** Where the shipped model was told of more of the lines than this, it is hardly what is measured. */
const MOST_TOLD = 0.5;

/**
 * By the shipped model where that is wished, or where it was told of few of the lines, which then a model judges that was
 * told of none of them; otherwise by models learned anew for each fold.
 */
async function judgedLines(
  lines: readonly LabelledLine[],
  wish: ClassifyWish,
  context: Context,
): Promise<Judged | Ended> {
  const data = await readTrainingData(realDataFolder(context.env, context.root));
  if ('refused' in data) {
    if (wish.isShipped)
      return shipped(lines, { learnedFrom: undefined, toldApart: 0, keptApart: [] }, context);
    const line = `${data.refused}; without the training data nobody knows whether the shipped model learned from these lines, nor can another be learned: --shipped measures it all the same`;
    return refuse(context, line, EXIT.data);
  }
  const overlap = overlapOf(lines, data);
  const { taught } = overlap;
  const kept = overlapOf(data.check, { labelled: data.labelled, unlabelled: [] });
  const keptApart = data.check.filter((_, place) => !kept.taught.has(place));
  if (wish.isShipped) return shipped(lines, { learnedFrom: taught.size, toldApart: 0, keptApart }, context);
  if (taught.size <= lines.length * MOST_TOLD) {
    const spared = taught.size === 0 ? undefined : sparedClassifier(data, { taught, overlap }, wish, context);
    return shipped(lines, { learnedFrom: 0, toldApart: taught.size, keptApart }, context, (at) =>
      taught.has(at) ? spared : undefined,
    );
  }
  const measured = await crossValidated(lines, { lessons: data, overlap }, wish, context);
  return 'exit' in measured ? measured : { ...measured, keptApart };
}

/** A model for the lines that the shipped one was taught of: learned without them and whatever nearly repeats them. */
function sparedClassifier(
  { labelled, unlabelled }: Lessons,
  { taught, overlap }: { readonly taught: ReadonlySet<number>; readonly overlap: Overlap },
  { seed }: ClassifyWish,
  { clock }: Context,
): (view: View) => Classification {
  const isApart = (notice: UnlabelledLine): boolean =>
    overlap.placesOf(notice).every((place) => !taught.has(place));
  const lessons = { labelled: labelled.filter(isApart), unlabelled: unlabelled.filter(isApart) };
  return learnedClassifier(seed, londonDay(clock.now()))(loadTaxonomy(), lessons, () => undefined);
}

function shipped(
  lines: readonly LabelledLine[],
  {
    keptApart,
    ...known
  }: Pick<Judged, 'keptApart'> & Pick<Extract<Method, { kind: 'shipped' }>, 'learnedFrom' | 'toldApart'>,
  context: Context,
  otherFor: (at: number) => ((view: View) => Classification) | undefined = () => undefined,
): Judged {
  const method: Method = { kind: 'shipped', ...known };
  context.say(`tenderbell: ${plain(methodLine(method))}`);
  const classify = openClassifier();
  const found = lines.map(({ view }, at) => foundBy((otherFor(at) ?? classify)(view)));
  return { lines, found, method, keptApart };
}

async function crossValidated(
  lines: readonly LabelledLine[],
  { lessons, overlap }: { readonly lessons: Lessons; readonly overlap: Overlap },
  { folds: wanted, seed }: ClassifyWish,
  context: Context,
): Promise<Omit<Judged, 'keptApart'> | Ended> {
  const folds = Math.min(wanted, lines.length);
  const method: Method = {
    kind: 'cross-validated',
    folds,
    labelled: lessons.labelled.length,
    unlabelled: lessons.unlabelled.length,
    copies: overlap.notices,
  };
  context.say(`tenderbell: ${plain(methodLine(method))}`);
  const progress = startProgress('learning', folds * STEPS);
  let done = 0;
  const found = await crossValidatedClassify(lines, lessons, {
    folds,
    seed,
    overlap,
    taxonomy: loadTaxonomy(),
    train: learnedClassifier(seed, londonDay(context.clock.now())),
    progress: (share) => {
      const now = Math.floor(share * STEPS);
      progress.add(now - done);
      done = now;
    },
    signal: context.signal,
  });
  progress.stop();
  return found === undefined
    ? refuse(context, 'stopped; nothing was written', EXIT.later)
    : { lines, found, method };
}

/** Of each fold, on the bar. */
const STEPS = 100;

function plain(line: string): string {
  return line.replaceAll('*', '');
}

/** Each line by its name, for whoever reads the errors: what it is, and what it was found to be. */
function judgedJson(lines: readonly LabelledLine[], found: readonly Found[]): readonly object[] {
  return lines.map(({ id, portal, stratum, label }, at) => ({
    id,
    portal,
    stratum,
    label,
    found: found[at],
  }));
}

async function show(
  report: ClassifyReport,
  judged: readonly object[],
  { isJson }: ClassifyWish,
  context: Context,
): Promise<void> {
  const lines = classifyReportLines(report);
  if (isJson) context.out(JSON.stringify({ ...report, judged }));
  else for (const line of lines) context.out(line);
  const page = resolve(context.root, 'docs/accuracy.md');
  if (!(await writeAccuracyPage(page, lines)))
    context.say(`tenderbell: ${page} is not there or cannot be written, so the figures are printed alone`);
}
