import type { Check } from './checks.ts';
import { anything, array, boolean, every, object, oneOf, plain, string, text } from './checks.ts';
import type { Surface } from './elements.ts';
import { elementOn } from './elements.ts';
import type { Fields } from './fields.ts';
import { isFields, objects, word } from './fields.ts';

/**
 * Block Kit's limits as Slack enforces them (https://docs.slack.dev/reference/block-kit/blocks and the doc comments of
 * @slack/types 3.2.0). The client checks none of them; Slack answers `invalid_blocks`.
 */
const BLOCKS_IN_MESSAGE = 50;
const BLOCKS_IN_VIEW = 100;
/** Over all texts of a message; undocumented, found at https://github.com/slackapi/bolt-js/issues/2509. */
export const TEXT_IN_MESSAGE = 13_200;
/** Over all markdown blocks of a message. */
const MARKDOWN_IN_MESSAGE = 12_000;

const ID = { block_id: string(255) };
const IMAGE = { image_url: string(3000), slack_file: anything };

function section(surface: Surface): Check {
  const shape = object(
    {},
    {
      ...ID,
      text: text(3000),
      fields: array(10, text(2000)),
      accessory: elementOn('section', surface),
      expand: boolean,
    },
  );
  return (value, at) => {
    const isBare = isFields(value) && value['text'] === undefined && value['fields'] === undefined;
    return isBare ? [`missing required field: text or fields [${at}]`] : shape(value, at);
  };
}

function input(surface: Surface): Check {
  return object(
    { label: plain(2000), element: elementOn('input', surface) },
    { ...ID, hint: plain(2000), optional: boolean, dispatch_action: boolean },
  );
}

/** The action ids of one block's elements must differ. */
const differing: Check = (value, at) => {
  const ids = isFields(value) ? objects(value['elements']).map((one) => word(one, 'action_id')) : [];
  const given = ids.filter((id) => id !== '');
  return new Set(given).size === given.length ? [] : [`action_id is not unique [${at}/elements]`];
};

function blocksOn(surface: Surface): Readonly<Record<string, Check>> {
  const everywhere: Readonly<Record<string, Check>> = {
    section: section(surface),
    header: object({ text: plain(150) }, ID),
    divider: object({}, ID),
    context: object({ elements: array(10, elementOn('context', surface)) }, ID),
    actions: every(object({ elements: array(25, elementOn('actions', surface)) }, ID), differing),
    image: object({ alt_text: string(2000, 1) }, { ...ID, ...IMAGE, title: plain(2000) }),
    input: input(surface),
    rich_text: object({ elements: array(100, anything) }, ID),
  };
  // Messages alone know these (https://docs.slack.dev/reference/block-kit/blocks/markdown-block, …/table-block).
  const inMessages = {
    markdown: object({ text: string(MARKDOWN_IN_MESSAGE, 1) }, ID),
    table: object({ rows: array(100, array(20, anything)) }, { ...ID, column_settings: array(20, anything) }),
  };
  return surface === 'message' ? { ...everywhere, ...inMessages } : everywhere;
}

const BLOCKS: Readonly<Record<Surface, Readonly<Record<string, Check>>>> = {
  message: blocksOn('message'),
  modal: blocksOn('modal'),
  home: blocksOn('home'),
};

function block(surface: Surface): Check {
  return (value, at) => {
    const type = isFields(value) ? String(value['type']) : '';
    const check = Object.hasOwn(BLOCKS[surface], type) ? BLOCKS[surface][type] : undefined;
    return check === undefined ? [`unsupported type: ${type} [${at}/type]`] : check(value, at);
  };
}

/** One element of a view at most may have the focus. */
function focused(blocks: readonly unknown[]): readonly string[] {
  const wishes = JSON.stringify(blocks).split('"focus_on_load":true').length - 1;
  return wishes > 1 ? ['only one element may have focus_on_load [json-pointer:/blocks]'] : [];
}

/** The limit of markdown is over all such blocks together (https://docs.slack.dev/reference/block-kit/blocks/markdown-block). */
function tooMuchMarkdown(blocks: readonly unknown[]): readonly string[] {
  const texts = objects(blocks).map((one) => (one['type'] === 'markdown' ? word(one, 'text').length : 0));
  const sum = texts.reduce((total, length) => total + length, 0);
  return sum > MARKDOWN_IN_MESSAGE
    ? [
        `markdown blocks must be less than ${MARKDOWN_IN_MESSAGE + 1} characters together [json-pointer:/blocks]`,
      ]
    : [];
}

/** What Slack would complain of; empty where it would take the blocks. */
export function blockProblems(blocks: unknown, surface: Surface): readonly string[] {
  if (!Array.isArray(blocks)) return ['must be an array [json-pointer:/blocks]'];
  const most = surface === 'message' ? BLOCKS_IN_MESSAGE : BLOCKS_IN_VIEW;
  const ids = objects(blocks)
    .map((one) => one['block_id'])
    .filter((id) => id !== undefined);
  const twice = ids.length === new Set(ids).size ? [] : ['block_id is not unique [json-pointer:/blocks]'];
  const each = array(most, block(surface), 0)(blocks, 'json-pointer:/blocks');
  return [...twice, ...focused(blocks), ...tooMuchMarkdown(blocks), ...each];
}

const COMMON = { private_metadata: string(3000), callback_id: string(255), external_id: string(255) };
const TITLE = plain(24);

const MODAL = object(
  { title: TITLE, blocks: anything },
  {
    ...COMMON,
    submit: TITLE,
    close: TITLE,
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
);
const HOME = object({ blocks: anything }, COMMON);

/** A modal with an input must have a submit button (https://docs.slack.dev/reference/views/modal-views). */
function unsendable(view: Fields): readonly string[] {
  const asks = objects(view['blocks']).some((one) => one['type'] === 'input');
  return view['type'] === 'modal' && asks && view['submit'] === undefined
    ? ['missing required field: submit, as an input is within the blocks [view]']
    : [];
}

/** A modal's or home tab's problems. */
export function viewProblems(view: unknown): readonly string[] {
  if (!isFields(view)) return ['must be an object [view]'];
  const { type } = view;
  const wrong = oneOf('modal', 'home')(type, 'view/type');
  if (wrong.length > 0) return wrong;
  const surface = type === 'home' ? 'home' : 'modal';
  const shape = surface === 'home' ? HOME : MODAL;
  const blocks = view['blocks'] === undefined ? [] : blockProblems(view['blocks'], surface);
  return [...shape(view, 'view'), ...unsendable(view), ...blocks];
}

/** All characters of all texts in the blocks. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item: unknown) => sum + textLength(item), 0);
  if (!isFields(value)) return 0;
  const own = typeof value['text'] === 'string' ? value['text'].length : 0;
  return Object.values(value).reduce((sum: number, item) => sum + textLength(item), own);
}
