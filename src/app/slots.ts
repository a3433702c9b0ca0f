import { Cron } from 'croner';

/** Everything scheduled is London time. croner is used as a calculator: what is due follows from persisted runs. */
const ZONE = { timezone: 'Europe/London', paused: true } as const;

const PATTERNS = {
  /** Every morning at eight, working day or not. */
  daily: '0 8 * * *',
  hourly: '7 * * * *',
  /** When least is read or written. */
  quiet: '40 3 * * 0',
} as const;

/** When the program's own work is due; digests have their subscribers' timetables (`digest-slots.ts`). */
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
