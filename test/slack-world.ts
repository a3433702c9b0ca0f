import { troublesOf } from '../src/app/troubles.ts';
import type { Channel, Clock, Log } from '../src/domain/ports.ts';
import type { Address, Cadence, Wanted } from '../src/domain/subscription.ts';
import { dispatch, type DispatchReport } from '../src/flows/dispatch.ts';
import { subscribe } from '../src/flows/subscribe.ts';
import { createSlackChannel } from '../src/notify/slack/index.ts';
import { startPretendSlack, type PretendSlackOptions } from '../src/sandbox/pretend-slack.ts';
import { WORKSPACE } from '../src/sandbox/slack/seeds.ts';
import type { SlackPost } from '../src/sandbox/slack/workspace.ts';
import { openWorld } from './flow-world.ts';

/** A channel in which the bot is, one in which it is as well, and a person. */
export const TENDERS = 'C01TENDERS';
export const GENERAL = 'C02GENERAL';
export const SAM = 'U01SAM0000';

/** The whole middle of the bot, and a pretend Slack that its real channel posts to over HTTP. */
export async function openSlackWorld(options: Partial<PretendSlackOptions> = {}) {
  const world = await openWorld('2026-09-01T09:00:00Z');
  const slack = await startPretendSlack({
    now: () => world.clock.now(),
    botUrl: () => 'http://127.0.0.1:9',
    rateLimit: true,
    ...options,
  });
  const lines: object[] = [];
  const note = (fields: object): void => void lines.push(fields);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const open = (clock: Clock): Channel =>
    createSlackChannel({ token: WORKSPACE.botToken, apiUrl: slack.apiUrl, clock, log, timeoutMs: 500 });
  const channel = open(world.clock);
  return {
    ...world,
    slack,
    log: lines,
    /** The channel that alerts go through, on another clock. */
    open,
    subscribeIn: async (
      id: string,
      wish: { query?: string; cadence?: Cadence; maker?: string; wanted?: readonly Wanted[] } = {},
    ) =>
      await subscribe(
        {
          address: { channel: 'slack', team: 'home', id },
          query: wish.query ?? 'penetration',
          cadence: wish.cadence ?? 'instant',
          wanted: wish.wanted ?? ['new', 'changes', 'awards'],
          maker: wish.maker,
        },
        world,
      ),
    send: async (by: Channel = channel, clock: Clock = world.clock): Promise<DispatchReport> =>
      await dispatch(
        {
          ...world.deps,
          clock,
          channels: new Map([['slack', by]]),
          random: () => 0.5,
          worker: 'test',
          troubles: troublesOf,
          url: (path) => `https://test.example${path}`,
          slackCommand: '/tenders',
        },
        new AbortController().signal,
      ),
    /** What stands in a channel, or in what was said to a person alone. */
    posts: (where?: string): readonly SlackPost[] =>
      slack.posts().filter((post) => where === undefined || post.channel === where),
    subscriptionsOf: async (address: Address) => {
      const subscriber = await world.store.subscriptions.subscriberAt(address);
      return subscriber === undefined ? [] : await world.store.subscriptions.ofSubscriber(subscriber.id);
    },
    close: async () => {
      await slack.close();
      await world.close();
    },
  };
}

export type SlackWorld = Awaited<ReturnType<typeof openSlackWorld>>;

/** All that a post's blocks say. */
export function saidIn(post: SlackPost | undefined): string {
  return JSON.stringify(post?.blocks);
}
