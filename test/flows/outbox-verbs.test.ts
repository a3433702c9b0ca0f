import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelDeliveries, retryDeliveries } from '../../src/flows/outbox.ts';
import { deadlineOn, openWorld, refusal, type World } from '../flow-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TITLE = 'Penetration testing of the housing portal';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

/** One alert that was given up: refused as such. */
async function died(): Promise<number> {
  await world.subscribe('penetration');
  world.publish({ deadline: deadlineOn('2026-12-01') });
  await world.collect('find-a-tender');
  world.channels.email.answer(() => refusal({ scope: 'message', permanent: true, code: '554' }));
  await world.dispatch();
  world.channels.email.answer(undefined);
  return (await deadAlerts())[0] ?? 0;
}

/** Oldest first; the operator's own message about it may have died, too. */
async function deadAlerts(): Promise<readonly number[]> {
  const dead = await world.store.deliveries.list({ states: ['dead'], limit: 9 });
  return dead.flatMap((one) => (one.kind === 'alert' ? [one.id] : [])).toReversed();
}

describe('a delivery that died', () => {
  it('is sent once more, with what it would have told', async () => {
    const id = await died();

    expect(await retryDeliveries([id], world)).toEqual([{ id, refused: undefined }]);
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]]]);
    expect(await world.store.deliveries.counts()).toMatchObject({ sent: 1 });
    await world.recover();
    await world.dispatch();
    expect(world.told()).toHaveLength(1);
  });

  it('has as long as it had before', async () => {
    const id = await died();
    world.clock.advance(4 * DAY);
    await retryDeliveries([id], world);
    world.clock.advance(71 * HOUR);
    await world.dispatch();

    expect(world.told()).toHaveLength(1);
  });

  it('has nothing left to tell where another message tells it', async () => {
    const id = await died();
    await world.recover();

    const [decided] = await retryDeliveries([id], world);
    await world.dispatch();

    expect(decided?.refused).toContain('nothing left to tell');
    expect(world.sizes()).toEqual([['summary', 1]]);
  });

  it('is not sent to somebody who wants it no more', async () => {
    const id = await died();
    const [subscription] = await world.store.subscriptions.list();
    await world.end({ subscription });

    expect((await retryDeliveries([id], world))[0]?.refused).toContain('nothing left to tell');
  });

  it('takes back its own procurement alone, and leaves the rest to the catch-up', async () => {
    await world.subscribe('penetration');
    await world.subscribe('backup');
    world.publish();
    world.publish({ noticeId: '000300-2026', ocid: 'ocds-h6vhtk-3', title: 'Cloud backup software' });
    await world.collect('find-a-tender');
    world.channels.email.answer(() => refusal({ scope: 'message', permanent: true, code: '554' }));
    await world.dispatch();
    world.channels.email.answer(undefined);

    await retryDeliveries((await deadAlerts()).slice(0, 1), world);
    await world.dispatch();
    expect(world.told()).toEqual([[['new', TITLE]]]);
    await world.recover();
    await world.dispatch();

    expect(world.told()).toHaveLength(2);
    expect(world.told()[1]).toEqual([['new', 'Cloud backup software']]);
  });
});

describe('a delivery that is cancelled', () => {
  it('is not sent, and what it would have told comes by no other way until it changes', async () => {
    await world.subscribe('penetration');
    world.publish();
    await world.collect('find-a-tender');
    const [ready] = await world.store.deliveries.list({ states: ['ready'], limit: 9 });
    const id = ready?.id ?? 0;

    expect(await cancelDeliveries([id, 4711], world)).toEqual([
      { id, refused: undefined },
      { id: 4711, refused: 'does not exist' },
    ]);
    await world.recover();
    await world.dispatch();
    expect(world.told()).toEqual([]);

    world.publish({ noticeId: '000101-2026', releaseId: 'r2', title: `${TITLE} and more` });
    await world.collect('find-a-tender');
    await world.dispatch();
    expect(world.told()).toEqual([[['new', `${TITLE} and more`]]]);
  });

  it.each([
    ['sent', undefined, 'was sent'],
    ['dead', () => refusal({ scope: 'message', permanent: true }), 'is dead already'],
  ] as const)('was not %s before', async (_state, answer, why) => {
    await world.subscribe('penetration');
    world.publish();
    await world.collect('find-a-tender');
    const [ready] = await world.store.deliveries.list({ states: ['ready'], limit: 9 });
    world.channels.email.answer(answer);
    await world.dispatch();

    expect(await cancelDeliveries([ready?.id ?? 0], world)).toEqual([{ id: ready?.id, refused: why }]);
    expect(await retryDeliveries([ready?.id ?? 0], world)).toEqual([
      { id: ready?.id, refused: why === 'was sent' ? why : undefined },
    ]);
  });
});
