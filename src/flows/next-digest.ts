import { rings, type Subscriber, type Subscription, type Timetable } from '../domain/subscription.ts';
import type { Slot } from './digest.ts';

/** When a subscriber's next digest comes, UTC milliseconds, and of which of its subscriptions. */
export interface NextDigest {
  readonly cadences: readonly Slot['cadence'][];
  readonly dueAt: number;
  readonly subscriptions: readonly Subscription[];
}

/** Undefined where nothing of it comes by digest. */
export function nextDigest(
  { timetable }: Pick<Subscriber, 'timetable'>,
  own: readonly Subscription[],
  now: number,
  nextSlot: (cadence: Slot['cadence'], timetable: Timetable, at: number) => number,
): NextDigest | undefined {
  const ringing = own.filter(rings);
  const dues = (['daily', 'weekly'] as const)
    .filter((cadence) => ringing.some((one) => one.cadence === cadence))
    .map((cadence) => ({ cadence, at: nextSlot(cadence, timetable, now) }));
  if (dues.length === 0) return undefined;
  const dueAt = Math.min(...dues.map((one) => one.at));
  const cadences = dues.filter((one) => one.at === dueAt).map((one) => one.cadence);
  const subscriptions = ringing.filter((one) => cadences.some((cadence) => cadence === one.cadence));
  return { cadences, dueAt, subscriptions };
}
