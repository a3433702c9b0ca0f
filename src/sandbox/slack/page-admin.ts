import { html } from 'hono/html';
import type { Markup } from '../page.ts';
import type { Here } from './page-context.ts';
import { address, channelName } from './page-context.ts';
import type { SlackChannel } from './workspace.ts';

const STATES = {
  member: 'tenderbell is in it',
  'not-in-channel': 'without tenderbell',
  archived: 'archived',
  restricted: 'apps may not post',
} as const;

/** What may be done to a channel now. */
function doings({ state }: SlackChannel): readonly (readonly [string, string])[] {
  if (state === 'archived') return [['unarchive', 'Unarchive']];
  const bot =
    state === 'member'
      ? (['removeBot', 'Remove tenderbell'] as const)
      : (['invite', 'Invite tenderbell'] as const);
  return [bot, ['archive', 'Archive'], ['leave', 'Leave']];
}

function channels(here: Here): Markup {
  const rows = here.workspace
    .channels()
    .filter(({ im }) => im === undefined)
    .map((channel) => {
      const name = channelName(channel, here);
      const buttons = doings(channel).map(
        ([what, label]) =>
          html`<button name="what" value="${what}" aria-label="${label}: ${name}">${label}</button> `,
      );
      return html`<tr>
        <th scope="row">${name} <small>${channel.id}</small></th>
        <td>${STATES[channel.state]}</td>
        <td>
          <form method="post" class="compose" action="${address(here, '/admin/channel', { of: channel.id })}">
            ${buttons}
          </form>
        </td>
      </tr>`;
    });
  return html`<h2>Channels</h2>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

function people(here: Here): Markup {
  const rows = here.workspace.users().map(({ id, name, deleted = false }) => {
    const does = deleted
      ? 'deactivated'
      : html`<form method="post" action="${address(here, '/admin/person', { of: id })}">
          <button aria-label="Deactivate ${name}">Deactivate</button>
        </form>`;
    return html`<tr>
      <th scope="row">${name} <small>${id}</small></th>
      <td>${does}</td>
    </tr>`;
  });
  return html`<h2>People</h2>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

/** What administrators of a workspace do, and what happens to tokens. */
export function adminPage(here: Here): Markup {
  const works = here.world.tokens.current(here.workspace.team.id) !== undefined;
  return html`<h1>Admin corner</h1>
    ${channels(here)} ${people(here)}
    <h2>The app</h2>
    <p>${works ? 'Its token works.' : 'It has no token that works here.'}</p>
    <form method="post" action="${address(here, '/admin/app')}" class="compose">
      <button name="what" value="remove" class="danger">Remove the app</button>
      <button name="what" value="remove-tokens-first" class="danger">Remove it, tokens first</button>
      <button name="what" value="revoke">Revoke its token</button>
      <button name="what" value="expire">Let its token expire</button>
      <button name="what" value="restore">Let its old tokens work again</button>
    </form>
    <p class="quiet">
      To install it anew, follow the link that the app gives: it leads to a page here that asks you.
    </p>`;
}
