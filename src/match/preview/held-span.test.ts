import { describe, expect, it } from 'vitest';
import { dayAfter } from '../../domain/london-day.ts';
import { heldSpan, since } from './held-span.ts';
import { isTooBroad, perWeek, saysLittle, volumeOf } from './volume.ts';

/** A Wednesday. */
const NOW = Date.parse('2026-08-12T09:00:00Z');
const DAY = 86_400_000;

function daysFrom(first: string, last: string, isHeld: (day: string) => boolean = isWeekday): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = dayAfter(day, 1, 'days')) if (isHeld(day)) days.push(day);
  return days;
}

function isWeekday(day: string): boolean {
  return ![0, 6].includes(new Date(day).getUTCDay());
}

describe('the span in which something is held', () => {
  it('is as many days as were asked for, today the last', () => {
    expect(heldSpan(daysFrom('2026-01-05', '2026-08-12'), NOW, 30)).toMatchObject({
      firstDay: '2026-07-14',
      lastDay: '2026-08-12',
      days: 30,
      workingDays: 22,
      isWhole: true,
      isBehind: false,
      // Midnight in London, in summer.
      from: Date.parse('2026-07-13T23:00:00Z'),
      to: NOW + 1,
    });
  });

  it('begins with the first day that is held', () => {
    const span = heldSpan(daysFrom('2026-08-03', '2026-08-12'), NOW, 30);

    expect(span).toMatchObject({ firstDay: '2026-08-03', days: 10, workingDays: 8, isWhole: false });
  });

  it('begins behind a gap that no holiday explains', () => {
    const held = ['2026-07-01', ...daysFrom('2026-07-27', '2026-08-12')];

    expect(heldSpan(held, NOW, 60)).toMatchObject({ firstDay: '2026-07-27', isWhole: false });
    expect(heldSpan(['2026-07-22', ...held.slice(1)], NOW, 60)).toMatchObject({ firstDay: '2026-07-22' });
  });

  it('ends with the newest day where nothing was read lately', () => {
    const span = heldSpan(daysFrom('2026-06-01', '2026-07-10'), NOW, 30);

    expect(span).toMatchObject({
      firstDay: '2026-06-11',
      lastDay: '2026-07-10',
      isBehind: true,
      isWhole: true,
    });
    expect(span?.to).toBe(Date.parse('2026-07-10T23:00:00Z'));
  });

  it('is none where nothing is held, or only what is to come', () => {
    expect(heldSpan([], NOW, 30)).toBeUndefined();
    expect(heldSpan(['2026-12-01'], NOW, 30)).toBeUndefined();
  });

  it('counts of its first day what is left of it', () => {
    const span = heldSpan(daysFrom('2026-06-01', '2026-08-12'), NOW, 30);
    const noonOnMonday = Date.parse('2026-08-10T11:00:00Z');

    expect(span && since(span, noonOnMonday, NOW)).toMatchObject({
      firstDay: '2026-08-10',
      days: 3,
      workingDays: 2.5,
      from: noonOnMonday,
      isWhole: false,
    });
    expect(span && since(span, span.from - DAY, NOW)).toBe(span);
  });
});

describe('how much comes in a week', () => {
  const month = heldSpan(daysFrom('2026-06-01', '2026-08-12'), NOW, 30);
  const weekend = heldSpan(['2026-08-08', '2026-08-09'], Date.parse('2026-08-09T12:00:00Z'), 30);
  if (month === undefined || weekend === undefined) throw new Error('something is held');

  it('is five times what a working day brings', () => {
    expect(perWeek(22, month)).toBeCloseTo(5);
    expect(perWeek(2, weekend)).toBeCloseTo(7);
  });

  it('is too much over ten a working day', () => {
    expect(isTooBroad(volumeOf(220, month))).toBe(false);
    expect(isTooBroad(volumeOf(221, month))).toBe(true);
  });

  it('says little where nothing came in a few days', () => {
    expect(saysLittle(volumeOf(0, weekend))).toBe(true);
    expect(saysLittle(volumeOf(1, weekend))).toBe(false);
    expect(saysLittle(volumeOf(0, month))).toBe(false);
  });
});
