import type { Clock, Log } from '../domain/ports.ts';
import { clampBlocks, clampText } from '../present/clamp-blocks.ts';
import { LITERAL } from '../present/mrkdwn.ts';
import type { Asker } from './asker.ts';
import type { Reply, SlackCalls } from './calls.ts';
import { errorCode } from './error-code.ts';
import { fieldsAt, wordAt } from './payload.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const USES = 5;
const OPEN_MS = 30 * 60_000;

export interface ReplyWays {
  /** Who falls back on Slack's Web API waits for it; undefined where the app is not installed. */
  readonly asker: Promise<Asker | undefined>;
  /** Of a command: the acknowledgement, which can be the answer. */
  readonly ack?: ((reply: Shown | undefined) => Promise<void>) | undefined;
  /** Posts to `response_url`. Rejects where Slack refuses, or answers with what it says. */
  readonly respond?: ((reply: Shown) => Promise<unknown>) | undefined;
  readonly slack: SlackCalls;
  readonly clock: Clock;
  readonly log: Log;
}

/** A reply as Slack takes it. */
export interface Shown {
  readonly response_type: 'ephemeral';
  readonly replace_original: boolean;
  readonly text: string;
  readonly blocks?: object[];
}

export interface Replies {
  /** Never throws. */
  readonly reply: (reply: Reply) => Promise<void>;
  /** In the place of the message that was pressed. Never throws. */
  readonly replace: (reply: Reply) => Promise<void>;
  /** Acknowledges what nothing was said to yet; with a word, where there is one. Never throws. */
  readonly acknowledge: (reply?: Reply) => Promise<void>;
}

/**
 * How one person is answered: by the acknowledgement while it is open, then by `response_url` while Slack takes it, then by
 * `chat.postEphemeral` where the bot is in the channel, and at last by a direct message.
 */
export function createReplies(ways: ReplyWays): Replies {
  const { clock, log } = ways;
  const since = clock.now();
  let ack = ways.ack;
  let respond = ways.respond;
  let uses = 0;

  async function byAcknowledgement(shown: Shown | undefined): Promise<boolean> {
    const open = ack;
    ack = undefined;
    return open !== undefined && (await tried(() => open(shown)));
  }

  async function byUrl(shown: Shown): Promise<boolean> {
    const open = respond;
    if (open === undefined || uses >= USES || clock.now() - since >= OPEN_MS) return false;
    uses += 1;
    const isTaken = await tried(async () => refusedIn(await open(shown)));
    // What is expired or used up once stays so.
    if (!isTaken) respond = undefined;
    return isTaken;
  }

  async function tried(work: () => Promise<unknown>): Promise<boolean> {
    try {
      const code = await work();
      if (typeof code !== 'string') return true;
      log.info({ code }, 'Slack refused an answer');
    } catch (error) {
      log.info({ code: errorCode(error) }, 'an answer could not be handed to Slack');
    }
    return false;
  }

  async function say(reply: Reply, isReplacing: boolean): Promise<void> {
    const shown = shownAs(reply, isReplacing);
    if (!isReplacing && (await byAcknowledgement(shown))) return;
    if (await byUrl(shown)) return;
    try {
      const code = await byMethod(reply, ways);
      if (code !== undefined) log.warn({ code }, 'an answer in Slack reached nobody');
    } catch (error) {
      log.warn({ code: errorCode(error) }, 'an answer in Slack reached nobody');
    }
  }

  return {
    reply: (reply) => say(reply, false),
    replace: (reply) => say(reply, true),
    acknowledge: async (reply) => {
      if (ack !== undefined) await byAcknowledgement(reply && shownAs(reply, false));
    },
  };
}

function shownAs({ text, blocks }: Reply, isReplacing: boolean): Shown {
  return {
    response_type: 'ephemeral',
    replace_original: isReplacing,
    text: clampText(text),
    ...(blocks === undefined ? {} : { blocks: clampBlocks(blocks, 'message') }),
  };
}

/** A refusal that comes with the status 200, in JSON: Slack's word. */
async function refusedIn(answer: unknown): Promise<string | undefined> {
  if (!(answer instanceof Response)) return undefined;
  if (!answer.ok) return `http_${answer.status}`;
  const text = await answer.text();
  if (!text.startsWith('{')) return undefined;
  const said = fieldsAt(parsed(text));
  return said['ok'] === false ? (wordAt(said, 'error') ?? 'unknown') : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined where it was said; otherwise Slack's word why not. */
async function byMethod({ text, blocks }: Reply, { asker, slack }: ReplyWays): Promise<string | undefined> {
  const known = await asker;
  if (known === undefined) return 'not_installed';
  const { team, user, channel } = known;
  const said = { text, ...LITERAL, ...(blocks === undefined ? {} : { blocks }) };
  if (channel !== undefined && !channel.startsWith('D')) {
    const here = await slack.ask(team, 'chat.postEphemeral', { channel, user, ...said });
    if (here.ok) return undefined;
  }
  const directly = await slack.ask(team, 'chat.postMessage', { channel: user, ...said });
  return directly.ok ? undefined : directly.code;
}
