import type { Installation } from '../domain/slack.ts';
import type { Seal } from './seal.ts';

/** A workspace's bot token as Slack gave it. */
export interface BotToken {
  readonly token: string;
  /** Both undefined where the app does not rotate its tokens. */
  readonly refreshToken: string | undefined;
  /** UTC milliseconds. */
  readonly expiresAt: number | undefined;
}

/** What is sealed: the token that is used, and all that Slack said of the installation. */
export interface Kept {
  readonly bot: BotToken;
  readonly said: unknown;
}

export function sealKept(kept: Kept, team: string, seal: Seal): string {
  return seal.close(JSON.stringify(kept), team);
}

/** `locked`: the key that is configured does not open it. Undefined where nothing is kept. */
export function openKept(
  { sealed, team }: Pick<Installation, 'sealed' | 'team'>,
  seal: Seal | undefined,
): Kept | 'locked' | undefined {
  if (sealed === undefined) return undefined;
  const text = seal?.open(sealed, team);
  if (text === undefined) return 'locked';
  const kept: unknown = JSON.parse(text);
  return isKept(kept) ? kept : 'locked';
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null || !('bot' in value)) return false;
  const { bot } = value;
  return typeof bot === 'object' && bot !== null && 'token' in bot && typeof bot.token === 'string';
}
