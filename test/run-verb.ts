import { join } from 'node:path';
import { createLog } from '../src/base/log.ts';
import type { Clock } from '../src/domain/ports.ts';
import type { VerbModule } from '../src/app/verb.ts';
import type { Ran as RanProgram } from './built-program.ts';
import { fakeClock } from './fake-clock.ts';

export type Ran = Omit<RanProgram, 'killed'>;

export interface RunAt {
  readonly home: string;
  readonly at: string;
  /** `store.db` in its home without it. */
  readonly database?: string;
  /** A configuration file. */
  readonly configPath?: string;
  readonly signal?: AbortSignal;
  /** One that stands at `at` without it. */
  readonly clock?: Clock;
}

/** Runs a verb in this process, on a database, at an instant. */
export async function runVerb(
  verb: VerbModule,
  given: readonly string[],
  options: object,
  { home, at, database = join(home, 'store.db'), configPath, signal, clock }: RunAt,
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await verb.run(given, options, {
    version: '0.0.0',
    configPath,
    env: { TENDERBELL_DATABASE: database },
    root: home,
    clock: clock ?? fakeClock(at),
    log: createLog('silent'),
    out: (line) => void out.push(line),
    say: (line) => void err.push(line),
    signal: signal ?? new AbortController().signal,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
