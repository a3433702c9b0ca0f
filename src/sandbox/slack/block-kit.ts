/**
 * Block Kit's limits as Slack enforces them (https://docs.slack.dev/reference/block-kit/blocks and the doc comments of
 * @slack/types 3.2.0). The client checks none of them; Slack answers `invalid_blocks`.
 */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const BLOCKS_IN_MESSAGE = 50;
const BLOCKS_IN_VIEW = 100;
/** Over all texts of a message; undocumented, found at https://github.com/slackapi/bolt-js/issues/2509. */
export const TEXT_IN_MESSAGE = 13_200;

type Check = (value: unknown, at: string) => readonly string[];

function text(most: number, type?: string): Check {
  return (value, at) => {
    if (!isFields(value)) return [`must be a text object [${at}]`];
    const kind = value['type'];
    if (kind !== 'plain_text' && kind !== 'mrkdwn') return [`unsupported type: ${String(kind)} [${at}/type]`];
    if (type !== undefined && kind !== type) return [`must be ${type} [${at}/type]`];
    const written = value['text'];
    if (typeof written !== 'string' || written.length === 0)
      return [`must be more than 0 characters [${at}/text]`];
    return written.length > most ? [`must be less than ${most + 1} characters [${at}/text]`] : [];
  };
}

function string(most: number): Check {
  return (value, at) => {
    if (typeof value !== 'string') return [`must be a string [${at}]`];
    return value.length > most ? [`must be less than ${most + 1} characters [${at}]`] : [];
  };
}

function array(most: number, each: Check): Check {
  return (value, at) => {
    if (!Array.isArray(value) || value.length === 0) return [`no fewer than 1 items [${at}]`];
    const many = value.length > most ? [`no more than ${most} items allowed [${at}]`] : [];
    return [...many, ...value.flatMap((item: unknown, index) => each(item, `${at}/${index}`))];
  };
}

function object(required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (!isFields(value)) return [`must be an object [${at}]`];
    const missing = Object.keys(required).filter((key) => value[key] === undefined);
    const checks = Object.entries({ ...required, ...optional }).filter(([key]) => value[key] !== undefined);
    return [
      ...missing.map((key) => `missing required field: ${key} [${at}]`),
      ...checks.flatMap(([key, check]) => check(value[key], `${at}/${key}`)),
    ];
  };
}

function anything(): readonly string[] {
  return [];
}

const option = object({ text: text(75), value: string(150) }, { description: text(75), url: string(3000) });
const confirm = object({ title: text(100), text: text(300), confirm: text(30), deny: text(30) }, {});
const placeholder = { placeholder: text(150, 'plain_text'), confirm };
const select = object(
  { action_id: string(255) },
  { ...placeholder, options: array(100, option), initial_option: option },
);

const ELEMENTS: Readonly<Record<string, Check>> = {
  button: object(
    { text: text(75, 'plain_text') },
    {
      action_id: string(255),
      url: string(3000),
      value: string(2000),
      accessibility_label: string(75),
      confirm,
    },
  ),
  image: object({ alt_text: string(2000) }, { image_url: string(3000) }),
  overflow: object({ options: array(5, option) }, { action_id: string(255), confirm }),
  static_select: select,
  multi_static_select: select,
  checkboxes: object({ options: array(10, option) }, { action_id: string(255) }),
  radio_buttons: object({ options: array(10, option) }, { action_id: string(255) }),
  plain_text_input: object({}, { action_id: string(255), placeholder: text(150), max_length: anything }),
  plain_text: text(3000),
  mrkdwn: text(3000),
};

const element: Check = (value, at) => {
  const type = isFields(value) ? String(value['type']) : '';
  const check = ELEMENTS[type];
  // Newer elements are let through: their limits are not known here.
  return check === undefined && !/^[a-z_]+$/.test(type)
    ? [`unsupported type: ${type} [${at}/type]`]
    : (check ?? anything)(value, at);
};

const BLOCKS: Readonly<Record<string, Check>> = {
  section: (value, at) => {
    const neither = isFields(value) && value['text'] === undefined && value['fields'] === undefined;
    const shape = object({}, { text: text(3000), fields: array(10, text(2000)), accessory: element });
    return neither ? [`missing required field: text or fields [${at}]`] : shape(value, at);
  },
  header: object({ text: text(150, 'plain_text') }, {}),
  divider: anything,
  context: object({ elements: array(10, element) }, {}),
  actions: object({ elements: array(25, element) }, {}),
  image: object({ alt_text: string(2000) }, { image_url: string(3000), title: text(2000, 'plain_text') }),
  input: object({ label: text(2000, 'plain_text'), element }, { hint: text(2000) }),
  markdown: object({ text: string(12_000) }, {}),
  rich_text: object({ elements: array(100, anything) }, {}),
};

const block: Check = (value, at) => {
  const type = isFields(value) ? String(value['type']) : '';
  const check = BLOCKS[type];
  if (check === undefined) return [`unsupported type: ${type} [${at}/type]`];
  return [...object({}, { block_id: string(255) })(value, at), ...check(value, at)];
};

/** What Slack would complain of; empty where it would take the blocks. */
export function blockProblems(blocks: unknown, surface: 'message' | 'view'): readonly string[] {
  if (!Array.isArray(blocks)) return ['must be an array [json-pointer:/blocks]'];
  if (blocks.length === 0) return [];
  const most = surface === 'view' ? BLOCKS_IN_VIEW : BLOCKS_IN_MESSAGE;
  const ids = blocks
    .map((one: unknown) => (isFields(one) ? one['block_id'] : undefined))
    .filter((id) => id !== undefined);
  const twice = ids.length === new Set(ids).size ? [] : ['block_id is not unique [json-pointer:/blocks]'];
  return [...twice, ...array(most, block)(blocks, 'json-pointer:/blocks')];
}

/** A modal's or home tab's problems. */
export function viewProblems(view: unknown): readonly string[] {
  const title = text(24, 'plain_text');
  const shape = object(
    { type: string(20), blocks: (blocks) => blockProblems(blocks, 'view') },
    { title, submit: title, close: title, private_metadata: string(3000), callback_id: string(255) },
  );
  const untitled = isFields(view) && view['type'] === 'modal' && view['title'] === undefined;
  return [...(untitled ? ['missing required field: title [view]'] : []), ...shape(view, 'view')];
}

/** All characters of all texts in the blocks. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item: unknown) => sum + textLength(item), 0);
  if (!isFields(value)) return 0;
  const own = typeof value['text'] === 'string' ? value['text'].length : 0;
  return Object.values(value).reduce((sum: number, item) => sum + textLength(item), own);
}
