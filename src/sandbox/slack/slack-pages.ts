import type { Context } from 'hono';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { londonDateTime } from '../../base/london.ts';
import type { Markup } from '../page.ts';
import { page } from '../page.ts';
import type { Env } from './api.ts';
import type { Fields } from './block-kit.ts';
import { isFields } from './block-kit.ts';
import { mrkdwn, plain } from './mrkdwn.ts';
import type { Person } from './person.ts';
import type { SlackChannel, SlackPost, Workspace } from './workspace.ts';

function textObject(value: unknown): Markup {
  if (!isFields(value)) return plain('');
  const text = typeof value['text'] === 'string' ? value['text'] : '';
  return value['type'] === 'mrkdwn' ? mrkdwn(text) : plain(text);
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A button that leads somewhere is a link; one that does something is a form, so that it works without script. */
function button(pressed: Fields, post: SlackPost, blockId: string): Markup {
  const label = textObject(pressed['text']);
  const url = word(pressed['url']);
  if (/^https?:/.test(url)) return html`<a href="${url}" target="_blank" rel="noreferrer">[${label}]</a>`;
  return html`<form method="post" action="/click" style="display:inline">
    <input type="hidden" name="channel" value="${post.channel}" />
    <input type="hidden" name="ts" value="${post.ts}" />
    <input type="hidden" name="block" value="${blockId}" />
    <input type="hidden" name="action" value="${word(pressed['action_id'])}" />
    <input type="hidden" name="value" value="${word(pressed['value'])}" />
    <button>${label}</button>
  </form>`;
}

function element(value: Fields, post: SlackPost, blockId: string): Markup {
  if (value['type'] === 'button') return button(value, post, blockId);
  if (value['type'] === 'plain_text' || value['type'] === 'mrkdwn') return textObject(value);
  if (value['type'] === 'image') return html`[${word(value['alt_text'])}]`;
  return html`<small>[${word(value['type'])}]</small>`;
}

function block(value: Fields, post: SlackPost): Markup {
  const id = word(value['block_id']);
  const parts = list(value['elements']).map((one) => html`${element(one, post, id)} `);
  if (value['type'] === 'header') return html`<h3>${textObject(value['text'])}</h3>`;
  if (value['type'] === 'divider') return html`<hr />`;
  if (value['type'] === 'context') return html`<p class="quiet">${parts}</p>`;
  if (value['type'] === 'actions') return html`<p>${parts}</p>`;
  if (value['type'] === 'markdown') return html`<pre>${word(value['text'])}</pre>`;
  if (value['type'] !== 'section') return html`<p><small>[${word(value['type'])}]</small></p>`;
  const fields = list(value['fields']).map((one) => html`<br />${textObject(one)}`);
  const accessory = isFields(value['accessory']) ? element(value['accessory'], post, id) : plain('');
  return html`<p>${textObject(value['text'])}${fields} ${accessory}</p>`;
}

function message(post: SlackPost): Markup {
  const body =
    post.blocks.length === 0
      ? html`<p>${mrkdwn(post.text)}</p>`
      : list(post.blocks).map((one) => block(one, post));
  const kind = [
    post.threadTs === undefined ? '' : 'reply',
    post.visibleTo === undefined ? '' : 'private',
  ].join(' ');
  const notes = [
    londonDateTime(post.at),
    post.visibleTo === undefined ? '' : 'only visible to you',
    post.updates === 0 ? '' : '(edited)',
  ].filter((note) => note !== '');
  return html`<article class="${kind}"><small>tenderbell, ${notes.join(', ')}</small>${body}</article>`;
}

/** Replies stand under the message they answer. */
function threaded(posts: readonly SlackPost[]): readonly SlackPost[] {
  const roots = posts.filter((post) => !posts.some((other) => other.ts === post.threadTs));
  return roots.flatMap((root) => [root, ...posts.filter((post) => post.threadTs === root.ts)]);
}

function channelView(channel: SlackChannel, workspace: Workspace): Markup {
  const posts = threaded(workspace.posts().filter((post) => post.channel === channel.id));
  const name = channel.im === undefined ? `#${channel.name}` : `@${channel.name}`;
  return html`<section>
    <h2>${name} <small>${channel.id}, ${channel.state}</small></h2>
    ${posts.length === 0 ? html`<p class="quiet">Nothing yet.</p>` : posts.map(message)}
    <form method="post" action="/command">
      <input type="hidden" name="channel" value="${channel.id}" />
      <label
        >Slash command in ${name}: <input type="text" name="text" value="/tenders " autocomplete="off"
      /></label>
      <button>Send</button>
    </form>
  </section>`;
}

function overview(workspace: Workspace, notice: string): Markup {
  const said = notice === '' ? plain('') : html`<p role="status"><strong>${notice}</strong></p>`;
  return html`<h1>Pretend Slack</h1>
    <p><a href="/">Refresh</a></p>
    ${said} ${workspace.channels().map((channel) => channelView(channel, workspace))}`;
}

const FAILURES: Readonly<Record<string, string>> = {
  operation_timeout: 'The app did not answer within three seconds (operation_timeout).',
  dispatch_failed: 'The app could not be reached or refused (dispatch_failed).',
  none: 'The app took it and said nothing.',
};

async function field(c: Context<Env>, name: string): Promise<string> {
  return word((await c.req.parseBody())[name]);
}

/** The workspace's page, with a box for slash commands and buttons that work. */
export function slackPages(workspace: Workspace, someone: Person): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    // Another site's page must not type commands here.
    if (c.req.method === 'POST' && c.req.header('sec-fetch-site') === 'cross-site')
      return c.text('Forbidden', 403);
    return next();
  });
  app.get('/', (c) =>
    page(c, 'Pretend Slack', overview(workspace, FAILURES[c.req.query('outcome') ?? ''] ?? '')),
  );
  app.post('/command', async (c) => {
    const answer = await someone.command(await field(c, 'text'), { channel: await field(c, 'channel') });
    return c.redirect(`/?outcome=${answer.via}`, 303);
  });
  app.post('/click', async (c) => {
    const answer = await someone.click({
      channel: await field(c, 'channel'),
      ts: await field(c, 'ts'),
      blockId: await field(c, 'block'),
      actionId: await field(c, 'action'),
      value: await field(c, 'value'),
    });
    return c.redirect(`/?outcome=${answer.via}`, 303);
  });
  return app;
}
