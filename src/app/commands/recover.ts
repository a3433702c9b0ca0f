import { z } from 'zod';
import { digestDue } from '../../flows/digest.ts';
import { recover } from '../../flows/recover.ts';
import { wake } from '../../flows/wake.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { tellingDeps } from '../telling.ts';

const Options = z.object({ json: z.boolean().default(false) });

export const run = grounded({ options: Options, lock: 'recover' }, async ({ options, ground, context }) => {
  const deps = tellingDeps(ground);
  const digests = await digestDue(deps);
  const { subscriptions: woken } = await wake(deps);
  const report = { ...(await recover(deps, { atStart: true })), digests, woken };
  context.out(
    options.json
      ? JSON.stringify(report)
      : `${report.released} claims returned, ${report.summaries} catch-up summaries and ${digests} missed digests queued, ${woken} pauses ended`,
  );
  return EXIT.done;
});
