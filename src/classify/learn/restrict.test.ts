import { describe, expect, it } from 'vitest';
import type { Taxonomy } from '../taxonomy.ts';
import { restrictedTo } from './restrict.ts';

const none = { strong: [], fair: [], hint: [] };
const codes = { strong: ['48'], weak: [] };

const taxonomy: Taxonomy = {
  families: { product: ['software', 'app'] },
  it: { codes, terms: { ...none, strong: ['ledger $product', 'SIEM'] } },
  categories: [
    { slug: 'data', name: 'Data', description: '', codes, terms: { ...none, fair: ['map|chart drawing'] } },
  ],
  frameworks: [],
  falseFriends: ['heat network'],
  otherTrades: ['drainage', 'app'],
  otherTradeCodes: { blocking: ['45'], neutral: [] },
  boilerplate: { portal: ['tendering portal'] },
};

function restricted(least: number, ...texts: string[]): Taxonomy {
  const views = texts.map((text) => ({ titles: [text], descriptions: [] }));
  return restrictedTo(taxonomy, views, least);
}

describe('a taxonomy restricted to what texts say', () => {
  it('keeps of each term the phrases that enough texts hold, by their stems', () => {
    const { it: own, categories } = restricted(
      2,
      'Ledger softwares',
      'A ledger app',
      'LEDGER APP',
      'charts drawings',
    );

    expect(own.terms.strong).toEqual(['ledger app']);
    expect(categories[0]?.terms.fair).toEqual([]);
    expect(restricted(1, 'charts drawings').categories[0]?.terms.fair).toEqual(['chart drawing']);
  });

  it('counts a text once, whatever it repeats, and reads titles and descriptions', () => {
    expect(restricted(2, 'drainage, drainage and drainage').otherTrades).toEqual([]);
    const told = [
      { titles: ['Drainage'], descriptions: ['x'] },
      { titles: ['x'], descriptions: ['more drainage'] },
    ];
    expect(restrictedTo(taxonomy, told, 2).otherTrades).toEqual(['drainage']);
  });

  it('finds a phrase inside a longer one', () => {
    expect(restricted(1, 'ledger app').otherTrades).toEqual(['app']);
    const nested = { ...taxonomy, falseFriends: ['heat', 'heat network', 'heat network plan'] };
    expect(
      restrictedTo(nested, [{ titles: ['heat network plan'], descriptions: [] }], 1).falseFriends,
    ).toEqual(['heat', 'heat network', 'heat network plan']);
  });

  it('counts a word in capitals only where it is written so', () => {
    expect(restricted(1, 'a siem tool').it.terms.strong).toEqual([]);
    expect(restricted(1, 'a SIEM tool').it.terms.strong).toEqual(['SIEM']);
  });

  it('leaves codes, frameworks and standing text as they are', () => {
    const { it: own, families, boilerplate, otherTradeCodes, falseFriends } = restricted(1);

    expect({ codes: own.codes, families, boilerplate, otherTradeCodes }).toEqual({
      codes,
      families: taxonomy.families,
      boilerplate: taxonomy.boilerplate,
      otherTradeCodes: taxonomy.otherTradeCodes,
    });
    expect(falseFriends).toEqual([]);
  });
});
