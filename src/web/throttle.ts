/** How often something may be asked for in a stretch of time, by one network and in all. */
export interface Throttle {
  /** Counts one more; false where that is one too many. */
  takes(network: string): boolean;
}

/** Counts in windows that begin anew: what it remembers is never more than one window's worth. */
export function createThrottle(
  most: { readonly each: number; readonly all: number; readonly perMs: number },
  now: () => number,
): Throttle {
  let began = -Infinity;
  let all = 0;
  let counts = new Map<string, number>();
  return {
    takes: (network) => {
      if (now() - began >= most.perMs) {
        began = now();
        all = 0;
        counts = new Map();
      }
      const count = counts.get(network) ?? 0;
      if (all >= most.all || count >= most.each) return false;
      all += 1;
      counts.set(network, count + 1);
      return true;
    },
  };
}
