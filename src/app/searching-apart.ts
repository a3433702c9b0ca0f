import { createSearchThread } from '../store/index.ts';
import type { Ground } from './ground.ts';

/** A thread for people's searches (docs/adr/0015-searching-in-a-thread.md); to be closed before the ground. */
export function openSearchThread({ config, clock, store }: Ground): ReturnType<typeof createSearchThread> {
  return createSearchThread({ path: config.database, clock, procurements: store.procurements });
}

/** The same ground, on which people's searches run in a thread of their own. */
export function searchingApart(ground: Ground): Ground {
  const search = openSearchThread(ground);
  return {
    ...ground,
    store: { ...ground.store, search },
    close: async () => {
      await search.close();
      await ground.close();
    },
  };
}
