import type { ViewState } from './calls.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The object at `key`; an empty one where there is none. Slack leaves fields out, and sends null for others. */
export function fieldsAt(value: unknown, ...keys: readonly string[]): Fields {
  let at: unknown = value;
  for (const key of keys) at = isFields(at) ? at[key] : undefined;
  return isFields(at) ? at : {};
}

export function wordAt(value: Fields, key: string): string | undefined {
  const word = value[key];
  return typeof word === 'string' && word !== '' ? word : undefined;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of the first of a list. */
export function firstAt(value: Fields, key: string): Fields {
  const list: unknown = value[key];
  return Array.isArray(list) ? fieldsAt(list.at(0)) : {};
}

/** Who does something in Slack, by Slack's own ids. */
export interface Actor {
  /** The workspace in which the app was installed and asked. */
  readonly team: string;
  readonly user: string;
  readonly channel: string | undefined;
  /** Of another workspace than the app's: somebody in a channel that two share. */
  readonly isVisitor: boolean;
  /** The app was added to all workspaces of an organisation, so that several are its own. */
  readonly isOrgWide: boolean;
}

/**
 * Of a slash command. Its documented fields name one workspace, that of whoever types: somebody in a shared channel comes with
 * their own (https://docs.slack.dev/interactivity/implementing-slash-commands). Where Slack says both, they are compared as those
 * of an interaction.
 */
export function typist(command: Fields): Actor {
  const team = wordAt(command, 'team_id') ?? '';
  const own = wordAt(command, 'user_team_id') ?? wordAt(command, 'user_team');
  return {
    team,
    user: wordAt(command, 'user_id') ?? '',
    channel: wordAt(command, 'channel_id'),
    isVisitor: own !== undefined && own !== team,
    // A command's fields are all text.
    isOrgWide: command['is_enterprise_install'] === 'true',
  };
}

/**
 * Of an interaction. In a channel that two workspaces share `team` may be the visitor's; a view says where the app is
 * (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload, @slack/bolt 5.1 `App.js` `buildSource`).
 */
export function actor(body: Fields): Actor {
  const user = fieldsAt(body, 'user');
  const own = wordAt(user, 'team_id');
  const team =
    wordAt(fieldsAt(body, 'view'), 'app_installed_team_id') ?? wordAt(fieldsAt(body, 'team'), 'id') ?? own;
  return {
    team: team ?? '',
    user: wordAt(user, 'id') ?? '',
    channel: wordAt(fieldsAt(body, 'channel'), 'id') ?? wordAt(fieldsAt(body, 'container'), 'channel_id'),
    isVisitor: own !== undefined && own !== team,
    isOrgWide: body['is_enterprise_install'] === true,
  };
}

/** What a button, a menu or a question holds; of several, all. */
export function chosen(element: Fields): string | readonly string[] | undefined {
  const many = [element['selected_options'], element['selected_conversations']].find(Array.isArray);
  if (many !== undefined) return many.flatMap((one: unknown) => valueOf(one) ?? []);
  return (
    wordAt(element, 'value') ??
    valueOf(element['selected_option']) ??
    wordAt(element, 'selected_conversation')
  );
}

function valueOf(option: unknown): string | undefined {
  return typeof option === 'string' ? option : wordAt(fieldsAt(option), 'value');
}

/** A form as Slack sends it. */
export function viewState(view: Fields): ViewState {
  const values = Object.entries(fieldsAt(view, 'state', 'values')).map(([name, elements]) => {
    const [element] = Object.values(fieldsAt(elements));
    return [name, chosen(fieldsAt(element))] as const;
  });
  return {
    id: wordAt(view, 'id') ?? '',
    hash: wordAt(view, 'hash') ?? '',
    name: wordAt(view, 'callback_id') ?? '',
    memo: wordAt(view, 'private_metadata') ?? '',
    values: Object.fromEntries(values),
  };
}

/** Deeper than any message is nested, so that nothing can exhaust the stack. */
const DEEPEST = 12;

/** All that a message says: its text, what stands in its blocks and attachments, and where its links lead. */
export function messageWords(message: unknown): string {
  return [...new Set(wordsIn(message, 0))].join('\n');
}

const SAYING: ReadonlySet<string> = new Set([
  'text',
  'url',
  'title',
  'title_link',
  'from_url',
  'original_url',
  'fallback',
]);

function wordsIn(value: unknown, depth: number): string[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((one) => wordsIn(one, depth + 1));
  return Object.entries(fieldsAt(value)).flatMap(([key, one]) => {
    if (typeof one === 'string') return SAYING.has(key) && one !== '' ? [one] : [];
    return wordsIn(one, depth + 1);
  });
}
