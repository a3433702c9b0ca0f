import { expect, it } from 'vitest';
import { aDelivery, NOW } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('runs', (world) => {
  it('remember the due instant of a job, the latest', async () => {
    await world.store.transaction(async (tx) => {
      await tx.runs.ran('digest', 10, NOW);
      await tx.runs.ran('digest', 5, NOW);
    });

    expect(await world.store.runs.lastDue('digest')).toBe(10);
    expect(await world.store.runs.lastDue('collect')).toBeUndefined();
  });

  it('take a digest slot once', async () => {
    const subscriberId = await world.subscribe();
    const run = {
      subscriberId,
      cadence: 'weekly',
      slot: 10,
      toSeq: 0,
      deliveryId: undefined,
      subscriptionIds: [1],
      to: NOW,
    } as const;
    const took = await world.store.transaction(async (tx) => [
      await tx.runs.digestRun(run),
      await tx.runs.digestRun(run),
      await tx.runs.digestRun({ ...run, cadence: 'daily' }),
    ]);

    expect(took).toEqual([true, false, true]);
  });

  it('answer the last digest slot of each subscriber and cadence, but none that is still to come', async () => {
    const [one, other] = [await world.subscribe(), await world.subscribe('cyber', 'ben@example.org')];
    await world.store.transaction(async (tx) => {
      const run = {
        subscriberId: one,
        toSeq: 0,
        deliveryId: undefined,
        subscriptionIds: [1],
        to: NOW,
      } as const;
      for (const slot of [10, 20, 30]) await tx.runs.digestRun({ ...run, cadence: 'weekly', slot });
      await tx.runs.digestRun({ ...run, cadence: 'daily', slot: 25 });
      await tx.runs.digestRun({ ...run, cadence: 'daily', slot: 31 });
    });

    expect(await world.store.runs.lastDigestSlots([one, other, 99], 30)).toEqual([
      { subscriberId: one, cadence: 'daily', slot: 25 },
      { subscriberId: one, cadence: 'weekly', slot: 30 },
    ]);
    expect(await world.store.runs.lastDigestSlots([other], 30)).toEqual([]);
    expect(await world.store.runs.lastDigestSlots([one], 29)).toMatchObject([{ slot: 25 }, { slot: 20 }]);
  });

  it('know the digest that a delivery is, and since when nothing of it had been considered', async () => {
    const subscriberId = await world.subscribe();
    const found = await world.store.transaction(async (tx) => {
      const [first, second, alert] = [
        await tx.deliveries.queue(aDelivery({ subscriberId, key: 'digest.1' })),
        await tx.deliveries.queue(aDelivery({ subscriberId, key: 'digest.2' })),
        await tx.deliveries.queue(aDelivery({ subscriberId, key: 'alert.3' })),
      ];
      const run = { subscriberId, toSeq: 0, subscriptionIds: [1], to: NOW + 7 } as const;
      await tx.runs.digestRun({ ...run, cadence: 'weekly', slot: 10, deliveryId: first });
      // Nothing to say.
      await tx.runs.digestRun({ ...run, cadence: 'weekly', slot: 20, deliveryId: undefined, to: NOW + 8 });
      await tx.runs.digestRun({ ...run, cadence: 'daily', slot: 32, deliveryId: second, to: NOW + 9 });
      await tx.runs.digestRun({ ...run, cadence: 'weekly', slot: 30, deliveryId: second, to: NOW + 9 });
      const ids = [first, second, alert].map((id) => id ?? 0);
      return await Promise.all(ids.map((id) => tx.runs.digestOf(id)));
    });

    expect(found).toEqual([
      { cadence: 'weekly', slot: 10, from: NOW, to: NOW + 7 },
      { cadence: 'weekly', slot: 32, from: NOW + 8, to: NOW + 9 },
      undefined,
    ]);
  });
});
