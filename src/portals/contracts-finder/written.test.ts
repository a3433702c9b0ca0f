import { describe, expect, it } from 'vitest';
import { asDate, readPlaces, readSums, readTime, readWritten } from './written.ts';

describe('dates written for people', () => {
  it.each([
    ['17 September 2021, 12pm', '2021-09-17T12:00:00'],
    ['1 October 2021,  5pm', '2021-10-01T17:00:00'],
    ['9 October 2025, 12:42pm', '2025-10-09T12:42:00'],
    ['9 October 2025, 12:05am', '2025-10-09T00:05:00'],
    [' 3 January 2026', '2026-01-03'],
    ['16/04/2020', '2020-04-16'],
    ['3 Oct 2025 at 17:30', '2025-10-03T17:30:00'],
    ['3 October 2025, midday', '2025-10-03T12:00:00'],
  ])('reads %j', (text, date) => {
    const written = readWritten(text);
    expect(written && asDate(written)).toBe(date);
  });

  it.each(['', 'soon', '31/02/2026', '01/01/1', '01/01/2001', '32 May 2026', '1 Mars 2026x', undefined])(
    'finds none in %j',
    (text) => {
      expect(readWritten(text)).toBeUndefined();
    },
  );

  it.each([
    ['12pm', '12:00'],
    ['12am', '00:00'],
    ['11:59 p.m.', '23:59'],
    ['09:30', '09:30'],
    ['undefined', undefined],
    ['23:59', '23:59'],
    ['23:59:00', '23:59'],
    ['23:59:59', undefined],
    ['25:00', undefined],
    ['13pm', undefined],
  ])('reads the time %j', (text, time) => {
    expect(readTime(text)).toBe(time);
  });
});

it.each([
  ['£0', undefined, 0],
  ['£300,000', undefined, 300_000],
  ['£0 to £60,000', 0, 60_000],
  ['£0.01 to £5,000,000', 0.01, 5_000_000],
  ['£8.0m', undefined, 8_000_000],
  ['£30k', undefined, 30_000],
  ['--', undefined, undefined],
])('reads the sum %j', (text, low, high) => {
  expect(readSums(text)).toEqual({ low, high });
});

it('tells regions from postcodes', () => {
  expect(readPlaces('Yorkshire and The Humber, gl7 6js,London')).toEqual([
    { region: 'Yorkshire and The Humber' },
    { postalCode: 'GL7 6JS' },
    { region: 'London' },
  ]);
});
