import { App, HTTPReceiver } from '@slack/bolt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { botOptions } from '../../test/bot-world.ts';
import { keptLog, post, sendCommand, serve, startFakeSlack, FORM, fieldsOf } from '../../test/fake-slack.ts';
import { openWorld } from '../../test/flow-world.ts';
import { modal } from '../present/blocks.ts';
import type { Answers } from './answering.ts';
import { boltLogger } from './bolt-logger.ts';
import type { ActionCall, FormCall } from './calls.ts';
import { registerListeners } from './register-listeners.ts';
import { remembering } from './searching.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** Bolt's own receiver over HTTP, with these answers. */
async function listening(parts: Partial<Answers>, ackWithinMs = 300) {
  const world = await openWorld();
  const slack = await startFakeSlack();
  const { log, ...options } = botOptions(world, { apiUrl: slack.apiUrl });
  const logger = boltLogger(keptLog());
  const receiver = new HTTPReceiver({ signingSecret: 'x', signatureVerification: false, logger });
  const app = new App({ receiver, authorize: () => Promise.resolve({}), logger, convoStore: false });
  const teams = { ...options.teams, teamOf: (id: string) => Promise.resolve(id === 'T0001' ? 'home' : id) };
  const answers = { commands: {}, actions: {}, forms: {}, shortcuts: {}, events: {}, ...parts };
  registerListeners(app, answers, { ...options, log, teams, ackWithinMs, remember: remembering(world) });
  const server = await serve((request, response) => receiver.requestListener(request, response));
  open.push(
    () => world.close(),
    slack.close,
    () => server.close(),
  );
  const url = `${server.url}/slack/events`;
  const interact = async (payload: object) =>
    await post(
      url,
      new URLSearchParams({
        payload: JSON.stringify({
          team: { id: 'T0001' },
          user: { id: 'U0001', team_id: 'T0001' },
          trigger_id: 't',
          response_url: slack.responseUrl,
          ...payload,
        }),
      }).toString(),
      { 'content-type': FORM },
    );
  const say = async (body: object) =>
    await post(url, JSON.stringify(body), { 'content-type': 'application/json' });
  return { world, slack, log, url, interact, say };
}

const pressed = (action: object) => ({
  type: 'block_actions',
  channel: { id: 'C0001' },
  container: { type: 'message', message_ts: '1.2', channel_id: 'C0001', is_ephemeral: true },
  actions: [{ type: 'button', action_id: 'a', block_id: 'b', value: 'v', ...action }],
});
const handedIn = (name: string, values: object = {}) => ({
  type: 'view_submission',
  view: { id: 'V1', hash: 'h', callback_id: name, private_metadata: 'memo', state: { values } },
});
const never = (): Promise<never> => new Promise<never>(() => undefined);

describe('a press', () => {
  it.each([
    [{}, 'v'],
    [{ type: 'overflow', value: undefined, selected_option: { value: 'details 12' } }, 'details 12'],
    [{ type: 'static_select', value: undefined, selected_option: { value: 's' } }, 's'],
    [{ type: 'radio_buttons', value: undefined, selected_option: null }, ''],
    [{ type: 'checkboxes', value: undefined, selected_options: [{ value: 'x' }, { value: 'y' }] }, 'x,y'],
    [{ type: 'conversations_select', value: undefined, selected_conversation: 'C2' }, 'C2'],
    [{ type: 'plain_text_input', value: 'words' }, 'words'],
    [{ type: 'plain_text_input', value: null }, ''],
  ])('of %j means %j', async (action, value) => {
    const calls: ActionCall[] = [];
    const { interact } = await listening({
      actions: { a: (call) => Promise.resolve(void calls.push(call)) },
    });

    expect((await interact(pressed(action))).status).toBe(200);

    await vi.waitFor(() => expect(calls).toHaveLength(1));
    expect(calls[0]).toMatchObject({
      asker: { team: 'home', user: 'U0001', channel: 'C0001' },
      trigger: 't',
      act: 'a',
      value,
      message: { ts: '1.2', channel: 'C0001', isEphemeral: true },
      view: undefined,
    });
  });

  it('is acknowledged before anything else, and answered in or beside its message', async () => {
    const { interact, slack } = await listening({
      actions: {
        a: async (call) => {
          await call.reply({ text: 'beside' });
          await call.replace({ text: 'instead' });
          await never();
        },
      },
    });
    expect((await interact(pressed({}))).status).toBe(200);
    await vi.waitFor(() => expect(slack.responses).toHaveLength(2));
    expect(slack.responses).toMatchObject([
      { response_type: 'ephemeral', replace_original: false, text: 'beside' },
      { response_type: 'ephemeral', replace_original: true, text: 'instead' },
    ]);
  });

  it('that goes wrong is answered with a sentence, and the log says where, never what', async () => {
    const { interact, slack, log } = await listening({
      actions: { a: () => Promise.reject(new TypeError('a secret bid')) },
    });
    await interact(pressed({}));
    await vi.waitFor(() => expect(JSON.stringify(slack.responses)).toContain('went wrong on our side'));
    expect(log.lines.join('\n')).toMatch(/"code":"TypeError".*"at":"at /);
    expect(log.lines.join('\n')).not.toContain('secret');
  });

  it('on what only opens a page is acknowledged, and nothing is said', async () => {
    const { interact, slack } = await listening({});
    expect((await interact(pressed({ action_id: 'open' }))).status).toBe(200);
    expect(slack.responses).toEqual([]);
  });

  it('of a visitor from another workspace may look, and is told why it can do no more', async () => {
    const acted: string[] = [];
    const act = ({ act: name }: ActionCall) => Promise.resolve(void acted.push(name));
    const { interact, slack } = await listening({
      actions: { details: act, follow: act, menu: act, 'page-back': act },
    });
    const visiting = (action: object) =>
      interact({ ...pressed(action), user: { id: 'U0009', team_id: 'T0009' } });
    await visiting({ action_id: 'details' });
    await visiting({
      action_id: 'menu',
      type: 'overflow',
      value: undefined,
      selected_option: { value: 'details 12' },
    });
    await visiting({ action_id: 'page-back' });
    await visiting({ action_id: 'follow' });
    await vi.waitFor(() => expect(JSON.stringify(slack.responses)).toContain('You are a visitor'));
    expect(acted).toEqual(['details', 'menu', 'page-back']);
  });
});

describe('a form', () => {
  it('is closed, refused or turned by what its handler answers, which reads what was filled in', async () => {
    const calls: FormCall[] = [];
    const view = modal({ name: 'next', title: 'Next', memo: '', blocks: [] });
    const { interact } = await listening({
      forms: {
        closes: (call) => {
          calls.push(call);
          return Promise.resolve({});
        },
        refuses: () => Promise.resolve({ errors: { q: 'Too long' } }),
        turns: () => Promise.resolve({ update: view }),
      },
    });
    const values = {
      q: { q: { type: 'plain_text_input', value: 'cyber' } },
      empty: { e: { type: 'plain_text_input', value: null } },
      one: { o: { type: 'static_select', selected_option: { value: 'weekly' } } },
      many: { m: { type: 'checkboxes', selected_options: [{ value: 'new' }, { value: 'awards' }] } },
      none: { m: { type: 'checkboxes', selected_options: [] } },
      where: { w: { type: 'conversations_select', selected_conversation: 'C1' } },
    };

    expect((await interact(handedIn('closes', values))).body).toBe('');
    expect(fieldsOf((await interact(handedIn('refuses'))).body)).toEqual({
      response_action: 'errors',
      errors: { q: 'Too long' },
    });
    expect(fieldsOf((await interact(handedIn('turns'))).body)).toEqual({ response_action: 'update', view });
    expect(calls[0]?.asker).toEqual({ team: 'home', user: 'U0001', channel: undefined });
    expect(calls[0]?.view).toEqual({
      id: 'V1',
      hash: 'h',
      name: 'closes',
      memo: 'memo',
      values: { q: 'cyber', one: 'weekly', many: ['new', 'awards'], none: [], where: 'C1' },
    });
  });

  it('that goes wrong, or that nobody knows any more, says so in its place', async () => {
    const { interact, log } = await listening({
      forms: { breaks: () => Promise.reject(new Error('a bid')) },
    });
    expect((await interact(handedIn('breaks'))).body).toContain('went wrong on our side');
    expect((await interact(handedIn('of-last-year'))).body).toContain('I no longer know this form');
    expect(log.lines.join('\n')).not.toContain('a bid');
  });

  it('does the rest when it has been acknowledged', async () => {
    const order: string[] = [];
    const { interact, log } = await listening({
      forms: {
        works: () => Promise.resolve({ afterwards: () => Promise.resolve(void order.push('afterwards')) }),
        fails: () => Promise.resolve({ afterwards: () => Promise.reject(new Error('x')) }),
      },
    });
    expect((await interact(handedIn('works'))).status).toBe(200);
    await vi.waitFor(() => expect(order).toEqual(['afterwards']));
    expect((await interact(handedIn('fails'))).status).toBe(200);
    await vi.waitFor(() => expect(log.lines.join('\n')).toContain('after a form'));
  });

  it('that was closed is acknowledged, and passed over', async () => {
    const { interact } = await listening({});
    expect((await interact({ ...handedIn('x'), type: 'view_closed' })).status).toBe(200);
  });
});

describe('a command', () => {
  it('that takes long says so, and answers behind it; one that only opens a form says nothing', async () => {
    const waiting: (() => void)[] = [];
    const { url, slack, world } = await listening(
      {
        commands: {
          help: {
            takes: () => true,
            answer: async ({ reply }) => {
              await new Promise<void>((resolve) => waiting.push(resolve));
              await reply({ text: 'at last' });
            },
          },
          save: { takes: () => true, answer: () => Promise.resolve() },
        },
      },
      20,
    );
    const now = world.clock.now();
    const slow = await sendCommand(url, now, { text: 'help', response_url: slack.responseUrl });
    expect(slow.body).toContain('One moment…');
    waiting[0]?.();
    await vi.waitFor(() => expect(slack.responses).toMatchObject([{ text: 'at last' }]));
    expect(await sendCommand(url, now, { text: 'save' })).toMatchObject({ status: 200, body: '' });
  });

  it('of a visitor from another workspace is refused as a button is, but for looking', async () => {
    const done: string[] = [];
    const command = (name: string, isLooking?: true) => ({
      takes: () => true,
      ...(isLooking === undefined ? {} : { isLooking }),
      answer: () => Promise.resolve(void done.push(name)),
    });
    const { url, world } = await listening({
      commands: { help: command('help', true), mute: command('mute') },
    });
    const now = world.clock.now();
    await sendCommand(url, now, { text: 'help', user_team_id: 'T0009' });
    const refused = await sendCommand(url, now, { text: 'mute', user_team_id: 'T0009' });
    expect(refused.body).toContain('You are a visitor');
    expect(done).toEqual(['help']);
    await sendCommand(url, now, { text: 'mute', user_team_id: 'T0001' });
    expect(done).toEqual(['help', 'mute']);
  });

  it('from a workspace that the app is not installed in is told how to add it', async () => {
    const { url, world, slack } = await listening({});
    const now = world.clock.now();
    const { body } = await sendCommand(url, now, { text: 'help', team_id: 'T0999' });
    expect(body).toContain('I am not added to this workspace');
    const found = await sendCommand(url, now, { text: 'penetration', team_id: 'T0999' });
    expect(found.body).toContain('Nothing found.');
    expect(found.body).toContain('here you can search, and nothing else');
    expect(found.body).not.toContain('"action_id"');
    expect(slack.calls).toEqual([]);
  });
});

describe('a message shortcut and an event', () => {
  it('reach who answers them, with all that the message says', async () => {
    const heard: unknown[] = [];
    const { interact, say } = await listening({
      shortcuts: { 'find-similar': ({ text }) => Promise.resolve(void heard.push(text)) },
      events: { link_shared: ({ team, event }) => Promise.resolve(void heard.push([team, event['x']])) },
    });
    await interact({
      type: 'message_action',
      callback_id: 'find-similar',
      channel: { id: 'C0001' },
      message: {
        text: 'see this',
        attachments: [{ title: 'A notice', title_link: 'https://a.example/1' }],
        blocks: [
          { type: 'rich_text', elements: [{ elements: [{ type: 'link', url: 'https://b.example' }] }] },
        ],
      },
    });
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    await say({
      type: 'event_callback',
      team_id: 'T0777',
      authorizations: [{ team_id: 'T0001' }],
      event: { type: 'link_shared', x: 1 },
    });
    await say({ type: 'event_callback', team_id: 'T0001', event: { type: 'pin_added' } });
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    expect(heard).toEqual(['see this\nA notice\nhttps://a.example/1\nhttps://b.example', ['home', 1]]);
  });
});
