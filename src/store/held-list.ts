/** What is asked for at every page, held until somebody changes it. */
export interface HeldList<T> {
  /** The very same array until something changed, so that what is built from it can be held as long. */
  read(load: () => Promise<readonly T[]>): Promise<readonly T[]>;
  forget(): void;
}

/** `version` changes with every commit of another process, and with none of our own. */
export function createHeldList<T>(version: () => number): HeldList<T> {
  let held: { readonly version: number; readonly list: readonly T[] } | undefined;
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
