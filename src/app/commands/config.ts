import { printConfig } from '../config-print.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { configOf, refuse } from '../ground.ts';

export function run(given: readonly string[], _options: unknown, context: Context): Promise<ExitCode> {
  return Promise.resolve(print(given, context));
}

function print(given: readonly string[], context: Context): ExitCode {
  if (given.length > 1 || (given[0] ?? 'print') !== 'print')
    return refuse(context, 'the one thing to do is `config print`', EXIT.usage).exit;
  const loaded = configOf(context);
  if ('exit' in loaded) return loaded.exit;
  context.out(printConfig(loaded.config).trimEnd());
  return EXIT.done;
}
