import { dayAfter, londonDayAt } from '../../domain/london-day.ts';

const DAY = 86_400_000;

/** A stretch of the past in which something can be counted. */
export interface Span {
  /** UTC milliseconds; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
  /** London days, both ends inclusive. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly days: number;
  /** As many days as were asked for. */
  readonly isWhole: boolean;
  /** It ends before today: nothing newer is held. */
  readonly isBehind: boolean;
  /** Of them, Monday to Friday; the first may count in part. */
  readonly workingDays: number;
}

/** A longer silence of all portals than Easter's or Christmas's is not theirs but ours: nothing was read. */
const LONGEST_SILENCE_DAYS = 6;

/**
 * The last days, at most so many, of which releases are held without a gap. They end today; where nothing is held of the last
 * days (a file was read, the collecting stopped), with the newest day that is held. `held`: London days on which something
 * that is held was published, in order. Undefined where none is.
 */
export function heldSpan(held: readonly string[], now: number, most: number): Span | undefined {
  const today = londonDayAt(now);
  const past = held.filter((day) => day <= today);
  const newest = past.at(-1);
  if (newest === undefined) return undefined;
  const lastDay = daysBetween(newest, today) > LONGEST_SILENCE_DAYS ? newest : today;
  const earliest = dayAfter(lastDay, 1 - most, 'days');
  let firstDay = newest;
  for (const day of past.toReversed()) {
    if (daysBetween(day, firstDay) > LONGEST_SILENCE_DAYS) break;
    firstDay = day;
    if (day <= earliest) break;
  }
  const isWhole = firstDay <= earliest;
  return { ...spanOf(isWhole ? earliest : firstDay, lastDay, now), isWhole };
}

/** The part of a span that begins with this instant; of its first day only what is left of it counts. */
export function since(span: Span, at: number, now: number): Span {
  if (at <= span.from) return span;
  const firstDay = londonDayAt(at);
  const whole = spanOf(firstDay, span.lastDay, now);
  const gone = isWorkingDay(firstDay) ? (at - whole.from) / DAY : 0;
  return { ...whole, isWhole: false, from: at, workingDays: Math.max(0, whole.workingDays - gone) };
}

function spanOf(firstDay: string, lastDay: string, now: number): Omit<Span, 'isWhole'> {
  const days = daysBetween(firstDay, lastDay) + 1;
  return {
    from: startOf(firstDay),
    to: Math.min(now + 1, startOf(dayAfter(lastDay, 1, 'days'))),
    firstDay,
    lastDay,
    days,
    isBehind: lastDay < londonDayAt(now),
    workingDays: Array.from({ length: days }, (_, more) => dayAfter(firstDay, more, 'days')).filter(
      isWorkingDay,
    ).length,
  };
}

/** Midnight in London: of the two offsets from UTC that it has, the one that gives this day. */
function startOf(day: string): number {
  const utc = Date.parse(day);
  const summer = utc - 3_600_000;
  return londonDayAt(summer) === day ? summer : utc;
}

function isWorkingDay(day: string): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}
