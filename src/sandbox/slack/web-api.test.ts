import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../../test/fake-clock.ts';
import type { PretendSlack, PretendSlackOptions } from '../pretend-slack.ts';
import { startPretendSlack } from '../pretend-slack.ts';

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function start(options: Partial<PretendSlackOptions> = {}): Promise<PretendSlack> {
  const slack = await startPretendSlack({
    now: () => Date.parse('2026-09-01T09:00:00Z'),
    botUrl: () => 'http://127.0.0.1:1',
    ackTimeoutMs: 200,
    patienceMs: 100,
    sleep: () => Promise.resolve(),
    ...options,
  });
  closers.push(slack.close);
  return slack;
}

type Answer = Record<string, unknown> & { ok: boolean; error?: string };

async function call(
  slack: PretendSlack,
  method: string,
  args: Record<string, unknown> = {},
  token: string = slack.botToken,
): Promise<Answer> {
  const fields = Object.entries(args).map(([key, value]): [string, string] => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
    body: new URLSearchParams(fields),
  });
  return (await response.json()) as Answer;
}

function modal(more: object = {}): object {
  return { type: 'modal', title: { type: 'plain_text', text: 'A' }, blocks: [], ...more };
}

const HOME = { type: 'home', blocks: [{ type: 'divider' }] };

function input(id: string): object {
  const element = { type: 'plain_text_input', action_id: id };
  return { type: 'input', block_id: id, label: { type: 'plain_text', text: id }, element };
}

/** A trigger as somebody's command brings it: here nobody listens, so it is read off the wire by its own means. */
async function triggerOf(slack: PretendSlack, heard: URLSearchParams[]): Promise<string> {
  await slack.command('/tenders x');
  return heard.at(-1)?.get('trigger_id') ?? '';
}

/** An app that acknowledges everything and keeps what it heard. */
async function listening(options: Partial<PretendSlackOptions> = {}) {
  const { createServer } = await import('node:http');
  const heard: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push(new URLSearchParams(body));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const slack = await start({ botUrl: () => `http://127.0.0.1:${port}`, ...options });
  return { slack, heard, trigger: () => triggerOf(slack, heard) };
}

describe('views', () => {
  it('open by a trigger that is used once and for three seconds', async () => {
    const clock = fakeClock();
    const { slack, trigger } = await listening({ now: () => clock.now() });
    const first = await trigger();
    const view = modal();

    expect(await call(slack, 'views.open', { trigger_id: first, view })).toMatchObject({
      ok: true,
      view: { id: 'V000000001', root_view_id: 'V000000001', team_id: 'T01SANDBOX', state: { values: {} } },
    });
    expect((await call(slack, 'views.open', { trigger_id: first, view })).error).toBe('exchanged_trigger_id');
    const second = await trigger();
    clock.advance(3001);
    expect((await call(slack, 'views.open', { trigger_id: second, view })).error).toBe('expired_trigger_id');
    expect((await call(slack, 'views.open', { trigger_id: 'x', view })).error).toBe('invalid_trigger_id');
  });

  it('begin with the conversation in which the person is, where a menu says so', async () => {
    const { slack, trigger } = await listening();
    const element = { type: 'conversations_select', action_id: 'c', default_to_current_conversation: true };
    const block = {
      type: 'section',
      block_id: 's',
      text: { type: 'mrkdwn', text: 'Where' },
      accessory: element,
    };
    const opened = await call(slack, 'views.open', {
      trigger_id: await trigger(),
      view: modal({ blocks: [block] }),
    });

    expect(opened['view']).toMatchObject({
      state: { values: { s: { c: { selected_conversation: 'C01TENDERS' } } } },
    });
  });

  it('are pushed three high, updated by their hash, and keep what was written', async () => {
    const { slack, trigger } = await listening();
    const view = modal({
      blocks: [input('words')],
      submit: { type: 'plain_text', text: 'Go' },
      external_id: 'one',
    });
    const opened = await call(slack, 'views.open', { trigger_id: await trigger(), view });
    const { id = '', hash = '' } = opened['view'] as { id?: string; hash?: string };
    await slack.fillIn({ values: { words: 'cyber' } });

    const changed = await call(slack, 'views.update', { view_id: id, view, hash });
    expect(changed).toMatchObject({
      ok: true,
      view: { state: { values: { words: { words: { value: 'cyber' } } } } },
    });
    expect((await call(slack, 'views.update', { view_id: id, view, hash })).error).toBe('hash_conflict');
    expect((await call(slack, 'views.update', { external_id: 'one', view })).ok).toBe(true);
    expect((await call(slack, 'views.update', { view_id: 'V9', view })).error).toBe('not_found');

    expect(await call(slack, 'views.push', { trigger_id: await trigger(), view: modal() })).toMatchObject({
      view: { previous_view_id: id, root_view_id: id },
    });
    expect((await call(slack, 'views.push', { trigger_id: await trigger(), view: modal() })).ok).toBe(true);
    expect((await call(slack, 'views.push', { trigger_id: await trigger(), view: modal() })).error).toBe(
      'push_limit_reached',
    );
  });

  it('of the home tab are published to people, and not over somebody else’s change', async () => {
    const slack = await start();
    const first = await call(slack, 'views.publish', { user_id: 'U01SAM0000', view: HOME });
    const { hash = '' } = first['view'] as { hash?: string };

    expect((await call(slack, 'views.publish', { user_id: 'U01SAM0000', view: HOME, hash })).ok).toBe(true);
    expect((await call(slack, 'views.publish', { user_id: 'U01SAM0000', view: HOME, hash })).error).toBe(
      'hash_conflict',
    );
    expect((await call(slack, 'views.publish', { user_id: 'UNOBODY', view: HOME })).error).toBe(
      'invalid_arguments',
    );
    expect(slack.views()).toHaveLength(1);
  });

  it.each([
    ['views.publish', { user_id: 'U01SAM0000', view: modal() }],
    ['views.publish', { user_id: 'U01SAM0000', view: { ...HOME, title: { type: 'plain_text', text: 'A' } } }],
    ['views.open', { trigger_id: 'x', view: HOME }],
    ['views.open', { trigger_id: 'x', view: modal({ blocks: [input('a')] }) }],
    ['views.open', { trigger_id: 'x', view: '{' }],
  ])('of the wrong make are refused by %s (%j)', async (method, args) => {
    const slack = await start();

    expect(await call(slack, method, args)).toMatchObject({ ok: false, error: 'invalid_arguments' });
  });
});

describe('messages', () => {
  it('of the app are deleted and changed; what people say is not the app’s', async () => {
    const slack = await start();
    const { ts } = await call(slack, 'chat.postMessage', { channel: 'C01TENDERS', text: 'a' });
    const said = await slack.say('hello');

    expect((await call(slack, 'chat.update', { channel: 'C01TENDERS', ts: said.ts, text: 'b' })).error).toBe(
      'message_not_found',
    );
    expect((await call(slack, 'chat.delete', { channel: 'C01TENDERS', ts })).ok).toBe(true);
    expect((await call(slack, 'chat.delete', { channel: 'C01TENDERS', ts })).error).toBe('message_not_found');
    expect(slack.timeline().map(({ text, kind }) => [text, kind])).toEqual([['hello', 'said']]);
  });

  it('for one person need that person in the channel', async () => {
    const slack = await start();
    const args = { channel: 'C01TENDERS', text: 'psst' };

    expect((await call(slack, 'chat.postEphemeral', { ...args, user: 'U01SAM0000' })).ok).toBe(true);
    expect((await call(slack, 'chat.postEphemeral', { ...args, user: 'U03GUEST00' })).error).toBe(
      'user_not_in_channel',
    );
    expect(slack.posts()).toEqual([]);
  });

  it('may be forbidden by the workspace, and go to nobody who is gone', async () => {
    const slack = await start();
    slack.setChannel({ id: 'C7', name: 'rules', state: 'restricted', isPrivate: false, im: undefined });
    await call(slack, 'conversations.open', { users: 'U02ALEX000' });
    await slack.deactivate('U02ALEX000');

    expect((await call(slack, 'chat.postMessage', { channel: 'C7', text: 'a' })).error).toBe(
      'restricted_action',
    );
    expect((await call(slack, 'chat.postMessage', { channel: 'D02ALEX000', text: 'a' })).error).toBe(
      'channel_not_found',
    );
    expect((await call(slack, 'conversations.open', { users: 'U02ALEX000' })).error).toBe('user_disabled');
    expect((await call(slack, 'conversations.open', { users: slack.botUser })).error).toBe('cannot_dm_bot');
    expect((await call(slack, 'users.info', { user: 'U02ALEX000' }))['user']).toMatchObject({
      deleted: true,
    });
  });

  it('unfurl only links that they hold', async () => {
    const slack = await start();
    const post = await slack.say('https://www.find-tender.service.gov.uk/Notice/1');
    function unfurl(url: string, card: object = { blocks: [{ type: 'divider' }] }) {
      return call(slack, 'chat.unfurl', { channel: post.channel, ts: post.ts, unfurls: { [url]: card } });
    }

    expect((await unfurl('https://other.example/')).error).toBe('cannot_find_message');
    expect(
      (await unfurl('https://www.find-tender.service.gov.uk/Notice/1', { blocks: [{ type: 'x' }] })).error,
    ).toBe('invalid_blocks');
    expect((await unfurl('https://www.find-tender.service.gov.uk/Notice/1')).ok).toBe(true);
    expect(Object.keys(slack.timeline()[0]?.unfurls ?? {})).toHaveLength(1);
  });

  it('too many are refused without a word on how long to wait, where so told', async () => {
    const slack = await start({ rateLimit: 'bare' });
    await call(slack, 'chat.postMessage', { channel: 'C01TENDERS', text: '1' });
    const second = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}` },
      body: new URLSearchParams({ channel: '#tenders', text: '2' }),
    });

    expect([second.status, second.headers.get('retry-after')]).toEqual([429, null]);
  });

  it('may be recorded though the caller hears nothing, or be refused in any word of Slack’s', async () => {
    const slack = await start();
    const args = { channel: 'C01TENDERS', text: 'a' };
    slack.faults([
      { kind: 'error', error: 'fatal_error' },
      { kind: 'hang-after', method: 'chat.postMessage' },
    ]);
    expect(await call(slack, 'chat.postMessage', args)).toEqual({ ok: false, error: 'fatal_error' });
    const body = new URLSearchParams({ ...args, token: slack.botToken });
    const hanging = fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(100),
    });
    await expect(hanging).rejects.toThrow('timeout');
    expect(slack.posts()).toHaveLength(1);
  });
});

describe('conversations', () => {
  it('of a person are the public ones and the private ones that the bot shares', async () => {
    const slack = await start();
    const args = { user: 'U01SAM0000', types: 'public_channel,private_channel', exclude_archived: 'true' };
    async function ids(more: object = {}): Promise<string[]> {
      const { channels } = await call(slack, 'users.conversations', { ...args, ...more });
      return (channels as { id: string }[]).map(({ id }) => id);
    }

    expect(await ids()).toEqual(['C01TENDERS', 'C02GENERAL', 'C03ELSEWHERE', 'C06PARTNERS']);
    await slack.invite('C05BIDTEAM');
    expect(await ids({ types: 'private_channel' })).toEqual(['C05BIDTEAM']);
    expect(await ids({ user: 'U03GUEST00' })).toEqual(['C06PARTNERS']);
    const page = await call(slack, 'users.conversations', { ...args, limit: 2 });
    expect(page).toMatchObject({ response_metadata: { next_cursor: '2' } });
    expect(await ids({ cursor: '2', limit: '2' })).toEqual(['C03ELSEWHERE', 'C05BIDTEAM']);
  });

  it('are described and list their members; a private one without the bot is not there', async () => {
    const slack = await start();

    expect((await call(slack, 'conversations.info', { channel: 'C06PARTNERS' }))['channel']).toMatchObject({
      is_ext_shared: true,
      is_member: true,
    });
    expect((await call(slack, 'conversations.info', { channel: 'C05BIDTEAM' })).error).toBe(
      'channel_not_found',
    );
    expect((await call(slack, 'conversations.members', { channel: 'C01TENDERS' }))['members']).toEqual([
      'U01SAM0000',
      'U02ALEX000',
      'U00TENDERB',
    ]);
  });
});

describe('installing', () => {
  const CLIENT = { client_id: '1111111111.2222222222', client_secret: 'c11e47c11e47c11e47c11e47c11e47c1' };

  it('gives a second workspace its own token, for the same channel ids', async () => {
    const slack = await start();
    const other = slack.addWorkspace({ id: 'T02OTHER00', name: 'Another firm' });
    expect(other.token()).toBeUndefined();
    const code = other.allow({ scopes: 'chat:write' });
    const given = await call(slack, 'oauth.v2.access', { ...CLIENT, code }, '');
    const token = String(given['access_token']);

    expect(given).toMatchObject({ team: { id: 'T02OTHER00' }, scope: 'chat:write', token_type: 'bot' });
    expect(given).not.toHaveProperty('refresh_token');
    expect((await call(slack, 'oauth.v2.access', { ...CLIENT, code }, '')).error).toBe('code_already_used');
    await call(slack, 'chat.postMessage', { channel: 'C01TENDERS', text: 'theirs' }, token);
    await call(slack, 'chat.postMessage', { channel: 'C01TENDERS', text: 'ours' });
    expect(other.posts().map(({ text }) => text)).toEqual(['theirs']);
    expect(slack.posts().map(({ text }) => text)).toEqual(['ours']);
    expect(await call(slack, 'auth.test', {}, token)).toMatchObject({ team_id: 'T02OTHER00' });
    expect(await call(slack, 'users.info', { user: 'U01SAM0000' }, token)).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
    });
    expect(slack.calls().map(({ team }) => team)).toContain('T02OTHER00');
  });

  it.each([
    [{ client_id: '9' }, 'invalid_client_id'],
    [{ client_secret: '9' }, 'bad_client_secret'],
    [{ code: '9' }, 'invalid_code'],
    [{ grant_type: 'refresh_token', refresh_token: '9' }, 'invalid_refresh_token'],
    [{ redirect_uri: 'https://elsewhere.example/' }, 'bad_redirect_uri'],
  ])('refuses %j by %s', async (wrong, error) => {
    const slack = await start();
    const code = slack.allow({ redirectUri: 'https://bot.example/slack' });
    const args = { ...CLIENT, code, redirect_uri: 'https://bot.example/slack', ...wrong };

    expect((await call(slack, 'oauth.v2.access', args, '')).error).toBe(error);
  });

  it('rotates tokens: twelve hours each, a refresh token once', async () => {
    const clock = fakeClock();
    const slack = await start({ now: () => clock.now(), rotatesTokens: true });
    const given = await call(slack, 'oauth.v2.access', { ...CLIENT, code: slack.allow() }, '');
    expect(given).toMatchObject({ expires_in: 43_200 });
    const token = String(given['access_token']);
    expect((await call(slack, 'auth.test', {}, token)).ok).toBe(true);
    clock.advance(43_200_000);
    expect((await call(slack, 'auth.test', {}, token)).error).toBe('token_expired');

    const args = { ...CLIENT, grant_type: 'refresh_token', refresh_token: String(given['refresh_token']) };
    const next = await call(slack, 'oauth.v2.access', args, '');
    expect((await call(slack, 'auth.test', {}, String(next['access_token']))).ok).toBe(true);
    expect(next['refresh_token']).not.toBe(given['refresh_token']);
    expect((await call(slack, 'oauth.v2.access', args, '')).error).toBe('invalid_refresh_token');
  });

  it('ends: a token is revoked or expires, an app is removed and comes back with another token', async () => {
    const slack = await start();
    slack.expire();
    expect((await call(slack, 'auth.test')).error).toBe('token_expired');
    slack.revoke(false);
    expect(await call(slack, 'auth.revoke')).toMatchObject({ ok: true, revoked: true });
    expect((await call(slack, 'auth.test')).error).toBe('token_revoked');
    await slack.removeApp();
    expect((await call(slack, 'auth.test')).error).toBe('account_inactive');

    const given = await call(slack, 'oauth.v2.access', { ...CLIENT, code: slack.allow() }, '');
    const token = String(given['access_token']);
    expect(slack.token()).toBe(token);
    expect((await call(slack, 'chat.postMessage', { channel: '#tenders', text: 'a' }, token)).error).toBe(
      'not_in_channel',
    );
  });

  it('asks a person on a page, who may refuse', async () => {
    const slack = await start();
    slack.addWorkspace({ id: 'T02OTHER00', name: 'Another firm' });
    const redirect = 'http://127.0.0.1:9/slack/oauth_redirect';
    const query = new URLSearchParams({
      client_id: slack.clientId,
      scope: 'commands,chat:write',
      state: 's1',
      redirect_uri: redirect,
    });
    const page = await (await fetch(`${slack.authorizeUrl}?${query.toString()}`)).text();
    expect(page).toContain('<li>chat:write</li>');
    expect(page).toContain('Another firm');
    async function answer(what: string): Promise<URL> {
      const form = { do: what, team: 'T02OTHER00', state: 's1', scope: 'commands', redirect_uri: redirect };
      const body = new URLSearchParams(form);
      const text = await (await fetch(slack.authorizeUrl, { method: 'POST', body })).text();
      return new URL((/href="([^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&'));
    }
    expect((await answer('cancel')).searchParams.get('error')).toBe('access_denied');
    const { searchParams } = await answer('allow');
    const args = { ...CLIENT, code: searchParams.get('code') ?? '', redirect_uri: redirect };
    expect(searchParams.get('state')).toBe('s1');
    expect(await call(slack, 'oauth.v2.access', args, '')).toMatchObject({
      ok: true,
      team: { id: 'T02OTHER00' },
    });
  });
});

describe('a response_url', () => {
  it('replaces and deletes what it said, refuses what Slack would, and says so when it is over', async () => {
    const clock = fakeClock();
    const { slack, heard } = await listening({ now: () => clock.now() });
    await slack.command('/tenders x');
    const url = heard[0]?.get('response_url') ?? '';
    async function respond(body: object): Promise<[number, string]> {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
      return [response.status, await response.text()];
    }

    expect((await respond({ text: 'one' }))[0]).toBe(200);
    await respond({ text: 'two', replace_original: true });
    expect(slack.timeline().map(({ text, updates }) => [text, updates])).toEqual([['two', 1]]);
    await respond({ delete_original: true });
    expect(slack.timeline()).toEqual([]);
    expect(await respond({ text: 'x', blocks: [{ type: 'sektion' }] })).toMatchObject([
      400,
      expect.stringContaining('invalid_blocks') as string,
    ]);
    await respond({ text: 'to all', response_type: 'in_channel' });
    expect(slack.timeline()).toMatchObject([{ text: 'to all', visibleTo: undefined }]);
    const [status, words] = await respond({ text: 'sixth' });
    expect([status, words]).toEqual([404, '{"ok":false,"error":"expired_url"}']);
  });
});
