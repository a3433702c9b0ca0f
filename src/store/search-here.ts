import type { ProcurementReads, Search } from '../domain/ports.ts';

/** Answers in this thread: nothing else runs meanwhile, and nothing can stop it. For programs that only want the answer. */
export function searchHere(procurements: Pick<ProcurementReads, 'search'>): Search {
  return {
    ask: async (query, { signal, withinMs: _patient, ...options }) =>
      signal?.aborted === true ? { unanswered: 'cancelled' } : procurements.search(query, options),
  };
}
