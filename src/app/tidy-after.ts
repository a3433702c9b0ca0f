import type { Counts } from '../flows/counts.ts';
import type { Ground } from './ground.ts';

/** A rewritten index costs a second for each 100,000 procurements held: not worth it for a few. */
const MANY_NOTICES = 5000;

/** After much was read at once, the search index is tidied; not where somebody waits for the process to end. */
export async function tidyAfter({ notices }: Counts, { store, context }: Ground): Promise<void> {
  if (notices >= MANY_NOTICES && !context.signal.aborted) await store.tidySearch();
}
