import { isDeepStrictEqual } from 'node:util';
import type { Check } from './checks.ts';
import {
  anything,
  array,
  boolean,
  every,
  matching,
  object,
  oneOf,
  plain,
  string,
  text,
  whole,
} from './checks.ts';
import type { Fields } from './fields.ts';
import { isFields, objects } from './fields.ts';

/** Where blocks may stand. */
export type Surface = 'message' | 'modal' | 'home';

/** A kind of element: its shape, the blocks that may hold it, and the surfaces that may. */
interface Kind {
  readonly check: Check;
  readonly blocks: readonly string[];
  readonly surfaces?: readonly Surface[];
}

const CONFIRM = object(
  { text: text(300) },
  { title: plain(100), confirm: plain(30), deny: plain(30), style: oneOf('primary', 'danger') },
);
const ACTION = { action_id: string(255) };
const ASKED = { ...ACTION, confirm: CONFIRM };
const FOCUSED = { ...ASKED, focus_on_load: boolean };
const PLACED = { ...FOCUSED, placeholder: plain(150) };
const DISPATCHED = {
  ...ACTION,
  placeholder: plain(150),
  focus_on_load: boolean,
  dispatch_action_config: object(
    {},
    { trigger_actions_on: array(2, oneOf('on_enter_pressed', 'on_character_entered')) },
  ),
};

/**
 * The type comments of @slack/types 3.2.0 allow a value 75 characters, Slack's pages 150
 * (https://docs.slack.dev/reference/block-kit/composition-objects/option-object): the stricter is kept.
 */
function option(words: Check, more: Readonly<Record<string, Check>> = {}): Check {
  return object({ text: words, value: string(75) }, { description: text(75), ...more });
}

const CHOICE = option(plain(75));
const MARKED = option(text(75));
const GROUPS = array(100, object({ label: plain(75), options: array(100, CHOICE) }));

function choices(element: Fields): readonly Fields[] {
  return [
    ...objects(element['options']),
    ...objects(element['option_groups']).flatMap((group) => objects(group['options'])),
  ];
}

/** What is chosen at first must be one of the options, whole. */
const chosenAmong: Check = (value, at) => {
  if (!isFields(value)) return [];
  const among = choices(value);
  const first = value['initial_option'] === undefined ? [] : [value['initial_option']];
  const chosen: readonly unknown[] = Array.isArray(value['initial_options'])
    ? value['initial_options']
    : first;
  const lost = chosen.filter((one) => !among.some((each) => isDeepStrictEqual(each, one)));
  return lost.length === 0 ? [] : [`initial option must match one of the options [${at}]`];
};

/** `options` or `option_groups`, and not both. */
const optionsOrGroups: Check = (value, at) => {
  if (!isFields(value)) return [];
  const given = ['options', 'option_groups'].filter((key) => value[key] !== undefined);
  return given.length === 1 ? [] : [`exactly one of options and option_groups is required [${at}]`];
};

const OPTIONS = { options: array(100, CHOICE), option_groups: GROUPS };
const SEVERAL = { max_selected_items: whole(1) };
const FILTER = object(
  {},
  {
    include: array(4, oneOf('im', 'mpim', 'private', 'public')),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);
const CONVERSATIONS = { ...PLACED, default_to_current_conversation: boolean, filter: FILTER };
const RESPONDING = { response_url_enabled: boolean };
const ids = array(100, string(255));

const ANYWHERE = ['section', 'actions', 'input'];
/** Slack's page of each element says where it may stand (https://docs.slack.dev/reference/block-kit/block-elements). */
const MODAL: readonly Surface[] = ['modal'];

function menu(check: Check, blocks = ANYWHERE): Kind {
  return { check, blocks };
}

function input(check: Check, surfaces?: readonly Surface[]): Kind {
  return { check, blocks: ['input'], ...(surfaces === undefined ? {} : { surfaces }) };
}

const BUTTON = object(
  { text: plain(75) },
  {
    ...ASKED,
    url: string(3000),
    value: string(2000),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(75),
  },
);

const MENUS: Readonly<Record<string, Kind>> = {
  static_select: menu(
    every(object({}, { ...PLACED, ...OPTIONS, initial_option: CHOICE }), optionsOrGroups, chosenAmong),
  ),
  multi_static_select: menu(
    every(
      object({}, { ...PLACED, ...OPTIONS, ...SEVERAL, initial_options: array(100, CHOICE) }),
      optionsOrGroups,
      chosenAmong,
    ),
  ),
  external_select: menu(object({}, { ...PLACED, min_query_length: whole(0), initial_option: CHOICE })),
  conversations_select: menu(
    object({}, { ...CONVERSATIONS, ...RESPONDING, initial_conversation: string(255) }),
  ),
  multi_conversations_select: menu(object({}, { ...CONVERSATIONS, ...SEVERAL, initial_conversations: ids })),
  channels_select: menu(object({}, { ...PLACED, ...RESPONDING, initial_channel: string(255) })),
  multi_channels_select: menu(object({}, { ...PLACED, ...SEVERAL, initial_channels: ids })),
  users_select: menu(object({}, { ...PLACED, initial_user: string(255) })),
  multi_users_select: menu(object({}, { ...PLACED, ...SEVERAL, initial_users: ids })),
};

const PICKERS: Readonly<Record<string, Kind>> = {
  overflow: menu(object({ options: array(5, option(plain(75), { url: string(3000) }), 2) }, ASKED), [
    'section',
    'actions',
  ]),
  checkboxes: menu(
    every(
      object({ options: array(10, MARKED) }, { ...FOCUSED, initial_options: array(10, MARKED) }),
      chosenAmong,
    ),
  ),
  radio_buttons: menu(
    every(object({ options: array(10, MARKED) }, { ...FOCUSED, initial_option: MARKED }), chosenAmong),
  ),
  datepicker: menu(
    object({}, { ...PLACED, initial_date: matching(/^\d{4}-\d\d-\d\d$/, 'a date as YYYY-MM-DD') }),
  ),
  timepicker: menu(
    object(
      {},
      {
        ...PLACED,
        initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:mm'),
        timezone: string(255),
      },
    ),
  ),
  datetimepicker: menu(object({}, { ...FOCUSED, initial_date_time: whole(1_000_000_000, 9_999_999_999) }), [
    'actions',
    'input',
  ]),
};

const NUMBER = matching(/^-?\d+(\.\d+)?$/, 'a number');

const INPUTS: Readonly<Record<string, Kind>> = {
  plain_text_input: input(
    object(
      {},
      {
        ...DISPATCHED,
        initial_value: string(3000),
        multiline: boolean,
        min_length: whole(0, 3000),
        max_length: whole(1, 3000),
      },
    ),
  ),
  number_input: input(
    object(
      { is_decimal_allowed: boolean },
      { ...DISPATCHED, initial_value: NUMBER, min_value: NUMBER, max_value: NUMBER },
    ),
    MODAL,
  ),
  email_text_input: input(object({}, { ...DISPATCHED, initial_value: string(3000) }), MODAL),
  url_text_input: input(object({}, { ...DISPATCHED, initial_value: string(3000) }), MODAL),
};

const ELEMENTS: Readonly<Record<string, Kind>> = {
  ...MENUS,
  ...PICKERS,
  ...INPUTS,
  button: { check: BUTTON, blocks: ['section', 'actions'] },
  image: {
    check: object({ alt_text: string(2000, 1) }, { image_url: string(3000), slack_file: anything }),
    blocks: ['section', 'context'],
  },
  plain_text: { check: plain(3000), blocks: ['context'] },
  mrkdwn: { check: text(3000), blocks: ['context'] },
};

/** Checks an element that stands in a block of that type on that surface. */
export function elementOn(block: string, surface: Surface): Check {
  return (value, at) => {
    const type = isFields(value) ? String(value['type']) : '';
    const kind = Object.hasOwn(ELEMENTS, type) ? ELEMENTS[type] : undefined;
    if (kind === undefined || !kind.blocks.includes(block)) {
      return [`unsupported type: ${type} in ${block} [${at}/type]`];
    }
    const here = kind.surfaces === undefined || kind.surfaces.includes(surface);
    const elsewhere = here ? [] : [`${type} is not supported in a ${surface} [${at}/type]`];
    return [...elsewhere, ...kind.check(value, at), ...misplaced(value, surface, at, block)];
  };
}

/** A response_url follows a modal alone, and only from an input in it. */
function misplaced(value: unknown, ...[surface, at, block]: [Surface, string, string]): readonly string[] {
  const asks = isFields(value) && value['response_url_enabled'] === true;
  return asks && (surface !== 'modal' || block !== 'input')
    ? [`response_url_enabled is for inputs of modals [${at}]`]
    : [];
}
