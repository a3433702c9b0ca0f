import { fromLondonWall, londonDay } from '../base/london.ts';
import { monthOf } from '../base/month-of.ts';
import { dayAfter, isDay, type CalendarUnit } from '../domain/london-day.ts';

/** What stands behind `pause`: until when, UTC milliseconds, or until somebody resumes it; or what is wrong with it. */
export type PauseAsked = { readonly until: number | undefined } | { readonly fault: string };

/** A pause is longer than this only by mistake. */
const LONGEST_DAYS = 3 * 366;

const TOO_LONG: PauseAsked = {
  fault: 'That is more than three years. Pause for less, or delete the alert.',
};
const NO_SUCH_DAY: PauseAsked = {
  fault: 'The calendar has no such day. Write it as in `pause until 1 December`, or `pause 2 weeks`.',
};

const COUNTS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const SPAN = new RegExp(
  `^(?:for )?(?:(\\d+)|(an?|${COUNTS.join('|')})(?= )) ?(d|days?|w|wks?|weeks?|fortnights?|m|mths?|months?)$`,
);

/** Undefined where it has not the shape of a pause: `pause button` is a search. */
export function readPause(rest: string, now: number): PauseAsked | undefined {
  const text = rest
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/ ?[.!?]+$/, '');
  if (text === '') return { until: undefined };
  const today = londonDay(now);
  const span = SPAN.exec(text);
  if (span !== null) return spanOf(span, today);
  const written = /^(?:un)?til{1,2} (?:the )?(.+)$/.exec(text)?.[1];
  return written === undefined ? undefined : dayOf(written, today);
}

function spanOf([, digits, word = '', unit = '']: RegExpExecArray, today: string): PauseAsked {
  const count = digits === undefined ? Math.max(1, COUNTS.indexOf(word) + 1) : Number(digits);
  // No calendar goes on for as long as people can write.
  if (count > LONGEST_DAYS) return TOO_LONG;
  const fortnights = unit.startsWith('f') ? 2 : 1;
  return untilDay(dayAfter(today, count * fortnights, unitOf(unit)), today);
}

function unitOf(word: string): CalendarUnit {
  if (word.startsWith('d')) return 'days';
  return word.startsWith('m') ? 'months' : 'weeks';
}

/** `tomorrow`, `monday`, `2026-12-01`, `1 December`, `December 1`, `1st of dec 2026`; without a year the next such day. */
function dayOf(text: string, today: string): PauseAsked | undefined {
  if (text === 'tomorrow') return untilDay(dayAfter(today, 1, 'days'), today);
  const weekday = text.length < 3 ? -1 : DAYS.findIndex((day) => day.startsWith(text));
  if (weekday >= 0) {
    const ahead = (weekday - new Date(today).getUTCDay() + 7) % 7;
    return untilDay(dayAfter(today, ahead === 0 ? 7 : ahead, 'days'), today);
  }
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return untilDay(text, today);
  return writtenDay(text, today);
}

function writtenDay(text: string, today: string): PauseAsked | undefined {
  const match =
    /^(?<date>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<month>[a-z]{3,9})\.?(?:,? (?<year>\d{4}))?$/.exec(text) ??
    /^(?<month>[a-z]{3,9})\.? (?<date>\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>\d{4}))?$/.exec(text);
  const { date = '', month = '', year } = match?.groups ?? {};
  const number = monthOf(month);
  if (number === 0) return undefined;
  const in_ = (whichYear: number): string =>
    `${whichYear}-${String(number).padStart(2, '0')}-${date.padStart(2, '0')}`;
  const thisYear = Number(today.slice(0, 4));
  // A 29 February may be eight years away.
  const days =
    year === undefined ? Array.from({ length: 9 }, (_, n) => in_(thisYear + n)) : [in_(Number(year))];
  const day = days.find((one) => isDay(one) && (year !== undefined || one > today));
  return day === undefined ? NO_SUCH_DAY : untilDay(day, today);
}

function untilDay(day: string, today: string): PauseAsked {
  if (!isDay(day)) return NO_SUCH_DAY;
  const until = fromLondonWall(day);
  if (day <= today || until === undefined)
    return { fault: 'A pause ends on a day after today: `pause 2 weeks`, or `pause until 1 December`.' };
  return day > dayAfter(today, LONGEST_DAYS, 'days') ? TOO_LONG : { until };
}
