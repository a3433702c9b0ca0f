import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';

export type Nation = 'england' | 'scotland' | 'northern-ireland';

/** As date-holidays names the parts of the United Kingdom; England's are Wales's, too. */
const STATES: Readonly<Record<Nation, string>> = {
  england: 'ENG',
  scotland: 'SCT',
  'northern-ireland': 'NIR',
};

/** Days of one occasion, which no rule foretells: https://www.gov.uk/bank-holidays lists them once they are proclaimed. */
const PROCLAIMED: Readonly<Partial<Record<Nation, readonly string[]>>> = {
  // The men's football team at the World Cup.
  scotland: ['2026-06-15'],
};

const require = createRequire(import.meta.url);
const known = new Map<string, ReadonlySet<string>>();

/**
 * Whether a London day, `2026-12-28`, is a bank holiday, as https://www.gov.uk/bank-holidays lists them. A holiday at the
 * weekend is none: its substitute on a working day is.
 */
export function isBankHoliday(day: string, nation: Nation): boolean {
  const year = day.slice(0, 4);
  const key = `${nation} ${year}`;
  const days = known.get(key) ?? bankHolidaysOf(Number(year), nation);
  known.set(key, days);
  return days.has(day);
}

function bankHolidaysOf(year: number, nation: Nation): ReadonlySet<string> {
  // The holidays of the whole world take a quarter of a second to load: only where somebody asks.
  const Calendar: unknown = require('date-holidays');
  if (!isCalendar(Calendar)) throw new Error('date-holidays is not what it was');
  const days = new Calendar('GB', STATES[nation])
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice(0, 'yyyy-mm-dd'.length));
  return new Set([...days.filter((day) => !isWeekend(day)), ...(PROCLAIMED[nation] ?? [])]);
}

function isCalendar(loaded: unknown): loaded is typeof Holidays {
  return typeof loaded === 'function';
}

/** Saturday or Sunday. */
export function isWeekend(day: string): boolean {
  return new Date(day).getUTCDay() % 6 === 0;
}
