/** London calendar days, `2026-08-24`: pure, and on text that sorts as time does. */

const DAY = 86_400_000;
const HOUR = 3_600_000;

const LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const WRITTEN = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'long' });

/** London is at UTC or an hour before it: but in its last hour a day of UTC's is London's. From 1972, up to four digits of a year. */
const FIRST = Date.UTC(1972, 0, 1);
const LAST = Date.UTC(9999, 11, 31);
const LAST_HOUR = 23;

/** London's clocks and days change on whole hours, and ten thousand queries ask about one now. */
let latest = { hour: Number.NaN, day: '' };

/** The London day of an instant in UTC milliseconds. */
export function londonDayAt(at: number): string {
  const hour = Math.floor(at / HOUR);
  if (at >= FIRST && at < LAST && hour % 24 < LAST_HOUR) return isoDay(at);
  if (hour !== latest.hour) latest = { hour, day: LONDON.format(at).split('/').toReversed().join('-') };
  return latest.day;
}

export type CalendarUnit = 'days' | 'weeks' | 'months' | 'years';

/** So many calendar units later. A month that is too short ends the count on its last day: 31 August and six months is 28 February. */
export function dayAfter(day: string, count: number, unit: CalendarUnit): string {
  if (unit === 'days' || unit === 'weeks') {
    return isoDay(Date.parse(day) + count * (unit === 'weeks' ? 7 : 1) * DAY);
  }
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const months = month - 1 + count * (unit === 'years' ? 12 : 1);
  const first = Date.UTC(year, months, 1);
  const last = Date.UTC(year, months + 1, 0);
  return isoDay(Math.min(first + (date - 1) * DAY, last));
}

/** True for a day that the calendar has, of a year of four digits. */
export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(text);
  return !Number.isNaN(at) && isoDay(at) === text;
}

/** `31 March 2027`; what is no day stands as it is. */
export function dayWords(day: string): string {
  return isDay(day) ? WRITTEN.format(Date.parse(day)) : day;
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
