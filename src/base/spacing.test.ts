import { expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { createSpacing } from './spacing.ts';

const go = new AbortController().signal;

it('gives each use of a key its own turn, in order, and other keys theirs at once', async () => {
  const clock = fakeClock();
  const spacing = createSpacing(clock, 1_000);
  await Promise.all([
    spacing.wait('a', go),
    spacing.wait('a', go),
    spacing.wait('b', go),
    spacing.wait('a', go),
  ]);
  // The fake clock moves as soon as somebody sleeps on it.
  expect(clock.slept).toEqual([1_000, 1_000]);
});

it('owes nothing to a key that has rested', async () => {
  const clock = fakeClock();
  const spacing = createSpacing(clock, 1_000);
  await spacing.wait('a', go);
  clock.advance(400);
  await spacing.wait('a', go);
  clock.advance(5_000);
  await spacing.wait('a', go);
  expect(clock.slept).toEqual([600]);
});

it('ends a wait when told to stop', async () => {
  const spacing = createSpacing(fakeClock(), 1_000);
  await spacing.wait('a', go);
  await expect(spacing.wait('a', AbortSignal.abort())).rejects.toThrow(/aborted/);
});

it('forgets keys that have rested, and none that is still owed', async () => {
  const clock = fakeClock();
  const spacing = createSpacing(clock, 1_000);
  for (let key = 0; key < 1_500; key += 1) await spacing.wait(`k${key}`, go);
  await spacing.wait('k1499', go);
  expect(clock.slept).toEqual([1_000]);
});
