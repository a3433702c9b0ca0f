import { z } from 'zod';
import { warnOfBroad } from '../../flows/broad.ts';
import { nudge } from '../../flows/nudge.ts';
import { remind } from '../../flows/remind.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { tellingDeps } from '../telling.ts';

const Options = z.object({ json: z.boolean().default(false) });

export const run = grounded({ options: Options, lock: 'remind' }, async ({ options, ground, context }) => {
  const deps = tellingDeps(ground);
  const report = {
    reminders: await remind(deps),
    nudges: await nudge(deps),
    warnings: await warnOfBroad(deps),
  };
  context.out(
    options.json
      ? JSON.stringify(report)
      : `${report.reminders} reminders of what closes soon, ${report.nudges} nudges about quiet subscriptions and ${report.warnings} warnings of too much queued; \`tenderbell dispatch --once\` sends them`,
  );
  return EXIT.done;
});
