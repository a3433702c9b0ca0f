import { searchProcurements } from '../flows/search.ts';
import { createInstallPages } from '../slack/install-pages.ts';
import { createSlackBot, type SlackBot } from '../slack/slack-bot.ts';
import { showPage } from '../web/node-page.ts';
import type { ServerOptions } from '../web/server.ts';
import { nextSlotOf } from './digest-slots.ts';
import type { Ground } from './ground.ts';
import { loadFrameworks } from './load-frameworks.ts';
import { operatorTeller } from './operator-teller.ts';
import { openSlack } from './slack.ts';
import { dispatchDeps } from './telling.ts';

/** The bot, where the configuration gives it a way to be asked; a token alone is for posting. */
export function openBot(ground: Ground): SlackBot | undefined {
  const slack = openSlack(ground);
  const { signingSecret, appToken, botToken, apiUrl, command } = ground.config.slack;
  if (slack === undefined || (signingSecret === undefined && appToken === undefined)) return undefined;
  return createSlackBot({
    ...dispatchDeps(ground, new Map()),
    ...slack.deps,
    signingSecret,
    appToken,
    botToken,
    apiUrl,
    command,
    clock: ground.clock,
    teams: slack.teams,
    slack: slack.calls,
    frameworks: loadFrameworks(),
    nextSlot: nextSlotOf,
    search: async (text, wish) =>
      await searchProcurements(text, ground, { limit: 5, stage: 'open', ...wish }),
    tellOperator: operatorTeller(ground),
  });
}

/** The pages by which a workspace adds the app, by path; none where only whoever runs this can. */
export function installPages(ground: Ground): ServerOptions['listeners'] {
  const slack = openSlack(ground);
  if (slack?.oauth === undefined) return {};
  const { config, store, clock } = ground;
  const { apiUrl, command } = config.slack;
  const https = config.publicUrl.startsWith('https:');
  return createInstallPages({
    ...slack.deps,
    ...slack.oauth,
    store,
    clock,
    apiUrl,
    command,
    publicUrl: config.publicUrl,
    show: (res, status, page) => showPage(res, { status, ...page, https }),
  });
}
