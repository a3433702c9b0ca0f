import type { Period } from '../domain/delivery.ts';
import type { Cadence } from '../domain/subscription.ts';
import { dateTimeWords } from './london-words.ts';

/** What part of time a digest speaks of, honest about coming late. */
export function periodWords({ from, to, isLate }: Period, cadence: Cadence): string {
  const [first, last] = [dateTimeWords(from), dateTimeWords(to)];
  if (!isLate) return `Your ${cadence} digest, from ${first} to ${last}, London time.`;
  return `This ${cadence} digest was due ${last} and covers what happened from ${first} until now. It comes late because tenderbell was not running then.`;
}
