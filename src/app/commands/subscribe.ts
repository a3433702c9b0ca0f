import { z } from 'zod';
import { CADENCES, WANTED, type Address } from '../../domain/subscription.ts';
import { subscribe } from '../../flows/subscribe.ts';
import { parseEmail } from '../../notify/email/parse-address.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse, type Ended } from '../ground.ts';
import { slackAddress } from '../slack-address.ts';

const Options = z.object({
  email: z.string().optional(),
  slackChannel: z.string().optional(),
  query: z.string({ error: 'says what to look for, e.g. --query "cyber region:wales"' }),
  cadence: z.enum(CADENCES, { error: `must be one of ${CADENCES.join(', ')}` }).default('instant'),
  wants: z
    .string()
    .default('new,changes')
    .transform((list) => list.split(',').map((word) => word.trim()))
    .pipe(z.array(z.enum(WANTED, { error: `is a list of ${WANTED.join(', ')}` })))
    .refine((wanted) => wanted.some((one) => one !== 'changes'), {
      error: 'must name new or awards: changes are told of what was told before',
    }),
  json: z.boolean().default(false),
});

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const who = addressOf(options, context);
  if ('exit' in who) return who.exit;
  const { query, cadence, wants: wanted } = options;
  const done = await subscribe({ address: who.address, query, cadence, wanted }, ground);
  for (const message of done.messages) context.say(`note: ${message.text}`);
  if (done.neverRings)
    context.say(
      'note: an award of what was not told before is told only to those who want awards: --wants new,changes,awards',
    );
  if (who.address.channel === 'slack' && ground.config.slack.botToken === undefined)
    context.say('note: Slack is off (slack.botToken is not set), so nothing can be posted yet');
  if (done.subscription === undefined) {
    return refuse(
      context,
      'this subscriber has that query at that cadence already; nothing was changed',
      EXIT.data,
    ).exit;
  }
  const { id, query: canonical } = done.subscription;
  if (options.json)
    context.out(JSON.stringify({ id, query: canonical, cadence, wanted, openNow: done.openNow }));
  else {
    context.out(`subscription ${id}: ${done.described}`);
    context.out(`${cadence}; ${canonical}; ${done.openNow} open now, offered with the first message`);
  }
  return EXIT.done;
});

function addressOf(
  {
    email,
    slackChannel,
  }: { readonly email?: string | undefined; readonly slackChannel?: string | undefined },
  context: Context,
): { readonly address: Address } | Ended {
  if ((email === undefined) === (slackChannel === undefined))
    return refuse(context, 'name one of --email and --slack-channel', EXIT.usage);
  if (email !== undefined) {
    const parsed = parseEmail(email);
    if ('refused' in parsed) return refuse(context, `--email: ${parsed.refused}`, EXIT.usage);
    return { address: { channel: 'email', email: parsed.email } };
  }
  const address = slackAddress(slackChannel ?? '');
  if (address !== undefined) return { address };
  return refuse(
    context,
    '--slack-channel must be a channel or user id, C0123ABCD or TEAM/C0123ABCD',
    EXIT.usage,
  );
}
