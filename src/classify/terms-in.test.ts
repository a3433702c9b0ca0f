import { describe, expect, it } from 'vitest';
import { aTaxonomy } from '../../test/small-taxonomy.ts';
import { createTermBook } from './term-book.ts';
import { termsIn } from './terms-in.ts';

const book = createTermBook(aTaxonomy());

describe('the terms in a text', () => {
  it('are those that tell a kind, in any form, with their categories', () => {
    const { terms } = termsIn('Penetration tests behind firewalls', book);

    expect(terms).toEqual([
      {
        words: ['penetration', 'tests'],
        stems: ['penetr', 'test'],
        categories: ['security'],
        tells: 'by-itself',
      },
      { words: ['firewalls'], stems: ['firewal'], categories: ['security'], tells: 'usually' },
    ]);
  });

  it('are none that only hint, say no more than IT, or mean something else', () => {
    const { terms, others } = termsIn('Digital software hosting on a heat network', book);

    expect(terms).toEqual([]);
    expect(others).toEqual(['digital', 'software', 'hosting', 'on', 'a', 'heat', 'network']);
  });

  it('leave the other words, capitals as written unless all of it shouts', () => {
    expect(termsIn('penetration test of our SIEM', book).others).toEqual(['of', 'our', 'SIEM']);
    expect(termsIn('TEST OF THE SIEM', book).others).toEqual(['test', 'of', 'the', 'siem']);
  });
});
