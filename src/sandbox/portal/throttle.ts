/**
 * How a refused client is told to wait: in seconds (120 and 11 have been seen) or not at all (docs/portals/find-a-tender.md),
 * or by a date, which RFC 9110 §10.2.3 allows as well.
 */
export type RetryAfter = 'full' | 'short' | 'http-date' | 'none';

/** Counts requests in a rolling time; answers undefined where the request may pass. */
export interface Throttle {
  /** Milliseconds until a request would pass again. */
  refuse(now: number): number | undefined;
}

/** Find a Tender's: so many requests in any `perMs`; refused ones do not count. */
export function rollingThrottle(limit: number, perMs: number): Throttle {
  let passed: number[] = [];
  return {
    refuse(now) {
      passed = passed.filter((at) => at > now - perMs);
      const [oldest] = passed;
      if (passed.length >= limit && oldest !== undefined) return oldest + perMs - now;
      passed.push(now);
      return undefined;
    },
  };
}

/** Contracts Finder's at its worst: one too many, and every request blocks for `blockMs` more, refused ones included. */
export function punishingThrottle(limit: number, perMs: number, blockMs: number): Throttle {
  const rolling = rollingThrottle(limit, perMs);
  let blockedUntil = -Infinity;
  return {
    refuse(now) {
      if (now >= blockedUntil && rolling.refuse(now) === undefined) return undefined;
      blockedUntil = now + blockMs;
      return blockMs;
    },
  };
}

/** The header's value; undefined for none. */
export function retryAfterHeader(style: RetryAfter, waitMs: number, now: number): string | undefined {
  if (style === 'none') return undefined;
  if (style === 'short') return '11';
  if (style === 'http-date') return new Date(now + waitMs).toUTCString();
  return String(Math.ceil(waitMs / 1000));
}
