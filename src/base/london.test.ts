import { describe, expect, it } from 'vitest';
import { endOfLondonDay, fromLondonWall, londonDay, londonDaysBetween, londonWall } from './london.ts';

const at = (text: string): number => Date.parse(text);

describe('London wall time', () => {
  it.each([
    ['in summer', '2026-08-10T11:00:00Z', '2026-08-10T12:00:00'],
    ['in winter', '2026-12-10T12:00:00Z', '2026-12-10T12:00:00'],
  ])('is written without an offset %s', (_when, instant, wall) => {
    expect(londonWall(at(instant))).toBe(wall);
    expect(fromLondonWall(wall)).toBe(at(instant));
  });

  it('reads a date, and a date with minutes; nothing else', () => {
    expect(fromLondonWall('2026-08-12')).toBe(at('2026-08-11T23:00:00Z'));
    expect(fromLondonWall('2026-08-12T06:00')).toBe(at('2026-08-12T05:00:00Z'));
    expect(['12/08/2026', '2026-13-01', '2026-08-12T06:00Z', 'yesterday'].map(fromLondonWall)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('ends a day with its last London millisecond', () => {
    expect(endOfLondonDay('2026-08-25')).toBe(at('2026-08-25T22:59:59.999Z'));
    expect(endOfLondonDay('not a day')).toBeUndefined();
  });

  it('counts calendar days, over clock changes too', () => {
    expect(londonDay(at('2026-08-09T23:30:00Z'))).toBe('2026-08-10');
    expect(londonDaysBetween(at('2026-10-24T22:00:00Z'), at('2026-10-26T00:30:00Z'))).toBe(2);
    expect(londonDaysBetween(at('2027-03-27T23:00:00Z'), at('2027-03-28T22:00:00Z'))).toBe(1);
    expect(londonDaysBetween(at('2026-08-10T05:00:00Z'), at('2026-08-10T20:00:00Z'))).toBe(0);
  });
});
