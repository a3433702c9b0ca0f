import type { Period } from '../domain/delivery.ts';
import type { RunReads } from '../domain/ports.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A digest that is queued so long after it was due comes after a standstill, and says so. */
const LATE = 2 * HOUR;
const LENGTH = { daily: DAY, weekly: 7 * DAY, instant: DAY } as const;

type Run = NonNullable<Awaited<ReturnType<RunReads['digestOf']>>>;

/** The part of time that a digest speaks of: since the one before, or for a first one the length of its cadence. */
export function periodOf({ cadence, slot, before, at }: Run): Period {
  const isLate = at > slot + LATE;
  return { from: before ?? slot - LENGTH[cadence], to: slot, isLate };
}
