import { expect, it } from 'vitest';
import type { Store } from '../../../src/domain/ports.ts';
import { deferred, NOW } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('transactions', (world) => {
  it('keeps all of the work or none of it', async () => {
    const failing = world.store.transaction(async (tx) => {
      await tx.runs.ran('collect', NOW, NOW);
      throw new Error('on purpose');
    });

    await expect(failing).rejects.toThrow('on purpose');
    expect(await world.store.runs.lastDue('collect')).toBeUndefined();
  });

  it('shows its own writes inside, and to others only when it is done', async () => {
    const seen: (number | undefined)[] = [];
    let outside: Promise<number | undefined> = Promise.resolve(0);
    const written = deferred();
    const read = deferred();
    const work = world.store.transaction(async (tx) => {
      await tx.runs.ran('collect', NOW, NOW);
      seen.push(await tx.runs.lastDue('collect'));
      written.resolve();
      await read.promise;
    });
    await written.promise;
    outside = world.store.runs.lastDue('collect');
    seen.push(await outside);
    read.resolve();
    await work;

    expect(seen).toEqual([NOW, undefined]);
    expect(await world.store.runs.lastDue('collect')).toBe(NOW);
  });

  it('lets transactions that were asked for together follow one another in order', async () => {
    const order: string[] = [];
    await Promise.all(
      ['first', 'second', 'third'].map(async (name) =>
        world.store.transaction(async (tx) => {
          order.push(`${name} begins`);
          await tx.events.latest();
          order.push(`${name} ends`);
        }),
      ),
    );

    expect(order).toEqual(['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it.each([
    ['a read', async (outer: Store): Promise<unknown> => outer.events.latest()],
    [
      'a transaction',
      async (outer: Store): Promise<unknown> => outer.transaction(async () => Promise.resolve()),
    ],
  ])('fails at once when %s is asked of the store itself inside `work`', async (_, ask) => {
    await expect(world.store.transaction(async () => ask(world.store))).rejects.toThrow(
      /inside a transaction/,
    );
    expect(await world.store.events.latest()).toBe(0);
  });

  it('refuses a handle whose transaction has ended', async () => {
    const kept = await world.store.transaction(async (tx) => Promise.resolve({ tx }));

    await expect(kept.tx.events.latest()).rejects.toThrow(/transaction/i);
  });

  it('may be asked again by what a transaction started and did not wait for', async () => {
    const late = deferred();
    const started = await world.store.transaction(async () =>
      Promise.resolve({ later: late.promise.then(async () => world.store.events.latest()) }),
    );
    late.resolve();

    expect(await started.later).toBe(0);
  });
});
