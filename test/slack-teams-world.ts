import { troublesOf } from '../src/app/troubles.ts';
import type { Address } from '../src/domain/subscription.ts';
import { dispatch } from '../src/flows/dispatch.ts';
import { subscribe } from '../src/flows/subscribe.ts';
import { createSlackChannel } from '../src/notify/slack/index.ts';
import { createInstallPages } from '../src/slack/install-pages.ts';
import { SCOPES } from '../src/slack/scopes.ts';
import { createSlackBot } from '../src/slack/slack-bot.ts';
import { showPage } from '../src/web/node-page.ts';
import { botOptions, CLIENT, INSTALL_URL, SEAL } from './bot-world.ts';
import { post, serve, signed, startFakeSlack } from './fake-slack.ts';
import { openWorld } from './flow-world.ts';

/** A bot in several workspaces: its receiver, its pages for installing and its posts are real, and each workspace has a token. */
export async function openTeamsWorld(botToken?: string) {
  const world = await openWorld();
  const { store, clock } = world;
  const slack = await startFakeSlack();
  /** Tokens that Slack refuses, and with which word. */
  const refused = new Map<string, string>();
  slack.answers['auth.test'] = ({ token }) => said(token) ?? { ok: true, ...namesOf(teamOf(token)) };
  slack.answers['chat.postMessage'] = ({ token, fields }) =>
    said(token) ?? { ok: true, channel: fields.get('channel'), ts: `1700000000.${slack.asked.length}` };
  slack.answers['oauth.v2.access'] = ({ fields }) => granted(fields.get('code') ?? '');

  function said(token: string): object | undefined {
    const error = refused.get(token);
    return error === undefined ? undefined : { ok: false, error };
  }

  const oauth = { client: CLIENT, seal: SEAL };
  const wish = { apiUrl: slack.apiUrl, oauth, botToken };
  const options = botOptions(world, wish);
  const bot = createSlackBot(options);
  const pages = createInstallPages({
    ...options.deps,
    store,
    clock,
    ...oauth,
    apiUrl: slack.apiUrl,
    command: '/tenders',
    publicUrl: 'https://test.example',
    show: (res, status, page) => showPage(res, { status, ...page, https: true }),
  });
  const server = await serve((req, res) => {
    const path = req.url?.split('?', 1)[0] ?? '';
    (path === '/slack/events' ? bot.listener : pages[path])?.(req, res);
  });
  const channel = createSlackChannel({
    apiUrl: slack.apiUrl,
    clock,
    log: options.log,
    tokenFor: (...asked) => options.teams.tokenFor(...asked),
  });
  let events = 0;
  return {
    ...world,
    slack,
    bot,
    options,
    refused,
    server,
    log: options.log,
    /** Somebody adds the app to a workspace, in their browser; answers its token. */
    install: async (team: string, nth = 1): Promise<string> => {
      const begun = await fetch(`${server.url}/slack/install`, { redirect: 'manual' });
      const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
      const cookie = (begun.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      const back = `${server.url}/slack/oauth_redirect?code=${team}.${nth}&state=${state}`;
      const done = await fetch(back, { headers: { cookie } });
      if (done.status !== 200) throw new Error(`not installed: ${done.status}`);
      return tokenOf(team, nth);
    },
    /** Slack tells of something that happened; with the id of an earlier one it tells of that again. */
    event: async (team: string, event: object, id = `Ev${(events += 1)}`) => {
      clock.advance(1000);
      const body = JSON.stringify({ type: 'event_callback', team_id: team, event_id: id, event });
      const headers = { ...signed(body, clock.now()), 'content-type': 'application/json' };
      return await post(`${server.url}/slack/events`, body, headers);
    },
    subscribeIn: async (team: string, id = 'C1', query = 'penetration') => {
      const address: Address = { channel: 'slack', team, id };
      const wanted = ['new', 'changes'] as const;
      const made = await subscribe({ address, query, cadence: 'instant', wanted }, world);
      if (made.subscription === undefined) throw new Error('not subscribed');
      return made.subscription.id;
    },
    send: async () =>
      await dispatch(
        {
          ...world.deps,
          ...options.deps,
          store,
          clock,
          channels: new Map<'slack' | 'email', typeof channel>([
            ['slack', channel],
            ['email', world.channels.email],
          ]),
          random: () => 0.5,
          worker: 'test',
          troubles: troublesOf,
          url: (path) => `https://test.example${path}`,
          installUrl: INSTALL_URL,
        },
        new AbortController().signal,
      ),
    /** `TOKEN CHANNEL` of each post that Slack took. */
    posts: () =>
      slack.asked
        .filter(({ method, token }) => method === 'chat.postMessage' && !refused.has(token))
        .map(({ token, fields }) => `${token} ${fields.get('channel')}`),
    subscription: async (id: number) => {
      const [found] = await store.subscriptions.byIds([id]);
      if (found === undefined) throw new Error(`no subscription ${id}`);
      return found;
    },
    close: async () => {
      await bot.stop();
      await server.close();
      await slack.close();
      await world.close();
    },
  };
}

export type TeamsWorld = Awaited<ReturnType<typeof openTeamsWorld>>;

function tokenOf(team: string, nth: number): string {
  return `xoxb-${team}-${nth}`;
}

function teamOf(token: string): string {
  return token.split('-')[1] ?? '';
}

function namesOf(team: string) {
  return { team_id: team, team: `Workspace ${team}`, user_id: `UBOT${team}`, bot_id: 'B1' };
}

/** A code is a workspace, a full stop and the number of its installation. */
function granted(code: string): object {
  const [team = '', nth = '1'] = code.split('.');
  return {
    ok: true,
    access_token: tokenOf(team, Number(nth)),
    token_type: 'bot',
    scope: SCOPES.join(','),
    bot_user_id: `UBOT${team}`,
    app_id: 'A1',
    team: { id: team, name: `Workspace ${team}` },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: 'U1' },
  };
}
