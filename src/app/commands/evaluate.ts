import { z } from 'zod';
import type { Context } from '../context.ts';
import { dedupeReport } from '../evaluate/dedupe-report.ts';
import { evaluateClassify } from '../evaluate/evaluate-classify.ts';
import { generatedPairs } from '../evaluate/generated-pairs.ts';
import { pairsFile, readPairs } from '../evaluate/read-pairs.ts';
import { reportLines } from '../evaluate/report-lines.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { readOptions } from '../read-options.ts';

/** Options without a value here are only `classify`'s, which says what they are when they are not given. */
const Options = z.object({
  json: z.boolean().default(false),
  folds: z.coerce.number().int().min(2).max(100).optional(),
  seed: z.coerce.number().int().min(0).max(0xffffffff).optional(),
  shipped: z.boolean().optional(),
});
type Options = z.output<typeof Options>;

type Subject = (given: readonly string[], options: Options, context: Context) => Promise<ExitCode>;

/** What can be measured (docs/accuracy.md). */
const SUBJECTS: Readonly<Record<string, Subject>> = { classify: measureClassify, dedupe: measureDedupe };

const FOLDS = 10;
const SEED = 1;

/** Measures how right the program is, on files that people labelled. It needs no database and no configuration. */
export async function run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const [what = '', ...rest] = given;
  const subject = Object.hasOwn(SUBJECTS, what) ? SUBJECTS[what] : undefined;
  if (subject === undefined) {
    const names = Object.keys(SUBJECTS).join(' or ');
    return refuse(context, `evaluate what? It takes ${names}`, EXIT.usage).exit;
  }
  return await subject(rest, read.options, context);
}

async function measureClassify(
  given: readonly string[],
  { json, folds, seed, shipped }: Options,
  context: Context,
): Promise<ExitCode> {
  if (given.length > 1)
    return refuse(
      context,
      'evaluate classify takes one file of labelled JSON lines, or - for standard input',
      EXIT.usage,
    ).exit;
  const wish = {
    file: given[0],
    folds: folds ?? FOLDS,
    seed: seed ?? SEED,
    isShipped: shipped === true,
    isJson: json,
  };
  return await evaluateClassify(wish, context);
}

async function measureDedupe(
  given: readonly string[],
  { json, ...only }: Options,
  context: Context,
): Promise<ExitCode> {
  const { env, root, say, out } = context;
  if (given.length > 0)
    return refuse(context, 'evaluate dedupe takes no file; its pairs are known', EXIT.usage).exit;
  const [option] = Object.entries(only).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (option !== undefined)
    return refuse(context, `--${option} belongs to evaluate classify`, EXIT.usage).exit;
  const path = pairsFile(env, root);
  const real = await readPairs(path);
  if (real === undefined)
    say(
      `tenderbell: ${path} is absent, so only generated pairs are measured; TENDERBELL_REAL_DATA says where the real ones lie`,
    );
  const report = dedupeReport(real, {
    held: generatedPairs('held'),
    development: generatedPairs('development'),
  });
  if (json) out(JSON.stringify(report));
  else for (const line of reportLines(report)) out(line);
  return EXIT.done;
}
