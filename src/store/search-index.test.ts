import { describe, expect, it } from 'vitest';
import { aClassification, aView } from '../../test/builders.ts';
import { itRank } from '../domain/procurement.ts';
import { fingerprintOf, indexRow } from './search-index.ts';

describe('the index row', () => {
  it('holds stems, with a break between two texts', () => {
    const row = indexRow({
      view: aView({
        titles: ['Penetration testing', 'Security tests'],
        descriptions: [],
        buyer: { name: 'Leeds City', id: undefined },
      }),
      classification: aClassification(),
    });

    expect(row.title).toBe('penetr test _ secur test');
    expect(row.body).toBe('');
    expect(row.parties).toBe('_buy_leed _buy_citi');
  });

  it('holds each facet once: prefixes of codes and regions, settings it passes, words in capitals', () => {
    const view = aView({
      titles: ['AI and SIEM'],
      descriptions: ['An AI service'],
      cpv: [
        { code: '72810000', description: undefined, main: true },
        { code: '72800000', description: undefined, main: false },
      ],
      regions: ['UKD6'],
      stage: 'tender',
    });
    const facets = indexRow({ view, classification: aClassification({ setting: 'balanced' }) }).facts.split(
      ' ',
    );

    expect(facets).toEqual([...new Set(facets)]);
    expect(facets).toEqual(
      expect.arrayContaining([
        '_stg_tender',
        '_it_balanced',
        '_it_broad',
        '_category_security',
        '_cpv_72',
        '_cpv_7281',
      ]),
    );
    expect(facets).toEqual(
      expect.arrayContaining(['_cpv_72800000', '_region', '_regx_ukd6', '_reg_ukd6', '_reg_ukd', '_caps_ai']),
    );
    expect(facets).not.toContain('_it_strict');
    expect(facets).not.toContain('_region_unknown');
    expect(facets).not.toContain('_caps_an');
  });

  it('has a digest that changes with what it says and with nothing else', () => {
    expect(digest(1, 'a b')).toBe(digest(2, 'a b'));
    expect(digest(1, 'a b')).not.toBe(digest(1, 'a c'));
  });

  it('ranks strict above balanced above broad above nothing', () => {
    expect([itRank(undefined), itRank('broad'), itRank('balanced'), itRank('strict')]).toEqual([0, 1, 2, 3]);
  });
});

function digest(deadline: number, title: string): string {
  const view = aView({ titles: [title], deadline: { at: deadline, day: '2026-09-30', timed: true } });
  return fingerprintOf(indexRow({ view, classification: aClassification() }));
}
