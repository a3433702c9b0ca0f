import { afterEach, describe, expect, it } from 'vitest';
import { botOptions, CLIENT, SEAL } from '../../test/bot-world.ts';
import { serve, startFakeSlack } from '../../test/fake-slack.ts';
import { openWorld } from '../../test/flow-world.ts';
import { showPage } from '../web/node-page.ts';
import { createInstallPages } from './install-pages.ts';
import { openKept } from './kept-tokens.ts';
import { SCOPES } from './scopes.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const GRANTED = {
  ok: true,
  access_token: 'xoxe.xoxb-1',
  refresh_token: 'xoxe-1-1',
  expires_in: 43_200,
  token_type: 'bot',
  scope: SCOPES.join(','),
  bot_user_id: 'UBOT',
  app_id: 'A1',
  team: { id: 'T1', name: 'Ashcombe' },
  enterprise: null,
  is_enterprise_install: false,
  authed_user: { id: 'U1' },
};

async function aWorld() {
  const world = await openWorld();
  const slack = await startFakeSlack();
  slack.answers['oauth.v2.access'] = () => GRANTED;
  const { log, deps } = botOptions(world, { apiUrl: slack.apiUrl, oauth: { client: CLIENT, seal: SEAL } });
  const pages = createInstallPages({
    ...deps,
    store: world.store,
    clock: world.clock,
    client: CLIENT,
    seal: SEAL,
    apiUrl: slack.apiUrl,
    publicUrl: 'https://test.example',
    command: '/tenders',
    show: (res, status, page) => showPage(res, { status, ...page, https: true }),
  });
  const server = await serve((req, res) => pages[req.url?.split('?', 1)[0] ?? '']?.(req, res));
  open.push(world.close, slack.close, () => server.close());
  const get = async (path: string, cookie?: string, method = 'GET') => {
    const headers = cookie === undefined ? {} : { cookie };
    const response = await fetch(`${server.url}${path}`, { redirect: 'manual', headers, method });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  /** Presses "Add to Slack": the state that Slack is given, and the cookie that the browser is. */
  const begin = async () => {
    const { headers } = await get('/slack/install');
    const to = new URL(headers.get('location') ?? '');
    const cookie = (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    return { to, cookie, state: to.searchParams.get('state') ?? '' };
  };
  const back = (state: string, cookie?: string) =>
    get(`/slack/oauth_redirect?code=c1&state=${state}`, cookie);
  return { ...world, slack, log, get, begin, back };
}

describe('adding the app to a workspace', () => {
  it('leads to Slack with all that we ask for, and with a state that the browser keeps', async () => {
    const { begin, get, slack } = await aWorld();

    const { to, cookie, state } = await begin();

    expect(to.pathname).toBe('/oauth/v2/authorize');
    expect(to.host).toBe(new URL(slack.apiUrl).host);
    expect(Object.fromEntries(to.searchParams)).toEqual({
      scope: SCOPES.join(','),
      state: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      client_id: CLIENT.clientId,
      redirect_uri: 'https://test.example/slack/oauth_redirect',
    });
    expect(cookie).toContain(state);
    const { headers } = await get('/slack/install');
    expect(headers.get('set-cookie')).toMatch(/; Secure; HttpOnly; Path=\/; Max-Age=600/);
  });

  it('keeps what Slack says, sealed, and shows a page without a secret in it', async () => {
    const { begin, back, store, log, clock } = await aWorld();
    const { state, cookie } = await begin();

    const { status, text, headers } = await back(state, cookie);

    expect(status).toBe(200);
    expect(text).toContain('It was added to Ashcombe. Type /tenders help there');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    const row = await store.installations.of('T1');
    expect(row).toMatchObject({
      slackId: 'T1',
      name: 'Ashcombe',
      botUser: 'UBOT',
      scopes: SCOPES,
      installedBy: 'U1',
      installedAt: clock.now(),
      inactive: undefined,
    });
    expect(row && openKept(row, SEAL)).toMatchObject({
      bot: { token: 'xoxe.xoxb-1', refreshToken: 'xoxe-1-1' },
    });
    const seen = `${text} ${JSON.stringify(row)} ${log.lines.join()}`;
    for (const secret of ['xoxe.xoxb-1', 'xoxe-1-1', state, CLIENT.clientSecret])
      expect(seen).not.toContain(secret);
  });

  it('of the configured token’s own workspace goes to home', async () => {
    const { begin, back, store } = await aWorld();
    await store.transaction(async (tx) => {
      const unknown = { name: undefined, botUser: undefined, scopes: [], installedBy: undefined };
      await tx.installations.keep({
        team: 'home',
        slackId: 'T1',
        ...unknown,
        installedAt: 1,
        sealed: undefined,
        inactive: undefined,
      });
    });
    const { state, cookie } = await begin();

    await back(state, cookie);

    expect((await store.installations.list()).map(({ team, slackId }) => [team, slackId])).toEqual([
      ['home', 'T1'],
    ]);
    const row = await store.installations.of('home');
    expect(row && openKept(row, SEAL)).toMatchObject({ bot: { token: 'xoxe.xoxb-1' } });
  });
});

describe('what comes back is refused, and keeps nothing', () => {
  it.each([
    [
      'was used before',
      async ({ begin, back }: World) => {
        const { state, cookie } = await begin();
        await back(state, cookie);
        return await back(state, cookie);
      },
    ],
    [
      'is older than ten minutes',
      async ({ begin, back, clock }: World) => {
        const { state, cookie } = await begin();
        clock.advance(10 * 60_000 + 1);
        return await back(state, cookie);
      },
    ],
    [
      'was altered',
      async ({ begin, back }: World) => {
        const { state, cookie } = await begin();
        const altered = `${state.startsWith('A') ? 'B' : 'A'}${state.slice(1)}`;
        return await back(altered, cookie.replace(state, altered));
      },
    ],
    [
      'comes from another browser',
      async ({ begin, back }: World) => {
        const { state } = await begin();
        return await back(state);
      },
    ],
    [
      'comes with the cookie of another beginning',
      async ({ begin, back }: World) => {
        const [one, other] = [await begin(), await begin()];
        return await back(one.state, other.cookie);
      },
    ],
    [
      'is missing',
      async ({ begin, get }: World) => {
        const { cookie } = await begin();
        return await get('/slack/oauth_redirect?code=c1', cookie);
      },
    ],
  ])('where the state %s', async (_what, come) => {
    const world = await aWorld();

    const { status, text } = await come(world);

    expect(status).toBe(400);
    expect(text).toContain('This link is used up');
    const redeemed = world.slack.calls.filter((method) => method === 'oauth.v2.access');
    const rows = await world.store.installations.list();
    expect(redeemed).toHaveLength(rows.length);
    expect(rows.length).toBeLessThanOrEqual(_what === 'was used before' ? 1 : 0);
  });

  it('where somebody says no, in words that say so', async () => {
    const { begin, get, store } = await aWorld();
    const { state, cookie } = await begin();

    const { text } = await get(`/slack/oauth_redirect?error=access_denied&state=${state}`, cookie);

    expect(text).toContain('You said no in Slack');
    expect(await store.installations.list()).toEqual([]);
  });

  it('where Slack does not know the code', async () => {
    const { begin, back, slack, store } = await aWorld();
    slack.answers['oauth.v2.access'] = () => ({ ok: false, error: 'invalid_code' });
    const { state, cookie } = await begin();

    const { status, text } = await back(state, cookie);

    expect([status, text.includes('something went wrong'), text.includes('invalid_code')]).toEqual([
      502,
      true,
      false,
    ]);
    expect(await store.installations.list()).toEqual([]);
  });

  it('where the app was added to a whole organisation', async () => {
    const { begin, back, slack, store } = await aWorld();
    slack.answers['oauth.v2.access'] = () => ({ ...GRANTED, team: null, is_enterprise_install: true });
    const { state, cookie } = await begin();

    const { status, text } = await back(state, cookie);

    expect([status, text.includes('Choose a workspace')]).toEqual([422, true]);
    expect(await store.installations.list()).toEqual([]);
  });

  it('where it is no GET, and goes nowhere but to Slack', async () => {
    const { get, slack } = await aWorld();

    expect((await get('/slack/install', undefined, 'POST')).status).toBe(405);
    const { headers } = await get(
      '/slack/install?redirect_uri=https://evil.example&next=https://evil.example',
    );
    expect(headers.get('location')).not.toContain('evil');
    expect(slack.calls).toEqual([]);
  });
});

type World = Awaited<ReturnType<typeof aWorld>>;
