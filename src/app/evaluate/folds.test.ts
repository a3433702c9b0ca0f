import { describe, expect, it } from 'vitest';
import { foldsOf } from './folds.ts';

function line(title: string, buyer: string | undefined): Parameters<typeof foldsOf>[0][number] {
  return {
    titles: [title],
    descriptions: [],
    buyer: buyer === undefined ? undefined : { name: buyer, id: undefined },
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');
const APART = LETTERS.map((letter) => line(`Need ${letter}`, `Buyer ${letter}`));

describe('folds', () => {
  it('keep lines of one buyer together, however it writes its name', () => {
    const lines = [...APART, line('Ropes', 'The Port of Wexby Ltd'), line('Chains', 'PORT OF WEXBY')];
    const folds = foldsOf(lines, { folds: 9, seed: 3 });

    expect(folds[26]).toBe(folds[27]);
  });

  it('keep lines together through a third', () => {
    const lines = [
      ...APART,
      line('Ropes for the quay', 'Wexby'),
      line('Chains', 'Elsmere'),
      line('Ropes for the quay', 'Elsmere'),
    ];
    for (const seed of [1, 2, 3, 4]) {
      const folds = foldsOf(lines, { folds: 9, seed });
      expect(new Set(folds.slice(26)).size).toBe(1);
    }
  });

  it('take nothing for a buyer where none is stated', () => {
    const lines = LETTERS.map((letter) => line(`Need ${letter}`, undefined));

    expect(new Set(foldsOf(lines, { folds: 5, seed: 1 })).size).toBe(5);
  });

  it('hold nearly as many lines each', () => {
    const folds = foldsOf([...APART, line('More', 'Buyer a'), line('Most', 'Buyer a')], {
      folds: 4,
      seed: 1,
    });
    const sizes = [0, 1, 2, 3].map((fold) => folds.filter((one) => one === fold).length);

    expect(sizes).toEqual([7, 7, 7, 7]);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(foldsOf(APART, { folds: 4, seed: 1 })).toEqual(foldsOf(APART, { folds: 4, seed: 1 }));
    expect(foldsOf(APART, { folds: 4, seed: 2 })).not.toEqual(foldsOf(APART, { folds: 4, seed: 1 }));
  });
});
