import { cut } from './clean-text.ts';

/** Block Kit's interactive elements, in the shapes of Slack's. `action_id` is one of `slack-names.ts`. */

interface Plain {
  type: 'plain_text';
  text: string;
}

export interface SlackOption {
  text: Plain;
  value: string;
}

export interface SlackConfirm {
  title: Plain;
  text: Plain;
  confirm: Plain;
  deny: Plain;
}

export type SlackElement =
  | {
      type: 'button';
      action_id: string;
      text: Plain;
      value?: string;
      url?: string;
      style?: 'primary' | 'danger';
      confirm?: SlackConfirm;
    }
  | { type: 'overflow'; action_id: string; options: SlackOption[] }
  | {
      type: 'static_select' | 'radio_buttons';
      action_id: string;
      placeholder?: Plain;
      options: SlackOption[];
      initial_option?: SlackOption;
    }
  | { type: 'checkboxes'; action_id: string; options: SlackOption[]; initial_options?: SlackOption[] }
  | {
      type: 'conversations_select';
      action_id: string;
      placeholder: Plain;
      initial_conversation?: string;
      filter?: { include: ('public' | 'private' | 'im')[]; exclude_bot_users: true };
    }
  | {
      type: 'plain_text_input';
      action_id: string;
      multiline?: boolean;
      initial_value?: string;
      max_length?: number;
      placeholder?: Plain;
      dispatch_action_config?: { trigger_actions_on: ('on_enter_pressed' | 'on_character_entered')[] };
    };

/** https://docs.slack.dev/reference/block-kit/block-elements: characters of a label, an option and a value. */
const MOST = { label: 75, option: 75, optionValue: 75, value: 2_000, placeholder: 150 } as const;

/** One line of plain text, never empty, never too long. */
export function plain(text: string, most: number = MOST.label): Plain {
  const fitting = cut(text, most).slice(0, most);
  return { type: 'plain_text', text: fitting === '' ? '–' : fitting };
}

export interface Pressable {
  readonly label: string;
  readonly act: string;
  /** Of 2,000 characters at most. */
  readonly value: string;
  readonly style?: 'primary' | 'danger' | undefined;
  /** Asked before it does what it says. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string } | undefined;
}

export function button({ label, act, value, style, confirm }: Pressable): SlackElement {
  return {
    type: 'button',
    action_id: act,
    text: plain(label),
    value: value.slice(0, MOST.value),
    ...(style === undefined ? {} : { style }),
    ...(confirm === undefined
      ? {}
      : {
          confirm: {
            title: plain(confirm.title, 100),
            text: plain(confirm.text, 300),
            confirm: plain(confirm.yes, 30),
            deny: plain('Cancel', 30),
          },
        }),
  };
}

export interface Choice {
  readonly label: string;
  /** Of 75 characters at most. */
  readonly value: string;
}

function option({ label, value }: Choice): SlackOption {
  return { text: plain(label, MOST.option), value: value.slice(0, MOST.optionValue) };
}

/** The menu behind three dots: two to five choices. */
export function overflow(act: string, choices: readonly Choice[]): SlackElement {
  return { type: 'overflow', action_id: act, options: choices.slice(0, 5).map(option) };
}

export interface Selectable {
  readonly act: string;
  readonly choices: readonly Choice[];
  /** The value of the choice that is made already. */
  readonly chosen?: string | undefined;
  readonly placeholder?: string | undefined;
}

export function select({ act, choices, chosen, placeholder }: Selectable): SlackElement {
  const initial = choices.find((one) => one.value === chosen);
  return {
    type: 'static_select',
    action_id: act,
    options: choices.slice(0, 100).map(option),
    ...(initial === undefined ? {} : { initial_option: option(initial) }),
    ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, MOST.placeholder) }),
  };
}

export function radios({ act, choices, chosen }: Selectable): SlackElement {
  const initial = choices.find((one) => one.value === chosen);
  return {
    type: 'radio_buttons',
    action_id: act,
    options: choices.slice(0, 10).map(option),
    ...(initial === undefined ? {} : { initial_option: option(initial) }),
  };
}

export function checkboxes(act: string, choices: readonly Choice[], ticked: readonly string[]): SlackElement {
  const initial = choices.filter((one) => ticked.includes(one.value)).map(option);
  return {
    type: 'checkboxes',
    action_id: act,
    options: choices.slice(0, 10).map(option),
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  };
}
