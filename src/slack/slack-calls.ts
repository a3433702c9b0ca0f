import { callSlack } from '../base/call-slack.ts';
import { channelKey, type Spacing } from '../base/spacing.ts';
import type { Clock, Log } from '../domain/ports.ts';
import { CLIENT_REFUSED } from '../domain/slack.ts';
import type { TeamRefusal } from '../flows/teams.ts';
import { clampBlocks, clampText, clampView } from '../present/clamp-blocks.ts';
import type { SlackBlock } from '../present/blocks.ts';
import type { Answered, SlackCalls, Teams, View } from './calls.ts';
import { errorCode } from './error-code.ts';

export interface SlackCallsOptions {
  readonly teams: Pick<Teams, 'tokenFor'>;
  /** Replaces `https://slack.com/api/`. */
  readonly apiUrl: string | undefined;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Of posts to one channel, by `channelKey`; shared with whoever else posts there. */
  readonly spacing: Spacing;
  /** Milliseconds for one call; 10 s unless said otherwise. */
  readonly timeoutMs?: number | undefined;
  /** Slack refused a workspace's token, what it may do, or our own credentials: told of each such refusal. */
  readonly onTeamRefused?: ((team: string, refusal: TeamRefusal) => Promise<void>) | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** Said of the token, whatever is asked: no other call would fare better. */
const OF_THE_TOKEN: ReadonlySet<string> = new Set([
  'token_revoked',
  'account_inactive',
  'invalid_auth',
  'not_authed',
]);
/** Said of posting: then no alert would fare better. Of any other call they say no more than that this one is not for us. */
const OF_POSTING: ReadonlySet<string> = new Set([
  'missing_scope',
  'access_denied',
  'enterprise_is_restricted',
  'team_access_not_granted',
]);
const POSTING: ReadonlySet<string> = new Set(['chat.postMessage', 'chat.update']);

export function createSlackCalls(options: SlackCallsOptions): SlackCalls {
  const lacking = new Set<string>();
  return {
    ask: async (team, method, fields) => {
      const begunAt = options.clock.now();
      const answered = await answeredBy(team, method, fields, options);
      if (answered.ok) return answered;
      const { code } = answered;
      const isLacking = code === 'missing_scope' && !POSTING.has(method);
      const what = `${team} ${method}`;
      // What lacks a permission lacks it each time.
      if (!isLacking || !lacking.has(what)) options.log.warn({ team, method, code }, 'Slack refused a call');
      if (isLacking) lacking.add(what);
      if (isOfTheTeam(method, code)) await tell(team, { code, begunAt }, options);
      return answered;
    },
  };
}

function isOfTheTeam(method: string, code: string): boolean {
  if (CLIENT_REFUSED.has(code)) return true;
  // Whoever asks who we are decides by itself what that means.
  if (OF_THE_TOKEN.has(code)) return method !== 'auth.test';
  return OF_POSTING.has(code) && POSTING.has(method);
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
  let hasToken = false;
  try {
    const token = await teams.tokenFor(team, signal, wish);
    if (token === undefined) return { ok: false, code: 'not_installed' };
    hasToken = true;
    const { channel } = fields;
    if (method === 'chat.postMessage' && typeof channel === 'string')
      await spacing.wait(channelKey({ team, id: channel }), signal);
    const said = await callSlack({ apiUrl, timeoutMs, token, signal }, method, cut(fields));
    return { ok: true, said };
  } catch (error) {
    return { ok: false, code: hasToken ? wordOf(error) : tokenWordOf(error) };
  }
}

async function tell(
  team: string,
  refusal: TeamRefusal,
  { onTeamRefused, log }: SlackCallsOptions,
): Promise<void> {
  try {
    await onTeamRefused?.(team, refusal);
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

/** Of the renewal of a token: what Slack says of that says nothing of the call that it was wanted for. */
function tokenWordOf(error: unknown): string {
  const code = wordOf(error);
  const isOwn = code === 'ratelimited' || /^E[A-Z_]+$/.test(code) || CLIENT_REFUSED.has(code);
  return isOwn ? code : 'token_not_renewed';
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
