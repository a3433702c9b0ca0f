import type { SlackServer } from '../../base/call-slack.ts';
import { CHANNEL_SPACING_MS, channelKey, createSpacing, type Spacing } from '../../base/spacing.ts';
import type { Message, Refused, Sent } from '../../domain/delivery.ts';
import { beforeSending } from '../../domain/not-begun.ts';
import type { Channel, Clock, Log } from '../../domain/ports.ts';
import type { Address } from '../../domain/subscription.ts';
import type { SlackReply } from '../../present/blocks.ts';
import { clampBlocks, clampText } from '../../present/clamp-blocks.ts';
import { renderDigestRoot, renderFirst, renderSlack, type SlackPost } from '../../present/slack-blocks.ts';
import { ownTeamOnly, type TokenFor } from './own-team.ts';
import { postThread } from './post-thread.ts';
import { isAboutForm, isAboutThread, isGone } from './refusal.ts';
import { createWebApi, type Answered, type ApiCall, type WebApi } from './web-api.ts';

/** "Several hundred messages per minute" in a workspace: 240 (https://docs.slack.dev/apis/web-api/rate-limits/). */
const TEAM_SPACING_MS = 250;
/** So that a channel whose turn is a second away holds up no other. */
const HANDS = 4;
/** What is longer is not waited for: the next reply brings the first message up to date. */
const LONGEST_WAIT_MS = 60_000;

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
  /** Waits for the turn to post, and to do anything else. */
  readonly turns: { readonly post: ApiCall['turn']; readonly other: ApiCall['turn'] };
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
  return {
    kind: 'slack',
    hands: HANDS,
    send: async (message, to, signal) => {
      if (to.channel !== 'slack') throw new Error('the Slack channel was given an address that is not Slack');
      const post = beforeSending(() => renderSlack(message));
      const other: ApiCall['turn'] = (cut) => teams.wait(to.team, cut);
      const turns = {
        other,
        // The channel's turn comes last: no other wait may push two posts together.
        post: async (cut: AbortSignal) => {
          await other(cut);
          await channels.wait(channelKey(to), cut);
        },
      };
      return await deliver(message, post, { to, signal, call, turns, clock, log });
    },
    close: async () => {
      await Promise.resolve();
    },
  };
}

async function deliver(message: Message, post: SlackPost, way: Way): Promise<Sent | Refused> {
  const thread = threadTs(message.thread);
  let hung = thread !== undefined;
  let answer = await postOnce(post, thread === undefined ? {} : { thread_ts: thread }, way);
  if (!answer.ok && hung && isAboutThread(answer.refusal)) {
    hung = false;
    answer = await postOnce(renderSlack({ ...message, thread: undefined }), {}, way);
  }
  if (!answer.ok) return answer.refusal;
  const { ts, channel } = answer.said;
  const posted = { channel: asText(channel) ?? way.to.id, ts: asText(ts) ?? '' };
  const left = await hangThread(message, post, posted, way);
  if (hung && thread !== undefined) await updateFirst(message, { ...posted, ts: thread }, way);
  return { sent: true, reference: posted.ts, ...(left.length === 0 ? {} : { left }) };
}

/** With all its blocks; as plain text where Slack refuses them. */
async function postOnce(post: SlackPost, hanging: Fields, way: Way): Promise<Answered> {
  const { to, signal, call, turns, log } = way;
  const made = (fields: Fields): ApiCall => ({
    team: to.team,
    method: 'chat.postMessage',
    fields: { channel: to.id, unfurl_links: false, unfurl_media: false, ...hanging, ...fields },
    turn: turns.post,
  });
  const { text, blocks } = fieldsOf(post);
  const answer = await call(made({ text, blocks }), signal);
  if (answer.ok || !isAboutForm(answer.refusal)) return answer;
  log.error({ code: answer.refusal.code }, 'Slack refused the form of a message; it goes out as plain text');
  return await call(made({ text }), signal);
}

/** A message as it stands in Slack. */
interface Posted {
  readonly channel: string;
  readonly ts: string;
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
  const hanging = { channel: to.id, thread_ts: posted.ts, unfurl_links: false, unfurl_media: false };
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

async function updateFirst(message: Message, first: Posted, way: Way): Promise<void> {
  const shown = renderFirst(message);
  if (shown !== undefined) await update(shown, first, way);
}

/** Never fails: what is sent is sent. */
async function update(shown: SlackReply, { channel, ts }: Posted, way: Way): Promise<void> {
  const { to, signal, call, turns, clock, log } = way;
  const fields = { channel, ts, ...fieldsOf(shown) };
  const once = async (): Promise<Answered> =>
    await call({ team: to.team, method: 'chat.update', fields, turn: turns.other }, signal);
  let answer = await once();
  const wait = answer.ok || answer.refusal.code !== 'ratelimited' ? undefined : answer.refusal.retryAfterMs;
  if (wait !== undefined && wait <= LONGEST_WAIT_MS && (await slept(wait, { clock, signal })))
    answer = await once();
  if (!answer.ok && !isGone(answer.refusal))
    log.warn({ code: answer.refusal.code }, 'the message at the head of a thread could not be updated');
}

/** False where it was told to stop. */
async function slept(ms: number, { clock, signal }: Pick<Way, 'clock' | 'signal'>): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch {
    return false;
  }
}

function fieldsOf({ text, blocks }: SlackReply): { readonly text: string; readonly blocks: unknown } {
  return { text: clampText(text), blocks: clampBlocks(blocks, 'message') };
}

/** A mail's Message-ID is none. */
function threadTs(thread: string | undefined): string | undefined {
  return thread !== undefined && /^\d+\.\d+$/.test(thread) ? thread : undefined;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
