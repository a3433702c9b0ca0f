import { beforeEach, expect, it } from 'vitest';
import { aDelivery, again, NOW, required } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('deliveries', (world) => {
  beforeEach(async () => {
    await world.subscribe();
  });

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
    for (let next = await world.claim(); next !== undefined; next = await world.claim()) keys.push(next.key);

    expect(keys).toEqual(['early', 'late', 'digest']);
    expect(await world.store.transaction(async (tx) => tx.deliveries.expired(NOW))).toEqual([5]);
    expect(await world.store.deliveries.counts()).toMatchObject({ leased: 3, ready: 2, sent: 0 });
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
    expect(await world.claim(NOW + 5)).toBeDefined();

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

  it('count a subscriber’s alerts since an instant, and those nobody has begun to send', async () => {
    await world.queue({ key: 'old', createdAt: NOW - 1 });
    await world.queue({ key: 'begun' });
    await world.queue({ key: 'waiting', dueAt: NOW + 9 });
    await world.queue({ key: 'digest', kind: 'digest', dueAt: NOW + 9 });
    required(await world.claim());
    required(await world.claim());
    const since = await world.store.transaction(async (tx) => tx.deliveries.alertsSince(1, NOW));

    expect(since).toEqual({ total: 2, waiting: [3] });
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

    expect((await world.claim())?.key).toBe('summary.a.1.1');
    expect((await world.claim())?.key).toBe('summary.a.1.2');
    expect(await world.claim()).toBeUndefined();
    await world.store.transaction(async (tx) => {
      expect(await tx.deliveries.readyUnder('summary.a.1.')).toBeUndefined();
    });
  });
});
