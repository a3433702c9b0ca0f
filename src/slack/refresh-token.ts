import { callSlack } from '../base/call-slack.ts';
import type { Clock, Log, Store } from '../domain/ports.ts';
import { errorCode } from './error-code.ts';
import { openKept, sealKept, type BotToken, type Kept } from './kept-tokens.ts';
import type { Seal } from './seal.ts';

export interface OauthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface RefreshDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly seal: Seal;
  readonly client: OauthClient;
  readonly apiUrl: string | undefined;
  readonly timeoutMs: number;
}

/**
 * Slack's tokens live twelve hours where they rotate, and its own library refreshes them when less than two remain
 * (https://docs.slack.dev/authentication/using-token-rotation; @slack/oauth `install-provider.js`, `EXPIRY_WINDOW`).
 */
const REFRESH_BEFORE_MS = 2 * 3_600_000;
/** Who was told that a token has expired may ask after somebody else did, who has a newer one by now. */
const JUST_NOW_MS = 60_000;

/** The refresh token is worth nothing: only another installation helps. */
const OVER: ReadonlySet<string> = new Set([
  'invalid_refresh_token',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'invalid_auth',
]);

export interface Refresher {
  /** A token that works now, refreshed where that is due; undefined where it cannot be. Rejects where Slack cannot be asked. */
  current(team: string, kept: Kept, wish: { readonly fresh: boolean }): Promise<string | undefined>;
}

/** A refresh token can be used once: so each workspace's is used by one asker at a time, and the others get what it got. */
export function createRefresher(deps: RefreshDeps): Refresher {
  const running = new Map<string, Promise<string | undefined>>();
  const done = new Map<string, number>();
  return {
    current: async (team, { bot }, { fresh }) => {
      const now = deps.clock.now();
      const isAsked = fresh && (done.get(team) ?? -Infinity) < now - JUST_NOW_MS;
      if (bot.refreshToken === undefined || !(isAsked || isDue(bot, now))) return bot.token;
      const held = running.get(team);
      if (held !== undefined) return await held;
      const turn = refresh(team, isAsked, deps);
      running.set(team, turn);
      try {
        const token = await turn;
        done.set(team, deps.clock.now());
        return token;
      } finally {
        running.delete(team);
      }
    },
  };
}

function isDue({ expiresAt }: BotToken, now: number): boolean {
  return expiresAt !== undefined && expiresAt - now < REFRESH_BEFORE_MS;
}

/** Reads the row again: somebody may have refreshed it since it was looked at. */
async function refresh(team: string, isAsked: boolean, deps: RefreshDeps): Promise<string | undefined> {
  const { store, clock, log, seal } = deps;
  const row = await store.installations.of(team);
  const kept = row === undefined ? undefined : openKept(row, seal);
  if (kept === undefined || kept === 'locked') return undefined;
  const { bot } = kept;
  if (bot.refreshToken === undefined || !(isAsked || isDue(bot, clock.now()))) return bot.token;
  try {
    const next = await exchanged(bot.refreshToken, deps);
    await store.transaction(async (tx) => {
      // Somebody who has installed the app again meanwhile has brought better ones.
      if ((await tx.installations.of(team))?.sealed !== row?.sealed) return;
      await tx.installations.reseal(team, sealKept({ ...kept, bot: next }, team, seal));
    });
    return next.token;
  } catch (error) {
    const code = errorCode(error);
    log.warn({ team, code }, 'a Slack token was not refreshed');
    if (!isAsked && bot.expiresAt !== undefined && bot.expiresAt > clock.now()) return bot.token;
    if (OVER.has(code)) return undefined;
    throw error;
  }
}

async function exchanged(
  refreshToken: string,
  { client, apiUrl, timeoutMs, clock }: RefreshDeps,
): Promise<BotToken> {
  const { signal } = new AbortController();
  const said = await callSlack({ apiUrl, timeoutMs, token: undefined, signal }, 'oauth.v2.access', {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  });
  const { access_token: token, refresh_token: next, expires_in: seconds } = said;
  if (typeof token !== 'string') throw new Error('Slack answered a refresh without a token');
  return {
    token,
    refreshToken: typeof next === 'string' ? next : undefined,
    expiresAt: typeof seconds === 'number' ? clock.now() + seconds * 1000 : undefined,
  };
}
