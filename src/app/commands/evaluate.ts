import { z } from 'zod';
import type { Context } from '../context.ts';
import { dedupeReport } from '../evaluate/dedupe-report.ts';
import { generatedPairs } from '../evaluate/generated-pairs.ts';
import { pairsFile, readPairs } from '../evaluate/read-pairs.ts';
import { reportLines } from '../evaluate/report-lines.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { readOptions } from '../read-options.ts';

const Options = z.object({ json: z.boolean().default(false) });

type Subject = (options: z.output<typeof Options>, context: Context) => Promise<ExitCode>;

/** What can be measured (docs/accuracy.md). */
const SUBJECTS: Readonly<Record<string, Subject>> = { dedupe: evaluateDedupe };

/** Measures how right the program is, on files that people labelled. It needs no database and no configuration. */
export async function run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const subject = given.length === 1 ? SUBJECTS[given[0] ?? ''] : undefined;
  if (subject === undefined) {
    const names = Object.keys(SUBJECTS).join(' or ');
    return refuse(context, `evaluate what? It takes ${names}`, EXIT.usage).exit;
  }
  return await subject(read.options, context);
}

async function evaluateDedupe(
  { json }: z.output<typeof Options>,
  { env, root, say, out }: Context,
): Promise<ExitCode> {
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
