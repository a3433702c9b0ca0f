import { join } from 'node:path';
import { createLog } from '../src/base/log.ts';
import type { VerbModule } from '../src/app/verb.ts';
import type { Ran as RanProgram } from './built-program.ts';
import { fakeClock } from './fake-clock.ts';

export type Ran = Omit<RanProgram, 'killed'>;

/** Runs a verb in this process, on the database `store.db` of a directory, at an instant. */
export async function runVerb(
  verb: VerbModule,
  given: readonly string[],
  options: object,
  { home, at }: { readonly home: string; readonly at: string },
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await verb.run(given, options, {
    version: '0.0.0',
    configPath: undefined,
    env: { TENDERBELL_DATABASE: join(home, 'store.db') },
    root: home,
    clock: fakeClock(at),
    log: createLog('silent'),
    out: (line) => void out.push(line),
    say: (line) => void err.push(line),
    signal: new AbortController().signal,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
