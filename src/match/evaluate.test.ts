import { describe, expect, it } from 'vitest';
import { aClassification, aProcurement, aView } from '../../test/builders.ts';
import type { Procurement, View } from '../domain/procurement.ts';
import { documentOf } from './document.ts';
import { because, matches } from './evaluate.ts';
import { parseQuery } from './parse.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');

function found(text: string, procurement: Procurement = aProcurement()): boolean {
  return matches(parseQuery(text).query, documentOf(procurement), NOW);
}

function withView(view: Partial<View>): Procurement {
  return aProcurement({ view: aView(view) });
}

function range(min: number | undefined, max: number | undefined): View['value'] {
  return { min, max, gross: undefined, currency: 'GBP' };
}

function why(text: string, procurement = aProcurement()): string[] {
  return because(parseQuery(text).query, documentOf(procurement), NOW);
}

describe('words', () => {
  const procurement = withView({
    titles: ['Networking for Women’s Aid', 'SUPPLY OF CCTV'],
    descriptions: ['A security platform, with AI. Café Wi-Fi', 'Operations desk'],
  });

  it.each([
    ['network', true],
    ['networks platform', true],
    ['network missing', false],
    ['network OR missing', true],
    ['cafe wifi', true],
    ['wi-fi', true],
    ['wif*', true],
    ['"cafe wifi"', false],
    ['title:network', true],
    ['title:platform', false],
    ['title:AI', false],
    ['title:CCTV', true],
    ['"security platform"', true],
    ['"platform security"', false],
    // Never from one text into the next.
    ['"fi operations"', false],
    ['"women aid" network', true],
    ['"aid women"', false],
    ['wom*', true],
    ['"security plat*"', true],
    ['securit*', true],
    ['"plat* security"', false],
    ['-missing', true],
    ['-network', false],
    ['-(network missing)', true],
    ['AI', true],
    ['ai', true],
    ['CCTV', true],
    ['AID', false],
    ['DESK', false],
    ['-AI', false],
  ])('%s: %s', (text, expected) => {
    expect(found(text, procurement)).toBe(expected);
  });
});

describe('it, category, cpv', () => {
  const broad = aProcurement({ classification: aClassification({ setting: 'broad' }) });
  const other = aProcurement({ classification: aClassification({ setting: undefined, categories: [] }) });

  it.each([
    ['it:strict', false, false],
    ['it:balanced', false, false],
    ['', false, false],
    ['it:broad', true, false],
    ['it:any', true, true],
    ['-it:broad', false, true],
    ['-it:strict', true, true],
    ['it:any category:security', true, false],
    ['it:any category:cloud,security', true, false],
    ['it:any -category:security', false, true],
    ['it:any cpv:728', true, true],
    ['it:any cpv:73,48', false, false],
    ['it:any -cpv:72', false, false],
  ])('%s: %s for what may be IT, %s for what is not', (text, maybe, not) => {
    expect(found(text, broad)).toBe(maybe);
    expect(found(text, other)).toBe(not);
  });
});

describe('stage', () => {
  it.each<[string, Partial<View>, boolean]>([
    ['stage:open', {}, true],
    ['stage:open', { deadline: undefined }, true],
    ['stage:open', { deadline: { at: NOW, day: '2026-09-01', timed: true } }, false],
    ['stage:open', { deadline: { at: NOW + 1, day: '2026-09-01', timed: true } }, true],
    ['stage:open', { stage: 'award' }, false],
    ['stage:open,award', { stage: 'award' }, true],
    ['stage:tender', { stage: 'planned' }, false],
    ['stage:any', { stage: 'closed' }, true],
    ['-stage:open', { stage: 'closed' }, true],
  ])('%s in %j: %s', (text, view, expected) => {
    expect(found(text, withView(view))).toBe(expected);
  });
});

describe('region', () => {
  it.each<[string, string[], boolean]>([
    ['region:wales', ['UKL'], true],
    ['region:wales', ['UKL11'], true],
    ['region:UKL11', ['UKL'], true],
    ['region:wales', ['UKD'], false],
    ['region:wales', ['UK'], true],
    ['region:wales', [], true],
    ['region:wales,stated', [], false],
    ['region:wales,stated', ['UKD', 'UKL'], true],
    ['region:stated', ['UKD'], true],
    ['region:stated', [], false],
    ['-region:stated', [], true],
    ['-region:stated', ['UKD'], false],
    ['-region:wales', ['UKL11', 'UKL12'], false],
    ['-region:wales', ['UKL', 'UKD'], true],
    ['-region:wales,UKD', ['UKL', 'UKD'], false],
    ['-region:wales', ['UK'], true],
    ['-region:wales', [], true],
    ['-region:UKL11', ['UKL'], true],
  ])('%s among %j: %s', (text, regions, expected) => {
    expect(found(text, withView({ regions }))).toBe(expected);
  });
});

describe('value', () => {
  it.each<[string, View['value'], boolean]>([
    ['value:50k..500k', range(5_000_000, 5_000_000), true],
    ['value:50k..500k', range(4_999_999, 4_999_999), false],
    ['value:50k..500k', range(1, 5_000_000), true],
    ['value:50k..500k', range(50_000_001, 60_000_000), false],
    ['value:50k..500k', range(undefined, 10_000_000), true],
    ['value:50k..500k', range(60_000_000, undefined), false],
    ['value:50k..500k', range(undefined, 60_000_000), false],
    ['value:>1m', range(100_000_000, 100_000_000), false],
    ['value:>=1m', range(100_000_000, 100_000_000), true],
    ['value:<20k', range(1_999_999, 9_000_000), true],
    ['value:<20k', range(2_000_000, 9_000_000), false],
    ['value:50k..500k', undefined, true],
    ['value:50k..500k', range(undefined, undefined), true],
    ['value:50k..500k,stated', undefined, false],
    ['value:stated', undefined, false],
    ['value:stated', range(1, 1), true],
    ['-value:stated', undefined, true],
    ['-value:stated', range(1, 1), false],
    ['-value:50k..500k', range(6_000_000, 7_000_000), false],
    ['-value:50k..500k', range(1, 7_000_000), true],
    ['-value:50k..500k', undefined, true],
    ['-value:<20k', range(1_000_000, 2_000_000), true],
  ])('%s of %j: %s', (text, value, expected) => {
    expect(found(text, withView({ value }))).toBe(expected);
  });
});

describe('ends', () => {
  const once = { day: '2027-03-31', latest: undefined, by: 'stated', confidence: 'high' } as const;
  const twice = { ...once, latest: '2029-03-31' } as const;

  it.each<[string, View['ends'], boolean]>([
    // From 1 March 2027 to 1 March 2028.
    ['ends:6m..18m', once, true],
    ['ends:6m..18m', { ...once, day: '2027-03-01' }, true],
    ['ends:6m..18m', { ...once, day: '2027-02-28' }, false],
    ['ends:6m..18m', { ...once, day: '2028-03-01' }, true],
    ['ends:6m..18m', { ...once, day: '2028-03-02' }, false],
    ['ends:6m..18m', twice, true],
    ['ends:2y..3y', twice, true],
    ['ends:2y..3y', once, false],
    // Neither day lies in it, though the time between them holds it.
    ['ends:2028', twice, false],
    ['ends:<12m', once, true],
    ['ends:12m', once, true],
    ['ends:<6m', once, false],
    // What has ended does not end within twelve months.
    ['ends:<12m', { ...once, day: '2026-08-31' }, false],
    ['ends:<12m', { ...once, day: '2026-09-01' }, true],
    ['ends:..2027-03-31', { ...once, day: '2020-01-01' }, true],
    ['ends:..2027-03-31', once, true],
    ['ends:..2027-03-30', once, false],
    ['ends:<2027-03-31', once, false],
    ['ends:>2y', once, false],
    ['ends:>2y', twice, true],
    ['ends:6w..', once, true],
    ['ends:90d', once, false],
    ['ends:2027', once, true],
    ['ends:2027-03', once, true],
    ['ends:2027-04', once, false],
    ['ends:2027-01-01..2027-12-31', once, true],
    ['ends:2026,2027', once, true],
    ['ends:2026,2028', once, false],
    ['ends:2027', undefined, false],
    ['ends:stated', undefined, false],
    ['ends:stated', once, true],
    ['-ends:2027', once, false],
    ['-ends:2028', once, true],
    ['-ends:2027', undefined, true],
    ['-ends:2026,2027', once, false],
    ['-ends:stated', undefined, true],
  ])('%s of %j: %s', (text, ends, expected) => {
    expect(found(text, withView({ ends }))).toBe(expected);
  });

  it('counts calendar months from the London day of asking', () => {
    const document = documentOf(withView({ ends: { ...once, day: '2027-02-28' } }));
    const { query } = parseQuery('ends:6m..6m');
    const asked = (now: string) => matches(query, document, Date.parse(now));
    // August has days that February lacks: the count ends on its last.
    expect(asked('2026-08-31T12:00:00Z')).toBe(true);
    expect(asked('2026-08-27T22:59:59Z')).toBe(false);
    expect(asked('2026-08-27T23:00:00Z')).toBe(true);
    expect(asked('2026-08-31T23:00:00Z')).toBe(false);
  });
});

describe('buyer and identifiers', () => {
  it.each<[string, View['buyer'], boolean]>([
    ['buyer:"borough council"', { name: 'Ashcombe Borough Council', id: undefined }, true],
    ['buyer:"ashcombe council"', { name: 'Ashcombe Borough Council', id: undefined }, false],
    ['buyer:nhs,councils', { name: 'Ashcombe Borough Council', id: undefined }, true],
    ['buyer:council', undefined, false],
    ['-buyer:council', undefined, true],
    ['-buyer:council', { name: 'Ashcombe Borough Council', id: undefined }, false],
  ])('%s of %j: %s', (text, buyer, expected) => {
    expect(found(text, withView({ buyer }))).toBe(expected);
  });

  it('find a procurement by any of its notices, IT or not', () => {
    const procurement = aProcurement({ classification: aClassification({ setting: undefined }) });
    expect(found('000101-2026', procurement)).toBe(true);
    expect(found('ocds-h6vhtk-0a0001', procurement)).toBe(true);
    expect(found('000102-2026', procurement)).toBe(false);
    expect(found('000101-2026 it:strict', procurement)).toBe(false);
  });
});

describe('because', () => {
  it('names the words, their places and the clauses', () => {
    expect(
      why('"penetration testing" yearly category:cloud,security cpv:72 region:UKD buyer:council'),
    ).toEqual([
      "'penetration testing' in the title",
      "'yearly' in the description",
      'category security',
      'CPV 72810000',
      'region North West',
      "buyer 'council'",
    ]);
    expect(why('value:>50k 000101-2026')).toEqual(['worth £120,000', '000101-2026']);
    expect(why('AI', withView({ titles: ['x'], descriptions: ['With AI'] }))).toEqual([
      "'AI' in the description",
    ]);
  });

  it('says when the contract ends, of what asks for it and is met', () => {
    const ends = { day: '2027-03-31', latest: '2029-03-31', by: 'stated', confidence: 'high' } as const;
    expect(why('ends:6m..18m', withView({ ends }))).toEqual([
      'contract ends 31 March 2027, or 31 March 2029 if extended',
    ]);
    expect(why('housing OR ends:6m..18m', withView({ ends: { ...ends, latest: undefined } }))).toEqual([
      "'housing' in the title",
      'contract ends 31 March 2027',
    ]);
    expect(why('housing OR ends:<6m', withView({ ends }))).toEqual(["'housing' in the title"]);
  });

  it('says nothing of what is left out, of other alternatives, or of what is not stated', () => {
    expect(why('-guarding (cloud OR housing) it:any stage:open')).toEqual(["'housing' in the title"]);
    expect(why('region:wales value:>1m', withView({ regions: [], value: undefined }))).toEqual([]);
    expect(why('penetration penetration')).toEqual(["'penetration' in the title"]);
  });
});
