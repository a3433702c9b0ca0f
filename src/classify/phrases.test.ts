import { describe, expect, it } from 'vitest';
import { tokens } from '../base/text/tokens.ts';
import { createPhraseBook, expandTerm } from './phrases.ts';

describe('terms', () => {
  it('stand for every choice', () => {
    expect(expandTerm('council_tax|rent $product', { product: ['system', 'app'] })).toEqual([
      'council tax system',
      'council tax app',
      'rent system',
      'rent app',
    ]);
    expect(expandTerm('rent $nothing', {})).toEqual([]);
  });
});

describe('a phrase book', () => {
  const book = createPhraseBook(
    [
      ['network', 'network'],
      ['heat network', 'heating'],
      ['GIS', 'maps'],
      ['SMS', 'messages'],
      ['IT support', 'support'],
    ],
    {},
  );
  const at = (text: string, start: number) => book.longestAt(tokens(text), start);

  it('prefers the longest phrase', () => {
    expect(at('heat networks', 0)).toEqual({ end: 2, values: ['heating'] });
    expect(at('heat networks', 1)).toEqual({ end: 2, values: ['network'] });
    expect(at('heat pump', 0)).toBe(undefined);
  });

  it('finds a word in capitals only in capitals, and by itself rather than its stem', () => {
    expect(at('a GIS for us', 1)?.values).toEqual(['maps']);
    expect(at('a gis for us', 1)).toBe(undefined);
    expect(at('the SM range', 1)).toBe(undefined);
    expect(at('an IT support desk', 1)?.values).toEqual(['support']);
    expect(at('does it support us', 1)).toBe(undefined);
  });

  it('gives every value of a phrase, and the same list each time', () => {
    const twice = createPhraseBook(
      [
        ['hosting', 1],
        ['hosted', 2],
      ],
      {},
    );
    const first = twice.longestAt(tokens('hosts'), 0);

    expect(first?.values).toEqual([1, 2]);
    expect(twice.longestAt(tokens('hosting'), 0)?.values).toBe(first?.values);
  });
});
