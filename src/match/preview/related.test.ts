import { describe, expect, it } from 'vitest';
import { aProcurement, aView } from '../../../test/builders.ts';
import { stems } from '../../base/text/tokens.ts';
import type { Procurement } from '../../domain/procurement.ts';
import { parseQuery } from '../parse.ts';
import { closest, keenness, standOut } from './keenness.ts';
import { stemsAsked, termsOf, type Term } from './related.ts';
import { halvesOf } from './text-part.ts';

function bought(title: string, buyer: string, description = ''): Procurement {
  return aProcurement({
    view: aView({ titles: [title], descriptions: [description], buyer: { name: buyer, id: undefined } }),
  });
}

const UNWANTED = {
  never: new Set(stems('for and of the provision framework leeds')),
  alone: new Set(stems('service services customer')),
  own: new Set(stems('wifi wi fi')),
};

function written(...procurements: readonly Procurement[]): readonly string[] {
  return termsOf(procurements, UNWANTED)
    .map((one) => one.written)
    .toSorted();
}

describe('terms of what was found', () => {
  it('are words and phrases as people write them, of several buyers', () => {
    const found = written(
      bought('Wireless access points', 'Ashcombe'),
      bought('Wireless Access Points and LAN', 'Dunmere'),
      bought('LAN, wireless access point', 'Fellgate'),
      bought('LAN and routers', 'Ellerby'),
      bought('Routers', 'Ellerby'),
      bought('Routers', 'Ellerby'),
    );

    expect(found).toEqual(['"access points"', '"wireless access"', 'LAN', 'access', 'points', 'wireless']);
  });

  it('leave out the query, boilerplate, places, numbers, and the names of those who buy', () => {
    const found = written(
      bought('Wi-Fi for Ashcombe School: framework 2026', 'Ashcombe School'),
      bought('Provision of WiFi services, Leeds, 12345', 'Dunmere School', 'School'),
      bought('Wi Fi for Fellgate School 2027', 'Fellgate School'),
    );

    expect(found).toEqual([]);
  });

  it('are no phrase across a comma, a dash or two sentences', () => {
    const titles = ['Switches, cabling', 'Switches - cabling', 'Switches. Cabling'];
    const found = written(...titles.map((title, at) => bought(title, `Buyer${at}x`)));

    expect(found).toEqual(['cabling', 'switches']);
  });

  it('keep a vague word only in a phrase, and a title that shouts says nothing by its capitals', () => {
    const found = written(
      ...['Ashcombe', 'Dunmere', 'Fellgate'].map((name) => bought('CUSTOMER PORTALS SERVICE', name)),
    );

    expect(found).toEqual(['"customer portals"', '"portals service"', 'portals']);
  });

  it('must stand in a title', () => {
    const found = written(
      ...['Ashcombe', 'Dunmere', 'Fellgate'].map((name) => bought('Switches', name, 'with routers')),
    );

    expect(found).toEqual(['switches']);
  });
});

describe('the words of a query', () => {
  it('are its stems, joined words and capitals', () => {
    const { text } = halvesOf(parseQuery('(wi-fi OR SIEM OR "access points") region:wales').query);

    expect([...stemsAsked(text ?? parseQuery('x').query)].toSorted()).toEqual(
      ['wi', 'fi', 'wifi', 'siem', ...stems('access points')].toSorted(),
    );
  });
});

function term(written_: string, found: number, inTitles = found): Term {
  return { written: written_, stems: stems(written_), found, inTitles };
}

describe('what stands out', () => {
  const finds = { read: 50, hits: 100 };
  const lot = (counts: Readonly<Record<string, number>>) => ({
    of: 10_000,
    some: (one: Term) => counts[one.written] ?? 0,
  });

  it('is far commoner in what was found than elsewhere', () => {
    const terms = [term('wireless', 20), term('system', 20), term('lan', 5)];
    const found = standOut(terms, finds, lot({ wireless: 60, system: 4000, lan: 40 }));

    expect(found.map((one) => one.written)).toEqual(['wireless', 'lan']);
  });

  it('is about the same: the query finds a good part of it already', () => {
    const terms = [term('cloud', 20), term('lan', 10)];
    const found = closest(terms, finds, lot({ cloud: 900, lan: 40 }));

    expect(found.map((one) => one.written)).toEqual(['lan']);
  });

  it('names of terms that share a word one, and of a word and its phrase the phrase', () => {
    const terms = [
      term('"access points"', 19),
      term('access', 20),
      term('points', 20),
      term('"wireless access"', 12),
      term('switches', 9),
    ];
    const counts = { '"access points"': 30, access: 31, points: 31, '"wireless access"': 30, switches: 30 };
    const found = closest(terms, finds, lot(counts));

    expect(found.map((one) => one.written)).toEqual(['"access points"', 'switches']);
  });

  it('is measured by the log-likelihood ratio', () => {
    // Worked by hand: 2 (10 ln(10 / 5) + 90 ln(90 / 95) + 0 + 100 ln(100 / 95)).
    expect(keenness({ of: 100, some: 10 }, { of: 100, some: 0 })).toBeCloseTo(14.39, 1);
    expect(keenness({ of: 100, some: 5 }, { of: 100, some: 5 })).toBeCloseTo(0);
    expect(keenness({ of: 100, some: 0 }, { of: 100, some: 10 })).toBeLessThan(0);
    expect(keenness({ of: 0, some: 0 }, { of: 100, some: 10 })).toBe(0);
  });
});
