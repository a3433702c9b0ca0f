import { PORTALS } from '../domain/portal.ts';
import { KEY_WORDS } from '../slack/seal.ts';
import { PORTAL_DEFAULTS } from './config-defaults.ts';
import type { ConfigFile } from './config-schema.ts';
import { isLoopbackUrl } from './config-urls.ts';

/** What two keys say that cannot both hold, in one line that names the key to change; undefined where they agree. */
export function disagreement(file: ConfigFile): string | undefined {
  return spacing(file) ?? linksThatWork(file) ?? dkim(file) ?? slack(file);
}

function spacing(file: ConfigFile): string | undefined {
  for (const id of PORTALS) {
    const portal = file.portals?.[id];
    const least = PORTAL_DEFAULTS[id].spacingSeconds;
    if (portal?.spacingSeconds === undefined || portal.spacingSeconds >= least) continue;
    if (isLoopbackUrl(portal.url ?? '')) continue;
    return `portals.${id}.spacingSeconds must be at least ${least}, unless the portal's url is a loopback address; got ${portal.spacingSeconds}`;
  }
  return undefined;
}

/** RFC 8058 asks for https links, and a reader must be able to follow them; only a laptop's own sandbox is excepted. */
function linksThatWork(file: ConfigFile): string | undefined {
  if (file.mail?.url === undefined) return undefined;
  const url = file.publicUrl;
  if (url !== undefined && (isLoopbackUrl(url) || url.toLowerCase().startsWith('https:'))) return undefined;
  const got = url === undefined ? 'it is not set' : `got '${url}'`;
  return `publicUrl must be an https:// address where mail.url is set, so that links in real mail work; ${got}`;
}

function dkim(file: ConfigFile): string | undefined {
  const stated = file.mail?.dkim;
  if (stated === undefined) return undefined;
  const missing = (['domainName', 'keySelector', 'privateKey'] as const).find(
    (key) => stated[key] === undefined,
  );
  return missing === undefined
    ? undefined
    : `mail.dkim.${missing} must be set: DKIM needs domainName, keySelector and privateKey`;
}

function slack(file: ConfigFile): string | undefined {
  const { botToken, clientId, clientSecret, appToken } = file.slack ?? {};
  if ((clientId === undefined) !== (clientSecret === undefined))
    return `slack.${clientId === undefined ? 'clientId' : 'clientSecret'} must be set: an installation needs both clientId and clientSecret`;
  if (appToken !== undefined && botToken === undefined && clientId === undefined)
    return 'slack.botToken must be set where slack.appToken is';
  if (file.operator?.slackChannel !== undefined && botToken === undefined && clientId === undefined)
    return 'slack.botToken must be set where operator.slackChannel is: the bot posts there';
  if (clientId === undefined) return undefined;
  return installing(file);
}

/** What is needed where workspaces install the app by themselves. */
function installing({ slack: stated, publicUrl }: ConfigFile): string | undefined {
  if (stated?.encryptionKey === undefined)
    return `slack.encryptionKey must be set where slack.clientId is, to seal what is kept of each installation; it must ${KEY_WORDS}`;
  if (stated.appToken === undefined && stated.signingSecret === undefined)
    return 'slack.signingSecret must be set where slack.clientId is (or slack.appToken, for Socket Mode): without it nobody can be answered';
  return linkedFromSlack(publicUrl);
}

/** Slack sends whoever has agreed back to it, and takes https alone (https://docs.slack.dev/authentication/installing-with-oauth). */
function linkedFromSlack(url: string | undefined): string | undefined {
  if (url !== undefined && (isLoopbackUrl(url) || url.toLowerCase().startsWith('https:'))) return undefined;
  const got = url === undefined ? 'it is not set' : `got '${url}'`;
  return `publicUrl must be an https:// address where slack.clientId is set, for Slack to send people back to; ${got}`;
}
