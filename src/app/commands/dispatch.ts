import { z } from 'zod';
import { dispatch, type DispatchReport } from '../../flows/dispatch.ts';
import { recover } from '../../flows/recover.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openGround } from '../ground.ts';
import { readOptions } from '../read-options.ts';
import { openDispatch, recoverDeps } from '../telling.ts';

const Options = z.object({ once: z.boolean().default(false), json: z.boolean().default(false) });
const PAUSE_MS = 5000;

export async function run(_given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const ground = await openGround(context, { lock: 'dispatch' });
  if ('exit' in ground) return ground.exit;
  const deps = openDispatch(ground);
  try {
    await recover(recoverDeps(ground), { atStart: true });
    let report = await dispatch(deps, context.signal);
    while (!read.options.once && !context.signal.aborted) {
      await context.clock.sleep(PAUSE_MS, context.signal).catch(() => undefined);
      report = added(report, await dispatch(deps, context.signal));
    }
    context.out(
      read.options.json
        ? JSON.stringify(report)
        : `${report.sent} sent, ${report.postponed} postponed, ${report.ended} ended`,
    );
    return EXIT.done;
  } finally {
    await deps.closeChannels();
    await ground.close();
  }
}

function added(a: DispatchReport, b: DispatchReport): DispatchReport {
  return { sent: a.sent + b.sent, postponed: a.postponed + b.postponed, ended: a.ended + b.ended };
}
