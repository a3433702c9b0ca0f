import { z } from 'zod';
import { digest, type Slot } from '../../flows/digest.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openGround } from '../ground.ts';
import { readOptions } from '../read-options.ts';
import { recoverDeps, slotsDue } from '../telling.ts';

const DIGESTS = ['daily', 'weekly'] as const;
const Options = z.object({
  cadence: z.enum(DIGESTS, { error: 'must be daily or weekly' }).optional(),
  now: z.boolean().default(false),
  json: z.boolean().default(false),
});

export async function run(_given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const { cadence, now, json } = read.options;
  const ground = await openGround(context, { lock: 'digest' });
  if ('exit' in ground) return ground.exit;
  try {
    const at = context.clock.now();
    const slots: readonly Slot[] = now ? DIGESTS.map((one) => ({ cadence: one, at })) : slotsDue(at);
    const asked = slots.filter((slot) => cadence === undefined || slot.cadence === cadence);
    const queued = await digest(asked, recoverDeps(ground));
    context.out(
      json
        ? JSON.stringify({ queued })
        : `${queued} digests queued; \`tenderbell dispatch --once\` sends them`,
    );
    return EXIT.done;
  } finally {
    await ground.close();
  }
}
