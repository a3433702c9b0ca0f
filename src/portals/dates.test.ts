import { describe, expect, it } from 'vitest';
import { believed, readMoment, readMomentMidnightOpen, readMomentOfContract } from './dates.ts';

describe('readMoment', () => {
  it.each([
    ['2026-08-24T12:00:00+01:00', '2026-08-24T11:00:00Z', '2026-08-24', true],
    ['2026-12-24T12:00:00Z', '2026-12-24T12:00:00Z', '2026-12-24', true],
    ['2026-08-24T12:00:00.123+0100', '2026-08-24T11:00:00Z', '2026-08-24', true],
    ['2026-08-24T23:30:00Z', '2026-08-24T23:30:00Z', '2026-08-25', true],
    ['2026-08-24T12:00:00', '2026-08-24T11:00:00Z', '2026-08-24', true],
    ['2026-12-24 09:30', '2026-12-24T09:30:00Z', '2026-12-24', true],
    ['2026-08-25', '2026-08-25T22:59:59.999Z', '2026-08-25', false],
    ['2026-12-25', '2026-12-25T23:59:59.999Z', '2026-12-25', false],
  ])('reads %s', (written, at, day, timed) => {
    expect(readMoment(written)).toEqual({ at: Date.parse(at), day, timed });
  });

  it.each([
    'TBC',
    '',
    '2026-02-30',
    '2026-13-01',
    '2026-08-24T25:00:00Z',
    '25/08/2026',
    null,
    undefined,
    {},
    5,
  ])('reads no date in %j', (written) => {
    expect(readMoment(written)).toBeUndefined();
  });

  it('takes midnight for a day where the portal means one', () => {
    const day = readMoment('2026-08-24');
    for (const written of ['2026-08-24T00:00:00+01:00', '2026-08-24T00:00:00Z', '2026-08-24T00:00'])
      expect(readMomentMidnightOpen(written)).toEqual(day);
    expect(readMomentMidnightOpen('2026-08-24T00:01:00Z')?.timed).toBe(true);
  });
});

describe('readMomentOfContract', () => {
  it.each([
    ['2026-07-31T23:59:59Z', '2026-07-31'],
    ['2026-07-31T23:59:59.999+00:00', '2026-07-31'],
    ['2026-12-31T23:59:59Z', '2026-12-31'],
    ['2026-07-31T23:59:59+01:00', '2026-07-31'],
    ['2026-07-31T23:00:00Z', '2026-08-01'],
    ['2026-07-31T23:59:58Z', '2026-08-01'],
    ['2026-07-31T22:59:59Z', '2026-07-31'],
    ['2026-08-01T00:00:00Z', '2026-08-01'],
    ['2026-07-31', '2026-07-31'],
  ])('takes %s for %s', (written, day) => {
    expect(readMomentOfContract(written)?.day).toBe(day);
  });

  it.each(['TBC', null, undefined, {}])('reads no date in %j', (written) => {
    expect(readMomentOfContract(written)).toBeUndefined();
  });
});

describe('believed', () => {
  it('flags what lies before 2000 or beyond the years', () => {
    const flags: string[] = [];
    const limits = { published: Date.parse('2026-09-01T00:00:00Z'), years: 15, flags };
    expect(believed(readMoment('2041-12-31'), 'deadline', limits)).toBeDefined();
    expect(believed(readMoment('2042-01-01'), 'deadline', limits)).toBeUndefined();
    expect(believed(readMoment('1999-12-31'), 'deadline', limits)).toBeUndefined();
    expect(flags).toEqual(['deadline: 2042-01-01 is not believed', 'deadline: 1999-12-31 is not believed']);
  });
});
