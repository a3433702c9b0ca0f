import { expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');

it.each([
  ['120', 120_000],
  [' 11 ', 11_000],
  ['0', 0],
  ['Tue, 01 Sep 2026 09:05:00 GMT', 300_000],
  ['Tue, 01 Sep 2026 08:00:00 GMT', 0],
  ['Wed, 01 Sep 2027 09:00:00 GMT', 86_400_000],
  ['9999999999', 86_400_000],
  ['soon', undefined],
  ['-5', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads %j as %j ms', (header, ms) => {
  expect(retryAfterMs(header, NOW)).toBe(ms);
});
