import { beforeEach, expect, it } from 'vitest';
import { aChange, NOW, required, STATE, tell } from './make.ts';
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
      messageId: '<one@example>',
      reference: '250 ok',
    });
    expect(await world.store.ledger.thread(2, 1)).toBeUndefined();
  });

  it('frees what a delivery did not tell, and hands it to another', async () => {
    await tell(world.store, 1, 1);
    await world.store.transaction(async (tx) => tx.ledger.free([1]));
    expect(await world.store.ledger.about([1])).toEqual([]);
    expect(await world.store.ledger.of(1)).toEqual([]);
    expect(await world.store.ledger.freed(1)).toMatchObject([
      { id: 1, state: 'freed', deliveryId: undefined },
    ]);
    expect(await world.store.ledger.subscribersWithFreed()).toEqual([
      { id: 1, address: { channel: 'email', email: 'ann@example.org' } },
    ]);

    await world.store.transaction(async (tx) => tx.ledger.move([1], 2));
    expect(await world.store.ledger.of(2)).toMatchObject([{ id: 1, state: 'queued', deliveryId: 2 }]);
    expect(await world.store.ledger.subscribersWithFreed()).toEqual([]);
    await world.store.transaction(async (tx) => tx.ledger.drop([1]));
    expect(await world.store.ledger.of(2)).toEqual([]);
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
});
