import { expect, it } from 'vitest';
import type { Correction } from '../../../src/domain/correction.ts';
import { NOW } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

const HOLDS: Omit<Correction, 'id'> = {
  notices: [
    { portal: 'find-a-tender', noticeId: '000101-2026' },
    { portal: 'contracts-finder', noticeId: 'b' },
  ],
  says: { it: false },
  reported: undefined,
  state: 'holds',
  note: 'roofs',
  at: NOW,
  decidedAt: NOW,
};
const WAITING: Omit<Correction, 'id'> = {
  ...HOLDS,
  reported: { says: { it: false }, reports: [{ from: 7, at: NOW, note: undefined }] },
  state: 'waiting',
  note: undefined,
  decidedAt: undefined,
};

onEveryEngine('corrections', (world) => {
  async function add(correction: Omit<Correction, 'id'>): Promise<Correction> {
    return world.store.transaction(async (tx) => tx.corrections.add(correction));
  }

  async function change(correction: Correction): Promise<void> {
    await world.store.transaction(async (tx) => tx.corrections.change(correction));
  }

  async function holding(): Promise<readonly number[]> {
    return (await world.store.corrections.holding()).map(({ id }) => id);
  }

  it('are kept for ever as they were said', async () => {
    const first = await add(HOLDS);
    const second = await add(WAITING);
    const third = await add({ ...HOLDS, says: { it: true, categories: ['data', 'cloud'] }, note: undefined });
    await change({ ...first, state: 'undone', decidedAt: NOW + 1 });
    await world.reopen();

    expect(await world.store.corrections.all()).toEqual([
      { ...HOLDS, id: 1, state: 'undone', decidedAt: NOW + 1 },
      second,
      third,
    ]);
    expect(second).toEqual({ ...WAITING, id: 2 });
    expect(await world.store.corrections.holding()).toEqual([third]);
  });

  it('stand in the order in which they came to hold, whatever the clock says', async () => {
    const waiting = await add(WAITING);
    await add(HOLDS);
    await add({ ...HOLDS, at: NOW - 5, decidedAt: NOW - 5 });
    await change({ ...waiting, state: 'holds', decidedAt: NOW - 9 });
    expect(await holding()).toEqual([2, 3, 1]);

    await change({ ...waiting, state: 'holds', decidedAt: NOW - 9, note: 'as before' });
    await add(HOLDS);
    expect(await holding()).toEqual([2, 3, 1, 4]);
  });

  it('keep each report of one', async () => {
    const waiting = await add(WAITING);
    const reports = [...(WAITING.reported?.reports ?? []), { from: 'Ann', at: NOW + 1, note: 'no' }];
    await change({ ...waiting, reported: { says: { it: false }, reports } });

    expect((await world.store.corrections.all())[0]?.reported?.reports).toEqual([
      { from: 7, at: NOW, note: undefined },
      { from: 'Ann', at: NOW + 1, note: 'no' },
    ]);
  });

  it('are held until they change, here or in another process', async () => {
    const first = await add(HOLDS);
    const held = await world.store.corrections.holding();
    expect(await world.store.corrections.holding()).toBe(held);
    await world.store.transaction(async (tx) => {
      expect(await tx.corrections.holding()).toBe(held);
      await tx.runs.ran('collect', NOW, NOW);
    });
    expect(await world.store.corrections.holding()).toBe(held);

    await add(HOLDS);
    expect(await holding()).toEqual([1, 2]);
    const other = await world.another();
    await other.transaction(async (tx) => tx.corrections.change({ ...first, state: 'undone' }));
    await other.close();
    expect(await holding()).toEqual([2]);
  });

  it('are seen by the transaction that says them, and by nobody else where it fails', async () => {
    await add(HOLDS);
    await holding();
    let inside = 0;
    const failing = world.store.transaction(async (tx) => {
      await tx.corrections.add(HOLDS);
      inside = (await tx.corrections.holding()).length;
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(inside).toBe(2);
    expect(await holding()).toEqual([1]);
  });
});
