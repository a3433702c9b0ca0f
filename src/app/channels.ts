import type { Channel } from '../domain/ports.ts';
import type { ChannelKind } from '../domain/subscription.ts';
import { createEmailChannel } from '../notify/email/index.ts';
import { createMailDirectory } from '../notify/email/mail-directory.ts';
import { createSlackChannel } from '../notify/slack/index.ts';
import type { Ground } from './ground.ts';

/** What the configuration lets us send by: SMTP or files, and Slack where there is a bot token. */
export function openChannels({ config, context }: Ground): ReadonlyMap<ChannelKind, Channel> {
  const { clock, log } = context;
  const { mail, operator, slack } = config;
  const letter = { from: mail.from, replyTo: mail.replyTo, operator };
  const email =
    mail.url === undefined
      ? createMailDirectory({ ...letter, directory: mail.directory })
      : createEmailChannel({ ...letter, url: mail.url, dkim: mail.dkim });
  const channels = new Map<ChannelKind, Channel>([['email', email]]);
  if (slack.botToken !== undefined) {
    channels.set('slack', createSlackChannel({ token: slack.botToken, apiUrl: slack.apiUrl, clock, log }));
  }
  return channels;
}
