import { z } from 'zod';
import { dispatch, type DispatchReport } from '../../flows/dispatch.ts';
import { recover } from '../../flows/recover.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { openDispatch, recoverDeps } from '../telling.ts';

const Options = z.object({ once: z.boolean().default(false), json: z.boolean().default(false) });
const PAUSE_MS = 5000;

export const run = grounded({ options: Options, lock: 'dispatch' }, async ({ options, ground, context }) => {
  const deps = openDispatch(ground);
  try {
    await recover(recoverDeps(ground), { atStart: true });
    let report = await dispatch(deps, context.signal);
    while (!options.once && !context.signal.aborted) {
      await context.clock.sleep(PAUSE_MS, context.signal).catch(() => undefined);
      report = added(report, await dispatch(deps, context.signal));
    }
    context.out(
      options.json
        ? JSON.stringify(report)
        : `${report.sent} sent, ${report.postponed} postponed, ${report.ended} ended`,
    );
    return EXIT.done;
  } finally {
    await deps.closeChannels();
  }
});

function added(a: DispatchReport, b: DispatchReport): DispatchReport {
  return { sent: a.sent + b.sent, postponed: a.postponed + b.postponed, ended: a.ended + b.ended };
}
