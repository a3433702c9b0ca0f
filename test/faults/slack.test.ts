import { createServer } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import type { Found } from '../../src/flows/search.ts';
import { describeQuery } from '../../src/match/describe.ts';
import { parseQuery } from '../../src/match/parse.ts';
import type { SlackBotOptions } from '../../src/slack/slack-bot.ts';
import { createProbes } from '../../src/web/probes.ts';
import { startServer } from '../../src/web/server.ts';
import { createWeb } from '../../src/web/web.ts';
import { aProcurement, aView } from '../builders.ts';
import { aBot, type BotWish } from '../bot-world.ts';
import {
  fieldsOf,
  hastyClock,
  post,
  sendCommand,
  signed,
  slashCommand,
  startFakeSlack,
  type FakeSlack,
} from '../fake-slack.ts';

const MINUTE = 60_000;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

function found(text: string, title = 'Penetration testing of the housing portal'): Found {
  const parsed = parseQuery(text);
  const procurements = [aProcurement({ view: aView({ title }) })];
  const described = describeQuery(parsed.query);
  return { parsed, described, total: 1, procurements, next: undefined, counts: undefined };
}

/** A bot on a real server beside the real pages. */
async function running(with_: BotWish = {}) {
  const search = vi.fn<SlackBotOptions['search']>((text) => Promise.resolve(found(text)));
  const { bot, log, world, close } = await aBot({ search, ...with_ });
  const { clock } = world;
  const store = {
    portals: { states: () => Promise.resolve([]) },
    deliveries: { channels: () => Promise.resolve([]) },
  };
  const probes = createProbes({ store, clock, portals: [], slack: () => bot.state(), stopping: () => false });
  const web = createWeb({ probes, log });
  const server = await startServer({ host: '127.0.0.1', port: 0, web, slackListener: bot.listener });
  if ('refused' in server) throw new Error(server.refused);
  open.push(() => server.close(), close);
  return { bot, clock, log, search, url: server.url, events: `${server.url}/slack/events` };
}

async function aSlack(port = 0): Promise<FakeSlack> {
  const slack = await startFakeSlack(port);
  open.push(slack.close);
  return slack;
}

/** A loopback port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

it('fault 41: a request with a bad signature is refused', async () => {
  const { events, clock, search, log } = await running();
  const body = new URLSearchParams(slashCommand()).toString();
  const genuine = signed(body, clock.now());

  const forged = await post(events, body, signed(body, clock.now(), 'another secret'));
  const altered = await post(events, `${body}&text=else`, genuine);
  const versionless = await post(events, body, {
    ...genuine,
    'x-slack-signature': genuine['x-slack-signature']?.slice(3) ?? '',
  });

  expect([forged.status, altered.status, versionless.status]).toEqual([401, 401, 401]);
  expect(search).not.toHaveBeenCalled();
  expect(log.lines.join('\n')).not.toContain('penetration');
});

it.each([
  ['6 minutes old', -6 * MINUTE, 401, 0],
  ['an hour from the future', 60 * MINUTE, 401, 0],
  ['61 seconds from the future', MINUTE + 1000, 401, 0],
  ['4 minutes 59 seconds old', -(5 * MINUTE - 1000), 200, 1],
  ['30 seconds from the future, as clocks differ', MINUTE / 2, 200, 1],
])('fault 41: a request %s', async (_what, offset, status, searches) => {
  const { events, clock, search } = await running();

  const answered = await sendCommand(events, clock.now() + offset);

  expect(answered.status).toBe(status);
  expect(search).toHaveBeenCalledTimes(searches);
});

it('fault 41: the same bytes a second time have no second effect', async () => {
  const { events, clock, search } = await running();
  const at = clock.now();

  const first = await sendCommand(events, at);
  const replay = await sendCommand(events, at);
  const another = await sendCommand(events, at, { trigger_id: '4.5.6' });

  expect([first.status, replay.status, another.status]).toEqual([200, 401, 200]);
  expect(search).toHaveBeenCalledTimes(2);
});

it('fault 41: a forgery does not use up the genuine request', async () => {
  const { events, clock } = await running();
  const body = new URLSearchParams(slashCommand()).toString();
  const genuine = signed(body, clock.now());

  await post(events, `${body}x`, genuine);

  expect((await post(events, body, genuine)).status).toBe(200);
});

it('fault 42: a search that takes long is acknowledged within a second, and answered by response_url', async () => {
  const slack = await aSlack();
  const waiting: ((answer: Found) => void)[] = [];
  const search = () => new Promise<Found>((resolve) => waiting.push(resolve));
  const { events, clock } = await running({ search });

  const answered = await sendCommand(events, clock.now(), { response_url: slack.responseUrl });
  expect(answered.status).toBe(200);
  expect(answered.ms).toBeLessThan(1000);
  expect(answered.body).toContain('Searching…');
  waiting[0]?.(found('penetration testing'));

  await vi.waitFor(() => expect(slack.responses).toHaveLength(1));
  expect(JSON.stringify(slack.responses)).toContain('Penetration testing of the housing portal');
});

it('fault 46: with Slack down at start the process lives, /readyz says so, and it comes back by itself', async () => {
  const port = await freePort();
  const apiUrl = `http://127.0.0.1:${port}/api/`;
  const { bot, events, url } = await running({ apiUrl, clock: hastyClock });

  await bot.start();

  expect(bot.state()).toBe('down');
  const ready = await fetch(`${url}/readyz`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toEqual({ status: 'degraded', checks: { database: 'ok', slack: 'down' } });
  expect((await sendCommand(events, Date.now())).body).toContain('Penetration testing');

  await aSlack(port);
  await vi.waitFor(() => expect(bot.state()).toBe('up'));
});

it('fault 46: the same over Socket Mode', async () => {
  const port = await freePort();
  const apiUrl = `http://127.0.0.1:${port}/api/`;
  const { bot, url } = await running({ apiUrl, appToken: 'xapp-1', clock: hastyClock });

  await bot.start();

  expect(bot.state()).toBe('down');
  expect(await (await fetch(`${url}/readyz`)).text()).toContain('"slack":"down"');
  const slack = await aSlack(port);
  await vi.waitFor(() => expect(bot.state()).toBe('up'));
  const answer = await slack.envelope('slash_commands', slashCommand());
  expect(JSON.stringify(answer)).toContain('Penetration testing');
});

it.each([
  '<!channel> now',
  'for <@U1> only',
  'a &lt; b',
  'one | two',
  'up > down',
  '<https://evil.example|here>',
])('fault 48: a title of %j is shown literally and pings nobody, and so is a query', async (title) => {
  const { events, clock } = await running({ search: (text) => Promise.resolve(found(text, title)) });

  const { body } = await sendCommand(events, clock.now(), { text: title });

  const texts = textsIn(JSON.parse(body));
  const marked = texts.filter(({ type }) => type !== 'plain_text');
  expect(marked.filter(({ text }) => /<[!@#]|<https:\/\/evil/.test(text))).toEqual([]);
  const literal = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const shown = texts.filter(
    ({ type, text }) => text.includes(literal) || (type === 'plain_text' && text.includes(title)),
  );
  expect(shown.length).toBeGreaterThan(0);
});

/** Every text in a reply, with what Slack will take it for: `mrkdwn` where nothing is said. */
function textsIn(value: unknown): { type: string; text: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { text, type }: { text?: unknown; type?: unknown } = value;
  const own = typeof text === 'string' ? [{ type: typeof type === 'string' ? type : 'mrkdwn', text }] : [];
  return [...own, ...Object.values(value).flatMap(textsIn)];
}

const PLACES = [
  ['a direct message', { channel_id: 'D0001', channel_name: 'directmessage' }],
  ['a private channel without the bot', { channel_id: 'G0001', channel_name: 'privategroup' }],
  [
    'a channel shared with another workspace',
    { team_id: 'T0999', team_domain: 'elsewhere', user_id: 'W0999', enterprise_id: 'E0001' },
  ],
  ['a workspace of a grid', { is_enterprise_install: 'true', enterprise_id: 'E0001' }],
  ['a guest', { user_id: 'UGUEST', user_name: '' }],
] as const;
const TEXTS = [
  ['no text', ''],
  ['help', 'help'],
  ['1,000 characters', 'penetration '.repeat(84).slice(0, 1000)],
  ['nothing but signs', '((( "" - : ,, )'],
] as const;

it.each(
  PLACES.flatMap(([place, where]) => TEXTS.map(([what, text]) => [what, place, { ...where, text }] as const)),
)('fault 50: %s from %s gets a useful answer', async (_what, _place, call) => {
  const slack = await aSlack();
  const { events, clock } = await running({ apiUrl: slack.apiUrl });

  const answered = await sendCommand(events, clock.now(), call);

  expect(answered.status).toBe(200);
  expect(answered.ms).toBeLessThan(1000);
  expect(fieldsOf(answered.body)).toMatchObject({
    response_type: 'ephemeral',
    text: expect.stringMatching(/\w{4}/) as unknown,
  });
  expect(slack.calls).toEqual([]);
});

it('fault 50: a command without its text field gets help', async () => {
  const { events, clock } = await running();
  const { text: _text, ...rest } = slashCommand();
  const body = new URLSearchParams(rest).toString();

  expect((await post(events, body, signed(body, clock.now()))).body).toContain(
    '/tenders penetration testing',
  );
});
