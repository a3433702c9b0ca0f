import { fromLondonWall, londonDay } from '../base/london.ts';
import { monthOf } from '../base/month-of.ts';
import { dayAfter, isDay, type CalendarUnit } from '../domain/london-day.ts';

/** What stands behind `pause`: until when, UTC milliseconds, or until somebody resumes it; or what is wrong with it. */
export type PauseAsked = { readonly until: number | undefined } | { readonly fault: string };

/** A pause is longer than this only by mistake. */
const LONGEST_DAYS = 3 * 366;

const ONE: ReadonlySet<string> = new Set(['a', 'an', 'one']);

/** Undefined where it has not the shape of a pause: `pause button` is a search. */
export function readPause(rest: string, now: number): PauseAsked | undefined {
  const text = rest.trim().toLowerCase().replace(/\s+/g, ' ');
  if (text === '') return { until: undefined };
  const day = dayOf(text, londonDay(now));
  return day === undefined ? undefined : untilDay(day, now);
}

function dayOf(text: string, today: string): string | undefined {
  const span = /^(?:for )?(\d{1,4}|an?|one) (day|week|month)s?$/.exec(text);
  if (span !== null) {
    const [, count = '', unit = ''] = span;
    return dayAfter(today, ONE.has(count) ? 1 : Number(count), unitOf(unit));
  }
  const written = /^until (.+)$/.exec(text)?.[1];
  return written === undefined ? undefined : writtenDay(written, today);
}

function unitOf(word: string): CalendarUnit {
  return word === 'day' ? 'days' : word === 'week' ? 'weeks' : 'months';
}

/** `2026-12-01`, `1 December`, `December 1`, `1st of dec 2026`; without a year the next such day. */
function writtenDay(text: string, today: string): string | undefined {
  if (isDay(text)) return text;
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
  return days.find((day) => isDay(day) && (year !== undefined || day > today));
}

function untilDay(day: string, now: number): PauseAsked {
  const today = londonDay(now);
  const until = isDay(day) ? fromLondonWall(day) : undefined;
  if (day <= today || until === undefined)
    return { fault: 'A pause ends on a day after today: `pause 2 weeks`, or `pause until 1 December`.' };
  if (day > dayAfter(today, LONGEST_DAYS, 'days'))
    return { fault: 'That is more than three years. Pause for less, or delete the alert.' };
  return { until };
}
