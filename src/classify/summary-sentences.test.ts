import { describe, expect, it } from 'vitest';
import { tokens } from '../base/text/tokens.ts';
import { offsets, readerSentences, shortened, tidied } from './summary-sentences.ts';

const read = (text: string): readonly string[] => readerSentences(text).map((sentence) => sentence.text);

describe('the sentences of a reader', () => {
  it('end at full stops and lines', () => {
    expect(read('One thing. Another thing!\nA third thing')).toEqual([
      'One thing.',
      'Another thing!',
      'A third thing',
    ]);
  });

  it('go on over a line that was broken', () => {
    expect(read('A system for the\nWexby depot and\nits vans')).toEqual([
      'A system for the Wexby depot and its vans',
    ]);
  });

  it('end at a line that begins a new one', () => {
    expect(read('Lamps for Wexby,\nThe Trust wants lamps')).toEqual([
      'Lamps for Wexby,',
      'The Trust wants lamps',
    ]);
  });

  it('do not join the entries of a list, or paragraphs', () => {
    expect(read('Phones\nVans\n• lamps\n\nchairs')).toEqual(['Phones', 'Vans', 'lamps', 'chairs']);
  });

  it('hold the words of all that was joined', () => {
    expect(readerSentences('Shops, e.g. Wexby.')[0]?.words).toEqual(tokens('Shops, e.g. Wexby.'));
  });
});

describe('tidying', () => {
  it.each([
    ['  - Lamps,  and\n vans ;', 'Lamps, and vans'],
    ['(a) Lamps', 'Lamps'],
    ['3.1.2 Lamps', 'Lamps'],
    ['12 months of lamps', '12 months of lamps'],
    ['3 x lamps', '3 x lamps'],
    ['Brief description of the contract: Lamps', 'Lamps'],
    ['A lamp : blue .', 'A lamp: blue.'],
    ['Lamps', 'Lamps'],
  ])('%s', (text, tidy) => {
    expect(tidied(text)).toBe(tidy);
  });
});

describe('shortening', () => {
  it('leaves 240 characters as they are', () => {
    expect(shortened('a'.repeat(240))).toBe('a'.repeat(240));
  });

  it('cuts between words where no clause ends', () => {
    const text = 'lamps '.repeat(60);

    expect(shortened(text)).toBe(`${'lamps '.repeat(39).trim()}…`);
  });

  it('does not stop at an early comma', () => {
    const text = `A partner to design, ${'deploy '.repeat(60)}`;

    expect(shortened(text)).toMatch(/^A partner to design, deploy (?:deploy )+deploy…$/);
  });

  it('parts no pair of surrogates', () => {
    expect(shortened(`a${'😀'.repeat(200)}`)).toBe(`a${'😀'.repeat(119)}…`);
  });
});

describe('where the words begin', () => {
  it('is told for each', () => {
    const text = 'Café lamps – the LAMPS';

    expect(offsets({ text, words: tokens(text) })).toEqual([0, 5, 13, 17]);
  });
});
