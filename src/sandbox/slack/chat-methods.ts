import type { Method, MethodAnswer } from './answers.ts';
import { content, failure, isFailure, structure } from './answers.ts';
import { blockProblems } from './block-kit.ts';
import { withIds } from './elements-in.ts';
import type { Fields } from './fields.ts';
import { isFields, word } from './fields.ts';
import { WORKSPACE } from './seeds.ts';
import type { SlackChannel, SlackPost, Workspace } from './workspace.ts';

/** The channel a message may go to, or the error that says why not. */
function openChannel(args: Fields, workspace: Workspace): SlackChannel | MethodAnswer {
  const channel = workspace.channel(word(args, 'channel'));
  if (channel === undefined) return failure('channel_not_found');
  const { state, isPrivate, im } = channel;
  if (state === 'not-in-channel') return failure(isPrivate ? 'channel_not_found' : 'not_in_channel');
  if (state === 'archived') return failure('is_archived');
  if (state === 'restricted') return failure('restricted_action');
  const isGone = im !== undefined && workspace.user(im)?.deleted === true;
  return isGone ? failure('channel_not_found') : channel;
}

/** A message as Slack tells of it. */
export function messageOf(post: SlackPost, workspace: Workspace): Fields {
  const { text, ts, blocks, threadTs, by } = post;
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  const { team } = workspace;
  const writer =
    by === undefined ? { user: team.botUser, bot_id: team.bot, app_id: WORKSPACE.app } : { user: by };
  return { type: 'message', ...writer, team: team.id, text, ts, blocks: withIds(blocks), ...thread };
}

function say(kind: 'post' | 'ephemeral'): Method {
  return (args, workspace) => {
    const channel = openChannel(args, workspace);
    if (isFailure(channel)) return channel;
    const said = content(args);
    if (isFailure(said)) return said;
    const threadTs = word(args, 'thread_ts') || undefined;
    // Without the reader in the channel nobody would see it (https://docs.slack.dev/reference/methods/chat.postEphemeral).
    const reader = kind === 'ephemeral' ? word(args, 'user') : undefined;
    if (reader !== undefined && !workspace.members(channel).includes(reader))
      return failure('user_not_in_channel');
    const visibleTo = reader;
    const post = workspace.add({ kind, channel: channel.id, threadTs, visibleTo, ...said });
    if (kind === 'ephemeral') return { ok: true, message_ts: post.ts };
    return { ok: true, channel: channel.id, ts: post.ts, message: messageOf(post, workspace) };
  };
}

/** One of the app's own messages; what only one person sees is none (https://docs.slack.dev/messaging/modifying-messages). */
function ownPost(channel: SlackChannel, args: Fields, workspace: Workspace): SlackPost | undefined {
  const post = workspace.post(channel.id, word(args, 'ts'));
  return post?.visibleTo === undefined && post?.kind !== 'said' ? post : undefined;
}

function update(args: Fields, workspace: Workspace): MethodAnswer {
  const channel = openChannel(args, workspace);
  if (isFailure(channel)) return channel;
  const said = content(args);
  if (isFailure(said)) return said;
  const ts = word(args, 'ts');
  if (ownPost(channel, args, workspace) === undefined) return failure('message_not_found');
  const changed = workspace.change(channel.id, ts, said);
  const message = changed && messageOf(changed, workspace);
  return { ok: true, channel: channel.id, ts, text: said.text, message };
}

function remove(args: Fields, workspace: Workspace): MethodAnswer {
  const channel = openChannel(args, workspace);
  if (isFailure(channel)) return channel;
  const post = ownPost(channel, args, workspace);
  if (post === undefined) return failure('message_not_found');
  workspace.remove(channel.id, post.ts);
  return { ok: true, channel: channel.id, ts: post.ts };
}

/** What is wrong with the unfurls of a message's links. */
function unfurlProblem(post: Pick<SlackPost, 'text'>, unfurls: Fields): MethodAnswer | undefined {
  for (const [url, card] of Object.entries(unfurls)) {
    if (!post.text.replaceAll('&amp;', '&').includes(url.replaceAll('&amp;', '&')))
      return failure('cannot_find_message');
    if (!isFields(card)) return failure('invalid_unfurls_format');
    const blocks = card['blocks'] ?? [];
    const problems = blockProblems(blocks, 'message');
    if (problems.length > 0) return failure('invalid_blocks', problems);
  }
  return undefined;
}

function unfurl(args: Fields, workspace: Workspace): MethodAnswer {
  const cards = structure(args, 'unfurls');
  if (cards === undefined || !isFields(cards.value)) return failure('invalid_unfurls_format');
  const draft =
    word(args, 'source') === 'composer' ? workspace.drafts.get(word(args, 'unfurl_id')) : undefined;
  const post = workspace.post(word(args, 'channel'), word(args, 'ts'));
  const message = draft ?? post;
  if (message === undefined) return failure('cannot_find_message');
  const problem = unfurlProblem(message, cards.value);
  if (problem !== undefined) return problem;
  draft?.unfold(cards.value);
  if (post === undefined) return { ok: true };
  workspace.change(post.channel, post.ts, { unfurls: { ...post.unfurls, ...cards.value } });
  return { ok: true };
}

export const CHAT_METHODS: Readonly<Record<string, Method>> = {
  'chat.postMessage': say('post'),
  'chat.postEphemeral': say('ephemeral'),
  'chat.update': update,
  'chat.delete': remove,
  'chat.unfurl': unfurl,
};
