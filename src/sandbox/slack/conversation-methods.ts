import type { Method, MethodAnswer } from './answers.ts';
import { failure } from './answers.ts';
import type { Fields } from './fields.ts';
import { word } from './fields.ts';
import type { SlackChannel, SlackUser, Workspace } from './workspace.ts';

function describeChannel(channel: SlackChannel): Fields {
  const { id, name, state, isPrivate, im, shared = false } = channel;
  const kind =
    im === undefined
      ? { name, is_channel: !isPrivate, is_group: isPrivate, is_im: false }
      : { is_im: true, user: im };
  return {
    id,
    ...kind,
    is_private: isPrivate,
    is_archived: state === 'archived',
    is_member: state === 'member' || state === 'restricted',
    is_shared: shared,
    is_ext_shared: shared,
  };
}

/** Undefined where the app cannot know of it: a private one without the bot. */
function known(args: Fields, workspace: Workspace): SlackChannel | undefined {
  const channel = workspace.channel(word(args, 'channel'));
  return channel?.isPrivate === true && channel.state === 'not-in-channel' ? undefined : channel;
}

function conversation(args: Fields, workspace: Workspace): MethodAnswer {
  const channel = known(args, workspace);
  return channel === undefined
    ? failure('channel_not_found')
    : { ok: true, channel: describeChannel(channel) };
}

/** As many as asked for from where the last page ended. */
function paged<T>(all: readonly T[], args: Fields): { readonly page: readonly T[]; readonly next: string } {
  const from = Number(word(args, 'cursor')) || 0;
  const count = Number(args['limit'] ?? 100) || 100;
  const next = from + count < all.length ? String(from + count) : '';
  return { page: all.slice(from, from + count), next };
}

function members(args: Fields, workspace: Workspace): MethodAnswer {
  const channel = known(args, workspace);
  if (channel === undefined) return failure('channel_not_found');
  const bot = channel.state === 'member' ? [workspace.team.botUser] : [];
  const { page, next } = paged([...workspace.members(channel), ...bot], args);
  return { ok: true, members: page, response_metadata: { next_cursor: next } };
}

function openDirect(args: Fields, workspace: Workspace): MethodAnswer {
  const id = word(args, 'users').split(',')[0] ?? '';
  if (id === workspace.team.botUser) return failure('cannot_dm_bot');
  const user = workspace.user(id);
  const channel = workspace.channel(id);
  if (user === undefined || channel?.im === undefined) return failure('user_not_found');
  if (user.deleted === true) return failure('user_disabled');
  return { ok: true, channel: { id: channel.id } };
}

function join(args: Fields, workspace: Workspace): MethodAnswer {
  const channel = workspace.channel(word(args, 'channel'));
  if (channel === undefined || channel.isPrivate) return failure('channel_not_found');
  if (channel.state === 'archived') return failure('is_archived');
  workspace.setChannel({ ...channel, state: 'member' });
  return { ok: true, channel: describeChannel({ ...channel, state: 'member' }) };
}

function kindOf(channel: SlackChannel): string {
  if (channel.im !== undefined) return 'im';
  return channel.isPrivate ? 'private_channel' : 'public_channel';
}

/** Of another person, the app is told the public channels and the private ones that it shares with them (https://docs.slack.dev/reference/methods/users.conversations). */
function conversationsOf(args: Fields, workspace: Workspace): MethodAnswer {
  const asked = word(args, 'user');
  const user = asked === '' || asked === workspace.team.botUser ? undefined : workspace.user(asked);
  if (asked !== '' && asked !== workspace.team.botUser && user === undefined)
    return failure('user_not_found');
  const types = (word(args, 'types') || 'public_channel').split(',').map((type) => type.trim());
  const skipsArchived = String(args['exclude_archived']) === 'true';
  function isTheirs(channel: SlackChannel): boolean {
    const hasBot = channel.state !== 'not-in-channel';
    if (user === undefined) return hasBot;
    return workspace.members(channel).includes(user.id) && (hasBot || !channel.isPrivate);
  }
  const all = workspace
    .channels()
    .filter((channel) => types.includes(kindOf(channel)) && isTheirs(channel))
    .filter((channel) => !skipsArchived || channel.state !== 'archived');
  const { page, next } = paged(all, args);
  return { ok: true, channels: page.map(describeChannel), response_metadata: { next_cursor: next } };
}

/** A person as Slack tells of them. */
export function describeUser(user: SlackUser, workspace: Workspace): Fields {
  const { id, name, deleted = false, guest = false, homeTeam = workspace.team.id } = user;
  return {
    id,
    name,
    real_name: name,
    team_id: homeTeam,
    deleted,
    is_bot: false,
    is_admin: false,
    is_restricted: guest,
    is_ultra_restricted: false,
    is_stranger: homeTeam !== workspace.team.id,
    tz: 'Europe/London',
    profile: { display_name: name },
  };
}

function userInfo(args: Fields, workspace: Workspace): MethodAnswer {
  const found = workspace.user(word(args, 'user'));
  return found === undefined ? failure('user_not_found') : { ok: true, user: describeUser(found, workspace) };
}

export const CONVERSATION_METHODS: Readonly<Record<string, Method>> = {
  'conversations.info': conversation,
  'conversations.members': members,
  'conversations.open': openDirect,
  'conversations.join': join,
  'users.conversations': conversationsOf,
  'users.info': userInfo,
};
