import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../../test/fake-clock.ts';
import { startFakeSlack, type FakeSlack } from '../../../test/fake-slack-api.ts';
import { aMessage } from '../../../test/messages.ts';
import type { Refused } from '../../domain/delivery.ts';
import type { Address } from '../../domain/subscription.ts';
import { createSlackChannel } from './index.ts';

const HOUR = 3_600_000;
const TO: Address = { channel: 'slack', team: 'home', id: 'C1' };
const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
let server: FakeSlack;
const clock = fakeClock();
beforeEach(async () => {
  server = await startFakeSlack(() => clock.now());
});
afterEach(async () => {
  await server.close();
});

async function answerTo(error: string, thread?: string): Promise<unknown> {
  server.trouble({ error });
  const channel = createSlackChannel({ token: 'xoxb-1', apiUrl: server.apiUrl, clock, log, timeoutMs: 300 });
  return await channel.send(aMessage({ thread }), TO, new AbortController().signal);
}

type Meaning = Pick<Refused, 'scope' | 'permanent' | 'ambiguous'> & Partial<Refused>;
const pauses = { scope: 'subscriber', permanent: true, ambiguous: false } as const;
const ofTheTeam = { scope: 'team', permanent: true, ambiguous: false } as const;
const waits = { scope: 'team', permanent: false, ambiguous: false } as const;
const ours = { scope: 'message', permanent: true, ambiguous: false } as const;
const unsure = { scope: 'message', permanent: false, ambiguous: true } as const;

/** How often `chat.postMessage` is asked, where not once. */
type Row = readonly [words: readonly string[], meaning: Meaning, asked?: number];

const MEANINGS: readonly Row[] = [
  [
    ['channel_not_found', 'not_in_channel'],
    { ...pauses, reason: 'The bot is not in the channel, or the channel is gone.' },
  ],
  [['is_archived'], { ...pauses, reason: 'The channel is archived.' }],
  [
    [
      'restricted_action',
      'restricted_action_read_only_channel',
      'restricted_action_thread_only_channel',
      'no_permission',
      'ekm_access_denied',
      'channel_is_limited_access',
    ],
    { ...pauses, reason: 'The workspace does not allow the bot to post here.' },
  ],
  [
    ['user_not_found', 'user_disabled', 'cannot_dm_bot', 'messages_tab_disabled'],
    { ...pauses, reason: 'This person cannot be written to.' },
  ],
  [
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
    ours,
    2,
  ],
  [['token_revoked', 'account_inactive', 'invalid_auth', 'not_authed', 'not_allowed_token_type'], ofTheTeam],
  // It is asked for a fresh one, and there is none.
  [['token_expired'], ofTheTeam, 2],
  [['missing_scope', 'not_installed'], ofTheTeam],
  [
    ['access_denied', 'enterprise_is_restricted', 'team_access_not_granted'],
    {
      ...ofTheTeam,
      reason:
        'The workspace, or its organisation, keeps the app out: ask whoever looks after it to let it in.',
    },
  ],
  [
    ['team_added_to_org', 'org_login_required', 'message_limit_exceeded', 'accesslimited'],
    { ...waits, retryAfterMs: HOUR },
  ],
  [['ratelimited', 'rate_limited'], { ...waits, retryAfterMs: 60_000 }],
  [['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable'], unsure],
  [['moon_is_full'], { scope: 'message', permanent: false, ambiguous: false }],
];

describe('what Slack answers', () => {
  it.each(
    MEANINGS.flatMap(([words, meaning, asked = 1]) => words.map((word) => [word, meaning, asked] as const)),
  )('%s leads to what it asks for', async (word, meaning, asked) => {
    expect(await answerTo(word)).toMatchObject({ sent: false, code: word, ...meaning });
    expect(server.calls).toHaveLength(asked);
  });

  it.each([
    'thread_not_found',
    'message_not_found',
    'cannot_reply_to_message',
    'restricted_action_thread_locked',
    'restricted_action_non_threadable_channel',
  ])('%s is asked once more without the thread', async (word) => {
    expect(await answerTo(word, '1700000001.000100')).toMatchObject({ sent: false, code: word, ...ours });
    expect(server.calls).toHaveLength(2);
  });
});
