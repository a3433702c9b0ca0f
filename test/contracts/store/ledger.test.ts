import { beforeEach, expect, it } from 'vitest';
import { aChange, DAY, NOW, required, STATE, tell } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('the ledger', (world) => {
  beforeEach(async () => {
    await world.subscribe();
    await world.put(aChange(1), aChange(2));
    await world.queue({ key: 'one' });
    await world.queue({ key: 'two' });
  });

  it('queues with a delivery, becomes told with what was rendered, and starts a thread', async () => {
    await tell(world.store, 1, 1);
    expect(await world.store.ledger.of(1)).toEqual([
      {
        id: 1,
        subscriberId: 1,
        procurementId: 1,
        deliveryId: 1,
        kind: 'new',
        state: 'queued',
        subscriptionIds: [1],
        told: STATE,
        toldAt: undefined,
      },
    ]);
    expect(await world.store.ledger.thread(1, 1)).toBeUndefined();

    const rendered = { ...STATE, title: 'As rendered' };
    await world.store.transaction(async (tx) => {
      await tx.deliveries.sent(
        required(await tx.deliveries.claim('email', NOW, 'test', 1000)),
        '250 ok',
        NOW,
      );
      await tx.ledger.told([{ id: 1, kind: 'changed', told: rendered }], NOW);
    });
    expect(await world.store.ledger.about([1])).toMatchObject([
      { state: 'told', kind: 'changed', told: rendered, toldAt: NOW },
    ]);
    expect(await world.store.ledger.thread(1, 1)).toEqual({
      deliveryId: 1,
      kind: 'alert',
      messageId: '<one@example>',
      reference: '250 ok',
    });
    expect(await world.store.ledger.thread(2, 1)).toBeUndefined();
  });

  it('is asked of one subscriber, or of those between two', async () => {
    const ids = [1];
    for (const name of ['ben', 'cy', 'dot']) ids.push(await world.subscribe('cyber', `${name}@example.org`));
    for (const subscriberId of ids) {
      const deliveryId = await world.queue({ key: `of ${subscriberId}`, subscriberId });
      await world.store.transaction((tx) =>
        tx.ledger.add([
          {
            subscriberId,
            procurementId: 1,
            deliveryId,
            kind: 'new',
            subscriptionIds: [subscriberId],
            told: STATE,
          },
        ]),
      );
    }
    const about = async (who?: Parameters<typeof world.store.ledger.about>[1]) =>
      (await world.store.ledger.about([1, 2], who)).map(({ subscriberId }) => subscriberId);

    expect(await about()).toEqual(ids);
    expect(await about(ids[2])).toEqual([ids[2]]);
    expect(await about({ from: ids[1] ?? 0, to: ids[2] ?? 0 })).toEqual([ids[1], ids[2]]);
  });

  it('frees what a delivery did not tell, and hands it to another', async () => {
    await tell(world.store, 1, 1);
    await world.store.transaction(async (tx) => tx.ledger.free([1]));
    expect(await world.store.ledger.about([1])).toEqual([]);
    expect(await world.store.ledger.of(1)).toEqual([]);
    expect(await world.store.ledger.freed(1)).toMatchObject([
      { id: 1, state: 'freed', deliveryId: undefined },
    ]);
    expect(await world.store.ledger.subscribersWithFreed()).toMatchObject([
      { id: 1, address: { channel: 'email', email: 'ann@example.org' } },
    ]);

    await world.store.transaction(async (tx) => tx.ledger.move([1], 2));
    expect(await world.store.ledger.of(2)).toMatchObject([{ id: 1, state: 'queued', deliveryId: 2 }]);
    expect(await world.store.ledger.subscribersWithFreed()).toEqual([]);
    await world.store.transaction(async (tx) => tx.ledger.drop([1]));
    expect(await world.store.ledger.of(2)).toEqual([]);
  });

  it('frees what a delivery died of once, and buries it with the second, until somebody takes it up', async () => {
    await tell(world.store, 1, 1);
    await world.store.transaction(async (tx) => tx.ledger.died([1]));
    expect(await world.store.ledger.freed(1)).toMatchObject([{ id: 1, deliveryId: undefined }]);

    await world.store.transaction(async (tx) => {
      await tx.ledger.move([1], 2);
      await tx.ledger.died([2]);
    });
    expect(await world.store.ledger.freed(1)).toEqual([]);
    expect(await world.store.ledger.about([1])).toEqual([]);
    expect(await world.store.ledger.of(2)).toMatchObject([{ id: 1, state: 'dead', deliveryId: 2 }]);
    await world.store.transaction(async (tx) => {
      await tx.ledger.settle(2, NOW);
      await tx.ledger.free([2]);
    });
    expect(await world.store.ledger.of(2)).toMatchObject([{ state: 'dead' }]);

    await world.store.transaction(async (tx) => tx.ledger.move([1], 2));
    expect(await world.store.ledger.of(2)).toMatchObject([{ id: 1, state: 'queued' }]);
  });

  it('follows a procurement into the one that absorbed it', async () => {
    await tell(world.store, 2, 1);
    await tell(world.store, 1, 2);
    await world.put({ ...aChange(1), absorbed: [2] });

    expect(
      (await world.store.ledger.about([1], 1)).map(({ id, procurementId }) => [id, procurementId]),
    ).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(await world.store.ledger.about([1], 2)).toEqual([]);
    expect(await world.store.ledger.of(1)).toMatchObject([{ procurementId: 1 }]);
  });

  it('lets what came out of a procurement inherit who was told of it, with the thread', async () => {
    await world.put(aChange(3));
    await tell(world.store, 2, 1);
    const claimed = required(await world.claim());
    await world.store.transaction(async (tx) => {
      await tx.deliveries.sent(claimed, '250 ok', NOW + 5);
      await tx.ledger.told([{ id: 1, kind: 'new', told: STATE }], NOW + 5);
    });
    await tell(world.store, 1, 2);
    await world.put({ ...aChange(1), absorbed: [2] });
    const told = { ...STATE, title: 'Its own' };
    await world.store.transaction(async (tx) => tx.ledger.inherit(3, [{ id: 1, told }]));

    expect(await world.store.ledger.about([3])).toEqual([
      {
        id: 3,
        subscriberId: 1,
        procurementId: 3,
        deliveryId: 1,
        kind: 'new',
        state: 'told',
        subscriptionIds: [1],
        told,
        toldAt: NOW + 5,
      },
    ]);
    expect(await world.store.ledger.thread(1, 3)).toEqual({
      deliveryId: 1,
      kind: 'alert',
      messageId: '<one@example>',
      reference: '250 ok',
    });
    expect(await world.store.ledger.about([1])).toMatchObject([
      { id: 1, told: STATE },
      { id: 2, state: 'queued' },
    ]);
  });

  it('lets what is being sent be told of both when it is sent, once, and of nobody who was told of the heir', async () => {
    await world.subscribe('cloud', 'bob@example.org');
    await world.put(aChange(3));
    await tell(world.store, 1, 1);
    await world.claim();
    const entry = { procurementId: 1, subscriptionIds: [2], told: STATE, subscriberId: 2 } as const;
    const own = { ...entry, procurementId: 3, kind: 'awarded' } as const;
    const told = [1, 2, 3].map((id) => ({ id, told: STATE }));
    await world.store.transaction(async (tx) => {
      await tx.ledger.add([
        { ...entry, kind: 'new', deliveryId: 2 },
        { ...entry, kind: 'changed', deliveryId: 2 },
        { ...own, deliveryId: 2 },
      ]);
      await tx.ledger.told(
        [
          { id: 2, kind: 'new', told: STATE },
          { id: 3, kind: 'changed', told: STATE },
        ],
        NOW,
      );
      await tx.ledger.inherit(3, told);
    });
    const about = async (): Promise<unknown> =>
      (await world.store.ledger.about([3])).map(({ subscriberId, kind, state }) => [
        subscriberId,
        kind,
        state,
      ]);

    const inherited = [
      [2, 'new', 'told'],
      [2, 'changed', 'told'],
      [2, 'awarded', 'queued'],
      [1, 'new', 'sending'],
    ];
    expect(await about()).toEqual(inherited);
    await world.store.transaction(async (tx) => tx.ledger.inherit(3, told));
    expect(await about()).toEqual(inherited);
    await world.store.transaction(async (tx) => tx.ledger.settle(1, NOW + 7));
    expect(await about()).toContainEqual([1, 'new', 'told']);
  });

  it('knows what a subscriber has seen without a message, and frees single entries', async () => {
    await tell(world.store, 1, 1);
    await world.store.transaction(async (tx) => {
      const entry = {
        subscriberId: 1,
        procurementId: 2,
        kind: 'offered',
        subscriptionIds: [1],
        told: STATE,
      } as const;
      await tx.ledger.known([entry], NOW);
      const all = await tx.ledger.about([1, 2]);
      await tx.ledger.freeEntries(all.map(({ id }) => id));
    });

    expect(await world.store.ledger.about([1, 2])).toMatchObject([
      { procurementId: 2, state: 'told', deliveryId: undefined, toldAt: NOW, kind: 'offered' },
    ]);
    expect(await world.store.ledger.freed(1)).toMatchObject([{ procurementId: 1, deliveryId: undefined }]);
    expect(await world.store.ledger.thread(1, 2)).toBeUndefined();
  });

  it('answers the deadlines that a subscriber was told of or is about to be: those to come first, each nearest first', async () => {
    const inDays = (days: number): object => ({
      deadline: { at: NOW + days * DAY, day: '2026-09-30', timed: true },
    });
    await world.put(
      aChange(3, inDays(20)),
      aChange(4, inDays(-3)),
      aChange(5, inDays(2)),
      aChange(6, inDays(-40)),
      aChange(7, inDays(1)),
      aChange(8, { deadline: undefined }),
      aChange(9, inDays(4)),
      aChange(10, inDays(5)),
    );
    await world.subscribe('penetration', 'bob@example.org');
    const entry = { subscriptionIds: [1], told: STATE, subscriberId: 1, kind: 'new' } as const;
    await world.store.transaction(async (tx) => {
      const told = [3, 4, 5, 6, 8].map((procurementId) => ({ ...entry, procurementId }));
      const awarded = { ...entry, procurementId: 9, kind: 'awarded' } as const;
      await tx.ledger.known([...told, awarded, { ...entry, procurementId: 10, subscriberId: 2 }], NOW);
      // Waits to be told.
      await tx.ledger.add([{ ...entry, procurementId: 7, deliveryId: 1 }]);
    });
    const of = async (limit: number): Promise<readonly number[]> =>
      await world.store.ledger.deadlinesOf(1, { from: NOW - 30 * DAY, now: NOW, limit });

    expect(await of(10)).toEqual([7, 5, 3, 4]);
    expect(await of(1)).toEqual([7]);
    await world.put({ ...aChange(11, inDays(6)), absorbed: [5] });
    expect(await of(10)).toEqual([7, 11, 3, 4]);
  });
});
