import { nextSlotOf } from '../src/app/digest-slots.ts';
import { troublesOf } from '../src/app/troubles.ts';
import { CHANNEL_SPACING_MS, createSpacing } from '../src/base/spacing.ts';
import type { Channel, Clock } from '../src/domain/ports.ts';
import type { ChannelKind } from '../src/domain/subscription.ts';
import { dispatch } from '../src/flows/dispatch.ts';
import { searchProcurements } from '../src/flows/search.ts';
import { tellOperator } from '../src/flows/tell-operator.ts';
import { startPretendSlack, type PretendSlackOptions } from '../src/sandbox/pretend-slack.ts';
import { createSlackBot } from '../src/slack/slack-bot.ts';
import { createSlackCalls } from '../src/slack/slack-calls.ts';
import { createTeams } from '../src/slack/teams.ts';
import { keptLog, serve } from './fake-slack.ts';
import { openWorld } from './flow-world.ts';

const OPERATOR = { channel: 'email', email: 'operator@example.org' } as const;

/** Until it is aborted. */
async function hangs(_ms: number, signal?: AbortSignal): Promise<void> {
  await new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('aborted')));
  });
}

/** The whole bot behind Bolt's real receiver, over HTTP, and people of a pretend workspace who use it. */
export async function openBotWorld(options: Partial<PretendSlackOptions> = {}) {
  const world = await openWorld();
  const { store, clock, deps } = world;
  const log = keptLog();
  let botUrl = '';
  const slack = await startPretendSlack({
    now: () => clock.now(),
    botUrl: () => botUrl,
    patienceMs: 1_500,
    ...options,
  });
  const { apiUrl, botToken, signingSecret } = slack;
  // The connection looks again every five minutes: on a clock that leaps over each sleep that would be for ever.
  const patient: Clock = { now: () => clock.now(), sleep: hangs };
  const teams = createTeams({ store, clock, log, botToken, oauth: undefined, apiUrl });
  const spacing = createSpacing(clock, CHANNEL_SPACING_MS);
  const bot = createSlackBot({
    ...deps,
    store,
    log,
    teams,
    apiUrl,
    botToken,
    signingSecret,
    clock: patient,
    appToken: undefined,
    command: '/tenders',
    slack: createSlackCalls({ teams, clock, apiUrl, log, spacing }),
    frameworks: [],
    search: async (text, wish) => await searchProcurements(text, world, { limit: 5, stage: 'open', ...wish }),
    nextSlot: nextSlotOf,
    troubles: troublesOf,
    url: (path) => `https://test.example${path}`,
    tellOperator: async (tx, note) => await tellOperator(tx, note, [OPERATOR], deps),
  });
  const server = await serve((request, response) => bot.listener?.(request, response));
  botUrl = `${server.url}/slack/events`;
  await bot.start();
  return {
    ...world,
    log,
    slack,
    /** Sends all that is due; what goes to Slack is kept in `channels.slack.sent`. */
    send: async () =>
      await dispatch(
        {
          ...deps,
          channels: new Map(Object.entries(world.channels) as [ChannelKind, Channel][]),
          random: () => 0.5,
          worker: 'test',
          troubles: troublesOf,
          url: (path) => `https://test.example${path}`,
          slackCommand: '/tenders',
        },
        new AbortController().signal,
      ),
    close: async () => {
      await bot.stop();
      await server.close();
      await slack.close();
      await world.close();
    },
  };
}

export type BotWorld = Awaited<ReturnType<typeof openBotWorld>>;
