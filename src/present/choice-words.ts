import type { Cadence, Holidays, OthersCallOffs, Wanted } from '../domain/subscription.ts';

/** What can be chosen in forms, in words: those of the pages and those of Slack. */
export const CADENCE_WORDS: Readonly<Record<Cadence, string>> = {
  instant: 'At once, as soon as we read it',
  daily: 'Once a day, if there is anything',
  weekly: 'Once a week',
};

export const WANTED_WORDS: Readonly<Record<Wanted, string>> = {
  new: 'New opportunities',
  changes: 'Changes and cancellations of what you were told',
  awards: 'Who won',
  closing: 'A reminder shortly before a deadline',
};

/** ISO weekdays; 1 is Monday. */
export const WEEKDAYS: readonly (readonly [number, string])[] = [
  [1, 'Monday'],
  [2, 'Tuesday'],
  [3, 'Wednesday'],
  [4, 'Thursday'],
  [5, 'Friday'],
  [6, 'Saturday'],
  [7, 'Sunday'],
];

export const HOLIDAY_WORDS: Readonly<Record<Holidays, string>> = {
  none: 'None: send on bank holidays, too',
  england: 'England and Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
};

export const CALL_OFF_WORDS: Readonly<Record<OthersCallOffs, string>> = {
  tag: 'Tell me, marked as not open to me',
  'leave-out': 'Do not tell me',
};
