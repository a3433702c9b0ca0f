import { describe, expect, it } from 'vitest';
import { waitBefore } from './settle.ts';

describe('the wait before another attempt', () => {
  it.each([
    ['doubles with each attempt', 1, undefined, 1, 60_000],
    ['doubles with each attempt', 3, undefined, 1, 240_000],
    ['ends at six hours', 30, undefined, 1, 6 * 3_600_000],
    ['is spread over the whole span', 3, undefined, 0.25, 60_000],
    ['is a second at least', 3, undefined, 0, 1000],
    ['is what the other side asked for where that is longer', 1, 300_000, 0.5, 300_000],
  ])('%s (attempt %i)', (_title, attempts, asked, random, expected) => {
    expect(waitBefore(attempts, asked, random)).toBe(expected);
  });
});
