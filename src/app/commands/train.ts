import { rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { londonDay } from '../../base/london.ts';
import { learn } from '../../classify/learn/index.ts';
import { encodeModel, type Model } from '../../classify/model.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { loadTaxonomy } from '../load-taxonomy.ts';
import { MODEL_FILE } from '../model-file.ts';
import { openLines } from '../notice-lines/read-notice-lines.ts';
import { startProgress } from '../progress.ts';
import { readOptions } from '../read-options.ts';
import { readLabelledLine, type LabelledLine } from '../train/labelled-line.ts';
import { lessonOf } from '../train/lesson.ts';
import { readTrainingData, realDataFolder, type TrainingData } from '../train/training-data.ts';

const Options = z.object({
  seed: z.coerce.number({ error: 'must be a whole number' }).int().min(0).max(0xffffffff).default(1),
  also: z.string().min(1).optional(),
  out: z.string().min(1).default(MODEL_FILE),
  json: z.boolean().default(false),
});
type Options = z.output<typeof Options>;

/** An operator's correction is about the very notices that its subscribers get. */
const CORRECTION_WEIGHT = 5;
const STEPS = 100;

/** Learns the classifier's model from labelled notices and writes it. It needs no database and no configuration. */
export async function run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  if (given.length > 0)
    return refuse(context, 'train takes no file by itself; --also FILE adds labelled lines', EXIT.usage).exit;
  const folder = realDataFolder(context.env, context.root);
  const data = await readTrainingData(folder);
  if ('refused' in data)
    return refuse(
      context,
      `${data.refused}; TENDERBELL_REAL_DATA says where the labelled notices lie`,
      EXIT.data,
    ).exit;
  const more = read.options.also === undefined ? [] : await readMore(read.options.also);
  if ('refused' in more) return refuse(context, more.refused, more.exit).exit;
  const kinds = new Set(
    data.labelled.filter(({ stratum }) => stratum !== undefined).map(({ label }) => label.it),
  );
  if (!kinds.has('yes') || !kinds.has('no'))
    return refuse(
      context,
      `${folder}/classify/gold-dev.jsonl holds no notices drawn by lot that are IT and that are not: nothing can be learned`,
      EXIT.data,
    ).exit;
  const model = trained({ ...data, labelled: [...data.labelled, ...more] }, read.options, context);
  return await keep(model, read.options, context);
}

async function readMore(
  path: string,
): Promise<readonly LabelledLine[] | { readonly refused: string; readonly exit: ExitCode }> {
  const file = await openLines(path);
  const lines: LabelledLine[] = [];
  for await (const { text, number } of file.lines) {
    const line = readLabelledLine(text, number);
    if ('refused' in line) return { refused: `${path}:${number} ${line.refused}`, exit: EXIT.data };
    lines.push({ ...line, stratum: undefined, weight: CORRECTION_WEIGHT });
  }
  const trouble = file.trouble();
  if (trouble === undefined) return lines;
  return { refused: `${path} ${trouble.why}`, exit: trouble.kind === 'unreadable' ? EXIT.io : EXIT.data };
}

function trained(data: TrainingData, { seed, also }: Options, context: Context): Model {
  const progress = startProgress('learning', STEPS);
  let done = 0;
  const drawn = data.labelled.filter(({ stratum }) => stratum !== undefined).length;
  const parts = [
    `${drawn} notices drawn by lot and read by two`,
    `${data.labelled.length - drawn} read by one`,
    `${data.unlabelled.length} unlabelled awards`,
    ...(also === undefined ? [] : ['corrections of an operator']),
  ];
  const model = learn(
    loadTaxonomy(),
    lessonOf(data, seed),
    { made: londonDay(context.clock.now()), data: parts.join(', ') },
    (share) => {
      const now = Math.floor(share * STEPS);
      progress.add(now - done);
      done = now;
    },
  );
  progress.stop();
  return model;
}

/** Whole or not at all: a program that starts meanwhile reads the old one or the new one. */
async function keep(model: Model, { out: path, json }: Options, { say, out }: Context): Promise<ExitCode> {
  const bytes = encodeModel(model);
  try {
    await writeFile(`${path}.new`, bytes);
    await rename(`${path}.new`, path);
  } catch (error) {
    say(
      `tenderbell: ${path} cannot be written (${error instanceof Error && 'code' in error ? String(error.code) : 'error'})`,
    );
    return EXIT.io;
  }
  const { about, ids, standing } = model;
  if (json) {
    out(
      JSON.stringify({
        path,
        bytes: bytes.length,
        features: ids.length,
        standing: standing.length,
        ...about,
      }),
    );
    return EXIT.done;
  }
  out(`${path}: ${ids.length} features, ${standing.length} standing sentences, ${bytes.length} bytes`);
  out(`learned from ${about.data}; seed ${about.seed}`);
  const { strict, balanced, broad } = about.thresholds;
  out(`IT from ${percent(strict)} (strict), ${percent(balanced)} (balanced), ${percent(broad)} (broad)`);
  const { precision = 0, recall = 0, primary = 0 } = about.figures;
  out(
    `out of fold: IT precision ${percent(precision)}, recall ${percent(recall)}; primary category right ${percent(primary)}`,
  );
  out('docs/accuracy.md is written by `tenderbell evaluate classify`');
  return EXIT.done;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
