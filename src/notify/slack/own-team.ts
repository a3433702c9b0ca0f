import { callSlack, type SlackServer } from '../../base/call-slack.ts';
import { HOME_TEAM } from '../../domain/subscription.ts';

/**
 * A workspace's bot token; undefined where the bot is not installed. `fresh`: Slack says that the last one has expired. Rejects
 * where Slack cannot be asked for a fresh one.
 */
export type TokenFor = (
  team: string,
  signal: AbortSignal,
  wish?: { readonly fresh: boolean },
) => Promise<string | undefined>;

/**
 * One token serves one workspace: `home`, or that workspace's own id, which Slack is asked for once. Any other team gets
 * no token, because the same channel id in two workspaces is two channels.
 */
export function ownTeamOnly(token: string, server: SlackServer): TokenFor {
  let own: unknown;
  return async (team, signal) => {
    if (team === HOME_TEAM) return token;
    own ??= (await callSlack({ ...server, token, signal }, 'auth.test', {}))['team_id'];
    return team === own ? token : undefined;
  };
}
