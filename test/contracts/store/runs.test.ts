import { expect, it } from 'vitest';
import { NOW } from './make.ts';
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
      at: NOW,
    } as const;
    const took = await world.store.transaction(async (tx) => [
      await tx.runs.digestRun(run),
      await tx.runs.digestRun(run),
      await tx.runs.digestRun({ ...run, cadence: 'daily' }),
    ]);

    expect(took).toEqual([true, false, true]);
    expect(await world.store.runs.lastDigestSlot(subscriberId, 'weekly')).toBe(10);
    expect(await world.store.runs.lastDigestSlot(subscriberId, 'instant')).toBeUndefined();
  });
});
