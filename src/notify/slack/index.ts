import type { Message, Refused, Sent } from '../../domain/delivery.ts';
import { beforeSending } from '../../domain/not-begun.ts';
import type { Channel, Clock, Log } from '../../domain/ports.ts';
import type { Address } from '../../domain/subscription.ts';
import { renderSlack } from '../../present/slack-blocks.ts';
import { callSlack, type SlackServer } from './call-slack.ts';
import { ownTeamOnly, type TokenFor } from './own-team.ts';
import { isAboutForm, notInstalled, refusalOf, stopped } from './refusal.ts';
import { createSpacing, type Spacing } from './spacing.ts';

/** One message a second in a channel, short bursts aside (https://docs.slack.dev/apis/web-api/rate-limits/). */
const CHANNEL_SPACING_MS = 1_000;
/** "Several hundred messages per minute" in a workspace, by the same page: 240. */
const TEAM_SPACING_MS = 250;

interface Base {
  /** Replaces `https://slack.com/api/`. */
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds for one call; 10 s unless said otherwise. */
  readonly timeoutMs?: number;
}

/** The one workspace's bot token, or a token for each. */
export type SlackOptions = Base & ({ readonly token: string } | { readonly tokenFor: TokenFor });

type SlackAddress = Extract<Address, { channel: 'slack' }>;
type Fields = Readonly<Record<string, unknown>> & { readonly text: string };

/** Posts by `chat.postMessage`. Nothing is retried here: every retry passes through the outbox. */
export function createSlackChannel(options: SlackOptions): Channel {
  const post = createPost(options);
  return {
    kind: 'slack',
    send: async (message, to, signal) => {
      if (to.channel !== 'slack') throw new Error('the Slack channel was given an address that is not Slack');
      const fields = beforeSending(() => fieldsOf(message, to));
      const answer = await post(to, fields, signal);
      if (answer.sent || !isAboutForm(answer)) return answer;
      options.log.error(
        { code: answer.code },
        'Slack refused the form of a message; it goes out as plain text',
      );
      return post(to, { channel: to.id, text: fields.text }, signal);
    },
    close: async () => {
      await Promise.resolve();
    },
  };
}

type Post = (to: SlackAddress, fields: Fields, signal: AbortSignal) => Promise<Sent | Refused>;

function createPost(options: SlackOptions): Post {
  const server: SlackServer = { apiUrl: options.apiUrl, timeoutMs: options.timeoutMs ?? 10_000 };
  const tokenFor = 'token' in options ? ownTeamOnly(options.token, server) : options.tokenFor;
  const channels = createSpacing(options.clock, CHANNEL_SPACING_MS);
  const teams = createSpacing(options.clock, TEAM_SPACING_MS);
  return async (to, fields, signal) => {
    let posting = false;
    try {
      const token = await tokenFor(to.team, signal);
      if (token === undefined) return notInstalled();
      await takeTurn(to, { channels, teams }, signal);
      posting = true;
      const { ts } = await callSlack({ ...server, token, signal }, 'chat.postMessage', fields);
      return { sent: true, reference: typeof ts === 'string' ? ts : '' };
    } catch (error) {
      const refusal = signal.aborted ? stopped() : refusalOf(error);
      return { ...refusal, ambiguous: refusal.ambiguous && posting };
    }
  };
}

async function takeTurn(
  to: SlackAddress,
  spacings: { readonly channels: Spacing; readonly teams: Spacing },
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  await spacings.channels.wait(`${to.team}/${to.id}`, signal);
  await spacings.teams.wait(to.team, signal);
}

function fieldsOf(message: Message, to: SlackAddress): Fields {
  const { text, blocks } = renderSlack(message);
  const thread =
    message.thread !== undefined && /^\d+\.\d+$/.test(message.thread) ? message.thread : undefined;
  const hung = thread === undefined ? {} : { thread_ts: thread };
  return { channel: to.id, text, blocks, unfurl_links: false, unfurl_media: false, ...hung };
}
