import { setTimeout as timer } from 'node:timers/promises';

/** Time, sleeping included. Same shape as `Clock` in `domain/ports.ts`, which this room may not import. */
export interface WallClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. A sleep keeps the process alive until it is over; an aborted one ends at once, with an AbortError. */
export const wallClock: WallClock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await timer(ms, undefined, signal === undefined ? {} : { signal });
  },
};
