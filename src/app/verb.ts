import type { Context } from './context.ts';
import type { ExitCode } from './exit-codes.ts';

/** A verb's own file, loaded only when it is the one that runs: starting the program must stay quick. */
export interface VerbModule {
  run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode>;
}

export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  /** `[PORTAL...]` and the like, each with a description. */
  readonly arguments?: readonly (readonly [string, string])[];
  readonly options: readonly (readonly [string, string])[];
  load(): Promise<VerbModule>;
}

export const JSON_OPTION = ['--json', 'print JSON'] as const;
