/** A lock for one holder at a time, first come first served. */
export interface Mutex {
  /** Resolves when it is this caller's turn; the answer gives the lock back, and may be called twice. */
  lock(): Promise<() => void>;
}

function nothing(): void {}

export function createMutex(): Mutex {
  let tail = Promise.resolve();
  return {
    lock: async () => {
      const before = tail;
      const turn = { end: nothing };
      tail = new Promise<void>((resolve) => {
        turn.end = resolve;
      });
      await before;
      return turn.end;
    },
  };
}
