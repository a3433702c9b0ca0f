import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { PretendSlack } from '../pretend-slack.ts';
import { startPretendSlack } from '../pretend-slack.ts';

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

interface Heard {
  readonly type: string;
  readonly body: Record<string, unknown>;
}

/** A workspace and an app that keeps what it hears and answers as told. */
async function together(
  answer: (heard: Heard, slack: PretendSlack) => Promise<object | undefined> | undefined,
) {
  const heard: Heard[] = [];
  let slack: PretendSlack | undefined;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const isJson = request.headers['content-type'] === 'application/json';
      const form = new URLSearchParams(body);
      const payload = form.get('payload');
      const told = JSON.parse(
        isJson ? body : (payload ?? JSON.stringify(Object.fromEntries(form))),
      ) as Record<string, unknown>;
      const event = told['event'] as { type: string } | undefined;
      const one = { type: event?.type ?? (told['type'] as string | undefined) ?? 'command', body: told };
      heard.push(one);
      void (async () => {
        const said = slack === undefined ? undefined : await answer(one, slack);
        response.setHeader('content-type', 'application/json');
        response.end(said === undefined ? '' : JSON.stringify(said));
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  slack = await startPretendSlack({
    now: () => Date.parse('2026-09-01T09:00:00Z'),
    botUrl: () => `http://127.0.0.1:${port}`,
    patienceMs: 50,
  });
  closers.push(slack.close);
  return { slack, heard };
}

async function call(slack: PretendSlack, method: string, args: Record<string, string>): Promise<void> {
  const headers = { authorization: `Bearer ${slack.botToken}` };
  await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers, body: new URLSearchParams(args) });
}

async function see(slack: PretendSlack, path = '/'): Promise<string> {
  return (await fetch(`${slack.url}${path}`)).text();
}

/** Sends the page's form whose action begins so, as a browser would, and answers the page that follows. */
async function send(
  slack: PretendSlack,
  page: string,
  action: string,
  fields: Record<string, string>,
): Promise<string> {
  const found = [...page.matchAll(/action="([^"]+)"/g)].map(([, one = '']) => one.replaceAll('&amp;', '&'));
  const target = found.find((one) => one.startsWith(action));
  if (target === undefined) throw new Error(`no form leads to ${action}`);
  const body = new URLSearchParams(fields);
  const headers = { 'sec-fetch-site': 'same-origin' };
  return (await fetch(`${slack.url}${target}`, { method: 'POST', body, headers })).text();
}

function plain(text: string): object {
  return { type: 'plain_text', text };
}

const BLOCKS = [
  {
    type: 'section',
    block_id: 's',
    text: { type: 'mrkdwn', text: 'Ping <!channel> by <!date^1790000000^{date_num}|soon> :bell:' },
    accessory: {
      type: 'overflow',
      action_id: 'more',
      options: [
        { text: plain('Details'), value: 'd' },
        { text: plain('Mute <b>'), value: 'm' },
      ],
    },
  },
  {
    type: 'actions',
    block_id: 'a',
    elements: [
      {
        type: 'button',
        action_id: 'delete',
        text: plain('Delete'),
        confirm: {
          title: plain('Delete it?'),
          text: plain('For good.'),
          confirm: plain('Yes'),
          deny: plain('Keep'),
        },
      },
      {
        type: 'static_select',
        action_id: 'sort',
        placeholder: plain('Sort by'),
        options: [{ text: plain('New'), value: 'n' }],
      },
    ],
  },
];

const MODAL = {
  type: 'modal',
  title: plain('Save'),
  submit: plain('Save it'),
  close: plain('Not now'),
  blocks: [
    {
      type: 'input',
      block_id: 'q',
      label: plain('Query'),
      element: { type: 'plain_text_input', action_id: 'w' },
    },
    {
      type: 'actions',
      block_id: 'p',
      elements: [{ type: 'button', action_id: 'preview', text: plain('Preview') }],
    },
  ],
};

describe('the page of a channel', () => {
  it('draws menus, questions and pings, and its forms do what they say', async () => {
    const { slack, heard } = await together(() => undefined);
    await call(slack, 'chat.postMessage', { channel: '#tenders', text: 'x', blocks: JSON.stringify(BLOCKS) });
    const page = await see(slack);

    expect(page).toContain('<mark>@channel</mark>');
    expect(page).toContain('2026-09-21');
    expect(page).toContain('🔔');
    expect(page).toContain('Mute &lt;b&gt;');
    expect(page).toContain('Delete it?');
    expect(page).toContain('aria-label="Sort by"');
    await send(slack, page, '/press', { press: '["s","more","m"]' });
    await send(slack, page, '/press', { press: '["a","sort"]', '["a","sort"]': 'n' });
    expect(heard.map(({ body }) => body['actions'])).toMatchObject([
      [{ type: 'overflow', selected_option: { value: 'm' } }],
      [{ type: 'static_select', selected_option: { value: 'n' } }],
    ]);
    expect(heard[0]?.body).toMatchObject({ user: { id: 'U01SAM0000' }, message: { text: 'x' } });
    await send(slack, page, '/shortcut', { shortcut: 'find-similar' });
    expect(heard.at(-1)).toMatchObject({ type: 'message_action', body: { callback_id: 'find-similar' } });
  });

  it('shows a private word to its reader alone, and nothing of a private channel to those outside', async () => {
    const { slack } = await together(() => undefined);
    await call(slack, 'chat.postEphemeral', { channel: '#tenders', user: 'U02ALEX000', text: 'psst' });

    expect(await see(slack)).not.toContain('psst');
    const theirs = await see(slack, '/?as=U02ALEX000');
    expect(theirs).toContain('psst');
    expect(theirs).toContain('Only visible to you');
    const guest = await see(slack, '/?as=U03GUEST00&channel=C05BIDTEAM');
    expect(guest).not.toContain('bid-team');
    expect(guest).toContain('#with-partners');
  });

  it('takes words and answers in a thread', async () => {
    const { slack } = await together(() => undefined);
    const page = await send(slack, await see(slack), '/say', { text: 'Hello <all>' });
    await send(slack, page, '/say?team=T01SANDBOX&as=U01SAM0000&channel=C01TENDERS&thread', {
      text: 'Hi back',
    });
    const after = await see(slack);

    expect(after).toContain('Hello &lt;all&gt;');
    expect(after).toContain('1 reply');
    expect(slack.timeline()[1]).toMatchObject({ text: 'Hi back', threadTs: slack.timeline()[0]?.ts });
  });

  it('says so when the app does not answer', async () => {
    const slack = await startPretendSlack({ now: () => 0, botUrl: () => 'http://127.0.0.1:1' });
    closers.push(slack.close);

    expect(await send(slack, await see(slack), '/command', { text: '/tenders x' })).toContain(
      'dispatch_failed',
    );
  });
});

describe('a modal on the page', () => {
  it('lies over it, keeps what was written, shows errors beside inputs, and closes', async () => {
    const { slack, heard } = await together(async ({ type, body }, there) => {
      if (type === 'command')
        await call(there, 'views.open', {
          trigger_id: String(body['trigger_id']),
          view: JSON.stringify(MODAL),
        });
      return type === 'view_submission'
        ? { response_action: 'errors', errors: { q: 'Too broad' } }
        : undefined;
    });
    const opened = await send(slack, await see(slack), '/command', { text: '/tenders save' });
    expect(opened).toMatch(/class="frame" inert/);
    expect(opened).toContain('role="dialog"');

    const bare = await send(slack, opened, '/modal', { do: 'submit', '["q","w"]': '' });
    expect(bare).toContain('Please complete this required field.');
    expect(heard.map(({ type }) => type)).toEqual(['command']);
    const pressed = await send(slack, bare, '/modal', { press: '["p","preview"]', '["q","w"]': 'cyber' });
    expect(pressed).toContain('value="cyber"');
    expect(heard[1]?.body).toMatchObject({
      type: 'block_actions',
      view: { state: { values: { q: { w: { value: 'cyber' } } } } },
    });
    const refused = await send(slack, pressed, '/modal', { do: 'submit', '["q","w"]': 'all' });
    expect(refused).toMatch(/aria-invalid="true"[^]*Too broad/);
    expect(await send(slack, refused, '/modal', { do: 'close' })).not.toContain('role="dialog"');
  });
});

describe('the other pages', () => {
  it('open the home tab and use it', async () => {
    const { slack, heard } = await together(async ({ type }, there) => {
      const view = JSON.stringify({ type: 'home', blocks: BLOCKS });
      if (type === 'app_home_opened') await call(there, 'views.publish', { user_id: 'U01SAM0000', view });
      return undefined;
    });
    const home = await send(slack, await see(slack), '/open-home', {});
    expect(home).toContain('Home of sam');
    expect(home).toContain('Details');
    await send(slack, home, '/press', { press: '["s","more","d"]' });
    expect(heard.at(-1)?.body).toMatchObject({
      container: { type: 'view' },
      actions: [{ action_id: 'more' }],
    });
  });

  it('administer the workspace', async () => {
    const { slack, heard } = await together(() => undefined);
    const page = await see(slack, '/admin');
    await send(slack, page, '/admin/channel', { what: 'archive' });
    await send(slack, page, '/admin/person', {});
    const after = await send(slack, page, '/admin/app', { what: 'remove-tokens-first' });

    expect(heard.map(({ type }) => type)).toEqual([
      'channel_archive',
      'user_change',
      'tokens_revoked',
      'app_uninstalled',
    ]);
    expect(after).toContain('no token that works');
    expect(after).toContain('Unarchive');
  });

  it('take nothing from another site', async () => {
    const { slack, heard } = await together(() => undefined);
    for (const site of ['cross-site', 'same-site']) {
      const headers = { 'sec-fetch-site': site };
      const response = await fetch(`${slack.url}/admin/app`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ what: 'remove' }),
      });
      expect(response.status).toBe(403);
    }
    expect(heard).toEqual([]);
  });
});
