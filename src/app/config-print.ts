import { stringify } from 'yaml';
import type { Mailbox } from '../notify/email/compose.ts';
import type { Config } from './config-settle.ts';
import { maskUrl, masked } from './mask.ts';

function masking(url: string | undefined): string | undefined {
  return url === undefined ? undefined : maskUrl(url);
}

function written(mailbox: Mailbox | undefined): string | undefined {
  if (mailbox === undefined) return undefined;
  return mailbox.name === undefined ? mailbox.address : `${mailbox.name} <${mailbox.address}>`;
}

/** Every key in force as YAML, `null` where nothing is set, secrets masked, credentials in URLs too. */
export function printConfig(config: Config): string {
  const { file, portals, mail, slack, hooks, ...rest } = config;
  const shown = {
    ...rest,
    publicUrl: maskUrl(config.publicUrl),
    portals: Object.fromEntries(
      Object.entries(portals).map(([id, { extraCa, ...portal }]) => [
        id,
        { ...portal, url: masking(portal.url), extraCa: extraCa.isNamed ? extraCa.path : undefined },
      ]),
    ),
    mail: {
      url: masking(mail.url),
      from: written(mail.from),
      replyTo: written(mail.replyTo),
      accountFrom: written(mail.accountFrom),
      bounceAddress: mail.bounceAddress,
      perSecond: mail.perSecond,
      connections: mail.connections,
      allow: mail.allow,
      holdAbove: mail.holdAbove,
      dkim: mail.dkim === undefined ? undefined : { ...mail.dkim, privateKey: masked(mail.dkim.privateKey) },
      directory: mail.directory,
    },
    slack: {
      botToken: masked(slack.botToken),
      signingSecret: masked(slack.signingSecret),
      appToken: masked(slack.appToken),
      clientId: slack.clientId,
      clientSecret: masked(slack.clientSecret),
      encryptionKey: masked(slack.encryptionKey),
      apiUrl: masking(slack.apiUrl),
      command: slack.command,
    },
    hooks: { bounceSecret: masked(hooks.bounceSecret) },
  };
  const from = file === undefined ? 'no configuration file: the embedded defaults' : `from ${file}`;
  return `# ${from}\n${stringify(shown, (_key, value: unknown) => value ?? null, { lineWidth: 0 })}`;
}
