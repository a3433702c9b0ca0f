import { existsSync } from 'node:fs';
import type { Installation } from '../domain/slack.ts';
import { HOME_TEAM } from '../domain/subscription.ts';
import { callSlack } from '../base/call-slack.ts';
import { errorCode } from '../slack/error-code.ts';
import { openKept } from '../slack/kept-tokens.ts';
import { fieldsAt } from '../slack/payload.ts';
import { missingScopes } from '../slack/scopes.ts';
import type { Seal } from '../slack/seal.ts';
import { openStore } from '../store/index.ts';
import type { Check } from './check.ts';
import type { Config } from './config-settle.ts';
import { isLoopbackUrl } from './config-urls.ts';
import type { Context } from './context.ts';
import { installUrlOf, isSlackOn } from './slack-settings.ts';
import { oauthOf } from './slack.ts';

const API_TIMEOUT_MS = 10_000;

/** Whether Slack can ask us, and whether it lets us in: the configured workspace is asked, the others as they are kept. */
export async function slackChecks(
  config: Config,
  offline: boolean,
  context: Context,
): Promise<readonly Check[]> {
  if (!isSlackOn(config))
    return [{ name: 'Slack', ok: true, detail: 'off: slack.botToken is not set (docs/slack.md)' }];
  const { botToken } = config.slack;
  return [
    askedCheck(config),
    ...(botToken === undefined || offline ? [] : [await tokenCheck(botToken, config, context.signal)]),
    ...(await installationChecks(config, context)),
  ];
}

/** How people's commands reach us. */
function askedCheck({ slack, publicUrl }: Config): Check {
  const name = 'Slack commands';
  if (slack.appToken !== undefined)
    return { name, ok: true, detail: 'come by Socket Mode (slack.appToken is set)' };
  if (slack.signingSecret === undefined)
    return {
      name,
      ok: true,
      detail:
        'cannot be answered: neither slack.signingSecret nor slack.appToken is set, so alerts are posted and nothing more',
    };
  const ok = publicUrl.startsWith('https:') || isLoopbackUrl(slack.apiUrl ?? '');
  const detail = ok
    ? `come to ${publicUrl}/slack/events, signed`
    : `Slack calls https addresses only, and publicUrl is ${publicUrl}: set it to where people reach you, or set slack.appToken for Socket Mode`;
  return { name, ok, detail };
}

async function tokenCheck(token: string, { slack }: Config, signal: AbortSignal): Promise<Check> {
  const name = 'Slack token';
  try {
    const call = { apiUrl: slack.apiUrl, timeoutMs: API_TIMEOUT_MS, token, signal };
    const said = await callSlack(call, 'auth.test', {});
    const { scopes } = fieldsAt(said, 'response_metadata');
    const missing = missingScopes(Array.isArray(scopes) ? scopes.map(String) : []);
    const team = typeof said['team'] === 'string' ? said['team'] : 'its workspace';
    return missing.length === 0
      ? { name, ok: true, detail: `works in ${team}` }
      : {
          name,
          ok: false,
          detail: `works in ${team}, but lacks ${missing.join(', ')}: add them under "OAuth & Permissions" at https://api.slack.com/apps (or paste slack/manifest.yaml anew) and install the app again`,
        };
  } catch (error) {
    return {
      name,
      ok: false,
      detail: `Slack answers ${errorCode(error)}: set slack.botToken to the bot token that "OAuth & Permissions" shows at https://api.slack.com/apps`,
    };
  }
}

async function installationChecks(config: Config, { clock }: Context): Promise<readonly Check[]> {
  if (!existsSync(config.database)) return [];
  const opened = await openStore(config.database, { now: clock.now() });
  // The check of the database says why.
  if ('refused' in opened) return [];
  const installations = await opened.store.installations.list();
  await opened.store.close();
  return installations.map((one) => installationCheck(one, config, oauthOf(config.slack)?.seal));
}

function installationCheck(one: Installation, config: Config, seal: Seal | undefined): Check {
  const name = `Slack workspace ${one.name ?? one.slackId ?? one.team}`;
  const again = `install the app there again${whereOf(one, config)}`;
  if (one.inactive !== undefined)
    return { name, ok: false, detail: `lost (${one.inactive.code}): ${one.inactive.reason}` };
  if (openKept(one, seal) === 'locked')
    return {
      name,
      ok: false,
      detail: `slack.encryptionKey does not open what is kept of it: set the key that closed it, or ${again}`,
    };
  const missing = missingScopes(one.scopes);
  return missing.length === 0
    ? { name, ok: true, detail: `installed${one.team === HOME_TEAM ? ' by its token' : ''}` }
    : { name, ok: false, detail: `lacks ${missing.join(', ')}: ${again}` };
}

function whereOf({ team }: Installation, config: Config): string {
  const url = installUrlOf(config);
  return url === undefined || team === HOME_TEAM ? '' : ` at ${url}`;
}
