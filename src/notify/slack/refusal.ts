import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { Refused } from '../../domain/delivery.ts';
import { CLIENT_REFUSED } from '../../domain/slack.ts';
import { ARCHIVED_CHANNEL, FORBIDDEN_CHANNEL } from '../../domain/subscription.ts';

type Judged = Pick<Refused, 'scope' | 'permanent' | 'reason'> &
  Partial<Pick<Refused, 'ambiguous' | 'retryAfterMs'>>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const INVITE: Judged = {
  scope: 'subscriber',
  permanent: true,
  reason: 'The bot is not in the channel, or the channel is gone.',
};
const ARCHIVED: Judged = { scope: 'subscriber', permanent: true, reason: ARCHIVED_CHANNEL };
const FORBIDDEN: Judged = { scope: 'subscriber', permanent: true, reason: FORBIDDEN_CHANNEL };
const NO_PERSON: Judged = {
  scope: 'subscriber',
  permanent: true,
  reason: 'This person cannot be written to.',
};
const OUR_FORM: Judged = { scope: 'message', permanent: true, reason: 'Slack refused the message as such.' };
const NO_THREAD: Judged = {
  scope: 'message',
  permanent: true,
  reason: 'The message whose thread it belongs to is gone.',
};
const DEAD_TOKEN: Judged = {
  scope: 'team',
  permanent: true,
  reason: 'Slack no longer accepts the bot token of this workspace: install the app again.',
};
const NOT_INSTALLED: Judged = {
  scope: 'team',
  permanent: true,
  reason: 'The app is not installed in this workspace.',
};
const KEPT_OUT: Judged = {
  scope: 'team',
  permanent: true,
  reason: 'The workspace, or its organisation, keeps the app out: ask whoever looks after it to let it in.',
};
const MOVING: Judged = {
  scope: 'team',
  permanent: false,
  reason: 'The workspace is being moved, or its owner limits it for now.',
  retryAfterMs: HOUR,
};
const UNSURE: Judged = {
  scope: 'message',
  permanent: false,
  ambiguous: true,
  reason: 'Slack did not answer as it should; it may have posted the message.',
};
const UNREACHABLE: Judged = { scope: 'channel', permanent: false, reason: 'Slack could not be reached.' };

/** Slack's error words (https://docs.slack.dev/reference/methods/chat.postMessage#errors), by what each asks for. */
const ERRORS: ReadonlyMap<string, Judged> = new Map(
  (
    [
      [INVITE, ['channel_not_found', 'not_in_channel']],
      [ARCHIVED, ['is_archived']],
      [FORBIDDEN, ['no_permission', 'ekm_access_denied', 'channel_is_limited_access']],
      [NO_PERSON, ['user_not_found', 'user_disabled', 'cannot_dm_bot', 'messages_tab_disabled']],
      [
        OUR_FORM,
        [
          'msg_too_long',
          'msg_blocks_too_long',
          'invalid_blocks',
          'invalid_blocks_format',
          'no_text',
          'invalid_arguments',
          'invalid_arg_name',
          'invalid_array_arg',
          'invalid_form_data',
        ],
      ],
      [
        NO_THREAD,
        [
          'thread_not_found',
          'message_not_found',
          'invalid_thread_ts',
          'cannot_reply_to_message',
          'restricted_action_thread_locked',
          'restricted_action_non_threadable_channel',
        ],
      ],
      [
        DEAD_TOKEN,
        [
          'token_revoked',
          'token_expired',
          'account_inactive',
          'invalid_auth',
          'not_authed',
          'not_allowed_token_type',
        ],
      ],
      [
        { ...DEAD_TOKEN, reason: 'The app lacks a permission in this workspace: install it again.' },
        ['missing_scope'],
      ],
      [NOT_INSTALLED, ['not_installed']],
      [KEPT_OUT, ['access_denied', 'enterprise_is_restricted', 'team_access_not_granted']],
      [MOVING, ['org_login_required', 'team_added_to_org', 'message_limit_exceeded', 'accesslimited']],
      [UNSURE, ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']],
      [slowDown(MINUTE), ['ratelimited', 'rate_limited']],
    ] as const
  ).flatMap(([judged, words]) => words.map((word): [string, Judged] => [word, judged])),
);

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
export function isAboutForm({ code }: Pick<Refused, 'code'>): boolean {
  return ERRORS.get(code) === OUR_FORM;
}

/** True where it may be taken as a message of its own. */
export function isAboutThread({ code }: Pick<Refused, 'code'>): boolean {
  return ERRORS.get(code) === NO_THREAD;
}

/** The workspace has no bot token here. */
export function notInstalled(): Refused {
  return refused('not_installed', NOT_INSTALLED);
}

/** What befell us when a workspace's token was to be had: whatever Slack said, nothing was posted, and it speaks of no message. */
export function withoutToken(error: unknown): Refused {
  const refusal = refusalOf(error);
  const { code, scope } = refusal;
  if (scope === 'channel' || code === 'ratelimited' || code === 'rate_limited') return refusal;
  const unrenewed = { scope: 'team', permanent: false, retryAfterMs: MINUTE } as const;
  return CLIENT_REFUSED.has(code)
    ? refused(code, {
        ...unrenewed,
        reason:
          'Slack does not take slack.clientSecret, so the bot token could not be renewed: nothing was posted.',
      })
    : refused('token_not_renewed', {
        ...unrenewed,
        reason: 'The bot token of this workspace could not be renewed: nothing was posted.',
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
  const known = ERRORS.get(word) ?? (word.startsWith('restricted_action') ? FORBIDDEN : undefined);
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
  return { scope: 'team', permanent: false, reason: 'Slack asks to post more slowly.', retryAfterMs };
}

function refused(code: string, judged: Judged): Refused {
  return { sent: false, ambiguous: false, retryAfterMs: undefined, ...judged, code };
}
