import { describe, expect, it } from 'vitest';
import {
  added,
  durationsIn,
  earlierDay,
  inMonths,
  lastDay,
  laterDay,
  lengthOfDays,
  monthsBetween,
  withFigures,
} from './durations.ts';

/** The months of each part of each length in a text: `3+1+1 years` is [36, 12, 12]. */
function monthsIn(text: string): readonly (readonly number[])[] {
  return durationsIn(withFigures(text)).map(({ parts }) => parts.map((part) => inMonths(part)));
}

describe('lengths in a text', () => {
  it.each([
    ['a period of 36 months', [[36]]],
    ['Three (3) years', [[36]]],
    ['a three-year term', [[36]]],
    ['twenty four (24) months', [[24]]],
    ['twenty-four months', [[24]]],
    ['a further year', [[12]]],
    ['an additional year', [[12]]],
    ['2 x 12 months', [[24]]],
    ['2x12 month periods', [[24]]],
    ['two periods of 12 months', [[24]]],
    ['two (2) further periods of up to twelve (12) months each', [[24]]],
    ['two additional, one-year extensions', [[24]]],
    ['2 extensions of 12 month each', [[24]]],
    ['further two (2) one (1) year periods', [[24]]],
    ['3+1+1 years', [[36, 12, 12]]],
    ['3 years + 1 + 1', [[36, 12, 12]]],
    ['12 months + 12 months', [[12, 12]]],
    ['one plus one years', [[12, 12]]],
    ['(2+1)', [[24, 12]]],
    ['24 + 12 + 12', [[24, 12, 12]]],
    ['3 years with the option of 24 months', [[36], [24]]],
    ['Lot 2 of the framework', []],
    ['£2 million, 450 desks', []],
  ])('%s', (text, months) => {
    expect(monthsIn(text)).toEqual(months);
  });

  it('of weeks and days are days', () => {
    expect(durationsIn(withFigures('six weeks and 10 days')).map(({ parts }) => added(parts))).toEqual([
      { months: 0, days: 42 },
      { months: 0, days: 10 },
    ]);
  });
});

describe('a length in days as forms serve it', () => {
  it('is months where it is a multiple of thirty', () => {
    expect(lengthOfDays(1080)).toEqual({ months: 36, days: 0 });
    expect(lengthOfDays(100)).toEqual({ months: 0, days: 100 });
  });
});

describe('reckoning', () => {
  it('ends a year that begins on a first with the last day before', () => {
    expect(lastDay('2026-04-01', { months: 12, days: 0 })).toBe('2027-03-31');
    expect(lastDay('2026-04-01', { months: 0, days: 7 })).toBe('2026-04-07');
  });

  it('goes on by whole months, so that the end of a month stays one', () => {
    expect(laterDay('2027-02-28', { months: 12, days: 0 })).toBe('2028-02-29');
    expect(laterDay('2027-03-31', { months: 24, days: 0 })).toBe('2029-03-31');
    expect(earlierDay('2029-03-31', { months: 24, days: 0 })).toBe('2027-03-31');
    expect(earlierDay('2028-02-29', { months: 12, days: 0 })).toBe('2027-02-28');
  });

  it('counts both the first and the last day', () => {
    expect(monthsBetween('2026-04-01', '2027-03-31')).toBeCloseTo(12, 1);
  });
});
