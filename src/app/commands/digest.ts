import { z } from 'zod';
import { digest, type Slot } from '../../flows/digest.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { tellingDeps, slotsDue } from '../telling.ts';

const DIGESTS = ['daily', 'weekly'] as const;
const Options = z.object({
  cadence: z.enum(DIGESTS, { error: 'must be daily or weekly' }).optional(),
  now: z.boolean().default(false),
  json: z.boolean().default(false),
});

export const run = grounded({ options: Options, lock: 'digest' }, async ({ options, ground, context }) => {
  const { cadence, now, json } = options;
  const at = context.clock.now();
  const slots: readonly Slot[] = now ? DIGESTS.map((one) => ({ cadence: one, at })) : slotsDue(at);
  const asked = slots.filter((slot) => cadence === undefined || slot.cadence === cadence);
  const queued = await digest(asked, tellingDeps(ground));
  context.out(
    json ? JSON.stringify({ queued }) : `${queued} digests queued; \`tenderbell dispatch --once\` sends them`,
  );
  return EXIT.done;
});
