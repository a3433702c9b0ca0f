import type { z } from 'zod';
import type { Context } from './context.ts';
import type { ExitCode } from './exit-codes.ts';
import { openGround, type Ground } from './ground.ts';
import { readOptions } from './read-options.ts';
import type { VerbModule } from './verb.ts';

/** What a verb's own work is given. */
export interface Standing<Options> {
  readonly given: readonly string[];
  readonly options: Options;
  readonly ground: Ground;
  readonly context: Context;
}

/** A verb on the database: options checked, lock taken where `lock` names it, database opened, and closed whatever happens. */
export function grounded<Schema extends z.ZodType>(
  verb: { readonly options: Schema; readonly lock?: string },
  work: (standing: Standing<z.output<Schema>>) => Promise<ExitCode>,
): VerbModule['run'] {
  return async (given, written, context) => {
    const read = readOptions(verb.options, written, context);
    if ('exit' in read) return read.exit;
    const ground = await openGround(context, verb.lock === undefined ? {} : { lock: verb.lock });
    if ('exit' in ground) return ground.exit;
    try {
      return await work({ given, options: read.options, ground, context });
    } finally {
      await ground.close();
    }
  };
}
