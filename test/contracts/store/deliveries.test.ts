import { beforeEach, expect, it } from 'vitest';
import type { Delivery, DeliveryState } from '../../../src/domain/delivery.ts';
import { aDelivery, again, NOW, required } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('deliveries', (world) => {
  beforeEach(async () => {
    await world.subscribe();
  });

  async function finish(delivery: Delivery, left?: readonly number[]): Promise<void> {
    await world.store.transaction(async (tx) => tx.deliveries.sent(delivery, '250 ok', NOW, left));
  }

  it('are queued once for a key, and claimed by lane and then by due time', async () => {
    await world.queue({ key: 'digest', lane: 'digest', kind: 'digest', dueAt: NOW - 9 });
    await world.queue({ key: 'late', dueAt: NOW - 1 });
    await world.queue({ key: 'early', dueAt: NOW - 2 });
    await world.queue({ key: 'future', dueAt: NOW + 1 });
    await world.queue({ key: 'expired', dueAt: NOW - 5, expiresAt: NOW });
    expect(
      await world.store.transaction(async (tx) => tx.deliveries.queue(aDelivery({ key: 'late' }))),
    ).toBeUndefined();
    const keys: (string | undefined)[] = [];
    for (let next = await world.claim(); next !== undefined; next = await world.claim()) {
      keys.push(next.key);
      await finish(next);
    }

    expect(keys).toEqual(['early', 'late', 'digest']);
    expect(await world.store.transaction(async (tx) => tx.deliveries.expired(NOW))).toEqual([5]);
    expect(await world.store.deliveries.counts()).toMatchObject({ sent: 3, ready: 2, leased: 0 });
  });

  it('of one subscriber are in nobody’s hands but one after the other, until a lease runs out', async () => {
    await world.subscribe('cloud', 'bob@example.org');
    await world.queue({ key: 'ann 1', dueAt: NOW - 3 });
    await world.queue({ key: 'ann 2', dueAt: NOW - 2 });
    await world.queue({ key: 'bob', dueAt: NOW - 1, subscriberId: 2 });

    expect(await world.claim()).toMatchObject({ key: 'ann 1' });
    expect(await world.claim()).toMatchObject({ key: 'bob' });
    expect(await world.claim()).toBeUndefined();
    expect(await world.claim(NOW + 1000)).toMatchObject({ key: 'ann 2' });
  });

  it('are claimed whole, the attempt counted', async () => {
    await world.queue({ key: 'one' });
    const { channel, ...delivery } = aDelivery({ key: 'one' });

    expect(channel).toBe('email');
    expect(await world.claim()).toEqual({
      ...delivery,
      id: 1,
      address: { channel: 'email', email: 'ann@example.org' },
      attempts: 1,
      ambiguous: false,
    });
    expect(await world.claim()).toBeUndefined();
  });

  it('are claimed by the channel that is asked for alone', async () => {
    await world.queue({ key: 'one', channel: 'slack' });
    expect(await world.claim(NOW, 'email')).toBeUndefined();
    expect(await world.claim(NOW, 'slack')).toBeDefined();
  });

  it('wait while their channel is paused', async () => {
    await world.queue({ key: 'one' });
    await world.store.transaction(async (tx) =>
      tx.deliveries.pauseChannel('email', NOW + 5, 'login refused'),
    );
    expect(await world.claim(NOW)).toBeUndefined();
    expect(await world.store.deliveries.channels()).toContainEqual({
      channel: 'email',
      pausedUntil: NOW + 5,
      reason: 'login refused',
    });
    await finish(required(await world.claim(NOW + 5)));

    await world.queue({ key: 'two' });
    await world.store.transaction(async (tx) => tx.deliveries.pauseChannel('email', undefined, undefined));
    expect(await world.claim(NOW)).toBeDefined();
  });

  it('go back with what happened, the attempt burnt or not', async () => {
    await world.queue({ key: 'one' });
    const first = await world.claim();
    expect(await again(world.store, first, true)).toBe(true);
    const second = await world.claim();
    expect(second).toMatchObject({ attempts: 2, ambiguous: true });
    expect(await again(world.store, first, true)).toBe(false);
    expect(await again(world.store, second, false)).toBe(true);

    expect(await world.claim()).toMatchObject({ attempts: 2 });
  });

  it('are sent by whom has the lease, and by nobody else', async () => {
    await world.queue({ key: 'one' });
    const lost = required(await world.claim(NOW));
    const stale = await world.store.transaction(async (tx) => [
      await tx.deliveries.releaseStale(NOW + 999),
      await tx.deliveries.releaseStale(NOW + 1000),
    ]);
    const taken = required(await world.claim(NOW + 1000));
    const sent = await world.store.transaction(async (tx) => [
      await tx.deliveries.sent(lost, '250 a', NOW),
      await tx.deliveries.sent(taken, '250 b', NOW),
      await tx.deliveries.sent(taken, '250 b', NOW),
    ]);

    expect(stale).toEqual([0, 1]);
    expect(taken).toMatchObject({ attempts: 2, ambiguous: true });
    expect(sent).toEqual([false, true, false]);
    expect(await world.store.deliveries.counts()).toMatchObject({ sent: 1 });
  });

  it('remember what found no room in them, in its order', async () => {
    await world.queue({ key: 'one' });
    expect(await world.store.deliveries.left(1)).toEqual([]);
    await finish(required(await world.claim()), [7, 3, 5]);

    expect(await world.store.deliveries.left(1)).toEqual([7, 3, 5]);
    expect(await world.store.deliveries.left(99)).toEqual([]);
  });

  it('are listed newest first by their states, and kept back until somebody frees them', async () => {
    for (const key of ['one', 'two', 'three']) await world.queue({ key });
    const one = required(await world.claim());
    await world.store.transaction(async (tx) => {
      await tx.deliveries.hold([1, 2], { code: 'held', reason: 'not allowed here' });
      await tx.deliveries.close([3], 'dead', { code: '554', reason: 'refused' }, NOW);
    });
    const keys = async (...states: readonly DeliveryState[]): Promise<readonly string[]> =>
      (await world.store.deliveries.list({ states, limit: 10 })).map((record) => record.key);

    expect(one.key).toBe('one');
    expect(await world.claim()).toBeUndefined();
    expect(await keys('held', 'dead')).toEqual(['three', 'two', 'one']);
    expect(await keys('held')).toEqual(['two', 'one']);
    expect((await world.store.deliveries.byIds([1]))[0]).toMatchObject({
      state: 'held',
      reason: 'not allowed here',
      subscriberId: 1,
    });
    const freed = await world.store.transaction(async (tx) =>
      tx.deliveries.retry([1, 3, 99], NOW, NOW + 1000),
    );
    expect(freed).toEqual([1, 3]);
    expect(await world.claim()).toMatchObject({ key: 'one', attempts: 1, expiresAt: NOW + 1000 });
    expect(await keys('ready', 'held')).toEqual(['three', 'two']);
  });

  it('are closed unless they were sent', async () => {
    await world.queue({ key: 'one' });
    await world.queue({ key: 'two' });
    const one = required(await world.claim());
    await world.store.transaction(async (tx) => {
      await tx.deliveries.sent(one, '250', NOW);
      await tx.deliveries.close([1, 2], 'dead', { code: 'x', reason: 'y' }, NOW);
    });

    expect(await world.store.deliveries.counts()).toMatchObject({ sent: 1, dead: 1, ready: 0 });
  });

  it('expire and end with their reader also where they are held', async () => {
    await world.queue({ key: 'held', expiresAt: NOW + 5 });
    await world.queue({ key: 'ready', dueAt: NOW + 9, expiresAt: NOW + 6 });
    await world.store.transaction(async (tx) => {
      await tx.deliveries.hold([1], { code: 'storm', reason: 'x' });
      expect(await tx.deliveries.readyOf(1)).toEqual([1, 2]);
      expect(await tx.deliveries.expired(NOW + 4)).toEqual([]);
      expect(await tx.deliveries.expired(NOW + 5)).toEqual([1]);
      expect(await tx.deliveries.expired(NOW + 6)).toEqual([1, 2]);
    });
  });

  it('that failed in a row are those since a reader’s was taken', async () => {
    const note = { code: '550', reason: 'gone' };
    const ends: readonly (readonly [kind: 'alert' | 'operator', 'sent' | 'failed' | 'dead'])[] = [
      ['alert', 'failed'],
      ['alert', 'sent'],
      ['alert', 'failed'],
      ['operator', 'sent'],
      ['alert', 'dead'],
      ['operator', 'failed'],
    ];
    for (const [n, [kind, end]] of ends.entries()) {
      await world.queue({ key: `k${n}`, kind });
      const taken = required(await world.claim());
      await world.store.transaction(async (tx) => {
        if (end === 'sent') await tx.deliveries.sent(taken, '250', NOW + n);
        else await tx.deliveries.close([taken.id], end, note, NOW + n);
      });
    }
    const row = async (since: number): Promise<readonly number[]> =>
      (await world.store.deliveries.failedInARow('email', since)).map(({ id }) => id);

    expect(await row(NOW - 9)).toEqual([6, 3]);
    expect(await row(NOW + 3)).toEqual([6]);
    expect(await world.store.deliveries.failedInARow('slack', NOW - 9)).toEqual([]);
  });

  it('count a subscriber’s alerts since an instant, and those nobody has begun to send', async () => {
    await world.queue({ key: 'old', createdAt: NOW - 1 });
    await world.queue({ key: 'begun' });
    await world.queue({ key: 'waiting', dueAt: NOW + 9 });
    await world.queue({ key: 'digest', kind: 'digest', dueAt: NOW + 9 });
    await world.queue({ key: 'reply.1.1.1', dueAt: NOW + 9 });
    await finish(required(await world.claim()));
    await finish(required(await world.claim()));
    const since = await world.store.transaction(async (tx) => tx.deliveries.alertsSince(1, NOW));

    expect(since).toEqual({ total: 2, waiting: [3], replies: { total: 1, waiting: [5] } });
  });

  it('whose keys begin alike are found and become due together, while they wait', async () => {
    await world.queue({ key: 'summary.a.1.1', dueAt: NOW + 9 });
    await world.queue({ key: 'summary.a.1.2', dueAt: NOW + 9 });
    await world.queue({ key: 'summary.b.1.1', dueAt: NOW + 9 });
    await world.store.transaction(async (tx) => {
      expect(await tx.deliveries.readyUnder('summary.a.1.')).toBe(2);
      expect(await tx.deliveries.readyUnder('summary.c.')).toBeUndefined();
      expect(await tx.deliveries.readyOf(1)).toEqual([1, 2, 3]);
      await tx.deliveries.makeDue('summary.a.', NOW);
    });

    const first = required(await world.claim());
    expect(first.key).toBe('summary.a.1.1');
    await finish(first);
    expect((await world.claim())?.key).toBe('summary.a.1.2');
    expect(await world.claim()).toBeUndefined();
    await world.store.transaction(async (tx) => {
      expect(await tx.deliveries.readyUnder('summary.a.1.')).toBeUndefined();
    });
  });
});
