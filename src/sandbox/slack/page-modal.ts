import { html } from 'hono/html';
import type { Markup } from '../page.ts';
import { standings } from './elements-in.ts';
import { objects, part, strings, textOf } from './fields.ts';
import { plain } from './mrkdwn.ts';
import { blocksMarkup } from './page-blocks.ts';
import type { Here } from './page-context.ts';
import { address } from './page-context.ts';
import { fieldName } from './page-elements.ts';
import type { SlackView } from './workspace.ts';

/** The input whose action a press of Enter tells the app, in place of sending the modal off. */
function livePress(view: SlackView['view']): string | undefined {
  const live = standings(objects(view['blocks'])).find(({ block, element }) => {
    const triggers = strings(part(element, 'dispatch_action_config')['trigger_actions_on']);
    return block['dispatch_action'] === true && triggers.includes('on_enter_pressed');
  });
  return live && fieldName(live);
}

/** The modal that lies over the page, on top of its pile. A press of Enter uses the first button, which nobody sees. */
export function modalMarkup(shown: SlackView, here: Here, notice: string): Markup {
  const { view, state, errors, id } = shown;
  const submit = textOf(view, 'submit');
  const close = textOf(view, 'close') || (submit === '' ? 'Close' : 'Cancel');
  const count = Object.keys(errors).length;
  const wrong =
    count === 0
      ? ''
      : html`<p role="alert" class="error">
          ${count === 1 ? 'One answer needs' : `${count} answers need`} another look.
        </p>`;
  const said = notice === '' ? '' : html`<p role="alert" class="error">${notice}</p>`;
  const live = livePress(view);
  const [does, what] = live === undefined ? ['do', 'submit'] : ['press', live];
  const first =
    submit === ''
      ? ''
      : html`<button name="${does}" value="${what}" class="unseen" tabindex="-1" aria-hidden="true">
          ${submit}
        </button>`;
  const last =
    submit === '' ? '' : html`<button name="do" value="submit" class="primary">${plain(submit)}</button>`;
  return html`<div class="backdrop">
    <div role="dialog" aria-modal="true" aria-labelledby="modal-title" class="modal">
      <form method="post" action="${address(here, '/modal', { view: id })}" novalidate>
        ${first}
        <h2 id="modal-title">${plain(textOf(view, 'title'))}</h2>
        ${said} ${wrong}
        <div class="inside">
          ${blocksMarkup({ blocks: objects(view['blocks']), state, errors, here, prefix: 'modal' })}
        </div>
        <div class="actions end">
          <button name="do" value="close">${plain(close)}</button>
          ${last}
        </div>
      </form>
    </div>
  </div>`;
}
