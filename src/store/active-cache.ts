import type { Subscription } from '../domain/subscription.ts';

/** The active subscriptions, held until somebody changes one. */
export interface ActiveCache {
  /** The very same array until something changed, so that what is built from it can be held as long. */
  read(load: () => Promise<readonly Subscription[]>): Promise<readonly Subscription[]>;
  forget(): void;
}

/** `version` changes with every commit of another process, and with none of our own. */
export function createActiveCache(version: () => number): ActiveCache {
  let held: { readonly version: number; readonly list: readonly Subscription[] } | undefined;
  let forgotten = 0;
  return {
    read: async (load) => {
      const before = version();
      if (held?.version === before) return held.list;
      const began = forgotten;
      const list = await load();
      // Something may have been committed while this was read.
      if (forgotten === began && version() === before) held = { version: before, list };
      return list;
    },
    forget: () => {
      forgotten += 1;
      held = undefined;
    },
  };
}
