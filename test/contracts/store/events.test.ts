import { expect, it } from 'vitest';
import { aChange, anEvent, append } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('events', (world) => {
  it('are numbered without gaps, also after one that was rolled back', async () => {
    await world.put(aChange(1));

    expect(await world.store.transaction(append)).toEqual([1, 2]);
    await world.store
      .transaction(async (tx) => append(tx).then(() => Promise.reject(new Error('no'))))
      .catch(() => 0);
    expect(await world.store.events.latest()).toBe(2);
    expect(await world.store.transaction(append)).toEqual([3, 4]);
    await world.reopen();
    expect(await world.store.events.latest()).toBe(4);
  });

  it('are answered between two numbers, the silent ones only in a history', async () => {
    await world.put(aChange(1));
    const change = { field: 'deadline', was: 'a', now: 'b' } as const;
    const appended = await world.store.transaction(async (tx) =>
      tx.events.append([
        anEvent(1),
        { ...anEvent(1), silent: true },
        anEvent(1, { kind: 'amended', changes: [change] }),
      ]),
    );

    expect(await world.store.events.between(1, 3)).toEqual([appended[2]]);
    expect(await world.store.events.between(0, 2)).toEqual([appended[0]]);
    expect(await world.store.events.history(1)).toEqual(appended);
  });

  it('follow a procurement into the one that absorbed it', async () => {
    await world.put(aChange(1), aChange(2));
    await world.store.transaction(async (tx) => tx.events.append([anEvent(1), anEvent(2)]));
    await world.put({ ...aChange(1), absorbed: [2] });
    const about = (await world.store.events.history(1)).map(({ seq, procurementId }) => [seq, procurementId]);

    expect(about).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(await world.store.events.history(2)).toEqual(await world.store.events.history(1));
    expect((await world.store.events.between(0, 9)).map(({ procurementId }) => procurementId)).toEqual([
      1, 1,
    ]);
  });

  it('follow their notices to another procurement, out of all that the first had taken in', async () => {
    await world.put(aChange(1), aChange(2), aChange(3));
    await world.store.transaction(async (tx) =>
      tx.events.append([
        anEvent(1, { noticeId: 'a' }),
        anEvent(2, { noticeId: 'b' }),
        anEvent(2, { noticeId: 'c' }),
        anEvent(1, { noticeId: 'b', portal: 'contracts-finder' }),
        anEvent(3, { noticeId: 'b' }),
        anEvent(1, { noticeId: 'b' }),
      ]),
    );
    await world.put({ ...aChange(1), absorbed: [2] }, aChange(4));
    await world.store.transaction(async (tx) =>
      tx.events.follow(1, 4, [{ portal: 'find-a-tender', noticeId: 'b' }]),
    );

    const numbers = async (id: number): Promise<number[]> =>
      (await world.store.events.history(id)).map(({ seq }) => seq);
    expect([await numbers(1), await numbers(3), await numbers(4)]).toEqual([[1, 3, 4], [5], [2, 6]]);
    expect((await world.store.events.between(1, 2)).map(({ procurementId }) => procurementId)).toEqual([4]);
  });

  it('say when something last happened to each procurement, and to what it absorbed', async () => {
    await world.put(aChange(1), aChange(2), aChange(3));
    await world.store.transaction(async (tx) =>
      tx.events.append([
        { ...anEvent(1), at: 10 },
        { ...anEvent(2), at: 30 },
        { ...anEvent(1), at: 20 },
      ]),
    );

    expect(await world.store.events.lastAt([1, 2, 3])).toEqual(
      new Map([
        [1, 20],
        [2, 30],
      ]),
    );
    await world.put({ ...aChange(1), absorbed: [2] });
    expect(await world.store.events.lastAt([1])).toEqual(new Map([[1, 30]]));
  });
});
