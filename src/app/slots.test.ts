import { describe, expect, it } from 'vitest';
import { latestPoll, latestSlot } from './slots.ts';

const at = (text: string): number => Date.parse(text);

describe('the latest slot', () => {
  it.each([
    ['on the hour itself', 'daily', '2026-09-07T07:00:00Z', '2026-09-07T07:00:00Z'],
    ['a moment before', 'daily', '2026-09-07T06:59:59Z', '2026-09-06T07:00:00Z'],
    ['in winter an hour later by UTC', 'daily', '2026-11-23T12:00:00Z', '2026-11-23T08:00:00Z'],
    ['over the autumn change', 'daily', '2026-10-25T23:00:00Z', '2026-10-25T08:00:00Z'],
    ['over the spring change', 'daily', '2027-03-28T12:00:00Z', '2027-03-28T07:00:00Z'],
    ['each hour', 'hourly', '2026-10-25T01:30:00Z', '2026-10-25T01:07:00Z'],
    ['each Sunday night', 'quiet', '2026-11-23T12:00:00Z', '2026-11-22T03:40:00Z'],
  ] as const)('is London time: %s', (_title, rhythm, now, expected) => {
    expect(new Date(latestSlot(rhythm, at(now))).toISOString()).toBe(new Date(at(expected)).toISOString());
  });

  it('of a poll is the latest multiple of its minutes', () => {
    expect(latestPoll(30, at('2026-09-07T07:44:59Z'))).toBe(at('2026-09-07T07:30:00Z'));
  });
});
