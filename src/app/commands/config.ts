import { parse } from 'yaml';
import { z } from 'zod';
import { printConfig } from '../config-print.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { configOf, refuse } from '../ground.ts';
import { readOptions } from '../read-options.ts';

const Options = z.object({ json: z.boolean().default(false) });

export function run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  return Promise.resolve(print(given, options, context));
}

function print(given: readonly string[], options: unknown, context: Context): ExitCode {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  if (given.length > 1 || (given[0] ?? 'print') !== 'print')
    return refuse(context, 'the one thing to do is `config print`', EXIT.usage).exit;
  const loaded = configOf(context);
  if ('exit' in loaded) return loaded.exit;
  const yaml = printConfig(loaded.config).trimEnd();
  context.out(read.options.json ? JSON.stringify(parse(yaml)) : yaml);
  return EXIT.done;
}
