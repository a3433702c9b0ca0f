import { Cron } from 'croner';
import { fromLondonWall } from '../base/london.ts';
import { dayAfter, londonDayAt } from '../domain/london-day.ts';
import type { Cadence } from '../domain/subscription.ts';

/** Everything scheduled is London time. croner is used as a calculator: what is due follows from persisted runs. */
const ZONE = { timezone: 'Europe/London', paused: true } as const;

const PATTERNS = {
  /** Monday 08:00. */
  weekly: '0 8 * * 1',
  daily: '0 8 * * *',
  hourly: '7 * * * *',
  /** When least is read or written. */
  quiet: '40 3 * * 0',
} as const;

export type Rhythm = keyof typeof PATTERNS;

/** The latest instant, at or before `now`, at which a rhythm was due. UTC milliseconds. */
export function latestSlot(rhythm: Rhythm, now: number): number {
  // previousRuns is exclusive of its reference.
  const [previous] = new Cron(PATTERNS[rhythm], ZONE).previousRuns(1, new Date(now + 1000));
  if (previous === undefined) throw new Error(`the pattern ${PATTERNS[rhythm]} is never due`);
  return previous.getTime();
}

/** The first instant, at or after `at`, at which a rhythm is due. UTC milliseconds. */
export function nextSlot(rhythm: Rhythm, at: number): number {
  // nextRun is exclusive of its reference; slots stand on whole seconds.
  const next = new Cron(PATTERNS[rhythm], ZONE).nextRun(new Date(Math.ceil(at / 1000) * 1000 - 1000));
  if (next === null) throw new Error(`the pattern ${PATTERNS[rhythm]} is never due again`);
  return next.getTime();
}

/** `nextSlot` of a cadence, asked of croner once for each London day. For `instant`, the instant itself. */
export function rememberedSlots(): (cadence: Cadence, at: number) => number {
  const known = new Map<string, number>();
  const firstFrom = (rhythm: Rhythm, day: string): number => {
    const key = `${rhythm} ${day}`;
    const slot = known.get(key) ?? nextSlot(rhythm, fromLondonWall(day) ?? 0);
    known.set(key, slot);
    return slot;
  };
  return (cadence, at) => {
    if (cadence === 'instant') return at;
    const day = londonDayAt(at);
    const first = firstFrom(cadence, day);
    return first >= at ? first : firstFrom(cadence, dayAfter(day, 1, 'days'));
  };
}

/** The latest multiple of some minutes since the epoch: when a portal was due to be polled. */
export function latestPoll(everyMinutes: number, now: number): number {
  const span = everyMinutes * 60_000;
  return Math.floor(now / span) * span;
}
