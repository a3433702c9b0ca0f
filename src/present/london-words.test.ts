import { describe, expect, it } from 'vitest';
import { londonDate, londonDateTime, londonDaysBetween } from '../base/london.ts';
import { dateTimeWords, dateWords, daysBetween } from './london-words.ts';

const HOUR = 3_600_000;
/** Both clock changes of a year, a new year, and the same instants again. */
const INSTANTS = [
  '2026-03-29T00:30:00Z',
  '2026-10-25T00:30:00Z',
  '2026-12-31T23:59:59Z',
  '2026-07-01T22:59:59Z',
]
  .map((iso) => Date.parse(iso))
  .flatMap((at) => [at, at + HOUR, at + 2 * HOUR, at]);

describe('London dates that are remembered', () => {
  it('are those that are not', () => {
    for (const at of INSTANTS) {
      expect(dateTimeWords(at)).toBe(londonDateTime(at));
      expect(dateWords(at)).toBe(londonDate(at));
      for (const other of INSTANTS) expect(daysBetween(at, other)).toBe(londonDaysBetween(at, other));
    }
  });
});
