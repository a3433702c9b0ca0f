import { html } from 'hono/html';
import { londonDateTime } from '../../base/london.ts';
import type { Markup } from '../page.ts';
import { stateOf } from './elements-in.ts';
import { isFields, objects, part, word } from './fields.ts';
import { mrkdwn } from './mrkdwn.ts';
import { blocksMarkup } from './page-blocks.ts';
import type { Here } from './page-context.ts';
import { address, channelName, namesIn } from './page-context.ts';
import type { SlackPost } from './workspace.ts';

const SUMMARY_LENGTH = 60;

/** What somebody hears of a message before its words. */
function author(post: SlackPost, here: Here): string {
  if (post.by === undefined) return 'tenderbell';
  return here.workspace.user(post.by)?.name ?? post.by;
}

function blocksForm(blocks: readonly unknown[], post: SlackPost, here: Here): Markup {
  const drawn = { blocks, state: stateOf(blocks), errors: {}, here, prefix: `m${post.ts.replace('.', '-')}` };
  return html`<form method="post" action="${address(here, '/press', { ts: post.ts })}">
    ${blocksMarkup(drawn)}
  </form>`;
}

function unfurled(post: SlackPost, here: Here): Markup {
  const cards = Object.entries(post.unfurls).map(([url, card]) => {
    const blocks = isFields(card) ? objects(card['blocks']) : [];
    const text = isFields(card) ? `${word(card, 'title')} ${word(card, 'text')}`.trim() : '';
    const body = blocks.length > 0 ? blocksForm(blocks, post, here) : html`<p>${mrkdwn(text)}</p>`;
    return html`<aside class="unfurl" aria-label="Preview of ${url}">${body}</aside>`;
  });
  return html`${cards}`;
}

/** The menu that Slack keeps at each message: the app's shortcuts, and an answer in its thread. */
function messageMenu(post: SlackPost, here: Here): Markup {
  const shortcuts = here.shortcuts
    .filter(({ on }) => on === 'message')
    .map(
      ({ callbackId, name }) => html`<li><button name="shortcut" value="${callbackId}">${name}</button></li>`,
    );
  if (post.visibleTo !== undefined || shortcuts.length === 0) return html``;
  return html`<details class="menu">
    <summary class="quiet" aria-label="Shortcuts for this message">⋮</summary>
    <form method="post" action="${address(here, '/shortcut', { ts: post.ts })}">
      <ul>
        ${shortcuts}
      </ul>
    </form>
  </details>`;
}

function messageBody(post: SlackPost, here: Here): Markup {
  if (post.blocks.length === 0) return html`<p>${mrkdwn(post.text, namesIn(here.workspace))}</p>`;
  return blocksForm(post.blocks, post, here);
}

function message(post: SlackPost, here: Here): Markup {
  const isReply = post.threadTs !== undefined;
  const kind = [isReply ? 'reply' : '', post.visibleTo === undefined ? '' : 'private'].join(' ');
  const who = author(post, here);
  const start = post.text.slice(0, SUMMARY_LENGTH);
  const alone = post.visibleTo === undefined ? '' : html`<p class="alone">Only visible to you</p>`;
  return html`<article class="message ${kind}" id="m${post.ts}" aria-label="${who}: ${start}">
    ${alone}
    <div class="by">
      <span><b>${who}</b>${post.by === undefined ? html` <span class="app">APP</span>` : ''}</span>
      <small>${londonDateTime(post.at)}${post.updates === 0 ? '' : ' (edited)'}</small>
      ${messageMenu(post, here)}
    </div>
    ${messageBody(post, here)} ${unfurled(post, here)}
  </article>`;
}

function thread(root: SlackPost, replies: readonly SlackPost[], here: Here): Markup {
  if (root.visibleTo !== undefined) return message(root, here);
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  const said = replies.length === 0 ? '' : html`<p class="count">${count}</p>`;
  const id = `reply-${root.ts.replace('.', '-')}`;
  return html`${message(root, here)}
    <div class="thread">
      ${said} ${replies.map((reply) => message(reply, here))}
      <details class="answer">
        <summary>Reply in thread</summary>
        <form method="post" action="${address(here, '/say', { thread: root.ts })}" class="compose">
          <label for="${id}">Reply</label>
          <input id="${id}" type="text" name="text" autocomplete="off" required />
          <button>Send</button>
        </form>
      </details>
    </div>`;
}

/** Replies stand under the message they answer; what another person alone sees is left out. */
function threads(here: Here): readonly Markup[] {
  const posts = here.workspace
    .posts()
    .filter((post) => post.channel === here.channel.id)
    .filter((post) => post.visibleTo === undefined || post.visibleTo === here.user.id);
  const roots = posts.filter((post) => !posts.some((other) => other.ts === post.threadTs));
  return roots.map((root) =>
    thread(
      root,
      posts.filter((post) => post.threadTs === root.ts),
      here,
    ),
  );
}

const STATES = {
  member: '',
  'not-in-channel': 'tenderbell is not in this conversation.',
  archived: 'This channel is archived.',
  restricted: 'This workspace lets apps post nothing here.',
} as const;

function globalShortcuts(here: Here): Markup {
  const all = here.shortcuts.filter(({ on }) => on === 'global');
  if (all.length === 0) return html``;
  return html`<form method="post" action="${address(here, '/shortcut')}" class="compose">
    ${all.map(({ callbackId, name }) => html`<button name="shortcut" value="${callbackId}">${name}</button>`)}
  </form>`;
}

/** The channel: what was said in it, and boxes to say more. */
export function channelPage(here: Here): Markup {
  const { channel } = here;
  const name = channelName(channel, here);
  const said = threads(here);
  const notes = [STATES[channel.state], channel.shared === true ? 'Shared with another workspace.' : ''];
  return html`<h1>${name}</h1>
    <p class="quiet">${notes.filter((note) => note !== '').join(' ')} <small>${channel.id}</small></p>
    <section aria-label="Messages in ${name}">
      <h2 class="unseen">Messages</h2>
      ${said.length === 0 ? html`<p class="quiet">Nothing yet.</p>` : said}
    </section>
    <section aria-label="Write in ${name}" class="write">
      <form method="post" action="${address(here, '/command')}" class="compose">
        <label for="command">Command</label>
        <input id="command" type="text" name="text" value="/tenders " autocomplete="off" required />
        <button>Run</button>
      </form>
      <form method="post" action="${address(here, '/say')}" class="compose">
        <label for="message">Message</label>
        <input id="message" type="text" name="text" autocomplete="off" required />
        <button>Send</button>
      </form>
      ${globalShortcuts(here)}
      <p><a href="${address(here)}">Refresh</a></p>
    </section>`;
}

/** What the app published for this person. */
export function homePage(here: Here): Markup {
  const { workspace, user } = here;
  const shown = workspace.views.home(user.id);
  const blocks = objects(part({ view: shown?.view }, 'view')['blocks']);
  const { state = {} } = shown ?? {};
  const body =
    shown === undefined
      ? html`<p class="quiet">tenderbell has published nothing for ${user.name} yet.</p>`
      : html`<form method="post" action="${address(here, '/press', { view: shown.id })}">
          ${blocksMarkup({ blocks, state, errors: {}, here, prefix: 'home' })}
        </form>`;
  return html`<h1>tenderbell <small>Home of ${user.name}</small></h1>
    <h2 class="unseen">What tenderbell shows</h2>
    ${body}
    <p><a href="${address(here)}">Refresh</a></p>`;
}
