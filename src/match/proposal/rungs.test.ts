import { describe, expect, it } from 'vitest';
import { parseQuery } from '../parse.ts';
import { asTerm, tellingWords, type Heard } from './heard.ts';
import { narrowerRungs, widerRungs } from './rungs.ts';

const WIFI: Heard = {
  categories: [{ slug: 'networks', name: 'Networks' }],
  subcategories: [{ slug: 'lan-wifi', name: 'LAN and Wi-Fi' }],
  words: ['wi-fi', '"access points"'],
  buyers: [{ type: 'education', written: 'schools' }],
  places: [
    { written: 'Leeds', codes: ['UKE'] },
    { written: 'CF10', codes: ['UKL'] },
  ],
  frameworks: [{ slug: 'g-cloud-14', name: 'G-Cloud 14' }],
  isIt: true,
};
const NOTHING: Heard = {
  categories: [],
  subcategories: [],
  words: [],
  buyers: [],
  places: [],
  frameworks: [],
  isIt: true,
};

function queries(heard: Heard, related: readonly string[] = []): readonly string[] {
  return widerRungs(heard, related).map(({ query }) => query);
}

describe('queries for what was heard', () => {
  it('ask for all of it first, and for less and less of it then', () => {
    const topic = '(subcategory:lan-wifi OR wi-fi OR "access points" OR LAN)';

    expect(queries(WIFI, ['LAN'])).toEqual([
      `${topic} buyer-type:education region:yorkshire-and-the-humber,wales framework:g-cloud-14 it:balanced`,
      `${topic} buyer-type:education region:yorkshire-and-the-humber,wales it:balanced`,
      `${topic} region:yorkshire-and-the-humber,wales it:balanced`,
      `${topic} it:balanced`,
      'category:networks buyer-type:education region:yorkshire-and-the-humber,wales it:balanced',
      'category:networks region:yorkshire-and-the-humber,wales it:balanced',
    ]);
  });

  it('say why each of their parts is there, and only those', () => {
    const [all, , , least] = widerRungs(WIFI, ['LAN']);

    expect(all?.whys).toContainEqual({ part: 'region:wales', because: 'you said "CF10"' });
    expect(all?.whys).toContainEqual({ part: 'LAN', because: 'stands in what your words find' });
    expect(all?.whys).toContainEqual({ part: 'framework:g-cloud-14', because: 'you named G-Cloud 14' });
    expect(least?.whys.map(({ part }) => part)).toEqual([
      'subcategory:lan-wifi',
      'wi-fi',
      '"access points"',
      'LAN',
      'it:balanced',
    ]);
  });

  it('keep alternatives together where there is nothing but words', () => {
    const heard = { ...NOTHING, words: ['stationery', 'furniture'], isIt: false };

    expect(queries(heard)).toEqual(['(stationery OR furniture) it:any']);
  });

  it('ask for the category where nothing narrower was heard', () => {
    expect(queries({ ...NOTHING, categories: WIFI.categories })).toEqual(['category:networks it:balanced']);
  });

  it('are none where nothing was heard', () => {
    expect(queries(NOTHING)).toEqual([]);
    expect(narrowerRungs(NOTHING)).toEqual([]);
  });

  it('are understood whole, and are canonical', () => {
    for (const { query } of [...widerRungs(WIFI, ['LAN']), ...narrowerRungs(WIFI)]) {
      expect(parseQuery(query)).toMatchObject({ canonical: query, messages: [] });
    }
  });

  it('can ask for less: words in a category, words in titles', () => {
    const heard = { ...NOTHING, words: ['erp'], categories: WIFI.categories };

    expect(narrowerRungs(heard).map(({ query }) => query)).toEqual([
      'erp category:networks it:balanced',
      'title:erp it:balanced',
      'title:erp category:networks it:strict',
    ]);
  });
});

describe('words as the language takes them', () => {
  it.each([
    [['wi', 'fi'], 'we install Wi-Fi', 'wi-fi'],
    [['penetration', 'testing'], 'Penetration testing', '"penetration testing"'],
    [['SIEM'], 'SIEM', 'SIEM'],
    [['or'], 'this or that', undefined],
  ])('%j', (words, text, expected) => {
    expect(asTerm(words, text)).toBe(expected);
  });

  it('are telling where no list has their stems, each once', () => {
    const lists = [new Set(['instal']), new Set(['school'])];

    expect(tellingWords(['installing', 'Nutanix', 'schools', 'nutanix', '2026', 'x'], lists)).toEqual([
      'Nutanix',
    ]);
  });
});
