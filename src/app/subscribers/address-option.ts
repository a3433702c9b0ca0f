import { z } from 'zod';
import type { Address } from '../../domain/subscription.ts';
import { parseEmail } from '../../notify/email/parse-address.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { refuse, type Ended } from '../ground.ts';
import { slackAddress } from '../slack-address.ts';

/** The options by which a verb is told who is meant. */
export const WHO = { email: z.string().optional(), slackChannel: z.string().optional() };

/** Who is meant; says so where nobody is, or two are. */
export function addressOf(
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

/** `ann@example.org`, `home/C0123ABCD`. */
export function whoWords(address: Address): string {
  return address.channel === 'email' ? address.email : `${address.team}/${address.id}`;
}
