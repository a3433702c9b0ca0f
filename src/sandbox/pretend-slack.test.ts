import { App, LogLevel } from '@slack/bolt';
import { createHmac } from 'node:crypto';
import { Server } from 'node:net';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import type { PretendSlack, PretendSlackOptions } from './pretend-slack.ts';
import { startPretendSlack } from './pretend-slack.ts';

const closers: (() => Promise<unknown>)[] = [];

async function start(options: Partial<PretendSlackOptions> = {}): Promise<PretendSlack> {
  const slack = await startPretendSlack({
    now: () => Date.parse('2026-09-01T09:00:00Z'),
    botUrl: () => 'http://127.0.0.1:1',
    ackTimeoutMs: 500,
    patienceMs: 500,
    ...options,
  });
  closers.push(slack.close);
  return slack;
}

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

type Answer = { ok: boolean; error?: string; ts?: string; channel?: { id: string; is_member: boolean } };

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'ok' in value;
}

async function call(
  slack: PretendSlack,
  method: string,
  args: Record<string, string>,
  token = slack.botToken,
): Promise<Answer> {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(args),
  });
  const answer: unknown = await response.json();
  if (!isAnswer(answer)) throw new Error('no answer');
  return answer;
}

function section(text: string): string {
  return JSON.stringify([{ type: 'section', text: { type: 'mrkdwn', text } }]);
}

describe('the pretend Web API', () => {
  it('takes a post, updates it, and threads a reply', async () => {
    const slack = await start();
    const posted = await call(slack, 'chat.postMessage', {
      channel: '#tenders',
      text: 'New',
      blocks: section('*New*'),
    });
    const ts = posted.ts ?? '';
    await call(slack, 'chat.postMessage', { channel: 'C01TENDERS', text: 'Changed', thread_ts: ts });
    const updated = await call(slack, 'chat.update', { channel: 'C01TENDERS', ts, text: 'Newer' });

    expect(posted).toMatchObject({ ok: true, channel: 'C01TENDERS' });
    expect(updated.ok).toBe(true);
    expect(slack.posts().map(({ text, threadTs, updates }) => ({ text, threadTs, updates }))).toEqual([
      { text: 'Newer', threadTs: undefined, updates: 1 },
      { text: 'Changed', threadTs: ts, updates: 0 },
    ]);
  });

  it.each([
    ['C03ELSEWHERE', {}, 'not_in_channel'],
    ['C04OLDTIMES', {}, 'is_archived'],
    ['C99NOWHERE', {}, 'channel_not_found'],
    ['C01TENDERS', { text: '' }, 'no_text'],
    ['C01TENDERS', { blocks: section('x'.repeat(3001)) }, 'invalid_blocks'],
    ['C01TENDERS', { blocks: '{' }, 'invalid_blocks_format'],
    [
      'C01TENDERS',
      {
        blocks: JSON.stringify(
          Array.from({ length: 5 }, () => ({
            type: 'section',
            text: { type: 'mrkdwn', text: 'x'.repeat(2900) },
          })),
        ),
      },
      'msg_blocks_too_long',
    ],
  ])('answers a post to %s with %j by %s', async (channel, with_, error) => {
    const slack = await start();

    expect(await call(slack, 'chat.postMessage', { channel, text: 'x', ...with_ })).toMatchObject({
      ok: false,
      error,
    });
    expect(slack.posts()).toEqual([]);
  });

  it('knows tokens: none, wrong, revoked, and the app token for sockets alone', async () => {
    const slack = await start();

    expect((await call(slack, 'auth.test', {})).ok).toBe(true);
    expect((await call(slack, 'auth.test', {}, 'xoxb-other')).error).toBe('invalid_auth');
    expect((await call(slack, 'apps.connections.open', {})).error).toBe('not_allowed_token_type');
    slack.revoke(true);
    expect((await call(slack, 'auth.test', {})).error).toBe('token_revoked');
  });

  it('opens direct messages, joins channels, tells of users, and knows no other method', async () => {
    const slack = await start();

    expect((await call(slack, 'conversations.open', { users: 'U01SAM0000' })).channel?.id).toBe('D01SAM0000');
    expect((await call(slack, 'chat.postMessage', { channel: 'U01SAM0000', text: 'Hi' })).ok).toBe(true);
    expect((await call(slack, 'conversations.join', { channel: 'C03ELSEWHERE' })).channel?.is_member).toBe(
      true,
    );
    expect((await call(slack, 'chat.postMessage', { channel: 'C03ELSEWHERE', text: 'Hi' })).ok).toBe(true);
    expect((await call(slack, 'users.info', { user: 'U01SAM0000' })).ok).toBe(true);
    expect((await call(slack, 'views.publish', { user_id: 'U01SAM0000', view: '{"type":"home"}' })).ok).toBe(
      false,
    );
    expect(
      (
        await call(slack, 'views.publish', {
          user_id: 'U01SAM0000',
          view: `{"type":"home","blocks":${section('a')}}`,
        })
      ).ok,
    ).toBe(true);
    expect(slack.views()).toHaveLength(1);
    expect((await call(slack, 'chat.sing', {})).error).toBe('unknown_method');
  });

  it('allows one message a second in a channel where told, another channel meanwhile', async () => {
    const clock = fakeClock();
    const slack = await start({ now: () => clock.now(), rateLimit: true });
    await call(slack, 'chat.postMessage', { channel: 'C01TENDERS', text: '1' });
    const second = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}` },
      body: new URLSearchParams({ channel: 'C01TENDERS', text: '2' }),
    });

    expect(second.status).toBe(429);
    expect(second.headers.get('retry-after')).toBe('1');
    expect((await call(slack, 'chat.postMessage', { channel: 'C02GENERAL', text: '3' })).ok).toBe(true);
    clock.advance(1000);
    expect((await call(slack, 'chat.postMessage', { channel: 'C01TENDERS', text: '4' })).ok).toBe(true);
  });

  it('fails as told, and after a reset has the post all the same', async () => {
    const slack = await start();
    const args = { channel: 'C01TENDERS', text: 'x' };
    slack.faults([{ kind: 'reset-after', method: 'chat.postMessage' }]);
    await expect(call(slack, 'chat.postMessage', args)).rejects.toThrow('fetch failed');
    expect(slack.posts()).toHaveLength(1);
    slack.faults([{ kind: 'html' }]);
    await expect(call(slack, 'chat.postMessage', args)).rejects.toThrow(SyntaxError);
    expect((await call(slack, 'chat.postMessage', args)).ok).toBe(true);
    expect(slack.calls().map((one) => one.outcome)).toEqual(['reset-after', 'html', 'ok']);
  });
});

interface Heard {
  readonly type: string;
  readonly body: string;
  readonly genuine: boolean;
}

function portOf(server: unknown): number {
  const address = server instanceof Server ? server.address() : null;
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** An app that checks signatures as Slack's documentation says and answers as it is told. */
async function appThat(
  secret: () => string,
  answer: (fields: URLSearchParams) => string,
): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const ts = String(request.headers['x-slack-request-timestamp']);
      const mac = createHmac('sha256', secret()).update(`v0:${ts}:${body}`).digest('hex');
      const genuine = request.headers['x-slack-signature'] === `v0=${mac}`;
      heard.push({ type: String(request.headers['content-type']), body, genuine });
      response.end(answer(new URLSearchParams(body)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${portOf(server)}`, heard };
}

describe('slash commands', () => {
  it('are signed, carry the exact content type, and bring back the acknowledgement', async () => {
    let secret = '';
    const app = await appThat(
      () => secret,
      (fields) => `You asked ${fields.get('command')} for ${fields.get('text')}`,
    );
    const slack = await start({ botUrl: () => app.url });
    secret = slack.signingSecret;

    const answer = await slack.command('/tenders cyber & "R+D"');

    expect(answer).toMatchObject({
      via: 'ack',
      ephemeral: true,
      text: 'You asked /tenders for cyber & "R+D"',
    });
    expect(app.heard).toMatchObject([{ type: 'application/x-www-form-urlencoded', genuine: true }]);
    expect(slack.posts()).toEqual([]);
    expect(slack.timeline()).toMatchObject([{ kind: 'answer', visibleTo: 'U01SAM0000' }]);
  });

  it('bring back what comes to the response_url, five times within half an hour', async () => {
    const clock = fakeClock();
    let responseUrl = '';
    const app = await appThat(
      () => '',
      (fields) => {
        responseUrl = fields.get('response_url') ?? '';
        void fetch(responseUrl, {
          method: 'POST',
          body: JSON.stringify({ text: 'Found 3', response_type: 'in_channel' }),
        });
        return '';
      },
    );
    const slack = await start({ now: () => clock.now(), botUrl: () => app.url });

    expect(await slack.command('cyber')).toMatchObject({
      via: 'response_url',
      text: 'Found 3',
      ephemeral: false,
    });
    async function again(): Promise<number> {
      return (await fetch(responseUrl, { method: 'POST', body: '{"text":"more"}' })).status;
    }
    expect([await again(), await again(), await again(), await again(), await again()]).toEqual([
      200, 200, 200, 200, 404,
    ]);
    await slack.command('cyber');
    clock.advance(30 * 60_000 + 1);
    expect(await again()).toBe(404);
  });

  it('tell the person when the app is silent, late or away', async () => {
    const silent = await appThat(
      () => '',
      () => '',
    );
    const slack = await start({ botUrl: () => silent.url, patienceMs: 50 });
    expect((await slack.command('x')).via).toBe('none');
    expect((await (await start()).command('x')).via).toBe('dispatch_failed');
  });

  it('reach a real Bolt app over Socket Mode, and so do clicks', async () => {
    const slack = await start();
    const app = new App({
      token: slack.botToken,
      appToken: slack.appToken,
      socketMode: true,
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: slack.apiUrl },
    });
    app.command(/.*/, async ({ ack, command }) =>
      ack({ text: `heard ${command.text}`, response_type: 'ephemeral' }),
    );
    app.action('more', async ({ ack, respond, action }) => {
      await ack();
      await respond({ text: 'value' in action ? action.value : '', replace_original: true });
    });
    closers.push(() => app.stop());
    await app.start();

    expect(slack.connected()).toBe(true);
    expect(await slack.command('/tenders wales')).toMatchObject({ via: 'ack', text: 'heard wales' });
    const ts = slack.timeline()[0]?.ts ?? '';
    expect(await slack.click({ actionId: 'more', value: 'page 2', ts })).toMatchObject({
      via: 'response_url',
      text: 'page 2',
    });
    expect(slack.timeline().map((post) => post.text)).toEqual(['page 2']);
  });

  it('reach a real Bolt app over HTTP', async () => {
    let port = 0;
    const slack = await start({ now: () => Date.now(), botUrl: () => `http://127.0.0.1:${port}` });
    const app = new App({
      token: slack.botToken,
      signingSecret: slack.signingSecret,
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: slack.apiUrl },
    });
    app.command('/tenders', async ({ ack, respond }) => {
      await ack();
      await respond('three found');
    });
    closers.push(() => app.stop());
    port = portOf(await app.start({ port: 0, host: '127.0.0.1' }));

    expect(await slack.command('/tenders cyber')).toMatchObject({ via: 'response_url', text: 'three found' });
    expect((await slack.command('/unknown')).via).not.toBe('ack');
  });
});

describe('the page', () => {
  it('shows channels with posts rendered and escaped, replies below, and types commands', async () => {
    const app = await appThat(
      () => '',
      () => 'Three *found*',
    );
    const slack = await start({ botUrl: () => app.url });
    const blocks = JSON.stringify([
      { type: 'header', text: { type: 'plain_text', text: '<b>Laptops</b>' } },
      {
        type: 'actions',
        elements: [
          { type: 'button', text: { type: 'plain_text', text: 'More' }, action_id: 'more', value: '2' },
        ],
      },
    ]);
    const posted = await call(slack, 'chat.postMessage', { channel: 'C01TENDERS', text: 'Laptops', blocks });
    await call(slack, 'chat.postMessage', {
      channel: 'C01TENDERS',
      text: 'Deadline moved',
      thread_ts: posted.ts ?? '',
    });
    const typed = await fetch(`${slack.url}/command`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ channel: 'C01TENDERS', text: '/tenders laptops' }),
    });
    const page = await (await fetch(slack.url)).text();

    expect(typed.status).toBe(303);
    expect(page).toContain('#tenders');
    expect(page).toContain('<h3>&lt;b&gt;Laptops&lt;/b&gt;</h3>');
    expect(page).toMatch(
      /<button name="press" value="\[&quot;b1&quot;,&quot;more&quot;\]"[^>]*>\s*More\s*<\/button/,
    );
    expect(page).toMatch(/class="message reply[^]*Deadline moved/);
    expect(page).toContain('Three <strong>found</strong>');
    expect(page).toContain('Only visible to you');
  });

  it('lets no other site type commands', async () => {
    const slack = await start();
    const response = await fetch(`${slack.url}/command`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ text: 'x' }),
    });

    expect(response.status).toBe(403);
  });
});
