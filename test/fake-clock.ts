import type { Clock } from '../src/domain/ports.ts';

/** A clock that only moves when told, or when somebody sleeps on it: a sleep takes no real time. */
export function fakeClock(
  start: number | string = '2026-09-01T09:00:00Z',
): Clock & { set(at: number | string): void; advance(ms: number): void; readonly slept: number[] } {
  let now = typeof start === 'string' ? Date.parse(start) : start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
      await Promise.resolve();
    },
    set: (at) => {
      now = typeof at === 'string' ? Date.parse(at) : at;
    },
    advance: (ms) => {
      now += ms;
    },
  };
}
