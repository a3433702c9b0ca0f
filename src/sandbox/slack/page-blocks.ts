import { html } from 'hono/html';
import type { Markup } from '../page.ts';
import type { Standing, StateValues } from './elements-in.ts';
import { withIds } from './elements-in.ts';
import type { Fields } from './fields.ts';
import { isFields, objects, textOf, word } from './fields.ts';
import { mrkdwn, plain } from './mrkdwn.ts';
import type { Here } from './page-context.ts';
import { namesIn } from './page-context.ts';
import { elementMarkup, fieldName, textObject } from './page-elements.ts';

/** Blocks to be drawn within one form. */
export interface DrawnBlocks {
  readonly blocks: readonly unknown[];
  readonly state: StateValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly here: Here;
  /** Differs between forms of one page. */
  readonly prefix: string;
}

const GROUPS = new Set(['radio_buttons', 'checkboxes']);

/** An input with its label, its hint, and what is wrong with it. */
function input(block: Fields, drawn: DrawnBlocks): Markup {
  const inner = block['element'];
  if (!isFields(inner)) return plain('');
  const standing: Standing = { block, element: inner };
  const id = `${drawn.prefix}-${fieldName(standing).replaceAll(/[^\w-]+/g, '-')}`;
  const error = drawn.errors[word(block, 'block_id')];
  const hinted = textOf(block, 'hint') !== '';
  const notes = [error === undefined ? '' : `${id}-error`, hinted ? `${id}-hint` : ''];
  const labelled = { id, describedBy: notes.join(' ').trim(), invalid: error !== undefined };
  const optional = block['optional'] === true ? html` <small>(optional)</small>` : '';
  const words = html`${textObject(block['label'])}${optional}`;
  const isGroup = GROUPS.has(word(inner, 'type'));
  const label = isGroup
    ? html`<span class="label" id="${id}-label">${words}</span>`
    : html`<label for="${id}">${words}</label>`;
  const control = elementMarkup({ standing, state: drawn.state, here: drawn.here, labelled });
  const wrong = error === undefined ? '' : html`<p class="error" id="${id}-error">${error}</p>`;
  const hint = hinted ? html`<small id="${id}-hint">${textObject(block['hint'])}</small>` : '';
  return html`<div class="input">${label} ${control} ${wrong} ${hint}</div>`;
}

function part(value: Fields, block: Fields, drawn: DrawnBlocks): Markup {
  const type = word(value, 'type');
  if (type === 'plain_text' || type === 'mrkdwn') return textObject(value, namesIn(drawn.here.workspace));
  if (type === 'image') return html`<span class="picture">[${word(value, 'alt_text')}]</span>`;
  return elementMarkup({ standing: { block, element: value }, state: drawn.state, here: drawn.here });
}

function section(block: Fields, drawn: DrawnBlocks): Markup {
  const names = namesIn(drawn.here.workspace);
  const fields = objects(block['fields']).map((one) => html`<div>${textObject(one, names)}</div>`);
  const accessory = isFields(block['accessory'])
    ? html`<div class="accessory">${part(block['accessory'], block, drawn)}</div>`
    : '';
  const grid = fields.length === 0 ? '' : html`<div class="fields">${fields}</div>`;
  return html`<div class="section">
    <div class="words">${textObject(block['text'], names)}${grid}</div>
    ${accessory}
  </div>`;
}

/** All words of a rich text, as they come. */
function richText(value: unknown): string {
  if (Array.isArray(value)) return value.map(richText).join('');
  if (!isFields(value)) return '';
  const own = word(value, 'text') || (word(value, 'type') === 'link' ? word(value, 'url') : '');
  return own + richText(value['elements']);
}

function blockMarkup(value: Fields, drawn: DrawnBlocks): Markup {
  const parts = objects(value['elements']).map((one) => html`<div>${part(one, value, drawn)}</div>`);
  switch (word(value, 'type')) {
    case 'header':
      return html`<h3>${textObject(value['text'])}</h3>`;
    case 'divider':
      return html`<hr />`;
    case 'context':
      return html`<div class="context">${parts}</div>`;
    case 'actions':
      return html`<div class="actions">${parts}</div>`;
    case 'input':
      return input(value, drawn);
    case 'section':
      return section(value, drawn);
    case 'image':
      return html`<p class="picture">[${word(value, 'alt_text')}]</p>`;
    case 'markdown':
      return html`<div>${mrkdwn(word(value, 'text'))}</div>`;
    case 'rich_text':
      return html`<p>${plain(richText(value))}</p>`;
    default:
      return html`<p><small>[${word(value, 'type')}]</small></p>`;
  }
}

/** Blocks as HTML; their controls belong to the form around them. */
export function blocksMarkup(drawn: DrawnBlocks): Markup {
  return html`${withIds(drawn.blocks).map((one) => blockMarkup(one, drawn))}`;
}
