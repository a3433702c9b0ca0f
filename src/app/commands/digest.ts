import { z } from 'zod';
import { digest, digestDue, type Slot } from '../../flows/digest.ts';
import { previewDigest } from '../digest-preview.ts';
import { slotsDue } from '../digest-slots.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { tellingDeps } from '../telling.ts';
import type { VerbModule } from '../verb.ts';

const DIGESTS = ['daily', 'weekly'] as const;
const Options = z.object({
  cadence: z.enum(DIGESTS, { error: 'must be daily or weekly' }).optional(),
  now: z.boolean().default(false),
  preview: z.string().optional(),
  html: z.string().min(1, 'must be a file').optional(),
  json: z.boolean().default(false),
});

export const run: VerbModule['run'] = async (given, options, context) => {
  const isPreview = typeof options === 'object' && options !== null && 'preview' in options;
  return await (isPreview ? preview : queue)(given, options, context);
};

/** It changes nothing, and so needs no lock. */
const preview = grounded(
  {
    options: Options,
    misused: ({ now }) => (now ? '--now and --preview exclude each other' : undefined),
  },
  async ({ options, ground }) => {
    const { preview: email = '', cadence, html, json } = options;
    return await previewDigest({ email, cadence, html, json }, ground);
  },
);

const QUEUEING = {
  options: Options,
  lock: 'digest',
  misused: ({ html }: z.output<typeof Options>) =>
    html === undefined ? undefined : '--html stands with --preview',
};

const queue = grounded(QUEUEING, async ({ options, ground, context }) => {
  const { cadence, now, json } = options;
  const at = context.clock.now();
  const isAsked = (slot: Slot): boolean => cadence === undefined || slot.cadence === cadence;
  const deps = tellingDeps(ground);
  const early = DIGESTS.map((one) => ({ cadence: one, at }));
  const queued = now
    ? await digest(early.filter(isAsked), deps)
    : await digestDue({ ...deps, slotsDue: (...when) => slotsDue(...when).filter(isAsked) });
  context.out(
    json ? JSON.stringify({ queued }) : `${queued} digests queued; \`tenderbell dispatch --once\` sends them`,
  );
  return EXIT.done;
});
