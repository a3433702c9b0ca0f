import { describe, expect, it } from 'vitest';
import { dayAfter, dayWords, isDay, londonDayAt } from './london-day.ts';

describe('londonDayAt', () => {
  it.each([
    ['2026-07-01T22:59:59.999Z', '2026-07-01'],
    ['2026-07-01T23:00:00Z', '2026-07-02'],
    ['2026-12-31T23:59:59.999Z', '2026-12-31'],
    ['2027-01-01T00:00:00Z', '2027-01-01'],
    // The clocks go forward at 01:00 UTC, and back at 01:00 UTC.
    ['2026-03-29T00:30:00Z', '2026-03-29'],
    ['2026-03-29T23:00:00Z', '2026-03-30'],
    ['2026-10-25T22:59:59Z', '2026-10-25'],
    ['2026-10-25T23:30:00Z', '2026-10-25'],
    ['1969-12-31T22:30:00Z', '1969-12-31'],
  ])('%s is %s', (instant, day) => {
    expect(londonDayAt(Date.parse(instant))).toBe(day);
  });

  it('is the same whatever was asked before', () => {
    const [one, other] = [Date.parse('2026-07-01T22:59:00Z'), Date.parse('2026-07-01T23:00:00Z')];
    expect([one, other, one].map(londonDayAt)).toEqual(['2026-07-01', '2026-07-02', '2026-07-01']);
  });
});

describe('dayAfter', () => {
  it.each([
    ['2026-08-31', 6, 'months', '2027-02-28'],
    ['2027-08-31', 6, 'months', '2028-02-29'],
    ['2026-08-31', 1, 'months', '2026-09-30'],
    ['2026-12-31', 2, 'months', '2027-02-28'],
    ['2026-11-30', 3, 'months', '2027-02-28'],
    ['2026-09-01', 18, 'months', '2028-03-01'],
    ['2028-02-29', 1, 'years', '2029-02-28'],
    ['2028-02-29', 4, 'years', '2032-02-29'],
    ['2026-03-28', 1, 'days', '2026-03-29'],
    ['2026-03-29', 1, 'days', '2026-03-30'],
    ['2026-10-24', 2, 'days', '2026-10-26'],
    ['2026-12-20', 2, 'weeks', '2027-01-03'],
    ['2027-01-01', -1, 'days', '2026-12-31'],
    ['2026-09-01', 0, 'months', '2026-09-01'],
  ] as const)('%s and %s %s is %s', (day, count, unit, expected) => {
    expect(dayAfter(day, count, unit)).toBe(expected);
  });
});

it('knows the days of the calendar, and writes them out', () => {
  expect(['2028-02-29', '2027-12-31'].map(isDay)).toEqual([true, true]);
  expect(['2027-02-29', '2027-13-01', '2027-3-1', '0000-01-01', ''].map(isDay)).toEqual(Array(5).fill(false));
  expect(dayWords('2027-03-31')).toBe('31 March 2027');
  expect(dayWords('soon')).toBe('soon');
});
