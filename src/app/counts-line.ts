import type { Counts } from '../flows/counts.ts';

/** What reading did, in one line for people. */
export function countsLine(counts: Counts): string {
  const { releases, notices, procurements, rejected, events, deliveries, seen } = counts;
  return `${releases} releases read, ${seen} known already, ${rejected} rejected; ${notices} notices, ${procurements} new procurements, ${events} events, ${deliveries} deliveries queued`;
}
