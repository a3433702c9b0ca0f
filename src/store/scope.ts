import { AsyncLocalStorage } from 'node:async_hooks';

/** Knows whether the running code, however deep in awaits, was called by a transaction's `work`. */
export interface Scope {
  /** Throws where the outer handle is asked inside a transaction: waiting for the lock there would wait for ever. */
  assertOutside(): void;
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createScope(): Scope {
  const storage = new AsyncLocalStorage<{ open: boolean }>();
  return {
    assertOutside: () => {
      if (storage.getStore()?.open === true) {
        throw new Error('the store was asked inside a transaction: use the handle that `work` was given');
      }
    },
    run: async (work) => {
      // What `work` started and never awaited keeps this context for ever; it must not look inside for ever.
      const here = { open: true };
      try {
        return await storage.run(here, work);
      } finally {
        here.open = false;
      }
    },
  };
}
