import type { z } from 'zod';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { openGround, refuse, type Ground } from './ground.ts';
import { readOptions } from './read-options.ts';
import type { VerbModule } from './verb.ts';

/** What a verb's own work is given. */
export interface Standing<Options> {
  readonly given: readonly string[];
  readonly options: Options;
  readonly ground: Ground;
  readonly context: Context;
}

interface GroundedVerb<Schema extends z.ZodType> {
  readonly options: Schema;
  /** Whose options do not go together: why, in one line. Asked before anything is opened. */
  readonly misused?: (options: z.output<Schema>) => string | undefined;
  /** The name under which it takes the lock, if these options take it at all. */
  readonly lock?: string | ((options: z.output<Schema>) => string | undefined);
}

/** A verb on the database: options checked, lock taken where `lock` names it, database opened, and closed whatever happens. */
export function grounded<Schema extends z.ZodType>(
  { options: schema, misused, lock }: GroundedVerb<Schema>,
  work: (standing: Standing<z.output<Schema>>) => Promise<ExitCode>,
): VerbModule['run'] {
  return async (given, written, context) => {
    const read = readOptions(schema, written, context);
    if ('exit' in read) return read.exit;
    const { options } = read;
    const why = misused?.(options);
    if (why !== undefined) return refuse(context, why, EXIT.usage).exit;
    const name = typeof lock === 'function' ? lock(options) : lock;
    const ground = await openGround(context, name === undefined ? {} : { lock: name });
    if ('exit' in ground) return ground.exit;
    try {
      return await work({ given, options, ground, context });
    } finally {
      await ground.close();
    }
  };
}
