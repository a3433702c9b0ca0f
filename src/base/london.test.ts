import { describe, expect, it } from 'vitest';
import { DateTime } from 'luxon';
import {
  endOfLondonDay,
  fromLondonWall,
  londonBounds,
  londonDay,
  londonDaysBetween,
  londonWall,
} from './london.ts';

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

describe('bounds for a portal', () => {
  const bounds = (from: string, to: string): readonly string[] => {
    const { from: first, to: last } = londonBounds({ from: at(from), to: at(to) });
    return [first, last];
  };

  it('reach one second further at both ends, in summer and in winter', () => {
    expect(bounds('2026-08-10T11:00:00Z', '2026-08-10T17:00:00Z')).toEqual([
      '2026-08-10T11:59:59',
      '2026-08-10T18:00:01',
    ]);
    expect(bounds('2026-12-10T00:00:00Z', '2026-12-11T00:00:00Z')).toEqual([
      '2026-12-09T23:59:59',
      '2026-12-11T00:00:01',
    ]);
  });

  it.each([
    ['first pass', '2026-10-25T00:10:00Z', '2026-10-25T00:50:00Z', '00:59:59', '01:50:01'],
    ['second pass', '2026-10-25T01:10:00Z', '2026-10-25T01:50:00Z', '01:09:59', '02:00:00'],
    ['two passes', '2026-10-25T00:10:00Z', '2026-10-25T01:10:00Z', '00:59:59', '02:00:00'],
    ['whole first pass', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z', '00:59:59', '02:00:00'],
    ['whole second pass', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00Z', '00:59:59', '02:00:01'],
  ])('cover the %s of the hour that clocks repeat', (_which, from, to, first, last) => {
    expect(bounds(from, to)).toEqual([`2026-10-25T${first}`, `2026-10-25T${last}`]);
  });

  it('step over the hour that clocks leave out', () => {
    expect(bounds('2027-03-28T00:30:00Z', '2027-03-28T01:00:00Z')).toEqual([
      '2027-03-28T00:29:59',
      '2027-03-28T02:00:01',
    ]);
    expect(bounds('2027-03-28T01:00:00Z', '2027-03-28T01:30:00Z')).toEqual([
      '2027-03-28T00:59:59',
      '2027-03-28T02:30:01',
    ]);
  });

  /** Every instant that a server may take a wall time for: one, or two in the repeated hour. */
  function readings(wall: string): number[] {
    const known = DateTime.fromISO(wall, { zone: 'Europe/London' });
    return known.getPossibleOffsets().map((one) => one.toMillis());
  }

  it('cover every window around both clock changes however a server reads them, and are never turned round', () => {
    const minutes = 60_000;
    for (const change of ['2026-10-25T01:00:00Z', '2027-03-28T01:00:00Z'])
      for (let from = at(change) - 180 * minutes; from < at(change) + 180 * minutes; from += 7 * minutes)
        for (const length of [1, 13, 59, 60, 61, 360]) {
          const window = { from, to: from + length * minutes };
          const sent = londonBounds(window);
          expect(Math.max(...readings(sent.from)), sent.from).toBeLessThan(window.from);
          expect(Math.min(...readings(sent.to)), sent.to).toBeGreaterThanOrEqual(window.to);
          expect(sent.from < sent.to).toBe(true);
        }
  });
});
