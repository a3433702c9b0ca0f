import { CHANNEL_SPACING_MS, createSpacing, type Spacing } from '../base/spacing.ts';
import { teamRefused, type TeamDeps } from '../flows/teams.ts';
import type { SlackCalls, Teams } from '../slack/calls.ts';
import { checkTeams } from '../slack/check-teams.ts';
import type { OauthClient } from '../slack/refresh-token.ts';
import { createSeal, encryptionKeyOf, type Seal } from '../slack/seal.ts';
import { createSlackCalls } from '../slack/slack-calls.ts';
import { createTeams } from '../slack/teams.ts';
import type { Config } from './config-settle.ts';
import type { Ground } from './ground.ts';
import { installUrlOf, isSlackOn } from './slack-settings.ts';

/** The workspaces, and the way to post in them: one for all that the process does in Slack. */
export interface OpenSlack {
  readonly teams: Teams;
  readonly calls: SlackCalls;
  /** Between two posts to one channel, whoever posts. */
  readonly spacing: Spacing;
  readonly oauth: { readonly client: OauthClient; readonly seal: Seal } | undefined;
  readonly deps: TeamDeps;
}

const opened = new WeakMap<Ground, OpenSlack>();

/** Nothing is asked of Slack yet. Undefined where Slack is off. */
export function openSlack(ground: Ground): OpenSlack | undefined {
  if (!isSlackOn(ground.config)) return undefined;
  const held = opened.get(ground);
  if (held !== undefined) return held;
  const made = newSlack(ground);
  opened.set(ground, made);
  return made;
}

function newSlack(ground: Ground): OpenSlack {
  const { config, context, store } = ground;
  const { apiUrl, botToken } = config.slack;
  const { clock, log } = context;
  const oauth = oauthOf(config.slack);
  const deps: TeamDeps = { ...ground, log, installUrl: installUrlOf(config) };
  const teams = createTeams({ store, clock, log, botToken, oauth, apiUrl });
  const spacing = createSpacing(clock, CHANNEL_SPACING_MS);
  const calls = createSlackCalls({
    teams,
    clock,
    apiUrl,
    log,
    spacing,
    onTeamRefused: async (team, refusal) => {
      await store.transaction(async (tx) => await teamRefused(tx, team, refusal, deps));
    },
  });
  return { teams, calls, spacing, oauth, deps };
}

/** Undefined where no workspace installs the app by itself. */
export function oauthOf({ clientId, clientSecret, encryptionKey }: Config['slack']): OpenSlack['oauth'] {
  const key = encryptionKey === undefined ? undefined : encryptionKeyOf(encryptionKey);
  if (clientId === undefined || clientSecret === undefined || key === undefined) return undefined;
  return { client: { clientId, clientSecret }, seal: createSeal(key) };
}

/** Asks Slack about every workspace: names, what may be done, and whether it is still so. */
export async function askAboutTeams(ground: Ground, signal: AbortSignal): Promise<void> {
  const slack = openSlack(ground);
  if (slack === undefined) return;
  const { apiUrl, botToken } = ground.config.slack;
  await checkTeams({ ...slack.deps, store: ground.store, teams: slack.teams, botToken, apiUrl }, signal);
}
