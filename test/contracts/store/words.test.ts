import { expect, it } from 'vitest';
import type { NoticeName, Word } from '../../../src/domain/tie.ts';
import { NOW } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

const ONE: readonly NoticeName[] = [
  { portal: 'find-a-tender', noticeId: '000101-2026' },
  { portal: 'contracts-finder', noticeId: 'b' },
];
const OTHER: readonly NoticeName[] = [{ portal: 'find-a-tender', noticeId: '000102-2026' }];

onEveryEngine('people’s words', (world) => {
  async function say(kind: Word['kind'], at = NOW): Promise<Word> {
    return world.store.transaction(async (tx) => tx.ties.say({ kind, one: ONE, other: OTHER, at }));
  }

  async function takeBack(wordId: number, at: number, by?: number): Promise<void> {
    await world.store.transaction(async (tx) => tx.ties.takeBack(wordId, at, by));
  }

  async function revive(by: number): Promise<void> {
    await world.store.transaction(async (tx) => tx.ties.revive(by));
  }

  async function holding(): Promise<readonly number[]> {
    return (await world.store.ties.words()).map(({ id }) => id);
  }

  it('are kept for ever, oldest first, and hold until they are taken back', async () => {
    const split = { id: 1, kind: 'split', one: ONE, other: OTHER, at: NOW } as const;
    expect(await say('split')).toEqual({ ...split, undoneAt: undefined, undoneBy: undefined });
    // A clock that goes back does not change which came first.
    const join = await say('join', NOW - 5);
    expect(await holding()).toEqual([1, 2]);

    await takeBack(1, NOW + 1);
    await world.reopen();
    expect(await world.store.ties.words()).toEqual([join]);
    expect(await world.store.ties.allWords()).toEqual([
      { ...split, undoneAt: NOW + 1, undoneBy: undefined },
      join,
    ]);
  });

  it('hold again when the later word that took them back, and nothing else, is gone', async () => {
    for (const kind of ['split', 'split', 'split', 'join', 'join'] as const) await say(kind);
    await takeBack(1, NOW + 1, 4);
    await takeBack(2, NOW + 1, 4);
    await takeBack(2, NOW + 2, 5);
    await takeBack(3, NOW + 1, 4);
    await takeBack(3, NOW + 2);
    expect(await holding()).toEqual([4, 5]);
    expect((await world.store.ties.allWords())[1]).toMatchObject({ undoneAt: NOW + 1, undoneBy: 4 });

    await revive(4);
    expect(await holding()).toEqual([1, 4, 5]);
    const taken = (await world.store.ties.allWords()).map(({ undoneAt, undoneBy }) => [undoneAt, undoneBy]);
    expect(taken.slice(1, 3)).toEqual([
      [NOW + 2, 5],
      [NOW + 2, undefined],
    ]);
    await revive(5);
    expect(await holding()).toEqual([1, 2, 4, 5]);
  });

  it('may be taken back twice: the first time counts', async () => {
    await say('split');
    await takeBack(1, NOW + 1);
    await takeBack(1, NOW + 2);

    expect(await world.store.ties.allWords()).toMatchObject([{ undoneAt: NOW + 1 }]);
  });

  it('are held until they change, here or in another process', async () => {
    await say('split');
    const first = await world.store.ties.words();
    expect(await world.store.ties.words()).toBe(first);
    await world.store.transaction(async (tx) => {
      expect(await tx.ties.words()).toBe(first);
      await tx.runs.ran('collect', NOW, NOW);
    });
    expect(await world.store.ties.words()).toBe(first);

    await say('join');
    expect(await holding()).toEqual([1, 2]);
    const other = await world.another();
    await other.transaction(async (tx) => tx.ties.takeBack(1, NOW, undefined));
    await other.close();
    expect(await holding()).toEqual([2]);
  });

  it('are seen by the transaction that says them, and by nobody else where it fails', async () => {
    await say('split');
    await holding();
    let inside: readonly unknown[] = [];
    const failing = world.store.transaction(async (tx) => {
      await tx.ties.takeBack(1, NOW, undefined);
      inside = await tx.ties.words();
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(inside).toEqual([]);
    expect(await holding()).toEqual([1]);
  });
});
