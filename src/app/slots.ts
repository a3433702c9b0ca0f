import { Cron } from 'croner';

/** Everything scheduled is London time. croner is used as a calculator: what is due follows from persisted runs. */
const ZONE = { timezone: 'Europe/London', paused: true } as const;

const PATTERNS = {
  /** Monday 08:00. */
  weekly: '0 8 * * 1',
  daily: '0 8 * * *',
  hourly: '7 * * * *',
} as const;

export type Rhythm = keyof typeof PATTERNS;

/** The latest instant, at or before `now`, at which a rhythm was due. UTC milliseconds. */
export function latestSlot(rhythm: Rhythm, now: number): number {
  // previousRuns is exclusive of its reference.
  const [previous] = new Cron(PATTERNS[rhythm], ZONE).previousRuns(1, new Date(now + 1000));
  if (previous === undefined) throw new Error(`the pattern ${PATTERNS[rhythm]} is never due`);
  return previous.getTime();
}

/** The latest multiple of some minutes since the epoch: when a portal was due to be polled. */
export function latestPoll(everyMinutes: number, now: number): number {
  const span = everyMinutes * 60_000;
  return Math.floor(now / span) * span;
}
