import { z } from 'zod';
import { digest } from '../../flows/digest.ts';
import { recover } from '../../flows/recover.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openGround } from '../ground.ts';
import { readOptions } from '../read-options.ts';
import { recoverDeps, slotsDue } from '../telling.ts';

const Options = z.object({ json: z.boolean().default(false) });

export async function run(_given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const ground = await openGround(context, { lock: 'recover' });
  if ('exit' in ground) return ground.exit;
  try {
    const deps = recoverDeps(ground);
    const digests = await digest(slotsDue(context.clock.now()), deps);
    const report = { ...(await recover(deps, { atStart: true })), digests };
    context.out(
      read.options.json
        ? JSON.stringify(report)
        : `${report.released} claims returned, ${report.summaries} catch-up summaries and ${digests} missed digests queued`,
    );
    return EXIT.done;
  } finally {
    await ground.close();
  }
}
