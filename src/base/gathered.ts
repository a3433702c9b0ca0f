import { setImmediate as turn } from 'node:timers/promises';

interface Waiting<T, R> {
  readonly one: T;
  readonly done: (result: R) => void;
  readonly failed: (why: unknown) => void;
}

/**
 * Does together what comes together: a commit waits for the disk, however little is in it, and whoever comes while one is under
 * way would wait for one of their own. `work` answers in the order
 * that it was given, and fails for all of them or for none.
 */
export function gathered<T, R>(work: (many: readonly T[]) => Promise<readonly R[]>): (one: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let isBusy = false;

  async function run(): Promise<void> {
    isBusy = true;
    while (waiting.length > 0) {
      // What has arrived already is read first.
      await turn();
      const now = waiting;
      waiting = [];
      try {
        const results = await work(now.map(({ one }) => one));
        for (const [at, result] of results.entries()) now[at]?.done(result);
      } catch (error) {
        for (const { failed } of now) failed(error);
      }
    }
    isBusy = false;
  }

  return (one) =>
    new Promise((done, failed) => {
      waiting.push({ one, done, failed });
      if (!isBusy) void run();
    });
}
