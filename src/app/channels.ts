import type { Channel } from '../domain/ports.ts';
import type { ChannelKind } from '../domain/subscription.ts';
import type { Sender } from '../notify/email/compose.ts';
import { createEmailChannel } from '../notify/email/index.ts';
import { createMailDirectory } from '../notify/email/mail-directory.ts';
import { createSlackChannel } from '../notify/slack/index.ts';
import { allowing, allowWarning } from './allow-list.ts';
import type { Ground } from './ground.ts';
import { openSlack } from './slack.ts';

/** What the configuration lets us send by: SMTP or files, and Slack where there is a bot token. */
export function openChannels(ground: Ground): ReadonlyMap<ChannelKind, Channel> {
  const { config, context } = ground;
  const { clock, log } = context;
  const { mail, slack } = config;
  if (mail.allow !== undefined) context.say(allowWarning(mail.allow));
  const email = openEmail(ground);
  const channels = new Map<ChannelKind, Channel>([
    ['email', mail.allow === undefined ? email : allowing(mail.allow, email)],
  ]);
  const open = openSlack(ground);
  if (open !== undefined) {
    const { teams, spacing } = open;
    const { apiUrl } = slack;
    channels.set(
      'slack',
      createSlackChannel({ tokenFor: (...asked) => teams.tokenFor(...asked), spacing, apiUrl, clock, log }),
    );
  }
  return channels;
}

function openEmail(ground: Ground): Channel {
  const { url, directory, dkim, perSecond, connections } = ground.config.mail;
  const sender = senderOf(ground);
  return url === undefined
    ? createMailDirectory({ ...sender, directory })
    : createEmailChannel({ ...sender, url, dkim, perSecond, connections });
}

/** Who our mails come from, as configured. */
export function senderOf({ config, store }: Pick<Ground, 'config' | 'store'>): Sender {
  const { mail, operator, publicUrl } = config;
  return {
    from: mail.from,
    accountFrom: mail.accountFrom,
    replyTo: mail.replyTo,
    operator,
    helpUrl: `${publicUrl}/help`,
    bounceAddress: mail.bounceAddress,
    bounceSecret: store.secret,
  };
}
