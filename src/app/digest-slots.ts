import { Cron } from 'croner';
import { isBankHoliday, isWeekend } from '../base/bank-holidays.ts';
import { fromLondonWall } from '../base/london.ts';
import { dayAfter, londonDayAt } from '../domain/london-day.ts';
import type { Cadence, Timetable } from '../domain/subscription.ts';
import type { Slot } from '../flows/digest.ts';

type Digests = Slot['cadence'];

/** Days; the same weekday is a bank holiday two weeks running, but not for two months. */
const FAR = 60;
/** Beyond so many remembered days nothing is worth keeping: a replay walks through years. */
const MOST_REMEMBERED = 20_000;

/** Slots by direction, cadence, timetable and London day: ten thousand subscribers share a few timetables. */
const remembered = new Map<string, number>();

/** The latest instant, at or before `now`, at which a digest of this cadence was due. UTC milliseconds. */
export function latestSlotOf(cadence: Digests, timetable: Timetable, now: number): number {
  const today = londonDayAt(now);
  const slot = firstSlot(-1, { cadence, timetable }, today);
  return slot <= now ? slot : firstSlot(-1, { cadence, timetable }, dayAfter(today, -1, 'days'));
}

/** The first instant, at or after `at`, at which one is due. UTC milliseconds. */
export function nextSlotOf(cadence: Digests, timetable: Timetable, at: number): number {
  const today = londonDayAt(at);
  const slot = firstSlot(1, { cadence, timetable }, today);
  return slot >= at ? slot : firstSlot(1, { cadence, timetable }, dayAfter(today, 1, 'days'));
}

/** The latest slot of each cadence; none that passed before the timetable was chosen, for the one before had its own. */
export function slotsDue(timetable: Timetable, now: number): readonly Slot[] {
  const { since = -Infinity } = timetable;
  return (['daily', 'weekly'] as const)
    .map((cadence) => ({ cadence, at: latestSlotOf(cadence, timetable, now) }))
    .filter(({ at }) => at >= since);
}

/** When a subscriber next hears, by the cadence of its subscription and from an instant on; for `instant`, at that instant. */
export function slotsFor(timetable: Timetable): (cadence: Cadence, at: number) => number {
  return (cadence, at) => (cadence === 'instant' ? at : nextSlotOf(cadence, timetable, at));
}

interface Rhythm {
  readonly cadence: Digests;
  readonly timetable: Timetable;
}

/** The slot of the first day from `day` on, that day included, forwards or backwards, that has one. */
function firstSlot(step: 1 | -1, rhythm: Rhythm, day: string): number {
  const { days, weekday, hour, holidays } = rhythm.timetable;
  const key = `${step} ${rhythm.cadence} ${days.join()} ${weekday} ${hour} ${holidays} ${day}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  for (let more = 0; more < FAR; more += 1) {
    const one = dayAfter(day, step * more, 'days');
    if (!isDueOn(one, rhythm)) continue;
    const slot = instantOf(one, hour);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, slot);
    return slot;
  }
  throw new Error(`the timetable ${key} is never due`);
}

function isDueOn(day: string, { cadence, timetable }: Rhythm): boolean {
  const { days, weekday, holidays } = timetable;
  if (cadence === 'daily') return days.includes(isoWeekday(day)) && !isHoliday(day, holidays);
  const sinceChosen = (isoWeekday(day) - weekday + 7) % 7;
  return movedFrom(dayAfter(day, -sinceChosen, 'days'), holidays) === day;
}

/** The chosen day of a week; a bank holiday gives way to the next working day, which is less than a week later. */
function movedFrom(chosen: string, holidays: Timetable['holidays']): string {
  let day = chosen;
  if (!isHoliday(day, holidays)) return day;
  while (isHoliday(day, holidays) || isWeekend(day)) day = dayAfter(day, 1, 'days');
  return day;
}

function isHoliday(day: string, holidays: Timetable['holidays']): boolean {
  return holidays !== 'none' && isBankHoliday(day, holidays);
}

/** 1 is Monday. */
function isoWeekday(day: string): number {
  return new Date(day).getUTCDay() || 7;
}

/** An hour of a London day: where clocks leap over it the first instant after it, where it comes twice the first of the two. */
function instantOf(day: string, hour: number): number {
  const midnight = fromLondonWall(day);
  if (midnight === undefined) throw new Error(`${day} is no day`);
  const ticks = new Cron(`0 ${hour} * * *`, { timezone: 'Europe/London', paused: true });
  // Exclusive of its reference.
  const next = ticks.nextRun(new Date(midnight - 1000));
  if (next === null) throw new Error(`hour ${hour} never comes`);
  return next.getTime();
}
