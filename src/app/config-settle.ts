import { resolve } from 'node:path';
import type { PortalId } from '../domain/portal.ts';
import type { Mailbox } from '../notify/email/compose.ts';
import { DEFAULTS, PORTAL_DEFAULTS } from './config-defaults.ts';
import { MAILBOX, type ConfigFile } from './config-schema.ts';

export interface PortalSettings {
  readonly enabled: boolean;
  /** Stands in for the portal's own scheme, host and path prefix; undefined is the portal itself. No trailing slash. */
  readonly url: string | undefined;
  readonly everyMinutes: number;
  /** Least time between two requests, seconds. */
  readonly spacingSeconds: number;
  /**
   * The PEM file of certificates to believe beside Node's own, absolute: as named, or where `doctor --fetch-intermediates`
   * keeps it; one that is not named need not be there.
   */
  readonly extraCa: { readonly path: string; readonly isNamed: boolean };
}

/** Of a portal whose web pages can be read beside its releases. */
export interface SiteSettings {
  readonly readSite: boolean;
  /** How long releases must be out of reach before its search results stand in. */
  readonly siteAfterHours: number;
}

/** The configuration in force, every default filled in and every path absolute. */
export interface Config {
  /** The file it was read from; undefined for the embedded defaults. */
  readonly file: string | undefined;
  readonly database: string;
  /** Where people reach the web pages; no trailing slash. */
  readonly publicUrl: string;
  readonly timezone: string;
  /** Goes into the user agent; live portals are not read without it. */
  readonly contact: string | undefined;
  readonly portals: Readonly<Record<PortalId, PortalSettings>> & {
    readonly 'contracts-finder': SiteSettings;
  };
  readonly mail: {
    /** The SMTP server, credentials included; undefined writes `.eml` files into `directory`. */
    readonly url: string | undefined;
    readonly from: Mailbox;
    readonly replyTo: Mailbox | undefined;
    /** Sends what belongs to a reader's account, such as confirmations and links; undefined: `from` does. */
    readonly accountFrom: Mailbox | undefined;
    /** Bounces come back to it, with a plus sign and the delivery's number before its @. */
    readonly bounceAddress: string | undefined;
    /** Messages a second at most; undefined: as fast as the server takes them. */
    readonly perSecond: number | undefined;
    readonly connections: number;
    /** In lower case: the only addresses, and `@` with a domain, that get mail; undefined: all do. */
    readonly allow: readonly string[] | undefined;
    /** How many deliveries one collection may queue before the rest waits for the operator. */
    readonly holdAbove: number;
    readonly dkim:
      { readonly domainName: string; readonly keySelector: string; readonly privateKey: string } | undefined;
    readonly directory: string;
  };
  readonly operator: {
    readonly name: string | undefined;
    readonly postal: string | undefined;
    readonly email: string | undefined;
    readonly slackChannel: string | undefined;
  };
  readonly slack: {
    readonly botToken: string | undefined;
    readonly signingSecret: string | undefined;
    readonly appToken: string | undefined;
    readonly clientId: string | undefined;
    readonly clientSecret: string | undefined;
    readonly encryptionKey: string | undefined;
    readonly apiUrl: string | undefined;
    readonly command: string;
  };
  readonly hooks: { readonly bounceSecret: string | undefined };
  readonly web: {
    readonly host: string;
    readonly port: number;
    /** How many proxies of the operator's own stand between people and the pages. */
    readonly proxies: number;
  };
}

/** What a checked file leaves open, filled in. Paths resolve against `root`, the database's against `databaseRoot`. */
export function settle(
  file: ConfigFile,
  from: {
    readonly file: string | undefined;
    readonly root: string;
    readonly databaseRoot: string;
  },
): Config {
  const web = {
    host: file.web?.host ?? DEFAULTS.host,
    port: file.web?.port ?? DEFAULTS.port,
    proxies: file.web?.proxies ?? 0,
  };
  const publicUrl = trimmed(file.publicUrl) ?? localUrl(web);
  return {
    file: from.file,
    database: resolve(from.databaseRoot, file.database ?? DEFAULTS.database),
    publicUrl,
    timezone: file.timezone ?? DEFAULTS.timezone,
    contact: file.contact,
    portals: {
      'find-a-tender': portal(file, 'find-a-tender', from.root),
      'public-contracts-scotland': portal(file, 'public-contracts-scotland', from.root),
      sell2wales: portal(file, 'sell2wales', from.root),
      'contracts-finder': { ...portal(file, 'contracts-finder', from.root), ...site(file) },
    },
    mail: mail(file, from.root, publicUrl),
    operator: {
      name: file.operator?.name,
      postal: file.operator?.postal,
      email: file.operator?.email,
      slackChannel: file.operator?.slackChannel,
    },
    slack: slack(file),
    hooks: { bounceSecret: file.hooks?.bounceSecret },
    web,
  };
}

function trimmed(url: string | undefined): string | undefined {
  return url?.replace(/\/+$/, '');
}

/** Where a browser on this machine finds the web pages. */
function localUrl({ host, port }: Config['web']): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function portal(file: ConfigFile, id: PortalId, root: string): PortalSettings {
  const stated = file.portals?.[id];
  const usual = PORTAL_DEFAULTS[id];
  return {
    enabled: stated?.enabled ?? usual.enabled,
    url: trimmed(stated?.url),
    everyMinutes: stated?.everyMinutes ?? usual.everyMinutes,
    spacingSeconds: stated?.spacingSeconds ?? usual.spacingSeconds,
    extraCa: {
      path: resolve(root, stated?.extraCa ?? `${DEFAULTS.certificates}/${id}.pem`),
      isNamed: stated?.extraCa !== undefined,
    },
  };
}

function site(file: ConfigFile): SiteSettings {
  const stated = file.portals?.['contracts-finder'];
  return {
    readSite: stated?.readSite ?? true,
    siteAfterHours: stated?.siteAfterHours ?? DEFAULTS.siteAfterHours,
  };
}

function mailbox(text: string | undefined): Mailbox | undefined {
  const parts = MAILBOX.exec(text ?? '')?.groups;
  const address = parts?.['inner'] ?? parts?.['bare'];
  return address === undefined ? undefined : { name: parts?.['name'], address };
}

/** Mail must come from somebody: the host that the links lead to, where that is a name. */
function usualFrom(file: ConfigFile, publicUrl: string): Mailbox {
  const host = new URL(publicUrl).hostname;
  const domain = /[a-z]\.[a-z]+$/i.test(host) ? host : 'localhost.localdomain';
  return { name: file.operator?.name ?? 'tenderbell', address: `tenderbell@${domain}` };
}

function mail(file: ConfigFile, root: string, publicUrl: string): Config['mail'] {
  const stated = file.mail;
  const { domainName, keySelector, privateKey } = stated?.dkim ?? {};
  const signs = domainName !== undefined && keySelector !== undefined && privateKey !== undefined;
  return {
    url: stated?.url,
    from: mailbox(stated?.from) ?? usualFrom(file, publicUrl),
    replyTo: mailbox(stated?.replyTo),
    accountFrom: mailbox(stated?.accountFrom),
    bounceAddress: stated?.bounceAddress,
    ...limits(stated),
    dkim: signs ? { domainName, keySelector, privateKey } : undefined,
    directory: resolve(root, stated?.directory ?? DEFAULTS.mailDirectory),
  };
}

/** How much is sent, how fast, and to whom. */
function limits(
  stated: ConfigFile['mail'],
): Pick<Config['mail'], 'perSecond' | 'connections' | 'allow' | 'holdAbove'> {
  return {
    perSecond: stated?.perSecond,
    connections: stated?.connections ?? DEFAULTS.connections,
    allow: stated?.allow?.map((one) => one.toLowerCase()),
    holdAbove: stated?.holdAbove ?? DEFAULTS.holdAbove,
  };
}

function slack(file: ConfigFile): Config['slack'] {
  const stated = file.slack;
  return {
    botToken: stated?.botToken,
    signingSecret: stated?.signingSecret,
    appToken: stated?.appToken,
    clientId: stated?.clientId,
    clientSecret: stated?.clientSecret,
    encryptionKey: stated?.encryptionKey,
    apiUrl: stated?.apiUrl,
    command: stated?.command ?? DEFAULTS.command,
  };
}
