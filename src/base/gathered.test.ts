import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { gathered } from './gathered.ts';

it('does together what comes together, answers each with its own, and what comes meanwhile next', async () => {
  const rounds: (readonly number[])[] = [];
  const double = gathered(async (many: readonly number[]) => {
    rounds.push(many);
    await sleep(5);
    return many.map((one) => one * 2);
  });
  const first = [double(1), double(2), double(3)];
  await sleep(1);
  await expect.poll(() => rounds.length).toBe(1);
  const second = [double(4), double(5)];

  expect(await Promise.all([...first, ...second])).toEqual([2, 4, 6, 8, 10]);
  expect(rounds).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

it('tells everybody of a failure, and goes on', async () => {
  const work = { fails: true };
  const same = gathered((many: readonly number[]) =>
    work.fails ? Promise.reject(new Error('disk full')) : Promise.resolve(many),
  );
  const both = await Promise.allSettled([same(1), same(2)]);
  work.fails = false;

  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await same(3)).toBe(3);
});
