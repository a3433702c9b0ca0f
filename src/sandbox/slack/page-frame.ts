import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import { page, type Markup } from '../page.ts';
import type { Env } from './api.ts';
import type { Here } from './page-context.ts';
import { address, channelName, visibleChannels } from './page-context.ts';
import { modalMarkup } from './page-modal.ts';
import { STYLE } from './page-style.ts';

/** A whole page of the pretend Slack. */
export async function slackPage(c: Context<Env>, title: string, body: Markup): Promise<Response> {
  return await page(c, title, body, raw(STYLE));
}

function choice(
  name: string,
  now: string,
  all: readonly { readonly id: string; readonly name: string }[],
): Markup {
  const options = all.map(
    (one) => html`<option value="${one.id}" ${one.id === now ? raw('selected') : ''}>${one.name}</option>`,
  );
  return html`<select name="${name}" id="${name}">
    ${options}
  </select>`;
}

/** Who sits at the keyboard, and of which workspace. */
function switcher(here: Here): Markup {
  const { workspace, user, world } = here;
  const teams = world.workspaces().map(({ team }) => ({ id: team.id, name: team.name }));
  const people = workspace.users().map((one) => {
    const kinds = [
      one.guest === true ? 'guest' : '',
      one.homeTeam === undefined ? '' : 'from another workspace',
      one.deleted === true ? 'deactivated' : '',
    ].filter((kind) => kind !== '');
    return { id: one.id, name: kinds.length === 0 ? one.name : `${one.name} (${kinds.join(', ')})` };
  });
  const team =
    teams.length === 1
      ? html`<input type="hidden" name="team" value="${workspace.team.id}" />`
      : html`<label for="team">Workspace</label> ${choice('team', workspace.team.id, teams)}`;
  return html`<form method="get" action="/" class="switch">
    ${team}
    <label for="as">You are</label>
    ${choice('as', user.id, people)}
    <button>Switch</button>
  </form>`;
}

function navigation(here: Here): Markup {
  const { workspace, user, channel, tab } = here;
  const all = visibleChannels(workspace, user);
  function entry(one: (typeof all)[number]): Markup {
    const isHere = tab === 'channel' && one.id === channel.id;
    const marks = [
      one.isPrivate && one.im === undefined ? 'private' : '',
      one.state === 'archived' ? 'archived' : '',
      one.shared === true ? 'shared' : '',
    ].filter((mark) => mark !== '');
    const note = marks.length === 0 ? '' : html` <small>${marks.join(', ')}</small>`;
    const target = address({ ...here, channel: one, tab: 'channel' });
    return html`<li>
      <a href="${target}" ${isHere ? raw('aria-current="page"') : ''}>${channelName(one, here)}</a>${note}
    </li>`;
  }
  const admin = tab === 'admin' ? raw('aria-current="page"') : '';
  const home = tab === 'home' ? 'here' : '';
  return html`<nav aria-label="Conversations">
    <h2>Channels</h2>
    <ul>
      ${all.filter(({ im }) => im === undefined).map(entry)}
    </ul>
    <h2>Direct messages</h2>
    <ul>
      ${all.filter(({ im }) => im !== undefined).map(entry)}
    </ul>
    <h2>App</h2>
    <ul>
      <li>
        <form method="post" action="${address({ ...here, tab: 'home' }, '/open-home')}">
          <button class="linklike ${home}">tenderbell Home</button>
        </form>
      </li>
      <li><a href="${address({ ...here, tab: 'admin' })}" ${admin}>Admin corner</a></li>
    </ul>
  </nav>`;
}

/** The frame around a channel, the home tab or the admin corner; a modal lies over it and holds the keyboard. */
export function slackFrame(c: Context<Env>, here: Here, main: Markup, notice: string): Promise<Response> {
  const top = here.workspace.views.pile(here.user.id).at(-1);
  const said = notice === '' || top !== undefined ? '' : html`<p role="status" class="notice">${notice}</p>`;
  const body = html`<div class="frame" ${top === undefined ? '' : raw('inert')}>
      <header>
        <strong>Pretend Slack: ${here.workspace.team.name}</strong>
        ${switcher(here)}
      </header>
      ${navigation(here)}
      <main>${said} ${main}</main>
    </div>
    ${top === undefined ? '' : modalMarkup(top, here, notice)}`;
  return slackPage(c, `Pretend Slack: ${here.workspace.team.name}`, body);
}
