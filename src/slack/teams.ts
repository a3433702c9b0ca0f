import type { Clock, Log, Store } from '../domain/ports.ts';
import type { Installation } from '../domain/slack.ts';
import { HOME_TEAM } from '../domain/subscription.ts';
import type { Teams } from './calls.ts';
import { openKept, type Kept } from './kept-tokens.ts';
import { createRefresher, type OauthClient, type Refresher } from './refresh-token.ts';
import type { Seal } from './seal.ts';

export interface TeamsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** The configured bot token: that of `home`. */
  readonly botToken: string | undefined;
  /** Where people of other workspaces install the app themselves. */
  readonly oauth: { readonly client: OauthClient; readonly seal: Seal } | undefined;
  /** Replaces `https://slack.com/api/`. */
  readonly apiUrl: string | undefined;
  /** Milliseconds for one call; 10 s unless said otherwise. */
  readonly timeoutMs?: number | undefined;
}

/** What is sealed cannot be opened, so nobody knows whether it still works. */
class LockedTokens extends Error {
  override readonly name = 'LockedTokens';
  readonly code = 'locked_tokens';
}

export function createTeams(options: TeamsOptions): Teams {
  const { store, oauth, botToken } = options;
  const refresher =
    oauth === undefined
      ? undefined
      : createRefresher({ ...options, ...oauth, timeoutMs: options.timeoutMs ?? 10_000 });
  const said = new Set<string>();
  return {
    teamOf: async (slackId) => {
      if (oauth === undefined) return HOME_TEAM;
      const known = await store.installations.bySlackId(slackId);
      if (known !== undefined) return known.team;
      const home = botToken === undefined ? undefined : await store.installations.of(HOME_TEAM);
      // Slack has not said yet whose the configured token is.
      return botToken !== undefined && home?.slackId === undefined ? HOME_TEAM : slackId;
    },
    tokenFor: async (team, signal, wish = { fresh: false }) => {
      signal.throwIfAborted();
      // An address may say Slack's own id of the workspace that is `home`.
      const row = (await store.installations.of(team)) ?? (await store.installations.bySlackId(team));
      const name = row?.team ?? team;
      const kept = row === undefined ? undefined : openKept(row, oauth?.seal);
      if (kept === 'locked') return lockedToken(name, options, said);
      if (kept !== undefined) return await tokenOf(name, { kept, refresher, wish });
      return name === HOME_TEAM && !isOver(row) ? botToken : undefined;
    },
  };
}

interface Keeping {
  readonly kept: Kept;
  readonly refresher: Refresher | undefined;
  readonly wish: { readonly fresh: boolean };
}

async function tokenOf(team: string, { kept, refresher, wish }: Keeping): Promise<string | undefined> {
  return refresher === undefined ? kept.bot.token : await refresher.current(team, kept, wish);
}

/** `home` has its configured token all the same. Said once. */
function lockedToken(team: string, { botToken, log }: TeamsOptions, said: Set<string>): string {
  if (!said.has(team))
    log.error(
      { team },
      'slack.encryptionKey does not open what is kept of a workspace: set the key that closed it, or install the app there again',
    );
  said.add(team);
  if (team === HOME_TEAM && botToken !== undefined) return botToken;
  throw new LockedTokens('the key does not open the tokens of this workspace');
}

/** It was taken back, and not only lacks something. */
function isOver(row: Installation | undefined): boolean {
  return row?.inactive !== undefined && row.inactive.code !== 'missing_scope';
}
