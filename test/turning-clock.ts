import { setImmediate } from 'node:timers/promises';
import type { Channel, Clock } from '../src/domain/ports.ts';
import type { fakeClock } from './fake-clock.ts';

/** So often nothing else has anything to do: what a promise or a line of this machine brings comes between. */
const TURNS = 30;

/**
 * A clock for several who wait side by side: it moves to the next who wakes as soon as nobody else has anything to do, so that
 * everything happens when it would. `base` moves along with it.
 */
export function turningClock(base: ReturnType<typeof fakeClock>): Clock & {
  /** What is sent by it keeps the clock from moving, but for its sleeps. */
  watch(channel: Channel): Channel;
  /** Runs until `work` is done. */
  until<T>(work: Promise<T>): Promise<T>;
} {
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  const sending = { busy: 0 };
  return {
    now: () => base.now(),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sending.busy -= 1;
      await new Promise<void>((wake) => {
        sleepers.push({ at: base.now() + ms, wake });
      });
      sending.busy += 1;
    },
    watch: (channel) => ({
      ...channel,
      send: async (...args) => {
        sending.busy += 1;
        try {
          return await channel.send(...args);
        } finally {
          sending.busy -= 1;
        }
      },
    }),
    until: async (work) => {
      const state = { isOver: false };
      const over = work.finally(() => {
        state.isOver = true;
      });
      while (!state.isOver) {
        for (let turn = 0; turn < TURNS && sending.busy === 0; turn += 1) await setImmediate();
        if (sending.busy > 0) {
          await setImmediate();
          continue;
        }
        sleepers.sort((a, b) => a.at - b.at);
        const next = sleepers.shift();
        if (next === undefined) continue;
        base.set(Math.max(base.now(), next.at));
        next.wake();
        await setImmediate();
      }
      return await over;
    },
  };
}
