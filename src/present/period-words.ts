import type { Period } from '../domain/delivery.ts';
import type { Cadence } from '../domain/subscription.ts';
import { dateTimeWords } from './london-words.ts';

/** What part of time a digest speaks of, honest about coming late. */
export function periodWords({ from, to, due, isLate }: Period, cadence: Cadence): string {
  const span = `from ${dateTimeWords(from)} to ${dateTimeWords(to)}, London time`;
  if (!isLate) return `Your ${cadence} digest, ${span}.`;
  return `This ${cadence} digest was due ${dateTimeWords(due)} and comes late. It covers what happened ${span}.`;
}
