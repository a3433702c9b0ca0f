import { describe, expect, it } from 'vitest';
import { isWeekend } from '../base/bank-holidays.ts';
import { londonWall } from '../base/london.ts';
import { dayAfter, londonDayAt } from '../domain/london-day.ts';
import { USUAL_TIMETABLE, type Timetable } from '../domain/subscription.ts';
import { latestSlotOf, nextSlotOf, slotsDue, slotsFor } from './digest-slots.ts';

const DAY = 86_400_000;
const at = (text: string): number => Date.parse(text);
const table = (with_: Partial<Timetable> = {}): Timetable => ({ ...USUAL_TIMETABLE, ...with_ });
const wall = (instant: number): string => londonWall(instant).slice(0, 16);

/** London times of all slots from one instant to another. */
function slots(cadence: 'daily' | 'weekly', timetable: Timetable, from: string, to: string): string[] {
  const found: string[] = [];
  for (let one = nextSlotOf(cadence, timetable, at(from)); one < at(to);) {
    found.push(wall(one));
    one = nextSlotOf(cadence, timetable, one + 1);
  }
  return found;
}

describe('the latest slot', () => {
  it.each([
    ['on the hour itself', 'weekly', '2026-09-07T07:00:00Z', '2026-09-07T08:00'],
    ['a moment before', 'weekly', '2026-09-07T06:59:59.999Z', '2026-09-01T08:00'],
    ['in winter an hour later by UTC', 'weekly', '2026-11-23T12:00:00Z', '2026-11-23T08:00'],
    ['on a Sunday', 'daily', '2026-10-25T23:00:00Z', '2026-10-23T08:00'],
    ['on a Monday before the hour', 'daily', '2026-10-26T07:59:00Z', '2026-10-23T08:00'],
    ['over the autumn change', 'daily', '2026-10-26T08:00:00Z', '2026-10-26T08:00'],
    ['over the spring change and Easter', 'weekly', '2027-03-31T07:00:00Z', '2027-03-30T08:00'],
  ] as const)('of the usual timetable: %s', (_title, cadence, now, expected) => {
    expect(wall(latestSlotOf(cadence, USUAL_TIMETABLE, at(now)))).toBe(expected);
  });

  it('of both cadences is what is due', () => {
    expect(slotsDue(USUAL_TIMETABLE, at('2026-11-25T12:00:00Z'))).toEqual([
      { cadence: 'daily', at: at('2026-11-25T08:00:00Z') },
      { cadence: 'weekly', at: at('2026-11-23T08:00:00Z') },
    ]);
  });
});

it('is not due where it passed before the timetable was chosen', () => {
  const since = at('2026-11-25T09:00:00Z');
  const now = at('2026-11-25T12:00:00Z');
  expect(slotsDue(table({ weekday: 2, since }), now)).toEqual([]);
  expect(slotsDue(table({ weekday: 3, hour: 11, since }), now).map(({ at: slot }) => wall(slot))).toEqual([
    '2026-11-25T11:00',
    '2026-11-25T11:00',
  ]);
});

describe('a daily digest', () => {
  it('comes on the chosen days, at the chosen hour', () => {
    const timetable = table({ days: [1, 3, 6], hour: 17 });
    expect(slots('daily', timetable, '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z')).toEqual([
      '2026-11-23T17:00',
      '2026-11-25T17:00',
      '2026-11-28T17:00',
    ]);
  });

  it.each([
    ['england', ['2026-12-24', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-04']],
    ['scotland', ['2026-12-24', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-05']],
    [
      'none',
      ['2026-12-24', '2026-12-25', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01'],
    ],
  ] as const)('leaves out bank holidays: %s', (holidays, days) => {
    const found = slots('daily', table({ holidays }), '2026-12-24T00:00:00Z', '2027-01-06T00:00:00Z');
    expect(found.slice(0, days.length)).toEqual(days.map((day) => `${day}T08:00`));
  });

  it('of one weekday waits for the next week where that is a bank holiday', () => {
    const fridays = table({ days: [5] });
    expect(slots('daily', fridays, '2026-12-19T00:00:00Z', '2027-01-16T00:00:00Z')).toEqual([
      '2027-01-08T08:00',
      '2027-01-15T08:00',
    ]);
  });

  it('of bank holidays of other nations is not kept back', () => {
    const found = (holidays: Timetable['holidays']): string[] =>
      slots('daily', table({ holidays }), '2027-07-12T00:00:00Z', '2027-07-13T00:00:00Z');
    expect(found('northern-ireland')).toEqual([]);
    expect(found('scotland')).toEqual(['2027-07-12T08:00']);
  });
});

describe('a weekly digest', () => {
  it.each([
    ['Good Friday and Easter Monday', table({ weekday: 5 }), '2027-03-26', '2027-03-30'],
    ['Good Friday in Scotland', table({ weekday: 5, holidays: 'scotland' }), '2027-03-26', '2027-03-29'],
    ['Christmas on a Friday', table({ weekday: 5 }), '2026-12-25', '2026-12-29'],
    ['a bank holiday Monday', table(), '2026-08-31', '2026-09-01'],
    ['the same for who has none', table({ holidays: 'none' }), '2026-08-31', '2026-08-31'],
    ['a Saturday, which was chosen', table({ weekday: 6 }), '2026-12-26', '2026-12-26'],
  ])('on %s comes on the next working day', (_title, timetable, from, expected) => {
    expect(wall(nextSlotOf('weekly', timetable, at(`${from}T00:00:00Z`)))).toBe(`${expected}T08:00`);
  });

  it('that was moved is followed by one at its usual day', () => {
    expect(slots('weekly', USUAL_TIMETABLE, '2026-08-24T00:00:00Z', '2026-09-15T00:00:00Z')).toEqual([
      '2026-08-24T08:00',
      '2026-09-01T08:00',
      '2026-09-07T08:00',
      '2026-09-14T08:00',
    ]);
  });

  it.each(['england', 'scotland', 'northern-ireland', 'none'] as const)(
    'comes once a week, whatever the day and the holidays: %s',
    (holidays) => {
      for (const weekday of [1, 2, 3, 4, 5, 6, 7]) {
        const found = slots(
          'weekly',
          table({ weekday, holidays }),
          '2026-02-02T00:00:00Z',
          '2027-02-01T00:00:00Z',
        );
        expect(found).toHaveLength(52);
        const atWeekend = found.filter((one) => isWeekend(one.slice(0, 10)));
        expect(atWeekend).toHaveLength(weekday < 6 ? 0 : found.length);
      }
    },
  );
});

describe('when the clocks change', () => {
  it.each([
    ['an hour that is left out gives way to the next', '2027-03-28', '2027-03-28T01:00:00.000Z'],
    ['an hour that comes twice counts once, the first time', '2026-10-25', '2026-10-25T00:00:00.000Z'],
    ['again a year later', '2027-10-31', '2027-10-31T00:00:00.000Z'],
  ])('%s', (_title, sunday, expected) => {
    const timetable = table({ days: [1, 2, 3, 4, 5, 6, 7], weekday: 7, hour: 1, holidays: 'none' });
    const noon = at(`${sunday}T12:00:00Z`);
    for (const cadence of ['daily', 'weekly'] as const) {
      expect(new Date(latestSlotOf(cadence, timetable, noon)).toISOString()).toBe(expected);
      const days = cadence === 'daily' ? 1 : 7;
      expect(londonDayAt(nextSlotOf(cadence, timetable, at(expected) + 1))).toBe(
        londonDayAt(noon + days * DAY),
      );
    }
  });

  it.each(Array.from({ length: 24 }, (_, hour) => hour))('hour %i of a day comes once a day', (hour) => {
    const timetable = table({ days: [1, 2, 3, 4, 5, 6, 7], hour, holidays: 'none' });
    for (const from of ['2026-10-22', '2027-03-25', '2027-10-28']) {
      const end = dayAfter(from, 7, 'days');
      const found = slots('daily', timetable, `${from}T12:30:00Z`, `${end}T12:30:00Z`);
      const days = found.map((one) => one.slice(0, 10));
      expect(days.length).toBeGreaterThan(5);
      expect(days).toEqual(days.map((_, more) => dayAfter(days[0] ?? '', more, 'days')));
    }
  });
});

it('remembers what it found: latest and next agree at every instant', () => {
  const timetable = table({ days: [2, 4, 7], hour: 1, holidays: 'scotland' });
  for (const start of ['2026-10-24T00:00:00Z', '2027-03-25T00:00:00Z', '2026-12-24T00:00:00Z'])
    for (let half = 0; half < 8 * 48; half += 1)
      for (const one of [-1, 0, 1].map((ms) => at(start) + half * 1_800_000 + ms))
        for (const cadence of ['daily', 'weekly'] as const) {
          const latest = latestSlotOf(cadence, timetable, one);
          const next = nextSlotOf(cadence, timetable, one);
          expect(latest <= one && next >= one).toBe(true);
          expect(nextSlotOf(cadence, timetable, latest + 1)).toBe(
            latest === one ? nextSlotOf(cadence, timetable, one + 1) : next,
          );
        }
});

it('of an instant subscription is the instant itself', () => {
  expect(slotsFor(USUAL_TIMETABLE)('instant', 17)).toBe(17);
  expect(wall(slotsFor(USUAL_TIMETABLE)('weekly', at('2026-09-07T07:00:00.001Z')))).toBe('2026-09-14T08:00');
});

it('refuses a timetable that never comes', () => {
  expect(() => nextSlotOf('daily', table({ days: [] }), 0)).toThrow('is never due');
});
