import type { SlackServer } from '../../base/call-slack.ts';
import { CHANNEL_SPACING_MS, channelKey, createSpacing, type Spacing } from '../../base/spacing.ts';
import type { FirstState, Message, Refused, Sent } from '../../domain/delivery.ts';
import { beforeSending } from '../../domain/not-begun.ts';
import type { Channel, Clock, Log, Standing } from '../../domain/ports.ts';
import type { Address } from '../../domain/subscription.ts';
import type { SlackReply } from '../../present/blocks.ts';
import { renderDigestRoot, renderFirst, renderSlack, type SlackPost } from '../../present/slack-blocks.ts';
import { LITERAL } from '../../present/mrkdwn.ts';
import { ownTeamOnly, type TokenFor } from './own-team.ts';
import { postThread } from './post-thread.ts';
import { isAboutForm, isAboutThread } from './refusal.ts';
import { fieldsOf, updateMessage, type Posted } from './update-message.ts';
import { createWebApi, type Answered, type ApiCall, type WebApi } from './web-api.ts';

/** "Several hundred messages per minute" in a workspace: 240 (https://docs.slack.dev/apis/web-api/rate-limits/). */
const TEAM_SPACING_MS = 250;
/** So that a channel whose turn is a second away holds up no other. */
const HANDS = 4;
/** Tier 3, 50 a minute in a workspace, of its own (https://docs.slack.dev/reference/methods/chat.update). */
const UPDATE_SPACING_MS = 1_250;
/** No link unfolds, and its text means what we made of it alone. */
const PLAIN = { unfurl_links: false, unfurl_media: false, ...LITERAL } as const;

interface Base {
  /** Replaces `https://slack.com/api/`. */
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds for one call; 10 s unless said otherwise. */
  readonly timeoutMs?: number;
  /** Shared with whoever else posts to the same channels; its own without it. */
  readonly spacing?: Spacing;
}

/** The one workspace's bot token, or a token for each. */
export type SlackOptions = Base & ({ readonly token: string } | { readonly tokenFor: TokenFor });

type SlackAddress = Extract<Address, { channel: 'slack' }>;
type Fields = Readonly<Record<string, unknown>>;

/** A message on its way to one address. */
interface Way {
  readonly to: SlackAddress;
  readonly signal: AbortSignal;
  readonly call: WebApi;
  /** Waits for the turn to post, and to update. */
  readonly turns: { readonly post: ApiCall['turn']; readonly update: ApiCall['turn'] };
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Posts by `chat.postMessage`: whatever fails before a message stands passes through the outbox. What belongs to a message that
 * stands, its thread and the first message of the thread that it is in, is tried here, and never makes it fail.
 */
export function createSlackChannel(options: SlackOptions): Channel {
  const { clock, log, apiUrl } = options;
  const server: SlackServer = { apiUrl, timeoutMs: options.timeoutMs ?? 10_000 };
  const call = createWebApi(
    'token' in options ? ownTeamOnly(options.token, server) : options.tokenFor,
    server,
  );
  const channels = options.spacing ?? createSpacing(clock, CHANNEL_SPACING_MS);
  const teams = createSpacing(clock, TEAM_SPACING_MS);
  const updates = createSpacing(clock, UPDATE_SPACING_MS);
  const wayTo = (to: Address, signal: AbortSignal): Way => {
    if (to.channel !== 'slack') throw new Error('the Slack channel was given an address that is not Slack');
    const turns: Way['turns'] = {
      update: async (cut) => {
        await updates.wait(to.team, cut);
      },
      // The channel's turn comes last: no other wait may push two posts together.
      post: async (cut) => {
        await teams.wait(to.team, cut);
        await channels.wait(channelKey(to), cut);
      },
    };
    return { to, signal, call, turns, clock, log };
  };
  return {
    kind: 'slack',
    hands: HANDS,
    send: async (message, to, signal) => {
      const way = wayTo(to, signal);
      const post = beforeSending(() => renderSlack(message));
      return await deliver(message, post, way);
    },
    update: async (message, { to, reference, place }: Standing, signal) => {
      const way = wayTo(to, signal);
      const posted = { channel: place ?? way.to.id, ts: reference };
      return (await updateFirst(message, posted, way)) ?? 'fixed';
    },
    close: async () => {
      await Promise.resolve();
    },
  };
}

async function deliver(message: Message, post: SlackPost, way: Way): Promise<Sent | Refused> {
  const thread = threadTs(message.thread);
  let first: FirstState | undefined;
  let answer = await postOnce(post, thread === undefined ? {} : { thread_ts: thread }, way);
  if (!answer.ok && thread !== undefined && isAboutThread(answer.refusal)) {
    // It begins the thread anew.
    first = 'gone';
    answer = await postOnce(renderSlack({ ...message, thread: undefined }), {}, way);
  }
  if (!answer.ok) return answer.refusal;
  const { ts, channel } = answer.said;
  const posted = { channel: asText(channel) ?? way.to.id, ts: asText(ts) ?? '' };
  const left = await hangThread(message, post, posted, way);
  if (thread !== undefined) first ??= await updateFirst(message, { ...posted, ts: thread }, way);
  return {
    sent: true,
    reference: posted.ts,
    ...(left.length === 0 ? {} : { left }),
    ...(first === undefined ? {} : { first }),
    ...(posted.channel === way.to.id ? {} : { place: posted.channel }),
  };
}

/** With all its blocks; as plain text where Slack refuses them. */
async function postOnce(post: SlackPost, hanging: Fields, way: Way): Promise<Answered> {
  const { to, signal, call, turns, log } = way;
  const made = (fields: Fields): ApiCall => ({
    team: to.team,
    method: 'chat.postMessage',
    fields: { channel: to.id, ...PLAIN, ...hanging, ...fields },
    turn: turns.post,
  });
  const { text, blocks } = fieldsOf(post);
  const answer = await call(made({ text, blocks }), signal);
  if (answer.ok || !isAboutForm(answer.refusal)) return answer;
  log.error({ code: answer.refusal.code }, 'Slack refused the form of a message; it goes out as plain text');
  return await call(made({ text }), signal);
}

/** What belongs into its thread; answers the procurements that found room nowhere. */
async function hangThread(
  message: Message,
  { thread, left }: SlackPost,
  posted: Posted,
  way: Way,
): Promise<readonly number[]> {
  const { to, signal, call, turns } = way;
  if (thread.length === 0 || posted.ts === '') return [...thread.flatMap(({ holds }) => holds), ...left];
  const hanging = { channel: to.id, thread_ts: posted.ts, ...PLAIN };
  const reply = async (fields: Fields, cut: AbortSignal): Promise<Answered> =>
    await call(
      { team: to.team, method: 'chat.postMessage', fields: { ...hanging, ...fields }, turn: turns.post },
      cut,
    );
  const lost = await postThread(thread, { ...way, reply }, signal);
  if (lost.length === 0) return left;
  const all = [...lost, ...left];
  await update(renderDigestRoot(message, all), posted, way);
  return all;
}

/** The message at the head of its thread, as it reads now. */
async function updateFirst(message: Message, first: Posted, way: Way): Promise<FirstState | undefined> {
  const shown = renderFirst(message);
  return shown && (await update(shown, first, way));
}

/** Never fails: what is sent is sent. */
async function update(shown: SlackReply, posted: Posted, way: Way): Promise<FirstState> {
  const { to, call, turns } = way;
  const change = async (fields: Fields, cut: AbortSignal): Promise<Answered> =>
    await call({ team: to.team, method: 'chat.update', fields, turn: turns.update }, cut);
  return await updateMessage(shown, posted, { ...way, change });
}

/** A mail's Message-ID is none. */
function threadTs(thread: string | undefined): string | undefined {
  return thread !== undefined && /^\d+\.\d+$/.test(thread) ? thread : undefined;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
