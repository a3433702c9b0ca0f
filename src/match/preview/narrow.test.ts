import { describe, expect, it } from 'vitest';
import { aClassification, aProcurement, aView } from '../../../test/builders.ts';
import type { BuyerType } from '../../domain/notice.ts';
import { documentOf } from '../document.ts';
import { parseQuery } from '../parse.ts';
import { printQuery } from '../print.ts';
import type { Arrival } from './arrival.ts';
import { narrowings } from './narrow.ts';

function arrival(id: number, with_: { slug?: string; type?: BuyerType; title?: string }): Arrival {
  const { slug = 'software', type = 'local', title = 'Cyber services' } = with_;
  const name = 'Ashcombe';
  const procurement = aProcurement({
    id,
    view: aView({ title, titles: [title], descriptions: ['cyber'], buyer: { name, id: undefined, type } }),
    classification: aClassification({ categories: [{ slug, name: slug, score: 1, reasons: [] }] }),
  });
  return { procurement, at: 0, document: documentOf(procurement) };
}

const ARRIVALS = [
  ...Array.from({ length: 6 }, (_, id) => arrival(id, { slug: 'security', type: 'nhs' })),
  ...Array.from({ length: 3 }, (_, id) => arrival(6 + id, { slug: 'cloud', title: 'Hosting' })),
  arrival(9, { title: 'Hosting' }),
];

function narrowed(text: string, most: number): Readonly<Record<string, number>> {
  const found = narrowings(parseQuery(text).query, ARRIVALS, most);
  return Object.fromEntries(found.map(({ query, came }) => [printQuery(query), came]));
}

describe('narrower queries', () => {
  it('keep most of what may be kept, one of each kind', () => {
    expect(narrowed('cyber', 6)).toEqual({
      'cyber it:balanced category:security': 6,
      'cyber it:balanced buyer-type:nhs': 6,
      'title:cyber it:balanced': 6,
    });
    expect(narrowed('cyber', 5)).toMatchObject({
      'cyber it:balanced category:cloud': 3,
      'cyber it:balanced buyer-type:local': 4,
    });
  });

  it('stand the widest first of those that are not too much, then the narrowest', () => {
    const [first, ...rest] = Object.values(narrowed('cyber', 4));

    expect(first).toBe(4);
    expect(rest.at(-1)).toBe(6);
  });

  it('add no clause of a kind that is asked for already', () => {
    const found = Object.keys(narrowed('cyber category:security,cloud,software', 6));

    expect(found.filter((query) => query.split('category:').length > 2)).toEqual([]);
    expect(found).toContain('cyber category:security,cloud,software it:balanced buyer-type:nhs');
  });

  it('are read again as they are printed', () => {
    for (const query of Object.keys(narrowed('(cyber OR SIEM) -guarding', 6))) {
      expect(parseQuery(query)).toMatchObject({ canonical: query, messages: [] });
    }
  });
});
