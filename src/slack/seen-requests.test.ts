import { afterEach, expect, it } from 'vitest';
import { openWorld } from '../../test/flow-world.ts';
import { seenRequests } from './seen-requests.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function aWorld() {
  const world = await openWorld();
  open.push(world.close);
  return world;
}

it('a signature is a replay, and an event a repetition, from the second time on; one is not the other', async () => {
  const seen = seenRequests(await aWorld());

  expect(await seen.isReplay('v0=a')).toBe(false);
  expect(await seen.isReplay('v0=a')).toBe(true);
  expect(await seen.isReplay('v0=b')).toBe(false);
  expect(await seen.isRepeat('v0=a')).toBe(false);
  expect(await seen.isRepeat('Ev1')).toBe(false);
  expect(await seen.isRepeat('Ev1')).toBe(true);
});

it('is remembered by the database, and for as long as Slack repeats an event', async () => {
  const world = await aWorld();
  await seenRequests(world).isRepeat('Ev1');
  world.clock.advance(70 * 60_000);

  expect(await seenRequests(world).isRepeat('Ev1')).toBe(true);

  world.clock.advance(3 * 3_600_000);
  expect(await seenRequests(world).isRepeat('Ev1')).toBe(false);
});
