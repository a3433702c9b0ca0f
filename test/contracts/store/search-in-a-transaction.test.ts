import { expect, it } from 'vitest';
import type { Leaf } from '../../../src/domain/query.ts';
import { aChange, everything, NOW, text, texts } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('search, inside and after a transaction', (world) => {
  const options = { limit: 10, now: NOW };

  it('finds inside a transaction what was saved in it, and nothing of it where that failed', async () => {
    const failed = world.store.transaction(async (tx) => {
      await tx.procurements.save([aChange(1, texts('Penetration testing', ''))], NOW);
      const { procurements } = await tx.procurements.search(text('penetration'), options);
      throw new Error(`found ${procurements.map(({ id }) => id).join()}`);
    });

    await expect(failed).rejects.toThrow('found 1');
    expect(await world.found(text('penetration'))).toEqual([]);
  });

  it('finds what was saved several times by its last words alone', async () => {
    await world.put(aChange(1, texts('Cleaning', '')));
    await world.store.transaction(async (tx) => {
      await tx.procurements.save([aChange(2, texts('Catering', '')), aChange(3, texts('Laundry', ''))], NOW);
      await tx.procurements.save([aChange(1, texts('Sweeping', '')), aChange(3, texts('Washing', ''))], NOW);
      await tx.procurements.save([aChange(1, texts('Polishing', '')), aChange(4, texts('Driving', ''))], NOW);
    });

    const words = ['cleaning', 'sweeping', 'laundry', 'polishing', 'catering', 'washing', 'driving'];
    const found = await Promise.all(words.map(async (word) => world.found(text(word))));
    expect(found).toEqual([[], [], [], [1], [2], [3], [4]]);
    expect(await world.found(everything())).toEqual([4, 3, 2, 1]);
  });

  it('no longer finds what was absorbed in the transaction that saved it', async () => {
    await world.put(aChange(1, texts('Cleaning', '')), aChange(2, texts('Sweeping', '')));
    await world.store.transaction(async (tx) => {
      await tx.procurements.save([aChange(2, texts('Polishing', '')), aChange(3, texts('Washing', ''))], NOW);
      await tx.procurements.save([{ ...aChange(1, texts('Cleaning', '')), absorbed: [2, 3] }], NOW);
    });

    const gone: readonly Leaf[] = ['sweeping', 'polishing', 'washing'].map((word) => text(word));
    expect(await Promise.all(gone.map(async (leaf) => world.found(leaf)))).toEqual([[], [], []]);
    expect(await world.found(text('cleaning'))).toEqual([1]);
  });
});
