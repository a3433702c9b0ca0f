import { CADENCES, WANTED, type Cadence, type Wanted } from '../domain/subscription.ts';
import { LONGEST_QUERY } from '../match/parse.ts';
import { context, input, modal, section, type SlackBlock, type SlackModal } from './blocks.ts';
import { CADENCE_WORDS, WANTED_WORDS } from './choice-words.ts';
import { checkboxes, radios, type SlackElement } from './elements.ts';
import { ACTS, FORMS } from './slack-names.ts';

/** The questions of a form that makes or changes an alert. */
export const ASKED = {
  query: 'query',
  cadence: 'cadence',
  wanted: 'wanted',
  where: 'where',
  other: 'other',
} as const;

/** Where an alert goes. */
export const DESTINATIONS = ['here', 'me', 'other'] as const;
export type Destination = (typeof DESTINATIONS)[number];

/** What somebody filled in. */
export interface SaveFields {
  readonly query: string;
  readonly cadence: Cadence;
  readonly wanted: readonly Wanted[];
  readonly where: Destination;
  /** The other channel. */
  readonly other: string | undefined;
}

/** What whoever saves an alert agrees to: kept with it, as it was shown. */
export const SAVE_CONSENT = {
  form: 'slack-save-1',
  words:
    'By saving, you ask that what matches is posted there, until somebody there pauses or deletes the alert.',
} as const;

export interface SaveForm {
  readonly fields: SaveFields;
  /** What the channel in which it was opened is called; undefined where that is none. */
  readonly here: string | undefined;
  readonly memo: string;
  /** What its query means and would bring. */
  readonly about: readonly SlackBlock[];
  /** Why it could not be saved, mrkdwn; it can be handed in again. */
  readonly problem?: string | undefined;
}

/** Saves a search as an alert. */
export function saveForm({ fields, here, memo, about, problem }: SaveForm): SlackModal {
  return modal({
    name: FORMS.save,
    title: 'Save as an alert',
    submit: problem === undefined ? 'Save' : 'Try again',
    memo,
    blocks: [
      ...(problem === undefined ? [] : [section(`:warning: *Nothing was saved.* ${problem}`)]),
      queryQuestion(fields.query),
      ...about,
      ...howQuestions(fields),
      ...whereQuestions(fields, here),
      context(SAVE_CONSENT.words),
    ],
  });
}

/** Changes an alert. */
export function editForm({ fields, memo, about }: Omit<SaveForm, 'here' | 'problem'>): SlackModal {
  return modal({
    name: FORMS.edit,
    title: 'Change an alert',
    submit: 'Save',
    memo,
    blocks: [queryQuestion(fields.query), ...about, ...howQuestions(fields)],
  });
}

/** What a form turns into while something is done, and when it is done; `text` is mrkdwn. */
export function saidForm(title: string, ...texts: readonly string[]): SlackModal {
  return modal({ name: 'said', title, memo: '', blocks: texts.map((text) => section(text)) });
}

function queryQuestion(query: string): SlackBlock {
  return input({
    name: ASKED.query,
    label: 'What to look for',
    element: typed(query),
    hint: 'Press Enter to see what it means and how much it would bring.',
    isLive: true,
  });
}

function typed(query: string): SlackElement {
  return {
    type: 'plain_text_input',
    action_id: ACTS.query,
    max_length: LONGEST_QUERY,
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    ...(query === '' ? {} : { initial_value: query.slice(0, LONGEST_QUERY) }),
  };
}

function howQuestions({ cadence, wanted }: SaveFields): readonly SlackBlock[] {
  return [
    input({
      name: ASKED.cadence,
      label: 'How often',
      element: radios({
        act: ASKED.cadence,
        choices: CADENCES.map((value) => ({ value, label: CADENCE_WORDS[value] })),
        chosen: cadence,
      }),
    }),
    input({
      name: ASKED.wanted,
      label: 'What to tell of',
      isLive: true,
      element: checkboxes(
        ACTS.wanted,
        WANTED.map((value) => ({ value, label: WANTED_WORDS[value] })),
        wanted,
      ),
    }),
  ];
}

function whereQuestions({ where, other }: SaveFields, here: string | undefined): readonly SlackBlock[] {
  const labels: Readonly<Record<Destination, string>> = {
    here: `Here, in ${here ?? 'this channel'}`,
    me: 'To me alone, by direct message',
    other: 'Another channel, chosen below',
  };
  const choices = DESTINATIONS.filter((one) => here !== undefined || one !== 'here');
  return [
    input({
      name: ASKED.where,
      label: 'Where to post it',
      isLive: true,
      element: radios({
        act: ACTS.where,
        choices: choices.map((value) => ({ value, label: labels[value] })),
        chosen: where,
      }),
    }),
    input({
      name: ASKED.other,
      label: 'Another channel',
      isOptional: true,
      isLive: true,
      element: {
        type: 'conversations_select',
        action_id: ACTS.other,
        placeholder: { type: 'plain_text', text: 'Choose a channel' },
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(other === undefined ? {} : { initial_conversation: other }),
      },
    }),
  ];
}
