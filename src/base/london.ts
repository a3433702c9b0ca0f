import { DateTime } from 'luxon';

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/**
 * London wall time. Everything stored is UTC milliseconds; portals, schedules and people speak London time, which is
 * ambiguous for one hour in October and missing for one in March, so the conversion is luxon's and not ours.
 */
const LONDON = { zone: 'Europe/London', locale: 'en-GB' } as const;

/** `2026-08-24T12:00:00` (no offset): what Find a Tender and Contracts Finder expect in a query (docs/portals). */
export function londonWall(at: number): string {
  return DateTime.fromMillis(at, LONDON).toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

/**
 * The London wall times to ask a portal for between two instants. Whether bounds belong to the answer is not said, so each
 * end gets a second more. The hour that clocks repeat in October is widened to its edges: however a server reads an
 * ambiguous time, the answer covers the window.
 */
export function londonBounds(window: { readonly from: number; readonly to: number }): {
  readonly from: string;
  readonly to: string;
} {
  return { from: wallNotAfter(window.from - SECOND), to: wallNotBefore(window.to + SECOND) };
}

/** A wall time that means `at` or earlier: in the repeated hour's first pass, the second before it. London's offset changes on whole hours. */
function wallNotAfter(at: number): string {
  const wall = londonWall(at);
  return londonWall(at + HOUR) === wall ? londonWall(Math.floor(at / HOUR) * HOUR - SECOND) : wall;
}

/** A wall time that means `at` or later: in the repeated hour's second pass, its end. */
function wallNotBefore(at: number): string {
  const wall = londonWall(at);
  return londonWall(at - HOUR) === wall ? londonWall((Math.floor(at / HOUR) + 1) * HOUR) : wall;
}

/** The London calendar day of an instant, `2026-08-24`. */
export function londonDay(at: number): string {
  return DateTime.fromMillis(at, LONDON).toFormat('yyyy-MM-dd');
}

/** The last millisecond of a London day; undefined where `day` is not a date. */
export function endOfLondonDay(day: string): number | undefined {
  const at = DateTime.fromISO(day, LONDON).endOf('day');
  return at.isValid ? at.toMillis() : undefined;
}

/** `2026-08-12`, `2026-08-12T06:00` or with seconds, read as London wall time, to UTC milliseconds. */
export function fromLondonWall(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?$/.test(text)) return undefined;
  const at = DateTime.fromISO(text, LONDON);
  return at.isValid ? at.toMillis() : undefined;
}

/** `Mon 24 Aug 2026, 12:00` for a person in Britain. */
export function londonDateTime(at: number): string {
  return DateTime.fromMillis(at, LONDON).toFormat('ccc d LLL yyyy, HH:mm');
}

/** `Mon 24 Aug 2026`. */
export function londonDate(at: number): string {
  return DateTime.fromMillis(at, LONDON).toFormat('ccc d LLL yyyy');
}

/** Whole London calendar days from `from` to `to`; 0 on the same day. */
export function londonDaysBetween(from: number, to: number): number {
  // The days' names as UTC midnights: no clock change lies between those.
  return (Date.parse(londonDay(to)) - Date.parse(londonDay(from))) / DAY;
}
