import { z } from 'zod';
import type { SuppressionReason } from '../../domain/sign-up.ts';
import { CADENCES } from '../../domain/subscription.ts';
import { shutFor } from '../../flows/suppressed.ts';
import { outlookOf, subscribe, type Outlook, type Wish } from '../../flows/subscribe.ts';
import { wouldBe } from '../../flows/would-be.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse, type Ground } from '../ground.ts';
import { isSlackOn } from '../slack-settings.ts';
import { addressOf, WHO } from '../subscribers/address-option.ts';
import { refusedUnlessUnderstood } from '../subscribers/as-understood.ts';
import { foreseen } from '../subscribers/foreseen.ts';
import { knownLine } from '../subscribers/subscription-line.ts';
import { MinDaysLeft, Notify, Wants } from '../subscribers/wish-options.ts';

const Options = z.object({
  ...WHO,
  query: z.string({ error: 'says what to look for, e.g. --query "cyber region:wales"' }),
  cadence: z.enum(CADENCES, { error: `must be one of ${CADENCES.join(', ')}` }).default('instant'),
  wants: Wants.prefault('new,changes'),
  minDaysLeft: MinDaysLeft.optional(),
  notify: Notify.prefault('yes'),
  asUnderstood: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  json: z.boolean().default(false),
});

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const who = addressOf(options, context);
  if ('exit' in who) return who.exit;
  const { query, cadence, wants: wanted, minDaysLeft, notify } = options;
  const wish = { address: who.address, query, cadence, wanted, minDaysLeft, notify };
  const shut = await shutFor(ground.store, who.address);
  if (shut !== undefined) return refuse(context, shutLine(shut.reason), EXIT.data).exit;
  if (options.dryRun) return await sayOnly(wish, ground, options.json);
  const misread = options.asUnderstood ? undefined : await refusedUnlessUnderstood(query, context);
  if (misread !== undefined) return misread;
  const done = await subscribe(wish, ground);
  sayNotes(done, context);
  if (who.address.channel === 'slack' && !isSlackOn(ground.config))
    context.say('note: Slack is off (slack.botToken is not set), so nothing can be posted yet');
  if (done.known !== undefined) return refuse(context, knownLine(done.known), EXIT.data).exit;
  if (done.subscription === undefined) return EXIT.bug;
  const { id, query: canonical } = done.subscription;
  const { lines, json: preview } = await foreseen(done.subscription, ground);
  if (options.json)
    context.out(JSON.stringify({ id, query: canonical, cadence, wanted, openNow: done.openNow, preview }));
  else {
    const offered = notify ? 'offered with the first message' : 'saved, and told to nobody';
    context.out(`subscription ${id}: ${done.described}`);
    context.out(`${cadence}; ${canonical}; ${done.openNow} open now, ${offered}`);
    for (const line of lines) context.out(line);
  }
  return EXIT.done;
});

function shutLine(reason: SuppressionReason): string {
  const why = reason === 'complaint' ? 'its reader called a mail spam' : 'you stopped it';
  return `nothing is sent to this address: ${why}; \`tenderbell bounces lift ADDRESS\` takes that back`;
}

/** What it would bring; nothing is saved. */
async function sayOnly(wish: Wish, ground: Ground, isJson: boolean): Promise<ExitCode> {
  const { context } = ground;
  const by = await wouldBe(wish, ground);
  const outlook = await outlookOf(by, wish.query, ground);
  sayNotes(outlook, context);
  const { lines, json: preview } = await foreseen(by, ground);
  const { described, openNow } = outlook;
  if (isJson) context.out(JSON.stringify({ id: null, query: by.query, openNow, preview }));
  else for (const line of [described, by.query, `${openNow} open now`, ...lines]) context.out(line);
  return EXIT.done;
}

/** What there is to remark on a query and on what is wanted of it. */
export function sayNotes({ messages, neverRings }: Outlook, context: Context): void {
  for (const message of messages) context.say(`note: ${message.text}`);
  if (neverRings)
    context.say(
      'note: an award of what was not told before is told only to those who want awards: --wants new,changes,awards',
    );
}
