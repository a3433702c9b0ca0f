import { describe, expect, it } from 'vitest';
import { londonDateTime } from '../base/london.ts';
import { readPause } from './until.ts';

/** Mon 23 Nov 2026, noon. */
const NOW = Date.parse('2026-11-23T12:00:00Z');

function read(rest: string, now = NOW): string | undefined {
  const asked = readPause(rest, now);
  if (asked === undefined) return undefined;
  if ('fault' in asked) return asked.fault;
  return asked.until === undefined ? 'until resumed' : londonDateTime(asked.until);
}

describe('readPause', () => {
  it.each([
    ['', 'until resumed'],
    ['1 day', 'Tue 24 Nov 2026, 00:00'],
    ['2 weeks', 'Mon 7 Dec 2026, 00:00'],
    ['for a week', 'Mon 30 Nov 2026, 00:00'],
    ['3 months', 'Tue 23 Feb 2027, 00:00'],
    ['until 1 December', 'Tue 1 Dec 2026, 00:00'],
    ['until 1st of Dec 2027', 'Wed 1 Dec 2027, 00:00'],
    ['until December 1', 'Tue 1 Dec 2026, 00:00'],
    ['UNTIL 2026-12-01', 'Tue 1 Dec 2026, 00:00'],
    ['until 23 November', 'Tue 23 Nov 2027, 00:00'],
    ['until 1 May', 'Sat 1 May 2027, 00:00'],
    ['until 29 February', 'Tue 29 Feb 2028, 00:00'],
    ['two weeks', 'Mon 7 Dec 2026, 00:00'],
    ['twelve days', 'Sat 5 Dec 2026, 00:00'],
    ['2w', 'Mon 7 Dec 2026, 00:00'],
    ['2 wks', 'Mon 7 Dec 2026, 00:00'],
    ['1 wk', 'Mon 30 Nov 2026, 00:00'],
    ['5d', 'Sat 28 Nov 2026, 00:00'],
    ['2m', 'Sat 23 Jan 2027, 00:00'],
    ['for a fortnight', 'Mon 7 Dec 2026, 00:00'],
    ['2 fortnights', 'Mon 21 Dec 2026, 00:00'],
    ['until tomorrow', 'Tue 24 Nov 2026, 00:00'],
    ['until monday', 'Mon 30 Nov 2026, 00:00'],
    ['till Wednesday!', 'Wed 25 Nov 2026, 00:00'],
    ['until fri', 'Fri 27 Nov 2026, 00:00'],
    ['2 weeks.', 'Mon 7 Dec 2026, 00:00'],
  ])('%j ends %s, London time', (rest, until) => {
    expect(read(rest)).toBe(until);
  });

  it.each([
    'button',
    '2',
    'two weeks in',
    'aw',
    'a thousand weeks',
    'for ever',
    'until',
    'until we win',
    'until s',
  ])('%j is no pause', (rest) => {
    expect(read(rest)).toBeUndefined();
  });

  it.each(['0 days', 'until 2026-11-23', 'until 1 December 2020'])('%j is over already', (rest) => {
    expect(read(rest)).toContain('after today');
  });

  it.each(['until 30 February', 'until 31 February', 'until 2026-13-01', 'until 31 April 2027'])(
    '%j has the shape, but there is no such day',
    (rest) => {
      expect(read(rest)).toContain('no such day');
    },
  );

  it('ends a pause at midnight in summer, too', () => {
    expect(read('2 weeks', Date.parse('2026-06-01T12:00:00Z'))).toBe('Mon 15 Jun 2026, 00:00');
  });

  it('takes more than three years for a mistake', () => {
    expect(read('999 weeks')).toContain('more than three years');
    expect(read('10000 days')).toContain('more than three years');
    expect(read(`${'9'.repeat(400)} months`)).toContain('more than three years');
    expect(read('until 2999-01-01')).toContain('more than three years');
  });
});
