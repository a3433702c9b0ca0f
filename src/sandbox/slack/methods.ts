import { createHash } from 'node:crypto';
import type { Fields } from './block-kit.ts';
import { TEXT_IN_MESSAGE, blockProblems, isFields, textLength, viewProblems } from './block-kit.ts';
import type { SlackChannel, SlackPost, Workspace } from './workspace.ts';
import { WORKSPACE } from './workspace.ts';

/** What a method answers; `ok: false` carries Slack's error word. */
export type MethodAnswer = Fields & { readonly ok: boolean };

export type Method = (args: Fields, workspace: Workspace) => MethodAnswer;

function failure(error: string, messages: readonly string[] = []): MethodAnswer {
  const detail =
    messages.length === 0 ? {} : { response_metadata: { messages: messages.map((one) => `[ERROR] ${one}`) } };
  return { ok: false, error, ...detail };
}

function word(args: Fields, key: string): string {
  const value = args[key];
  return typeof value === 'string' ? value : '';
}

/** Arguments arrive form-encoded, structures in them as JSON text; undefined where that is no JSON. */
function structure(args: Fields, key: string): { readonly value: unknown } | undefined {
  const value = args[key];
  if (typeof value !== 'string' || value === '') return { value: value === '' ? undefined : value };
  try {
    return { value: JSON.parse(value) };
  } catch {
    return undefined;
  }
}

interface Content {
  readonly text: string;
  readonly blocks: readonly unknown[];
}

/** The text and blocks of a message, or why Slack would not take them. */
export function content(args: Fields): Content | MethodAnswer {
  const blocks = structure(args, 'blocks');
  if (blocks === undefined) return failure('invalid_blocks_format');
  const text = word(args, 'text');
  const list: readonly unknown[] = Array.isArray(blocks.value) ? blocks.value : [];
  if (blocks.value !== undefined && !Array.isArray(blocks.value)) return failure('invalid_blocks_format');
  if (text === '' && list.length === 0) return failure('no_text');
  const problems = blockProblems(list, 'message');
  if (problems.length > 0) return failure('invalid_blocks', problems);
  if (textLength(list) > TEXT_IN_MESSAGE) return failure('msg_blocks_too_long');
  if (text.length > 40_000) return failure('msg_too_long');
  return { text, blocks: list };
}

export function isFailure(answer: Content | MethodAnswer): answer is MethodAnswer {
  return 'ok' in answer;
}

/** The channel a message may go to, or the error that says why not. */
function openChannel(args: Fields, workspace: Workspace): SlackChannel | MethodAnswer {
  const channel = workspace.channel(word(args, 'channel'));
  if (channel === undefined) return failure('channel_not_found');
  if (channel.state === 'archived') return failure('is_archived');
  if (channel.state === 'not-in-channel')
    return failure(channel.isPrivate ? 'channel_not_found' : 'not_in_channel');
  return channel;
}

function isChannel(found: SlackChannel | MethodAnswer): found is SlackChannel {
  return 'name' in found && !('ok' in found);
}

function messageOf(post: SlackPost): Fields {
  const thread = post.threadTs === undefined ? {} : { thread_ts: post.threadTs };
  const { text, ts, blocks } = post;
  return {
    type: 'message',
    user: WORKSPACE.botUser,
    bot_id: WORKSPACE.bot,
    app_id: WORKSPACE.app,
    team: WORKSPACE.team,
    text,
    ts,
    blocks,
    ...thread,
  };
}

function say(kind: 'post' | 'ephemeral'): Method {
  return (args, workspace) => {
    const channel = openChannel(args, workspace);
    if (!isChannel(channel)) return channel;
    const said = content(args);
    if (isFailure(said)) return said;
    const threadTs = word(args, 'thread_ts') || undefined;
    const visibleTo = kind === 'ephemeral' ? word(args, 'user') : undefined;
    const post = workspace.add({ kind, channel: channel.id, threadTs, visibleTo, ...said });
    if (kind === 'ephemeral') return { ok: true, message_ts: post.ts };
    return { ok: true, channel: channel.id, ts: post.ts, message: messageOf(post) };
  };
}

function update(args: Fields, workspace: Workspace): MethodAnswer {
  const channel = openChannel(args, workspace);
  if (!isChannel(channel)) return channel;
  const said = content(args);
  if (isFailure(said)) return said;
  const ts = word(args, 'ts');
  const known = workspace.posts().find((post) => post.channel === channel.id && post.ts === ts);
  // What only one person sees cannot be updated (https://docs.slack.dev/messaging/modifying-messages).
  if (known === undefined || known.kind !== 'post') return failure('message_not_found');
  const changed = workspace.change(channel.id, ts, said);
  return { ok: true, channel: channel.id, ts, text: said.text, message: changed && messageOf(changed) };
}

function describeChannel(channel: SlackChannel): Fields {
  const { id, name, state, isPrivate, im } = channel;
  const kind = im === undefined ? { name, is_channel: !isPrivate, is_im: false } : { is_im: true, user: im };
  return {
    id,
    ...kind,
    is_private: isPrivate,
    is_archived: state === 'archived',
    is_member: state === 'member',
  };
}

function conversation(args: Fields, workspace: Workspace): MethodAnswer {
  const channel = workspace.channel(word(args, 'channel'));
  const hidden = channel === undefined || (channel.isPrivate && channel.state === 'not-in-channel');
  return hidden ? failure('channel_not_found') : { ok: true, channel: describeChannel(channel) };
}

function openDirect(args: Fields, workspace: Workspace): MethodAnswer {
  const channel = workspace.channel(word(args, 'users').split(',')[0] ?? '');
  if (channel?.im === undefined) return failure('user_not_found');
  return { ok: true, channel: { id: channel.id } };
}

function join(args: Fields, workspace: Workspace): MethodAnswer {
  const channel = workspace.channel(word(args, 'channel'));
  if (channel === undefined || channel.isPrivate) return failure('channel_not_found');
  if (channel.state === 'archived') return failure('is_archived');
  workspace.setChannel({ ...channel, state: 'member' });
  return { ok: true, channel: describeChannel({ ...channel, state: 'member' }) };
}

function userInfo(args: Fields, workspace: Workspace): MethodAnswer {
  const found = workspace.users().find((user) => user.id === word(args, 'user'));
  if (found === undefined) return failure('user_not_found');
  const { id, name } = found;
  return {
    ok: true,
    user: {
      id,
      name,
      real_name: name,
      team_id: WORKSPACE.team,
      deleted: false,
      is_bot: false,
      is_admin: false,
      tz: 'Europe/London',
      profile: { display_name: name },
    },
  };
}

function showView(args: Fields, workspace: Workspace): MethodAnswer {
  const view = structure(args, 'view');
  if (view === undefined || !isFields(view.value)) return failure('invalid_arguments');
  const problems = viewProblems(view.value);
  if (problems.length > 0) return failure('invalid_arguments', problems);
  const shown = workspace.show({ user: word(args, 'user_id') || undefined, view: view.value });
  const hash = createHash('sha256').update(JSON.stringify(view.value)).digest('hex').slice(0, 12);
  return {
    ok: true,
    view: { ...view.value, id: shown.id, hash, team_id: WORKSPACE.team, app_id: WORKSPACE.app },
  };
}

/** Every code is good: the pretend workspace installs whoever asks. */
function oauthAccess(): MethodAnswer {
  return {
    ok: true,
    access_token: WORKSPACE.botToken,
    token_type: 'bot',
    scope: 'commands,chat:write',
    bot_user_id: WORKSPACE.botUser,
    app_id: WORKSPACE.app,
    team: { id: WORKSPACE.team, name: WORKSPACE.teamName },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: 'U01SAM0000' },
  };
}

function authTest(): MethodAnswer {
  return {
    ok: true,
    url: 'https://tenderbell-sandbox.slack.example/',
    team: WORKSPACE.teamName,
    user: 'tenderbell',
    team_id: WORKSPACE.team,
    user_id: WORKSPACE.botUser,
    bot_id: WORKSPACE.bot,
    is_enterprise_install: false,
  };
}

/** The methods the pretend Slack knows, but for `apps.connections.open`, which needs sockets. */
export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': authTest,
  'chat.postMessage': say('post'),
  'chat.postEphemeral': say('ephemeral'),
  'chat.update': update,
  'conversations.info': conversation,
  'conversations.open': openDirect,
  'conversations.join': join,
  'users.info': userInfo,
  'views.open': showView,
  'views.publish': showView,
  'oauth.v2.access': oauthAccess,
};
