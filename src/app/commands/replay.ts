import { z } from 'zod';
import { londonDateTime } from '../../base/london.ts';
import { CADENCES, imagined, newcomer, type Subscription } from '../../domain/subscription.ts';
import { replay } from '../../flows/replay.ts';
import { describeQuery } from '../../match/describe.ts';
import { parseQuery } from '../../match/parse.ts';
import { openClassifier } from '../classifier.ts';
import { slotsFor } from '../digest-slots.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse, type Ended, type Ground } from '../ground.ts';
import { LondonTime } from '../london-time.ts';
import { startProgress } from '../progress.ts';
import { replayJson } from '../replay-json.ts';

const Options = z
  .object({
    subscription: z.coerce.number({ error: 'must be the number of a subscription' }).int().optional(),
    query: z.string().optional(),
    cadence: z.enum(CADENCES, { error: `must be one of ${CADENCES.join(', ')}` }).optional(),
    from: z
      .string({ error: 'says from which London day or time on, e.g. --from 2026-10-01' })
      .pipe(LondonTime),
    to: LondonTime.optional(),
    json: z.boolean().default(false),
  })
  .refine(({ subscription, query }) => (subscription === undefined) !== (query === undefined), {
    path: ['subscription'],
    error: 'name either this or --query',
  })
  .refine(({ subscription, cadence }) => subscription === undefined || cadence === undefined, {
    path: ['cadence'],
    error: 'goes with --query: a subscription has its own',
  });
type Wish = z.output<typeof Options>;

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const { from, to = context.clock.now(), json } = options;
  if (from >= to) return refuse(context, '--from must be before --to (or before now)', EXIT.usage).exit;
  const subscription = await subscriptionMeant(options, ground);
  if ('exit' in subscription) return subscription.exit;
  const { cadence } = subscription;
  const progress = startProgress('procurements', 0);
  let walked = 0;
  const replayed = await replay(
    { subscription, span: { from, to } },
    {
      ...ground,
      classify: openClassifier(),
      slotAt: slotsFor(subscription.subscriber.timetable),
      signal: context.signal,
      onWalked: (done, of) => {
        progress.add(done - walked);
        progress.left(of - done, '');
        walked = done;
      },
    },
  ).finally(() => progress.stop());
  if (json) context.out(JSON.stringify(replayJson(replayed, { subscription, from, to })));
  else {
    const { replayLines } = await import('../../present/replay-lines.ts');
    const when = `from ${londonDateTime(from)} to ${londonDateTime(to)}`;
    context.say(
      `${describeQuery(ground.queryOf(subscription.query))}; ${when}, ${cadence}. Nothing is sent.`,
    );
    for (const line of replayLines(replayed, { cadence, from, to })) context.out(line);
  }
  if (context.signal.aborted) return refuse(context, 'stopped; what stands above is a part', EXIT.later).exit;
  return EXIT.done;
});

async function subscriptionMeant(
  { subscription: id, query = '', cadence = 'instant' }: Wish,
  { store, context }: Ground,
): Promise<Subscription | Ended> {
  if (id !== undefined) {
    const [found] = await store.subscriptions.byIds([id]);
    return found ?? refuse(context, `there is no subscription ${id}`, EXIT.data);
  }
  const { canonical, messages } = parseQuery(query);
  for (const message of messages) context.say(`note: ${message.text}`);
  return { ...UNSAVED, query: canonical, cadence };
}

/** Of nobody: nothing is muted, no frameworks are known, and nothing is offered first. */
const UNSAVED: Subscription = {
  ...imagined(
    newcomer({ channel: 'email', email: '' }),
    { query: '', cadence: 'instant', wanted: ['new', 'changes'] },
    0,
  ),
  welcomedAt: 0,
};
