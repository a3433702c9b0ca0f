import type { Clock } from '../../domain/ports.ts';

/** Waits so that two uses of one key never come closer than `ms`; uses are served in the order in which they asked. */
export interface Spacing {
  wait(key: string, signal: AbortSignal): Promise<void>;
}

/** More keys than this are forgotten once their time has passed, so that the map stays small. */
const MOST_KEYS = 1_000;

export function createSpacing(clock: Clock, ms: number): Spacing {
  const free = new Map<string, number>();
  return {
    wait: async (key, signal) => {
      const now = clock.now();
      if (free.size > MOST_KEYS) for (const [old, at] of free) if (at <= now) free.delete(old);
      const turn = Math.max(now, free.get(key) ?? now);
      free.set(key, turn + ms);
      if (turn > now) await clock.sleep(turn - now, signal);
    },
  };
}
