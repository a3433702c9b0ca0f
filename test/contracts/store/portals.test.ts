import { expect, it } from 'vitest';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('portals', (world) => {
  it('remembers what is noted, clears what is noted as undefined, and leaves the rest', async () => {
    await world.store.transaction(async (tx) => {
      await tx.portals.note('find-a-tender', { firstPassAt: 1, readTo: 5, misses: 2, lastFault: 'down' });
      await tx.portals.note('find-a-tender', { misses: 0, lastFault: undefined });
      await tx.portals.note('contracts-finder', { lastAttemptAt: 7 });
    });
    await world.reopen();

    expect(await world.store.portals.state('find-a-tender')).toMatchObject({
      firstPassAt: 1,
      readTo: 5,
      misses: 0,
      lastFault: undefined,
      seededAt: undefined,
    });
    expect((await world.store.portals.states()).map(({ portal }) => portal)).toEqual([
      'find-a-tender',
      'contracts-finder',
    ]);
    expect(await world.store.portals.state('sell2wales')).toMatchObject({
      portal: 'sell2wales',
      releases: 0,
    });
  });

  it('remembers every instant and count that health asks for', async () => {
    const change = { sweptAt: 1, brokenAt: 2, standInAt: 3, lastNewAt: 4, host: 'portal.example' };
    expect(await world.store.portals.state('sell2wales')).toMatchObject({
      sweptAt: undefined,
      brokenAt: undefined,
      standInAt: undefined,
      lastNewAt: undefined,
      throttles: 0,
      evicted: 0,
    });
    await world.store.transaction(async (tx) => tx.portals.note('sell2wales', change));
    await world.reopen();
    expect(await world.store.portals.states()).toMatchObject([{ portal: 'sell2wales', ...change }]);

    await world.store.transaction(async (tx) => tx.portals.note('sell2wales', { brokenAt: undefined }));
    expect(await world.store.portals.state('sell2wales')).toMatchObject({
      ...change,
      brokenAt: undefined,
    });
  });
});
