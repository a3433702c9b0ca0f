import { callSlack } from '../base/call-slack.ts';
import { channelKey, type Spacing } from '../base/spacing.ts';
import type { Log } from '../domain/ports.ts';
import { clampBlocks, clampText, clampView } from '../present/clamp-blocks.ts';
import type { SlackBlock } from '../present/blocks.ts';
import type { Answered, SlackCalls, Teams, View } from './calls.ts';
import { errorCode } from './error-code.ts';

export interface SlackCallsOptions {
  readonly teams: Pick<Teams, 'tokenFor'>;
  /** Replaces `https://slack.com/api/`. */
  readonly apiUrl: string | undefined;
  readonly log: Log;
  /** Of posts to one channel, by `channelKey`; shared with whoever else posts there. */
  readonly spacing: Spacing;
  /** Milliseconds for one call; 10 s unless said otherwise. */
  readonly timeoutMs?: number | undefined;
  /** Slack refused a workspace's token, or what it may do: told of each such refusal. */
  readonly onTeamRefused?: ((team: string, code: string) => Promise<void>) | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a workspace has to mend, and no other call would fare better. */
const OF_THE_TEAM: ReadonlySet<string> = new Set([
  'token_revoked',
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'missing_scope',
]);

export function createSlackCalls(options: SlackCallsOptions): SlackCalls {
  return {
    ask: async (team, method, fields) => {
      const answered = await answeredBy(team, method, fields, options);
      if (answered.ok) return answered;
      options.log.warn({ team, method, code: answered.code }, 'Slack refused a call');
      // Whoever asks who we are decides by itself what that means.
      if (OF_THE_TEAM.has(answered.code) && method !== 'auth.test') await tell(team, answered.code, options);
      return answered;
    },
  };
}

async function answeredBy(
  team: string,
  method: string,
  fields: Fields,
  options: SlackCallsOptions,
): Promise<Answered> {
  const once = async (wish?: { readonly fresh: boolean }) =>
    await attempt({ team, method, wish }, fields, options);
  const first = await once();
  return !first.ok && first.code === 'token_expired' ? await once({ fresh: true }) : first;
}

interface Asked {
  readonly team: string;
  readonly method: string;
  readonly wish: { readonly fresh: boolean } | undefined;
}

async function attempt(
  { team, method, wish }: Asked,
  fields: Fields,
  { teams, apiUrl, spacing, timeoutMs = 10_000 }: SlackCallsOptions,
): Promise<Answered> {
  const { signal } = new AbortController();
  try {
    const token = await teams.tokenFor(team, signal, wish);
    if (token === undefined) return { ok: false, code: 'not_installed' };
    const { channel } = fields;
    if (method === 'chat.postMessage' && typeof channel === 'string')
      await spacing.wait(channelKey({ team, id: channel }), signal);
    const said = await callSlack({ apiUrl, timeoutMs, token, signal }, method, cut(fields));
    return { ok: true, said };
  } catch (error) {
    return { ok: false, code: wordOf(error) };
  }
}

async function tell(team: string, code: string, { onTeamRefused, log }: SlackCallsOptions): Promise<void> {
  try {
    await onTeamRefused?.(team, code);
  } catch (error) {
    log.error({ err: error, team }, 'what Slack refused could not be kept');
  }
}

/** A 429 without its header reaches us as a plain error that only its words betray. */
function wordOf(error: unknown): string {
  const code = errorCode(error);
  const isSlow =
    code === 'slack_webapi_rate_limited_error' ||
    (error instanceof Error && error.message.startsWith('Retry header'));
  return isSlow ? 'ratelimited' : code;
}

/** Blocks, views and texts as Slack takes them. */
function cut(fields: Fields): Fields {
  const { blocks, view, text } = fields;
  return {
    ...fields,
    ...(isBlocks(blocks) ? { blocks: clampBlocks(blocks, 'message') } : {}),
    ...(isView(view) ? { view: clampView(view) } : {}),
    ...(typeof text === 'string' ? { text: clampText(text) } : {}),
  };
}

function isBlocks(value: unknown): value is readonly SlackBlock[] {
  return Array.isArray(value);
}

function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null && 'blocks' in value;
}
