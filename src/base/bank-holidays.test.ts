import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { isBankHoliday, isWeekend, type Nation } from './bank-holidays.ts';

/** https://www.gov.uk/bank-holidays, and for 2028 what the same rules give. */
const PUBLISHED: readonly (readonly [Nation, number, readonly string[]])[] = [
  ['england', 2026, ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28']],
  ['england', 2027, ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28']],
  ['england', 2028, ['01-03', '04-14', '04-17', '05-01', '05-29', '08-28', '12-25', '12-26']],
  [
    'scotland',
    2026,
    ['01-01', '01-02', '04-03', '05-04', '05-25', '06-15', '08-03', '11-30', '12-25', '12-28'],
  ],
  ['scotland', 2027, ['01-01', '01-04', '03-26', '05-03', '05-31', '08-02', '11-30', '12-27', '12-28']],
  ['scotland', 2028, ['01-03', '01-04', '04-14', '05-01', '05-29', '08-07', '11-30', '12-25', '12-26']],
  [
    'northern-ireland',
    2026,
    ['01-01', '03-17', '04-03', '04-06', '05-04', '05-25', '07-13', '08-31', '12-25', '12-28'],
  ],
  [
    'northern-ireland',
    2027,
    ['01-01', '03-17', '03-26', '03-29', '05-03', '05-31', '07-12', '08-30', '12-27', '12-28'],
  ],
  [
    'northern-ireland',
    2028,
    ['01-03', '03-17', '04-14', '04-17', '05-01', '05-29', '07-12', '08-28', '12-25', '12-26'],
  ],
];

function daysOf(year: number): readonly string[] {
  const first = Date.UTC(year, 0, 1);
  const count = (Date.UTC(year + 1, 0, 1) - first) / 86_400_000;
  return Array.from({ length: count }, (_, day) =>
    new Date(first + day * 86_400_000).toISOString().slice(0, 10),
  );
}

function isLoaded(): boolean {
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  return loaded.some((file) => file.includes('node_modules/date-holidays'));
}

describe('bank holidays', () => {
  // First: the others ask.
  it('load nothing before somebody asks', () => {
    expect(isLoaded()).toBe(false);
    isBankHoliday('2026-12-28', 'england');
    expect(isLoaded()).toBe(true);
  });

  it.each(PUBLISHED)(
    'of %s in %i are those that are published, and no other day is',
    (nation, year, days) => {
      expect(daysOf(year).filter((day) => isBankHoliday(day, nation))).toEqual(
        days.map((day) => `${year}-${day}`),
      );
    },
  );
});

it.each([
  ['2026-11-27', false],
  ['2026-11-28', true],
  ['2026-11-29', true],
  ['2026-11-30', false],
])('a weekend is Saturday and Sunday: %s is %s', (day, expected) => {
  expect(isWeekend(day)).toBe(expected);
});
