import type { WallClock } from './clock.ts';

/** One message a second in a channel, short bursts aside (https://docs.slack.dev/apis/web-api/rate-limits/). */
export const CHANNEL_SPACING_MS = 1_000;

/** The key under which posts to one channel of one workspace are spaced. */
export function channelKey(to: { readonly team: string; readonly id: string }): string {
  return `${to.team}/${to.id}`;
}

/** Waits so that two uses of one key never come closer than `ms`; uses are served in the order in which they asked. */
export interface Spacing {
  wait(key: string, signal: AbortSignal): Promise<void>;
}

/** More keys than this are forgotten once their time has passed, so that the map stays small. */
const MOST_KEYS = 1_000;

export function createSpacing(clock: WallClock, ms: number): Spacing {
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
