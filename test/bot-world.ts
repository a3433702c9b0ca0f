import { nextSlotOf } from '../src/app/digest-slots.ts';
import { troublesOf } from '../src/app/troubles.ts';
import { CHANNEL_SPACING_MS, createSpacing } from '../src/base/spacing.ts';
import type { Store } from '../src/domain/ports.ts';
import { searchProcurements } from '../src/flows/search.ts';
import { teamRefused, type TeamDeps } from '../src/flows/teams.ts';
import { tellOperator } from '../src/flows/tell-operator.ts';
import { createSeal } from '../src/slack/seal.ts';
import { createSlackBot, type SlackBotOptions } from '../src/slack/slack-bot.ts';
import { createSlackCalls } from '../src/slack/slack-calls.ts';
import { createTeams, type TeamsOptions } from '../src/slack/teams.ts';
import { keptLog, SIGNING_SECRET } from './fake-slack.ts';
import { openWorld, type World } from './flow-world.ts';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9/api/';

/** What opens what a test has sealed. */
export const SEAL = createSeal(Buffer.alloc(32, 7));
export const CLIENT = { clientId: '1.2', clientSecret: 'the client secret of a test' };
export const INSTALL_URL = 'https://test.example/slack/install';

export type BotWish = Partial<SlackBotOptions> & { readonly oauth?: TeamsOptions['oauth'] };

/** The bot as it is wired in earnest, over a world's store. */
export function botOptions(world: World, wish: BotWish = {}) {
  const { oauth, ...with_ } = wish;
  const log = keptLog();
  const clock = with_.clock ?? world.clock;
  const store: Store = with_.store ?? world.store;
  const apiUrl = 'apiUrl' in with_ ? with_.apiUrl : NOWHERE;
  const botToken = 'botToken' in with_ ? with_.botToken : 'xoxb-1-secret';
  const teams = createTeams({ store, clock, log, botToken, oauth, apiUrl });
  const spacing = createSpacing(clock, CHANNEL_SPACING_MS);
  const deps: TeamDeps & Pick<SlackBotOptions, 'tellOperator'> = {
    ...world.deps,
    clock,
    log,
    ...(oauth === undefined ? {} : { installUrl: INSTALL_URL }),
    tellOperator: async (tx, note) =>
      await tellOperator(tx, note, [{ channel: 'email', email: 'operator@test.example' }], world.deps),
  };
  const slack = createSlackCalls({
    teams,
    clock,
    apiUrl,
    log,
    spacing,
    onTeamRefused: async (team, refusal) => {
      await store.transaction(async (tx) => await teamRefused(tx, team, refusal, deps));
    },
  });
  const options: SlackBotOptions = {
    ...world.deps,
    ...deps,
    store,
    clock,
    teams,
    slack,
    botToken,
    apiUrl,
    signingSecret: SIGNING_SECRET,
    appToken: undefined,
    command: '/tenders',
    frameworks: [],
    troubles: troublesOf,
    url: (path) => `https://test.example${path}`,
    nextSlot: nextSlotOf,
    search: async (text, more) =>
      await searchProcurements(text, { store, clock }, { limit: 5, stage: 'open', ...more }),
    ...with_,
  };
  return { ...options, log, deps };
}

/** A bot over a world of its own. */
export async function aBot(wish: BotWish = {}) {
  const world = await openWorld();
  const options = botOptions(world, wish);
  const bot = createSlackBot(options);
  return {
    world,
    bot,
    options,
    log: options.log,
    close: async () => {
      await bot.stop();
      await world.close();
    },
  };
}
