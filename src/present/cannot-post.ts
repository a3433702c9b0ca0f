/** What Slack's words mean for somebody who wants to be written to: https://docs.slack.dev/reference/methods/chat.postMessage. */

const NEEDS_INVITE: ReadonlySet<string> = new Set(['channel_not_found', 'not_in_channel']);

const NO_PERSON: ReadonlySet<string> = new Set([
  'channel_not_found',
  'user_not_found',
  'user_disabled',
  'cannot_dm_bot',
  'messages_tab_disabled',
]);

const UNINSTALLED: ReadonlySet<string> = new Set([
  'not_installed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'missing_scope',
]);

const KEPT_OUT: ReadonlySet<string> = new Set([
  'access_denied',
  'enterprise_is_restricted',
  'team_access_not_granted',
]);

export interface Unposted {
  /** Slack's word. */
  readonly code: string;
  /** Whether a person, not a channel, was to be written to. */
  readonly isPerson: boolean;
  /** The bot as a member, `U0123ABCD`, where it is known. */
  readonly bot: string | undefined;
}

/** Why nothing could be posted, and what to do, as mrkdwn. */
export function cannotPostWords({ code, isPerson, bot }: Unposted): string {
  if (UNINSTALLED.has(code))
    return 'I may not post in this workspace any more. Whoever looks after it must install me anew.';
  if (KEPT_OUT.has(code))
    return 'This workspace, or its organisation, keeps me out. Whoever looks after it must let me in, and then install me anew.';
  if (isPerson && NO_PERSON.has(code))
    return 'Slack does not let me write to you directly. Whoever looks after this workspace may allow it; or choose a channel.';
  if (NEEDS_INVITE.has(code)) return `I am not in that channel, so I cannot post there. ${inviteWords(bot)}`;
  if (code === 'is_archived')
    return 'That channel is archived, so nothing can be posted there. Choose another.';
  if (/^(?:restricted_action|no_permission|ekm_access_denied)/.test(code))
    return 'This workspace does not let me post in that channel. Whoever looks after it can allow it; or choose another.';
  return 'Slack did not take my message just now. Please try again in a minute.';
}

/** How to invite the bot, as mrkdwn: a mention stands only outside of code. */
function inviteWords(bot: string | undefined): string {
  return bot === undefined
    ? 'Invite me there: type `/invite` and my name.'
    : `Invite me there: type /invite <@${bot}>`;
}
