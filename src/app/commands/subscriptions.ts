import { z } from 'zod';
import { CADENCES, type Subscription } from '../../domain/subscription.ts';
import type { SubscriptionChange } from '../../domain/ports.ts';
import { editSubscription, pauseByOperator, resumeSubscription } from '../../flows/edit-subscription.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse, type Ground } from '../ground.ts';
import { LondonTime } from '../london-time.ts';
import { refusedUnlessUnderstood } from '../subscribers/as-understood.ts';
import { knownLine, subscriptionJson, subscriptionLine } from '../subscribers/subscription-line.ts';
import { MinDaysLeft, Notify, SubscriptionNumber, Wants } from '../subscribers/wish-options.ts';
import { sayNotes } from './subscribe.ts';

const Options = z.object({
  end: SubscriptionNumber.optional(),
  pause: SubscriptionNumber.optional(),
  until: LondonTime.optional(),
  reason: z.string().optional(),
  resume: SubscriptionNumber.optional(),
  edit: SubscriptionNumber.optional(),
  query: z.string().optional(),
  asUnderstood: z.boolean().default(false),
  cadence: z.enum(CADENCES, { error: `must be one of ${CADENCES.join(', ')}` }).optional(),
  wants: Wants.optional(),
  minDaysLeft: MinDaysLeft.optional(),
  notify: Notify.optional(),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

const CHANGES = ['query', 'cadence', 'wants', 'minDaysLeft', 'notify'] as const;

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const wrong = wrongWith(options);
  if (wrong !== undefined) return refuse(context, wrong, EXIT.usage).exit;
  const { end, pause, resume, edit } = options;
  if (end !== undefined) return await endOne(end, options, ground);
  if (pause !== undefined) return await pauseOne(pause, options, ground);
  if (resume !== undefined) return await resumeOne(resume, options, ground);
  if (edit !== undefined) return await editOne(edit, options, ground);
  await list(options, ground);
  return EXIT.done;
});

/** Why these options cannot stand together; undefined where they can. */
function wrongWith(wish: Wish): string | undefined {
  const { end, pause, resume, edit, until, reason } = wish;
  if ([end, pause, resume, edit].filter((one) => one !== undefined).length > 1)
    return 'say one of --end, --pause, --resume and --edit';
  if (until !== undefined && pause === undefined) return '--until stands with --pause';
  if (reason !== undefined && pause === undefined) return '--reason stands with --pause';
  if (wish.asUnderstood && wish.query === undefined) return '--as-understood stands with --query';
  const changes = CHANGES.filter((name) => name in wish);
  if (edit === undefined && changes.length > 0) return `--${flag(changes[0] ?? '')} stands with --edit`;
  if (edit !== undefined && changes.length === 0)
    return `say what to change: ${CHANGES.map((name) => `--${flag(name)}`).join(', ')}`;
  return undefined;
}

function flag(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

async function list({ json }: Wish, { store, context }: Ground): Promise<void> {
  const all = await store.subscriptions.list();
  if (json) context.out(JSON.stringify(all.map(subscriptionJson)));
  else for (const one of all) context.out(subscriptionLine(one));
}

/** As it stands now. */
async function show(id: number, { json }: Wish, { store, context }: Ground): Promise<ExitCode> {
  const [one] = await store.subscriptions.byIds([id]);
  if (one !== undefined) context.out(json ? JSON.stringify(subscriptionJson(one)) : subscriptionLine(one));
  return EXIT.done;
}

async function endOne(id: number, wish: Wish, ground: Ground): Promise<ExitCode> {
  const { store, clock, context } = ground;
  const [found] = await store.subscriptions.byIds([id]);
  if (found === undefined) return refuse(context, `there is no subscription ${id}`, EXIT.data).exit;
  await store.transaction((tx) =>
    tx.subscriptions.end({ subscriptionId: id }, 'ended', 'ended by the operator', clock.now()),
  );
  await list(wish, ground);
  return EXIT.done;
}

async function pauseOne(id: number, wish: Wish, ground: Ground): Promise<ExitCode> {
  const { clock, context } = ground;
  if (wish.until !== undefined && wish.until <= clock.now())
    return refuse(context, '--until: must be a day to come', EXIT.usage).exit;
  const done = await pauseByOperator(id, { until: wish.until, reason: wish.reason }, ground);
  if ('refused' in done) return refuse(context, done.refused, EXIT.data).exit;
  return await show(id, wish, ground);
}

async function resumeOne(id: number, wish: Wish, ground: Ground): Promise<ExitCode> {
  const done = await resumeSubscription(id, ground);
  if ('refused' in done) return refuse(ground.context, done.refused, EXIT.data).exit;
  if (done.summaries > 0)
    ground.context.say('note: what it missed and what is still open is queued as one summary');
  return await show(id, wish, ground);
}

async function editOne(id: number, wish: Wish, ground: Ground): Promise<ExitCode> {
  const { context } = ground;
  if (wish.query !== undefined && !wish.asUnderstood) {
    const misread = await refusedUnlessUnderstood(wish.query, context);
    if (misread !== undefined) return misread;
  }
  const done = await editSubscription(id, changeOf(wish), ground);
  if ('refused' in done) return refuse(context, done.refused, EXIT.data).exit;
  if ('known' in done) return refuse(context, knownLine(done.known), EXIT.data).exit;
  sayNotes(done, context);
  sayEdited(done.subscription, { json: wish.json, context });
  return EXIT.done;
}

function changeOf(wish: Wish): SubscriptionChange {
  const { query, cadence, wants: wanted, notify } = wish;
  return {
    ...(query === undefined ? {} : { query }),
    ...(cadence === undefined ? {} : { cadence }),
    ...(wanted === undefined ? {} : { wanted }),
    ...(notify === undefined ? {} : { notify }),
    // 0 takes the limit away.
    ...('minDaysLeft' in wish ? { minDaysLeft: wish.minDaysLeft } : {}),
  };
}

function sayEdited(
  subscription: Subscription,
  { json, context }: { readonly json: boolean; readonly context: Context },
): void {
  context.out(json ? JSON.stringify(subscriptionJson(subscription)) : subscriptionLine(subscription));
}
