import { endOfLondonDay, fromLondonWall, londonDay } from '../base/london.ts';
import type { Deadline } from '../domain/stage.ts';
import { text } from './json.ts';

const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** The first year believed: Contracts Finder began in 2011, and what is older is a slip of the pen. */
const FIRST_YEAR = 2000;
const FIRST_AT = Date.UTC(FIRST_YEAR, 0, 1);
const YEAR = 365.25 * 86_400_000;

/** A page repeats few dates, and the time zone rules are slow to ask. */
const MOST_KNOWN = 50_000;
const known = new Map<string, Deadline>();

/**
 * A date as portals write it. A date without a time is the end of that London day (`new Date('2026-08-25')` would be 01:00
 * on it); a time without an offset is London wall time. Undefined for what is no date.
 */
export function readMoment(value: unknown): Deadline | undefined {
  const written = text(value);
  if (written === undefined) return undefined;
  const held = known.get(written);
  if (held !== undefined) return held;
  const moment = momentIn(written.trim());
  if (known.size >= MOST_KNOWN) known.clear();
  if (moment !== undefined) known.set(written, moment);
  return moment;
}

function momentIn(written: string): Deadline | undefined {
  const parts = WRITTEN.exec(written);
  if (!parts || !isDay(parts)) return undefined;
  const [, year, month, date, time, offset] = parts;
  const day = `${String(year)}-${String(month)}-${String(date)}`;
  if (time === undefined) {
    const end = endOfLondonDay(day);
    return end === undefined ? undefined : { at: end, day, timed: false };
  }
  const at =
    offset === undefined
      ? fromLondonWall(`${day}T${time}`)
      : Date.parse(`${day}T${time}${offset.replace(/^(.\d\d)(\d\d)$/, '$1:$2')}`);
  return at === undefined || Number.isNaN(at) ? undefined : { at, day: dayOf(at), timed: true };
}

const MIDNIGHT = /T00:00(?::00)?(?:\.0+)?(?:Z|[+-]|\s*$)/;

/** The same, but midnight as written counts as "no time given". */
export function readMomentMidnightOpen(value: unknown): Deadline | undefined {
  const written = text(value);
  if (written?.includes('T00:00') !== true) return readMoment(written);
  return readMoment(MIDNIGHT.test(written) ? written.trim().slice(0, 10) : written);
}

const knownOfContract = new Map<string, Deadline>();

const LAST_SECOND_UTC = /T23:59:59(?:\.\d+)?(?:Z|\+00:?00)\s*$/;

/**
 * The same for the first and last days of a contract, where the last second of a day in UTC means the day as written:
 * `2026-07-31T23:59:59Z` is the end of a July, and in London the first of August.
 */
export function readMomentOfContract(value: unknown): Deadline | undefined {
  const written = text(value);
  if (written?.includes('T23:59:59') !== true) return readMoment(written);
  const held = knownOfContract.get(written);
  if (held !== undefined) return held;
  const moment = readMoment(LAST_SECOND_UTC.test(written) ? written.trim().slice(0, 10) : written);
  if (knownOfContract.size >= MOST_KNOWN) knownOfContract.clear();
  if (moment !== undefined) knownOfContract.set(written, moment);
  return moment;
}

/** A date that is believed: from 2000 to `years` after the publication. What is not is flagged and read as not stated. */
export function believed(
  moment: Deadline | undefined,
  what: string,
  {
    published,
    years,
    flags,
  }: { readonly published: number; readonly years: number; readonly flags: string[] },
): Deadline | undefined {
  if (moment === undefined) return undefined;
  // The calendar is asked about the odd ones alone.
  if (moment.at >= FIRST_AT && moment.at < published + (years - 1) * YEAR) return moment;
  const year = Number(moment.day.slice(0, 4));
  if (year >= FIRST_YEAR && year <= new Date(published).getUTCFullYear() + years) return moment;
  flags.push(`${what}: ${moment.day} is not believed`);
  return undefined;
}

function isDay([, year, month, date]: RegExpExecArray): boolean {
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1 && Number(date) <= days;
}

const HOUR = 3_600_000;
const dayOfHour = new Map<number, string>();

/** London's offset changes on whole hours only, so all of an hour lies in one London day. */
function dayOf(at: number): string {
  const hour = Math.floor(at / HOUR);
  const day = dayOfHour.get(hour) ?? londonDay(at);
  if (dayOfHour.size >= MOST_KNOWN) dayOfHour.clear();
  dayOfHour.set(hour, day);
  return day;
}
