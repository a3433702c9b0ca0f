import { afterEach, describe, expect, it, vi } from 'vitest';
import { aProcurement, aView } from '../../test/builders.ts';
import { aBot, type BotWish } from '../../test/bot-world.ts';
import {
  FORM,
  fieldsOf,
  post,
  sendCommand,
  serve,
  signed,
  slashCommand,
  startFakeSlack,
} from '../../test/fake-slack.ts';
import { describeQuery } from '../match/describe.ts';
import { parseQuery } from '../match/parse.ts';
import type { Found } from '../flows/search.ts';
import type { SlackBotOptions } from './slack-bot.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

function found(
  text: string,
  titles: readonly string[] = ['Penetration testing of the housing portal'],
): Found {
  const parsed = parseQuery(`(${text}) stage:open`);
  return {
    parsed,
    described: describeQuery(parsed.query),
    total: titles.length,
    procurements: titles.map((title, id) => aProcurement({ id, view: aView({ title }) })),
    next: undefined,
    counts: undefined,
  };
}

async function running(with_: BotWish = {}) {
  const search = vi.fn<SlackBotOptions['search']>((text) => Promise.resolve(found(text)));
  const { bot, log, world, close } = await aBot({ search, ...with_ });
  const server = await serve(bot.listener ?? (() => undefined));
  open.push(async () => {
    await server.close();
    await close();
  });
  return { bot, clock: world.clock, log, search, url: `${server.url}/slack/events` };
}

describe('a slash command over HTTP', () => {
  it('is answered with what was found, to the one who asked, and with the query as it was understood', async () => {
    const { url, clock, search } = await running();

    const answered = await sendCommand(url, clock.now());

    expect(answered.status).toBe(200);
    expect(search.mock.calls.map(([text]) => text)).toEqual(['penetration testing']);
    expect(fieldsOf(answered.body)).toMatchObject({ response_type: 'ephemeral' });
    expect(answered.body).toContain('Penetration testing of the housing portal');
    expect(answered.body).toContain('stage:open');
  });

  it.each([[''], ['help'], ['  HELP '], ['?']])('answers %j with help and searches nothing', async (text) => {
    const { url, clock, search } = await running();

    const answered = await sendCommand(url, clock.now(), { text });

    expect(answered.status).toBe(200);
    expect(answered.body).toContain('/tenders penetration testing');
    expect(search).not.toHaveBeenCalled();
  });

  it('listens to the name it was given, and tells whoever types another', async () => {
    const { url, clock, search } = await running({ command: '/bids' });

    const ours = await sendCommand(url, clock.now(), { command: '/bids' });
    const other = await sendCommand(url, clock.now(), { command: '/tenders' });

    expect(ours.body).toContain('Penetration testing');
    expect(other.status).toBe(200);
    expect(other.body).toContain('Mine is /bids');
    expect(other.ms).toBeLessThan(1000);
    expect(search).toHaveBeenCalledTimes(1);
  });

  it('goes on with "Searching…" where the search is slow, and answers by the response URL', async () => {
    const slack = await startFakeSlack();
    open.push(slack.close);
    const waiting: ((answer: Found) => void)[] = [];
    const search = () => new Promise<Found>((resolve) => waiting.push(resolve));
    const { url, clock } = await running({ search, ackWithinMs: 30 });

    const answered = await sendCommand(url, clock.now(), { response_url: slack.responseUrl });
    expect(answered.body).toContain('Searching…');
    expect(slack.responses).toEqual([]);
    waiting[0]?.(found('penetration testing'));

    await vi.waitFor(() => expect(slack.responses).toHaveLength(1));
    expect(slack.responses[0]).toMatchObject({ response_type: 'ephemeral' });
    expect(JSON.stringify(slack.responses[0])).toContain('Penetration testing of the housing portal');
  });

  it('says sorry where the search fails, and keeps the words out of the log', async () => {
    const { url, clock, log, search } = await running();
    search.mockImplementation((text) => Promise.reject(new TypeError(`no such column: ${text}`)));

    const answered = await sendCommand(url, clock.now(), { text: 'a secret bid' });

    expect(answered.status).toBe(200);
    expect(answered.body).toContain('went wrong on our side');
    expect(log.lines.join('\n')).toContain('TypeError');
    expect(log.lines.join('\n')).not.toContain('a secret bid');
  });

  it.each([
    ['too-slow', 'Narrow it: add a category or a region'],
    ['busy', 'try again in a minute'],
  ] as const)('says what to do where the answer is that it was %s', async (unanswered, advice) => {
    const { url, clock, log, search } = await running();
    search.mockResolvedValue({ unanswered });

    const answered = await sendCommand(url, clock.now());

    expect(answered.status).toBe(200);
    expect(answered.body).toContain(advice);
    expect(log.lines).toEqual([]);
  });

  it('survives a response URL that no longer answers, and says so in the log', async () => {
    const waiting: ((answer: Found) => void)[] = [];
    const search = () => new Promise<Found>((resolve) => waiting.push(resolve));
    const { url, clock, log } = await running({ search, ackWithinMs: 20 });

    await sendCommand(url, clock.now(), { response_url: 'http://127.0.0.1:9/gone' });
    waiting[0]?.(found('x'));

    await vi.waitFor(() => expect(log.lines.join('\n')).toContain('could not be handed to Slack'));
    expect(log.lines.join('\n')).not.toContain('/gone');
  });

  it('acknowledges a click on a button that only opens a link', async () => {
    const { url, clock } = await running();
    const payload = {
      type: 'block_actions',
      team: { id: 'T0001' },
      user: { id: 'U0001' },
      actions: [{ type: 'button', action_id: 'open', block_id: 'b' }],
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

    const answered = await post(url, body, signed(body, clock.now()));

    expect(answered.status).toBe(200);
    expect(answered.ms).toBeLessThan(1000);
  });
});

describe('the gate before Bolt', () => {
  it('answers the unsigned check of the certificate, and looks at nothing else in it', async () => {
    const { url, search } = await running();
    const body = new URLSearchParams({ ssl_check: '1', ...slashCommand() }).toString();

    const answered = await post(url, body, { 'content-type': FORM });

    expect(answered.status).toBe(200);
    expect(answered.body).toBe('');
    expect(search).not.toHaveBeenCalled();
  });

  it('answers the challenge of a new request URL', async () => {
    const { url, clock } = await running();
    const body = JSON.stringify({ type: 'url_verification', challenge: 'a challenge' });

    const answered = await post(url, body, {
      ...signed(body, clock.now()),
      'content-type': 'application/json',
    });

    expect(answered).toMatchObject({ status: 200, body: JSON.stringify({ challenge: 'a challenge' }) });
  });

  it('takes a form whose content type names its charset, as a proxy may write it', async () => {
    const { url, clock } = await running();
    const body = new URLSearchParams(slashCommand()).toString();

    const answered = await post(url, body, {
      ...signed(body, clock.now()),
      'content-type': `${FORM}; charset=utf-8`,
    });

    expect(answered.status).toBe(200);
  });

  it.each([
    ['null', 'application/json'],
    ['"x"', 'application/json'],
    ['{', 'application/json'],
    ['payload=null', FORM],
    ['payload=%7B', FORM],
  ])('refuses %s, though signed, and lives', async (body, type) => {
    const { url, clock } = await running();

    const answered = await post(url, body, { ...signed(body, clock.now()), 'content-type': type });

    expect(answered.status).toBe(400);
    expect((await sendCommand(url, clock.now())).status).toBe(200);
  });

  it('refuses a body of more than 64 kB', async () => {
    const { url, clock, search } = await running();

    const answered = await sendCommand(url, clock.now(), { text: 'x'.repeat(66_000) });

    expect(answered.status).toBe(413);
    expect(search).not.toHaveBeenCalled();
  });

  it('refuses GET', async () => {
    const { url } = await running();

    expect((await fetch(url)).status).toBe(405);
  });

  it.each([
    ['no headers at all', {}],
    ['no signature', { 'x-slack-request-timestamp': '1' }],
    ['a timestamp that is no number', { 'x-slack-request-timestamp': 'now', 'x-slack-signature': 'v0=00' }],
  ])('refuses %s with 401', async (_what, headers) => {
    const { url } = await running();

    expect((await post(url, 'a=b', { 'content-type': FORM, ...headers })).status).toBe(401);
  });
});

describe('the bot over HTTP and Slack itself', () => {
  it('is starting, then up; and keeps asking nothing once stopped', async () => {
    const slack = await startFakeSlack();
    open.push(slack.close);
    const asleep = { now: () => 0, sleep: () => new Promise<void>(() => undefined) };
    const { bot } = await running({ apiUrl: slack.apiUrl, clock: asleep });
    expect(bot.state()).toBe('starting');

    await bot.start();

    expect(bot.state()).toBe('up');
    expect(slack.calls).toEqual(['auth.test']);
    await bot.stop();
    expect(bot.state()).toBe('down');
    expect(slack.calls).toEqual(['auth.test']);
  });

  it('needs a signing secret or an app token', async () => {
    await expect(aBot({ signingSecret: undefined })).rejects.toThrow(/signing secret or an app token/);
  });
});
