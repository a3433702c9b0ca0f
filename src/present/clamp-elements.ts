import { fitPlain } from './clamp-text.ts';
import type { SlackConfirm, SlackElement, SlackOption } from './elements.ts';

/** Slack's limits of each element (https://docs.slack.dev/reference/block-kit/block-elements), in characters and in entries. */
const MOST = {
  label: 75,
  value: 2_000,
  url: 3_000,
  name: 255,
  optionValue: 75,
  placeholder: 150,
  initial: 3_000,
  overflow: 5,
  select: 100,
  ticks: 10,
} as const;

export type Holder = 'section' | 'actions' | 'input';

/** As Slack takes it in such a block; undefined for what it would not take at all. */
export function clampElement(element: SlackElement, holder: Holder): SlackElement | undefined {
  if ((element.type === 'plain_text_input') !== (holder === 'input') && isBound(element)) return undefined;
  const named = { ...element, action_id: fitPlain(element.action_id, MOST.name) };
  if (named.type === 'button') return clampButton(named);
  if (named.type === 'overflow') return clampOverflow(named);
  if (named.type === 'checkboxes') return clampTicks(named);
  if (named.type === 'conversations_select') return clampConversations(named);
  return named.type === 'plain_text_input' ? clampInput(named) : clampChoice(named);
}

/** Those that stand in inputs alone, and those that never do. */
function isBound({ type }: SlackElement): boolean {
  return type === 'plain_text_input' || type === 'button' || type === 'overflow';
}

type Of<T extends SlackElement['type']> = Extract<SlackElement, { type: T }>;

function clampButton({ value, url, confirm, ...rest }: Of<'button'>): SlackElement {
  return {
    ...rest,
    text: plainOf(rest.text.text, MOST.label),
    ...(value === undefined || value === '' ? {} : { value: value.slice(0, MOST.value) }),
    // A link that is cut leads elsewhere.
    ...(url === undefined || url === '' || url.length > MOST.url ? {} : { url }),
    ...(confirm === undefined ? {} : { confirm: clampConfirm(confirm) }),
  };
}

function clampConfirm({ title, text, confirm, deny }: SlackConfirm): SlackConfirm {
  return {
    title: plainOf(title.text, 100),
    text: plainOf(text.text, 300),
    confirm: plainOf(confirm.text, 30),
    deny: plainOf(deny.text, 30),
  };
}

/** Slack takes no menu of one: that is a button. */
function clampOverflow({ action_id, options }: Of<'overflow'>): SlackElement | undefined {
  const [first, ...more] = clampOptions(options, MOST.overflow);
  if (first === undefined) return undefined;
  return more.length > 0
    ? { type: 'overflow', action_id, options: [first, ...more] }
    : { type: 'button', action_id, text: first.text, value: first.value };
}

function clampChoice(element: Of<'static_select' | 'radio_buttons'>): SlackElement | undefined {
  const { type, action_id, placeholder, initial_option: chosen } = element;
  const options = clampOptions(element.options, type === 'static_select' ? MOST.select : MOST.ticks);
  if (options.length === 0) return undefined;
  const initial = chosen && options.find((one) => isSame(one, clampOption(chosen)));
  return {
    type,
    action_id,
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
    // Radio buttons have none.
    ...(placeholder === undefined || type === 'radio_buttons'
      ? {}
      : { placeholder: plainOf(placeholder.text, MOST.placeholder) }),
  };
}

function clampTicks(element: Of<'checkboxes'>): SlackElement | undefined {
  const options = clampOptions(element.options, MOST.ticks);
  if (options.length === 0) return undefined;
  const ticked = (element.initial_options ?? []).map(clampOption);
  const initial = options.filter((one) => ticked.some((other) => isSame(one, other)));
  return {
    type: 'checkboxes',
    action_id: element.action_id,
    options,
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  };
}

function clampConversations(element: Of<'conversations_select'>): SlackElement {
  const { type, action_id, placeholder, initial_conversation: initial, filter } = element;
  const include = [...new Set(filter?.include)];
  return {
    type,
    action_id,
    placeholder: plainOf(placeholder.text, MOST.placeholder),
    ...(initial === undefined || initial === '' ? {} : { initial_conversation: initial.slice(0, MOST.name) }),
    ...(include.length === 0 ? {} : { filter: { include, exclude_bot_users: true as const } }),
  };
}

function clampInput({
  initial_value,
  max_length,
  placeholder,
  ...rest
}: Of<'plain_text_input'>): SlackElement {
  const most = Math.trunc(Math.min(Math.max(max_length ?? MOST.initial, 1), MOST.initial)) || MOST.initial;
  const { dispatch_action_config: told, ...plainer } = rest;
  return {
    ...plainer,
    ...(told === undefined || told.trigger_actions_on.length === 0
      ? {}
      : { dispatch_action_config: { trigger_actions_on: [...new Set(told.trigger_actions_on)] } }),
    ...(max_length === undefined ? {} : { max_length: most }),
    ...(initial_value === undefined
      ? {}
      : { initial_value: initial_value.slice(0, most).replace(/[\uD800-\uDBFF]$/, '') }),
    ...(placeholder === undefined ? {} : { placeholder: plainOf(placeholder.text, MOST.placeholder) }),
  };
}

function clampOptions(options: readonly SlackOption[], most: number): SlackOption[] {
  return options.slice(0, most).map(clampOption);
}

function clampOption({ text, value }: SlackOption): SlackOption {
  return { text: plainOf(text.text, MOST.label), value: fitPlain(value, MOST.optionValue) };
}

function isSame(one: SlackOption, other: SlackOption): boolean {
  return one.value === other.value && one.text.text === other.text.text;
}

/** A text object that is never empty, and of `most` characters at most. */
export function plainOf(text: string, most: number): { type: 'plain_text'; text: string } {
  return { type: 'plain_text', text: fitPlain(text, most) };
}
