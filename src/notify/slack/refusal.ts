import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { Refused } from '../../domain/delivery.ts';

type Judged = Pick<Refused, 'scope' | 'permanent' | 'reason'> &
  Partial<Pick<Refused, 'ambiguous' | 'retryAfterMs'>>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const INVITE: Judged = {
  scope: 'subscriber',
  permanent: true,
  reason: 'The channel does not exist, or the bot is not in it: invite the bot to the channel, then resume.',
};
const ARCHIVED: Judged = { scope: 'subscriber', permanent: true, reason: 'The channel is archived.' };
const FORBIDDEN: Judged = {
  scope: 'subscriber',
  permanent: true,
  reason: 'The workspace does not allow the bot to post here.',
};
const NO_PERSON: Judged = {
  scope: 'subscriber',
  permanent: true,
  reason: 'This person cannot be written to.',
};
const OUR_FORM: Judged = { scope: 'message', permanent: true, reason: 'Slack refused the message as such.' };
const DEAD_TOKEN: Judged = {
  scope: 'channel',
  permanent: false,
  reason: 'Slack no longer accepts the bot token: install the app again.',
};
const MOVING: Judged = {
  scope: 'channel',
  permanent: false,
  reason: 'The workspace is being moved.',
  retryAfterMs: HOUR,
};
const UNSURE: Judged = {
  scope: 'message',
  permanent: false,
  ambiguous: true,
  reason: 'Slack did not answer as it should; it may have posted the message.',
};
const UNREACHABLE: Judged = { scope: 'channel', permanent: false, reason: 'Slack could not be reached.' };

/** Slack's error words (https://docs.slack.dev/reference/methods/chat.postMessage#errors) and what each asks for. */
const ERRORS: Readonly<Record<string, Judged>> = {
  channel_not_found: INVITE,
  not_in_channel: INVITE,
  is_archived: ARCHIVED,
  no_permission: FORBIDDEN,
  ekm_access_denied: FORBIDDEN,
  user_not_found: NO_PERSON,
  cannot_dm_bot: NO_PERSON,
  messages_tab_disabled: NO_PERSON,
  msg_too_long: OUR_FORM,
  msg_blocks_too_long: OUR_FORM,
  invalid_blocks: OUR_FORM,
  invalid_blocks_format: OUR_FORM,
  no_text: OUR_FORM,
  invalid_arguments: OUR_FORM,
  thread_not_found: OUR_FORM,
  token_revoked: DEAD_TOKEN,
  token_expired: DEAD_TOKEN,
  account_inactive: DEAD_TOKEN,
  invalid_auth: DEAD_TOKEN,
  not_authed: DEAD_TOKEN,
  missing_scope: { ...DEAD_TOKEN, reason: 'The bot lacks a permission: install the app again.' },
  org_login_required: MOVING,
  team_added_to_org: MOVING,
  fatal_error: UNSURE,
  internal_error: UNSURE,
  request_timeout: UNSURE,
  service_unavailable: UNSURE,
  ratelimited: slowDown(MINUTE),
  rate_limited: slowDown(MINUTE),
};

/** The connection never stood, so nothing can have been posted. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** True where the same facts in a plainer form may be taken. */
export function isAboutForm(refusal: Refused): boolean {
  return ERRORS[refusal.code] === OUR_FORM;
}

/** The workspace has no bot token here. */
export function notInstalled(): Refused {
  return refused('not_installed', {
    scope: 'subscriber',
    permanent: true,
    reason: 'The bot is not installed in this workspace.',
  });
}

/** We are shutting down in the middle of a post. */
export function stopped(): Refused {
  return refused('aborted', { ...UNSURE, reason: 'Sending was stopped.' });
}

/**
 * What a failed post means (https://docs.slack.dev/reference/methods/chat.postMessage). Reasons are our own words; a page
 * in place of an answer is never quoted.
 */
export function refusalOf(error: unknown): Refused {
  if (error instanceof WebAPIRateLimitedError)
    return refused('ratelimited', slowDown(error.retryAfter * 1_000));
  if (error instanceof WebAPIPlatformError) return aboutAnswer(error.data.error);
  if (error instanceof WebAPIHTTPError) return refused(`http_${error.statusCode}`, UNSURE);
  if (error instanceof WebAPIRequestError) return aboutRequest(error.original);
  // A 429 without Retry-After reaches us as a plain error that only its words betray.
  if (error instanceof Error && error.message.startsWith('Retry header'))
    return refused('ratelimited', slowDown(MINUTE));
  return refused('unknown', UNSURE);
}

function aboutAnswer(word: string): Refused {
  // With HTML in place of JSON the library hands over the whole page as the error's name.
  if (!/^[a-z_]{1,60}$/.test(word)) return refused('unexpected_answer', UNSURE);
  if (word.startsWith('restricted_action')) return refused(word, FORBIDDEN);
  const known = Object.hasOwn(ERRORS, word) ? ERRORS[word] : undefined;
  return refused(word, known ?? { scope: 'message', permanent: false, reason: 'Slack refused the message.' });
}

function aboutRequest(original: Error): Refused {
  const code = codeOf(original) ?? codeOf(original.cause);
  if (code !== undefined && NEVER_CONNECTED.has(code)) return refused(code, UNREACHABLE);
  return refused(code ?? (original.name === 'TimeoutError' ? 'ETIMEDOUT' : 'network'), UNSURE);
}

function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

function slowDown(retryAfterMs: number): Judged {
  return { scope: 'channel', permanent: false, reason: 'Slack asks to post more slowly.', retryAfterMs };
}

function refused(code: string, judged: Judged): Refused {
  return { sent: false, ambiguous: false, retryAfterMs: undefined, ...judged, code };
}
