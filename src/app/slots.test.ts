import { describe, expect, it } from 'vitest';
import { latestPoll, latestSlot, nextSlot, rememberedSlots } from './slots.ts';

const at = (text: string): number => Date.parse(text);

describe('the latest slot', () => {
  it.each([
    ['on the hour itself', 'weekly', '2026-09-07T07:00:00Z', '2026-09-07T07:00:00Z'],
    ['a moment before', 'weekly', '2026-09-07T06:59:59Z', '2026-08-31T07:00:00Z'],
    ['in winter an hour later by UTC', 'weekly', '2026-11-23T12:00:00Z', '2026-11-23T08:00:00Z'],
    ['over the autumn change', 'weekly', '2026-10-26T08:00:00Z', '2026-10-26T08:00:00Z'],
    ['over the spring change', 'weekly', '2027-03-29T07:00:00Z', '2027-03-29T07:00:00Z'],
    ['each day', 'daily', '2026-10-25T23:00:00Z', '2026-10-25T08:00:00Z'],
  ] as const)('is Monday 08:00 London or each 08:00: %s', (_title, rhythm, now, expected) => {
    expect(new Date(latestSlot(rhythm, at(now))).toISOString()).toBe(new Date(at(expected)).toISOString());
  });

  it('of a poll is the latest multiple of its minutes', () => {
    expect(latestPoll(30, at('2026-09-07T07:44:59Z'))).toBe(at('2026-09-07T07:30:00Z'));
  });
});

describe('the next slot', () => {
  it.each([
    ['on the hour itself', 'weekly', '2026-09-07T07:00:00Z', '2026-09-07T07:00:00Z'],
    ['a moment after', 'weekly', '2026-09-07T07:00:00.001Z', '2026-09-14T07:00:00Z'],
    ['a moment before', 'daily', '2026-09-07T06:59:59.999Z', '2026-09-07T07:00:00Z'],
    ['over the autumn change', 'weekly', '2026-10-24T12:00:00Z', '2026-10-26T08:00:00Z'],
    ['over the spring change', 'daily', '2027-03-28T07:00:00.001Z', '2027-03-29T07:00:00Z'],
  ] as const)('is Monday 08:00 London or each 08:00: %s', (_title, rhythm, from, expected) => {
    expect(new Date(nextSlot(rhythm, at(from))).toISOString()).toBe(new Date(at(expected)).toISOString());
  });
});

it('remembers slots over both changes of the clocks, to the millisecond', () => {
  const slotAt = rememberedSlots();
  const starts = [at('2026-10-24T00:00:00Z'), at('2027-03-27T00:00:00Z')];
  const instants = starts.flatMap((start) =>
    Array.from({ length: 5 * 48 }, (_, half) => start + half * 1_800_000).flatMap((one) => [
      one - 1,
      one,
      one + 1,
    ]),
  );
  for (const cadence of ['daily', 'weekly'] as const)
    expect(instants.map((one) => slotAt(cadence, one))).toEqual(
      instants.map((one) => nextSlot(cadence, one)),
    );
  expect(slotAt('instant', 17)).toBe(17);
});
