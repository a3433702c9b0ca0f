import type { Timetable } from '../domain/subscription.ts';
import {
  actions,
  context,
  input,
  modal,
  section,
  topText,
  type SlackModal,
  type SlackReply,
} from './blocks.ts';
import { WEEKDAYS } from './choice-words.ts';
import { button, checkboxes, select } from './elements.ts';
import { numberWords } from './lengths.ts';
import { dateTimeWords } from './london-words.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { ACTS, FORMS } from './slack-names.ts';

/** The questions of the form that says when digests come. */
export const TIMES = { days: 'days', weekday: 'weekday', hour: 'hour', heartbeat: 'heartbeat' } as const;

const HOURS = 24;

export interface DigestShown {
  /** Undefined where nothing comes by digest. */
  readonly next:
    { readonly dueAt: number; readonly cadences: readonly string[]; readonly items: number } | undefined;
  readonly isPerson: boolean;
  readonly command: string;
}

/** When the next digest comes and how much it would carry, as things stand now. */
export function digestReply({ next, isPerson, command }: DigestShown): SlackReply {
  const whose = isPerson ? 'Your' : 'This channel’s';
  if (next === undefined) {
    const none = isPerson
      ? 'You have no alert that comes daily or weekly.'
      : 'No alert here comes daily or weekly.';
    const how = `${command} alerts shows what there is; Edit changes how often it comes.`;
    return { text: topText(none), blocks: [section(escapeMrkdwn(`${none} ${how}`))] };
  }
  const { dueAt, cadences, items } = next;
  const many =
    items === 0 ? 'nothing yet' : `${numberWords(items)} ${items === 1 ? 'procurement' : 'procurements'}`;
  const words = `${whose} next digest (${cadences.join(' and ')}) comes on ${dateTimeWords(dueAt)}.`;
  return {
    text: topText(words),
    blocks: [
      section(`*${escapeMrkdwn(words)}*\nAs things stand now it would carry ${many}.`),
      actions(button({ label: 'Change when it comes…', act: ACTS.digestTimes, value: 'times' })),
    ],
  };
}

export interface TimesShown {
  readonly timetable: Timetable;
  readonly heartbeat: boolean;
  readonly memo: string;
}

/** On which days and at what hour digests come. */
export function digestTimesForm({ timetable, heartbeat, memo }: TimesShown): SlackModal {
  const weekdays = WEEKDAYS.map(([value, label]) => ({ value: String(value), label }));
  const hours = Array.from({ length: HOURS }, (_, hour) => ({
    value: String(hour),
    label: `${String(hour).padStart(2, '0')}:00`,
  }));
  return modal({
    name: FORMS.digestTimes,
    title: 'When digests come',
    submit: 'Save',
    memo,
    blocks: [
      input({
        name: TIMES.days,
        label: 'Daily digests on',
        element: checkboxes(TIMES.days, weekdays, timetable.days.map(String)),
      }),
      input({
        name: TIMES.weekday,
        label: 'Weekly digests on',
        element: select({ act: TIMES.weekday, choices: weekdays, chosen: String(timetable.weekday) }),
      }),
      input({
        name: TIMES.hour,
        label: 'At, London time',
        element: select({ act: TIMES.hour, choices: hours, chosen: String(timetable.hour) }),
      }),
      input({
        name: TIMES.heartbeat,
        label: 'When there is nothing to tell',
        isOptional: true,
        element: checkboxes(
          TIMES.heartbeat,
          [{ value: 'yes', label: 'Say so once a week' }],
          heartbeat ? ['yes'] : [],
        ),
      }),
      context('It holds for every alert of the same channel or person that comes daily or weekly.'),
    ],
  });
}
