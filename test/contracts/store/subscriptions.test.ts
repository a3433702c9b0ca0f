import { expect, it } from 'vitest';
import { aChange, anEvent, NOW, wish } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('subscriptions', (world) => {
  it('start at the latest event, once for each subscriber, query and cadence', async () => {
    await world.put(aChange(1));
    await world.store.transaction(async (tx) => tx.events.append([anEvent(1), anEvent(1)]));
    const add = async (query: string): Promise<unknown> =>
      world.store.transaction(async (tx) => tx.subscriptions.add(wish(query)));

    expect(await add('cyber')).toEqual({
      id: 1,
      subscriber: { id: 1, address: { channel: 'email', email: 'ann@example.org' } },
      query: 'cyber',
      cadence: 'instant',
      wanted: ['new', 'changes'],
      state: 'active',
      reason: undefined,
      watermark: 2,
      createdAt: NOW,
      welcomedAt: undefined,
    });
    expect(await add('cyber')).toBeUndefined();
    expect(await add('cloud')).toMatchObject({ query: 'cloud', subscriber: { id: 1 } });
  });

  it('tell the same Slack channel of two workspaces apart', async () => {
    const to = async (team: string): Promise<number | undefined> =>
      world.store.transaction(async (tx) => {
        const address = { channel: 'slack', team, id: 'C1' } as const;
        return (await tx.subscriptions.add({ ...wish('cyber'), address }))?.subscriber.id;
      });

    expect([await to('home'), await to('T2')]).toEqual([1, 2]);
    expect((await world.store.subscriptions.list())[1]?.subscriber.address).toEqual({
      channel: 'slack',
      team: 'T2',
      id: 'C1',
    });
  });

  it('end and pause with a reason, and an ended one can be taken out again', async () => {
    const subscriberId = await world.subscribe('cyber');
    await world.subscribe('cloud');
    await world.store.transaction(async (tx) => {
      await tx.subscriptions.end({ subscriptionId: 1 }, 'ended', 'asked for', NOW);
      await tx.subscriptions.end({ subscriberId }, 'paused', 'archived', NOW);
    });

    expect((await world.store.subscriptions.list()).map(({ state, reason }) => [state, reason])).toEqual([
      ['ended', 'asked for'],
      ['paused', 'archived'],
    ]);
    expect(await world.store.subscriptions.active()).toEqual([]);
    expect(await world.store.transaction(async (tx) => tx.subscriptions.add(wish('cloud')))).toBeUndefined();
    expect(await world.store.transaction(async (tx) => tx.subscriptions.add(wish('cyber')))).toBeDefined();
  });

  it('hold the active ones until they change, here or in another process', async () => {
    await world.subscribe('cyber');
    const first = await world.store.subscriptions.active();
    await world.put(aChange(1));
    expect(await world.store.subscriptions.active()).toBe(first);

    await world.subscribe('cloud');
    expect(await world.store.subscriptions.active()).toHaveLength(2);

    const other = await world.another();
    await other.transaction(async (tx) => tx.subscriptions.end({ subscriptionId: 1 }, 'ended', 'x', NOW));
    await other.close();
    expect((await world.store.subscriptions.active()).map(({ id }) => id)).toEqual([2]);
  });

  it('show a transaction its own changes, and nobody else those that were rolled back', async () => {
    await world.subscribe('cyber');
    let inside: readonly unknown[] = ['nothing was read'];
    const failing = world.store.transaction(async (tx) => {
      await tx.subscriptions.end({ subscriptionId: 1 }, 'ended', 'x', NOW);
      inside = await tx.subscriptions.active();
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(inside).toEqual([]);
    expect(await world.store.subscriptions.active()).toHaveLength(1);
  });

  it('advance their marks and never go back, and are welcomed once', async () => {
    await world.subscribe('cyber');
    await world.store.transaction(async (tx) => {
      await tx.subscriptions.active();
      await tx.subscriptions.advance([1], 5);
      await tx.subscriptions.advance([1], 3);
      await tx.subscriptions.welcomed([1], 7);
      await tx.subscriptions.welcomed([1], 9);
    });

    expect((await world.store.subscriptions.active())[0]).toMatchObject({ watermark: 5, welcomedAt: 7 });
    expect((await world.store.subscriptions.byIds([1, 9])).map(({ id }) => id)).toEqual([1]);
  });
});
