import { html, raw } from 'hono/html';
import type { Markup } from '../page.ts';
import type { Standing, StateValues } from './elements-in.ts';
import { optionsOf, valueField } from './elements-in.ts';
import type { Fields } from './fields.ts';
import { isFields, objects, part, strings, textOf, word } from './fields.ts';
import type { Names } from './mrkdwn.ts';
import { mrkdwn, plain } from './mrkdwn.ts';
import type { Here } from './page-context.ts';
import { channelName, visibleChannels } from './page-context.ts';

/** A text object's words. */
export function textObject(value: unknown, names?: Names): Markup {
  if (!isFields(value)) return plain('');
  const text = word(value, 'text');
  return value['type'] === 'mrkdwn' ? mrkdwn(text, names) : plain(text);
}

/** The name under which a form sends what an element holds. */
export function fieldName({ block, element }: Standing): string {
  return JSON.stringify([word(block, 'block_id'), word(element, 'action_id')]);
}

/** What a button sends: which element was used, and which of its options. */
function pressOf(standing: Standing, picked?: string): string {
  const { block, element } = standing;
  const names = [word(block, 'block_id'), word(element, 'action_id')];
  return JSON.stringify(picked === undefined ? names : [...names, picked]);
}

/** An element to be drawn, and where. */
export interface Drawn {
  readonly standing: Standing;
  readonly state: StateValues;
  readonly here: Here;
  /** The id of the label that stands by it, of an input. */
  readonly labelled?: { readonly id: string; readonly describedBy: string; readonly invalid: boolean };
}

/** A confirmation dialog opens in place; it is closed as it was opened. */
function confirmed(standing: Standing, label: Markup, press: string): Markup {
  const confirm = part(standing.element, 'confirm');
  const style = word(confirm, 'style') || word(standing.element, 'style');
  return html`<details class="confirm">
    <summary class="button ${style}">${label}</summary>
    <div role="group" aria-label="${textOf(confirm, 'title') || 'Are you sure?'}">
      <strong>${textObject(confirm['title'])}</strong>
      <p>${textObject(confirm['text'])}</p>
      <button name="press" value="${press}" class="${style}">${textOf(confirm, 'confirm') || 'Yes'}</button>
      <small>To leave it (${textOf(confirm, 'deny') || 'No'}), close this again.</small>
    </div>
  </details>`;
}

function button(standing: Standing, label: Markup, picked?: string): Markup {
  const { element } = standing;
  const press = pressOf(standing, picked);
  if (element['confirm'] !== undefined) return confirmed(standing, label, press);
  const spoken = word(element, 'accessibility_label');
  const named = spoken === '' ? '' : html`aria-label="${spoken}"`;
  return html`<button name="press" value="${press}" class="${word(element, 'style')}" ${named}>
    ${label}
  </button>`;
}

function pressable(standing: Standing): Markup {
  const { element } = standing;
  const url = word(element, 'url');
  const label = plain(textOf(element, 'text'));
  if (!/^https?:/.test(url)) return button(standing, label);
  return html`<a class="button ${word(element, 'style')}" href="${url}" target="_blank" rel="noreferrer"
    >${label}</a
  >`;
}

function overflow(standing: Standing): Markup {
  const entries = optionsOf(standing.element).map((option) => {
    const label = plain(textOf(option, 'text'));
    const url = word(option, 'url');
    return /^https?:/.test(url)
      ? html`<li><a class="button" href="${url}" target="_blank" rel="noreferrer">${label}</a></li>`
      : html`<li>${button(standing, label, word(option, 'value'))}</li>`;
  });
  return html`<details class="menu">
    <summary class="button" aria-label="More actions">⋯</summary>
    <ul>
      ${entries}
    </ul>
  </details>`;
}

function held({ standing, state }: Drawn): unknown {
  const { block, element } = standing;
  const value = part(state[word(block, 'block_id')], word(element, 'action_id'));
  return value[valueField(word(element, 'type'))];
}

/** The values that are picked now. */
function pickedNow(drawn: Drawn): readonly string[] {
  const value = held(drawn);
  if (isFields(value)) return [word(value, 'value')];
  if (typeof value === 'string') return [value];
  return [...strings(value), ...objects(value).map((one) => word(one, 'value'))];
}

/** Ties a control to the label and notes of its input block, or gives it a name of its own. */
function naming({ standing, labelled }: Drawn): Markup {
  const { element } = standing;
  if (labelled === undefined) {
    const name =
      textOf(element, 'placeholder') || textOf(standing.block, 'text') || word(element, 'action_id');
    return html`aria-label="${name.slice(0, 80)}"`;
  }
  const invalid = labelled.invalid ? html`aria-invalid="true"` : '';
  const notes = labelled.describedBy === '' ? '' : html`aria-describedby="${labelled.describedBy}"`;
  return html`id="${labelled.id}" ${notes} ${invalid}`;
}

interface Entry {
  readonly value: string;
  readonly text: string;
}

/** What a menu offers: its own options, or the channels or people that this person sees. */
function entriesOf({ standing, here }: Drawn): readonly Entry[] {
  const type = word(standing.element, 'type');
  const { workspace, user } = here;
  if (type.endsWith('users_select'))
    return workspace.users().map(({ id, name }) => ({ value: id, text: name }));
  if (!/(conversations|channels)_select$/.test(type)) {
    return optionsOf(standing.element).map((option) => ({
      value: word(option, 'value'),
      text: textOf(option, 'text'),
    }));
  }
  const isChannels = type.endsWith('channels_select');
  const include = strings(part(standing.element, 'filter')['include']);
  return visibleChannels(workspace, user)
    .filter(({ state }) => state !== 'archived')
    .filter((one) => !isChannels || (!one.isPrivate && one.im === undefined))
    .filter((one) => {
      const kind = one.im === undefined ? (one.isPrivate ? 'private' : 'public') : 'im';
      return include.length === 0 || include.includes(kind);
    })
    .map((one) => ({ value: one.id, text: channelName(one, here) }));
}

function select(drawn: Drawn): Markup {
  const { standing } = drawn;
  const { element } = standing;
  const several = word(element, 'type').startsWith('multi_');
  const now = pickedNow(drawn);
  const options = entriesOf(drawn).map(
    ({ value, text }) =>
      html`<option value="${value}" ${now.includes(value) ? raw('selected') : ''}>${plain(text)}</option>`,
  );
  const empty = several ? '' : html`<option value="">${textOf(element, 'placeholder') || 'Choose…'}</option>`;
  return html`<select name="${fieldName(standing)}" ${several ? raw('multiple') : ''} ${naming(drawn)}>
    ${empty} ${options}
  </select>`;
}

function boxes(drawn: Drawn, kind: 'radio' | 'checkbox'): Markup {
  const now = pickedNow(drawn);
  const entries = optionsOf(drawn.standing.element).map((option) => {
    const value = word(option, 'value');
    const note =
      option['description'] === undefined ? '' : html` <small>${textObject(option['description'])}</small>`;
    return html`<label class="choice"
      ><input
        type="${kind}"
        name="${fieldName(drawn.standing)}"
        value="${value}"
        ${now.includes(value) ? raw('checked') : ''}
      />
      ${textObject(option['text'])}${note}</label
    >`;
  });
  const group = kind === 'radio' ? 'radiogroup' : 'group';
  const { labelled } = drawn;
  const named = labelled === undefined ? naming(drawn) : html`aria-labelledby="${labelled.id}-label"`;
  return html`<div role="${group}" ${named}>${entries}</div>`;
}

const INPUT_TYPES: Readonly<Record<string, string>> = {
  datepicker: 'date',
  timepicker: 'time',
  number_input: 'number',
  email_text_input: 'email',
  url_text_input: 'url',
};

function field(drawn: Drawn): Markup {
  const { element } = drawn.standing;
  const value = held(drawn);
  const now = typeof value === 'string' ? value : '';
  const name = fieldName(drawn.standing);
  const hint = textOf(element, 'placeholder');
  if (element['multiline'] === true)
    return html`<textarea name="${name}" rows="4" placeholder="${hint}" ${naming(drawn)}>${now}</textarea>`;
  const type = INPUT_TYPES[word(element, 'type')] ?? 'text';
  const step = element['is_decimal_allowed'] === true ? html`step="any"` : '';
  return html`<input
    type="${type}"
    name="${name}"
    value="${now}"
    placeholder="${hint}"
    autocomplete="off"
    ${step}
    ${naming(drawn)}
  />`;
}

/** Whether using it tells the app at once, and so needs a button on a page without script. */
function isToldAtOnce({ block }: Standing): boolean {
  return block['type'] !== 'input' || block['dispatch_action'] === true;
}

/** An element as a control of the form around it. */
export function elementMarkup(drawn: Drawn): Markup {
  const { standing } = drawn;
  const type = word(standing.element, 'type');
  if (type === 'button') return pressable(standing);
  if (type === 'overflow') return overflow(standing);
  const control = controlOf(type, drawn);
  if (!isToldAtOnce(standing)) return control;
  const label = standing.block['type'] === 'input' ? 'Use' : 'Choose';
  return html`<span class="pair"
    >${control} ${button({ ...standing, element: unstyled(standing.element) }, plain(label))}</span
  >`;
}

/** A menu's button is none of the app's. */
function unstyled(menu: Fields): Fields {
  const { action_id: actionId, confirm } = menu;
  return { action_id: actionId, ...(confirm === undefined ? {} : { confirm }) };
}

function controlOf(type: string, drawn: Drawn): Markup {
  if (type.endsWith('_select')) return select(drawn);
  if (type === 'radio_buttons') return boxes(drawn, 'radio');
  if (type === 'checkboxes') return boxes(drawn, 'checkbox');
  return field(drawn);
}
