import type { types } from '@slack/bolt';
import { App, LogLevel } from '@slack/bolt';
import { Server } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PretendSlack, PretendSlackOptions } from '../pretend-slack.ts';
import { startPretendSlack } from '../pretend-slack.ts';

type View = types.View;

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

function portOf(server: unknown): number {
  const address = server instanceof Server ? server.address() : null;
  return typeof address === 'object' && address !== null ? address.port : 0;
}

type Transport = 'http' | 'socket';

/** A pretend Slack and a real Bolt app that speak with one another. */
async function together(
  transport: Transport,
  listen: (app: App) => void,
  options: Partial<PretendSlackOptions> = {},
): Promise<PretendSlack> {
  let port = 0;
  const slack = await startPretendSlack({
    now: () => Date.now(),
    botUrl: () => `http://127.0.0.1:${port}`,
    patienceMs: 2000,
    ...options,
  });
  closers.push(slack.close);
  const way =
    transport === 'http'
      ? { signingSecret: slack.signingSecret }
      : { appToken: slack.appToken, socketMode: true };
  const app = new App({
    token: slack.botToken,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
    ...way,
  });
  listen(app);
  closers.push(() => app.stop());
  if (transport === 'http') port = portOf(await app.start({ port: 0, host: '127.0.0.1' }));
  else await app.start();
  return slack;
}

function plain(text: string) {
  return { type: 'plain_text' as const, text };
}

const MENU = {
  type: 'section' as const,
  block_id: 'result-7',
  text: { type: 'mrkdwn' as const, text: '*Laptops*' },
  accessory: {
    type: 'overflow' as const,
    action_id: 'more',
    options: [
      { text: plain('Details'), value: 'details:7' },
      { text: plain('Follow'), value: 'follow:7' },
    ],
  },
};

const SORT = {
  type: 'actions' as const,
  block_id: 'sorting',
  elements: [
    {
      type: 'static_select' as const,
      action_id: 'sort',
      placeholder: plain('Sort'),
      options: [
        { text: plain('Newest first'), value: 'newest' },
        { text: plain('Deadline first'), value: 'deadline' },
      ],
    },
    { type: 'button' as const, action_id: 'next', text: plain('Next'), value: 'page-2' },
  ],
};

const SAVE: View = {
  type: 'modal',
  callback_id: 'save',
  private_metadata: 'query 7',
  title: plain('Save this search'),
  submit: plain('Save'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'query',
      label: plain('What to look for'),
      dispatch_action: true,
      element: { type: 'plain_text_input', action_id: 'words', initial_value: 'cyber' },
    },
    {
      type: 'input',
      block_id: 'where',
      label: plain('Where to tell'),
      element: { type: 'conversations_select', action_id: 'channel', placeholder: plain('Pick a channel') },
    },
    {
      type: 'input',
      block_id: 'events',
      label: plain('What to tell'),
      optional: true,
      element: {
        type: 'checkboxes',
        action_id: 'kinds',
        options: [
          { text: plain('New ones'), value: 'new' },
          { text: plain('Changes'), value: 'changes' },
        ],
      },
    },
  ],
};

const TRANSPORTS = ['http', 'socket'] as const;

describe.each(TRANSPORTS)('a person, over %s', (transport) => {
  it('picks from menus in messages, and presses buttons', async () => {
    const heard = vi.fn<(...told: unknown[]) => void>();
    const slack = await together(transport, (app) => {
      app.command('/tenders', ({ ack }) => ack({ text: 'Found 1', blocks: [MENU, SORT] }));
      app.action('more', async ({ ack, action, body, respond }) => {
        heard(action, body);
        await ack();
        await respond('picked');
      });
      app.action(/sort|next/, async ({ ack, action, body, respond }) => {
        heard(action, body);
        await ack();
        await respond({ text: 'page 2', replace_original: true });
      });
    });
    await slack.command('/tenders laptops');
    const picked = await slack.click({ actionId: 'more', picked: 'follow:7' });
    await slack.click({ label: 'Deadline first' });

    expect(picked).toMatchObject({ via: 'response_url', text: 'picked', ephemeral: true });
    expect(heard.mock.calls[0]).toMatchObject([
      {
        type: 'overflow',
        action_id: 'more',
        block_id: 'result-7',
        selected_option: { value: 'follow:7', text: { text: 'Follow' } },
      },
      {
        type: 'block_actions',
        container: { type: 'message', channel_id: 'C01TENDERS', is_ephemeral: true },
        channel: { id: 'C01TENDERS', name: 'tenders' },
        user: { id: 'U01SAM0000' },
        team: { id: 'T01SANDBOX' },
        api_app_id: 'A01SANDBOX',
      },
    ]);
    // What only one person sees is not told again.
    expect(heard.mock.calls[0]?.[1]).not.toHaveProperty('message');
    expect(heard.mock.calls[1]).toMatchObject([
      { type: 'static_select', selected_option: { value: 'deadline' } },
      { state: { values: { sorting: { sort: { selected_option: { value: 'deadline' } } } } } },
    ]);
    expect(slack.timeline().map(({ text }) => text)).toEqual(['page 2', 'picked']);
  });

  it('fills in a modal: errors beside inputs, another view, and an end', async () => {
    const heard = vi.fn<(...told: unknown[]) => void>();
    const slack = await together(
      transport,
      (app) => {
        app.command('/tenders', async ({ ack, client, body }) => {
          await ack();
          await client.views.open({ trigger_id: body.trigger_id, view: SAVE });
        });
        app.action('words', async ({ ack, body }) => {
          heard('dispatched', body);
          await ack();
        });
        app.view('save', async ({ ack, view }) => {
          heard('submitted', view);
          const words = view.state.values['query']?.['words']?.value;
          if (words === 'bad') return ack({ response_action: 'errors', errors: { query: 'Not so' } });
          const done: View = { type: 'modal', callback_id: 'done', title: plain('Saved'), blocks: [MENU] };
          return ack({ response_action: 'update', view: done });
        });
      },
      { patienceMs: 400 },
    );
    const opened = await slack.command('/tenders save');
    const bare = await slack.submit();
    await slack.fillIn({ values: { 'What to look for': 'bad' } });
    const refused = await slack.submit({ values: { where: '#general', kinds: ['new', 'Changes'] } });
    const marked = slack.modal()?.errors;
    const saved = await slack.submit({ values: { words: 'cyber' } });

    expect(opened).toMatchObject({ via: 'view', view: { type: 'modal', open: true } });
    expect(bare).toMatchObject({
      via: 'not-sent',
      errors: { where: 'Please complete this required field.' },
    });
    expect(heard.mock.calls[0]).toMatchObject([
      'dispatched',
      {
        container: { type: 'view' },
        actions: [{ type: 'plain_text_input', action_id: 'words', block_id: 'query', value: 'bad' }],
        view: { private_metadata: 'query 7', callback_id: 'save' },
      },
    ]);
    expect(heard.mock.calls[0]?.[1]).not.toHaveProperty('response_url');
    expect(refused).toMatchObject({ via: 'ack', errors: { query: 'Not so' } });
    expect(marked).toEqual({ query: 'Not so' });
    expect(heard.mock.calls[1]).toMatchObject([
      'submitted',
      {
        id: opened.view?.id,
        root_view_id: opened.view?.id,
        private_metadata: 'query 7',
        state: {
          values: {
            query: { words: { type: 'plain_text_input', value: 'bad' } },
            where: { channel: { type: 'conversations_select', selected_conversation: 'C02GENERAL' } },
            events: { kinds: { selected_options: [{ value: 'new' }, { value: 'changes' }] } },
          },
        },
      },
    ]);
    expect(saved).toMatchObject({ via: 'view', view: { view: { callback_id: 'done' } } });
    expect(saved.view?.id).toBe(opened.view?.id);
  });

  it('goes up a pile of modals and down again, and the app hears of a closing that it asked for', async () => {
    const closed = vi.fn<(...told: unknown[]) => void>();
    const slack = await together(transport, (app) => {
      app.shortcut('begin', async ({ ack, client, shortcut }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view: SAVE });
      });
      app.view('save', ({ ack }) =>
        ack({ response_action: 'push', view: { ...SAVE, callback_id: 'second', clear_on_close: true } }),
      );
      app.view('second', ({ ack }) => ack({ response_action: 'clear' }));
      app.view({ callback_id: /./, type: 'view_closed' }, async ({ ack, view, body }) => {
        closed(view.callback_id, 'is_cleared' in body && body.is_cleared);
        await ack();
      });
    });
    const values = { channel: 'C02GENERAL' };
    await slack.shortcut({ callbackId: 'begin' });
    const first = slack.modal();
    const second = await slack.submit({ values });
    expect(second.view).toMatchObject({ previous: first?.id, root: first?.id });
    expect(await slack.submit({ values })).toMatchObject({ via: 'none', view: undefined });
    expect(slack.modal()).toBeUndefined();

    await slack.shortcut({ callbackId: 'begin' });
    await slack.closeModal();
    await slack.shortcut({ callbackId: 'begin' });
    await slack.submit({ values });
    await slack.closeModal();
    expect(closed.mock.calls).toEqual([
      ['save', false],
      ['second', true],
      ['save', true],
    ]);
  });

  it('opens the home tab and uses what stands in it', async () => {
    const slack = await together(transport, (app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [MENU, SORT] } });
      });
      app.action('more', async ({ ack, body, client }) => {
        await ack();
        const view = { type: 'home' as const, blocks: [SORT] };
        const hash = 'view' in body ? body.view.hash : '';
        await client.views.publish({ user_id: body.user.id, view, hash });
      });
    });
    const told = await slack.openHome('U02ALEX000');
    expect(told.acked).toBe(true);
    expect(slack.home()).toBeUndefined();
    expect(slack.home('U02ALEX000')?.view['blocks']).toHaveLength(2);

    const used = await slack.click({ view: 'home', user: 'U02ALEX000', label: 'Details' });
    expect(used).toMatchObject({ via: 'view', view: { type: 'home' } });
    expect(slack.home('U02ALEX000')?.view['blocks']).toHaveLength(1);
  });

  it('uses a message shortcut, and shows what a link unfurls to', async () => {
    const slack = await together(transport, (app) => {
      app.shortcut(
        { callback_id: 'find-similar', type: 'message_action' },
        async ({ ack, shortcut, respond }) => {
          await ack();
          await respond(`similar to ${shortcut.message.text} in ${shortcut.channel.id}`);
        },
      );
      app.event('link_shared', async ({ event, client }) => {
        const blocks = [MENU];
        const unfurls = Object.fromEntries(event.links.map(({ url }) => [url, { blocks }]));
        await client.chat.unfurl({ channel: event.channel, ts: event.message_ts, unfurls });
      });
      app.action('more', async ({ ack, body, respond }) => {
        await ack();
        await respond(JSON.stringify(body.type === 'block_actions' && body.container));
      });
    });
    const url = 'https://www.find-tender.service.gov.uk/Notice/000001-2026?a=1&b=2';
    const post = await slack.say(`Look at ${url} please`, { user: 'U02ALEX000' });
    const unrelated = await slack.say('See https://elsewhere.example/');
    const similar = await slack.shortcut({ callbackId: 'find-similar', ts: unrelated.ts });
    const clicked = await slack.click({ ts: post.ts, label: 'Details' });

    expect(post).toMatchObject({ by: 'U02ALEX000', kind: 'said', unfurls: { [url]: { blocks: [MENU] } } });
    expect(unrelated.unfurls).toEqual({});
    expect(similar.text).toBe('similar to See <https://elsewhere.example/> in C01TENDERS');
    expect(clicked.text).toContain('"message_attachment"');
    expect(slack.events().map(({ type }) => type)).toEqual(['link_shared']);
  });

  it('and whoever administers the workspace: the app hears of it all', async () => {
    const heard: unknown[] = [];
    const slack = await together(transport, (app) => {
      app.event(/.*/, async ({ event }) => {
        heard.push({ ...event, event_ts: undefined });
        return Promise.resolve();
      });
    });
    await slack.leave('#tenders', 'U02ALEX000');
    await slack.deactivate('U02ALEX000');
    await slack.archive('C02GENERAL');
    await slack.unarchive('C02GENERAL');
    await slack.invite('C03ELSEWHERE');
    await slack.removeBot('C03ELSEWHERE');
    const quiet = await slack.leave('C05BIDTEAM');
    await slack.removeApp({ first: 'tokens_revoked', times: 2 });

    await vi.waitFor(() => expect(heard).toHaveLength(10));
    expect(heard).toMatchObject([
      { type: 'member_left_channel', channel: 'C01TENDERS', user: 'U02ALEX000', channel_type: 'C' },
      { type: 'user_change', user: { id: 'U02ALEX000', deleted: true } },
      { type: 'channel_archive', channel: 'C02GENERAL' },
      { type: 'channel_unarchive', channel: 'C02GENERAL' },
      { type: 'member_joined_channel', channel: 'C03ELSEWHERE', user: 'U00TENDERB', inviter: 'U01SAM0000' },
      { type: 'channel_left', channel: 'C03ELSEWHERE' },
      { type: 'tokens_revoked', tokens: { bot: ['U00TENDERB'] } },
      { type: 'tokens_revoked' },
      { type: 'app_uninstalled' },
      { type: 'app_uninstalled' },
    ]);
    expect(quiet).toEqual({ eventId: '', acked: false });
    expect(slack.token()).toBeUndefined();
  });

  it('types a command wherever they are', async () => {
    const slack = await together(transport, (app) => {
      app.command('/tenders', ({ ack, command }) =>
        ack([command.channel_id, command.channel_name, command.user_id, command.team_id].join(' ')),
      );
    });
    const places = [
      { channel: '#tenders' },
      { channel: 'C05BIDTEAM' },
      { channel: 'U01SAM0000' },
      { channel: 'D09SAMALEX', user: 'U02ALEX000' },
      { channel: 'C06PARTNERS', user: 'U03GUEST00' },
    ];
    const answers = [];
    for (const place of places) answers.push((await slack.command('/tenders x', place)).text);
    expect(answers).toEqual([
      'C01TENDERS tenders U01SAM0000 T01SANDBOX',
      'C05BIDTEAM privategroup U01SAM0000 T01SANDBOX',
      'D01SAM0000 directmessage U01SAM0000 T01SANDBOX',
      'D09SAMALEX directmessage U02ALEX000 T01SANDBOX',
      'C06PARTNERS with-partners U03GUEST00 T01SANDBOX',
    ]);
  });
});

describe('modals as Slack keeps them', () => {
  it('stay where the app does not answer, or answers what Slack cannot show', async () => {
    const answers: object[] = [
      { response_action: 'errors', errors: { nowhere: 'x' } },
      { response_action: 'update', view: { type: 'modal', title: plain('x'.repeat(25)), blocks: [] } },
    ];
    const slack = await together(
      'http',
      (app) => {
        app.shortcut('begin', async ({ ack, client, shortcut }) => {
          await ack();
          await client.views.open({ trigger_id: shortcut.trigger_id, view: SAVE });
        });
        app.view('save', async ({ ack }) => {
          const answer = answers.shift();
          if (answer !== undefined) await ack(answer as { response_action: 'clear' });
          else throw new Error('on purpose');
        });
        app.error(() => Promise.resolve());
      },
      { ackTimeoutMs: 400 },
    );
    await slack.shortcut({ callbackId: 'begin' });
    const { id } = slack.modal() ?? {};
    const values = { channel: '#tenders' };

    expect(await slack.submit({ values })).toMatchObject({ via: 'dispatch_failed' });
    expect((await slack.submit({ values })).text).toContain('must be less than 25');
    expect((await slack.submit({ values })).via).not.toBe('none');
    expect(slack.modal()?.id).toBe(id);
    expect(() => slack.modal('U02ALEX000')?.id).not.toThrow();
    await expect(slack.submit({ values: { colour: 'red' } })).rejects.toThrow('nothing called colour');
    await expect(slack.closeModal({ user: 'U02ALEX000' })).rejects.toThrow('no modal is open');
  });
});

describe('clicks that mean nothing', () => {
  it('are told as remembered where the message is gone, and refused where nothing has the name', async () => {
    const slack = await together('http', (app) => {
      app.action(/.*/, async ({ ack, action, respond }) => {
        await ack();
        await respond(JSON.stringify(action));
      });
    });
    const stale = await slack.click({ actionId: 'old', value: '7', ts: '1.000001' });

    expect(JSON.parse(stale.text)).toMatchObject({ type: 'button', action_id: 'old', value: '7' });
    await expect(slack.click({ label: 'Nowhere' })).rejects.toThrow('nothing called Nowhere');
  });
});
