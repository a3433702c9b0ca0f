import { z } from 'zod';
import { IT_SETTINGS } from '../../domain/procurement.ts';
import { openClassifier } from '../classifier.ts';
import { briefLine, classifiedJson, explainedLines, type Classified } from '../classify-lines.ts';
import type { Context } from '../context.ts';
import { openCpvNames } from '../cpv-names.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { readViewLine } from '../notice-lines/line-view.ts';
import { openToldLines, type ToldLines } from '../notice-lines/told-lines.ts';
import { startProgress } from '../progress.ts';
import { readOptions } from '../read-options.ts';

const Options = z.object({
  setting: z.enum(IT_SETTINGS, `must be one of ${IT_SETTINGS.join(', ')}`).default('balanced'),
  explain: z.boolean().default(false),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

const MEGABYTE = 1_000_000;

/** Says of each line of a file whether it is IT, and of which kind. It needs no database and no configuration. */
export async function run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const wish = readOptions(Options, options, context);
  if ('exit' in wish) return wish.exit;
  const [path] = given;
  if (path === undefined || given.length > 1)
    return refuse(context, 'classify takes one file of JSON lines, or - for standard input', EXIT.usage).exit;
  const classify = openClassifier({ isThorough: true });
  const named = openCpvNames();
  const file = await openToldLines(path, readViewLine, context);
  const watch = watched(file);
  for await (const { id, name, view } of file.lines) {
    const classification = classify({ ...view, cpv: named(view.cpv) });
    print(
      { id, name, title: view.title, classification, asked: wish.options.setting },
      wish.options,
      context,
    );
    watch.look();
  }
  watch.stop();
  if (context.signal.aborted) return refuse(context, 'stopped; what stands above is whole', EXIT.later).exit;
  return file.exit();
}

function print(one: Classified, { json, explain }: Wish, { out }: Context): void {
  if (json) out(classifiedJson(one, explain));
  else if (explain) out([...explainedLines(one), ''].join('\n'));
  else out(briefLine(one));
}

/** A bar over the file's megabytes; where the answers go to a terminal, they are what a person watches. */
function watched({ size, read }: ToldLines<unknown>): { look(): void; stop(): void } {
  if (size === 0 || process.stdout.isTTY) return { look: () => undefined, stop: () => undefined };
  const progress = startProgress('MB', Math.ceil(size / MEGABYTE));
  let shown = 0;
  return {
    look: () => {
      const done = Math.floor(read() / MEGABYTE);
      if (done > shown) progress.add(done - shown);
      shown = done;
    },
    stop: () => progress.stop(),
  };
}
