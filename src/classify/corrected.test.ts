import { describe, expect, it } from 'vitest';
import type { Classification } from '../domain/procurement.ts';
import { corrected } from './corrected.ts';

const NAMES = {
  names: new Map([
    ['cloud', 'Cloud'],
    ['data', 'Data and analytics'],
  ]),
  subcategories: new Map([['data', ['warehouses']]]),
};
const MODEL: Classification = {
  it: 0.6,
  setting: 'balanced',
  reasons: [{ words: "'dashboards' in the title", place: 'title', contribution: 1 }],
  categories: [{ slug: 'data', name: 'Data and analytics', score: 0.6, reasons: [] }],
  subcategories: ['warehouses', 'hosting'],
  tags: [{ id: 'open', words: 'open competition' }],
  summary: ['The council wants dashboards.'],
};

describe('corrected', () => {
  it('is not IT where a person says so, whatever the model says', () => {
    expect(corrected(MODEL, { it: false }, NAMES)).toEqual({
      ...MODEL,
      it: 0,
      setting: undefined,
      reasons: [{ words: 'a person said that this is not IT', place: 'person', contribution: -100 }],
      categories: [],
      subcategories: [],
    });
  });

  it('is of the categories that a person names, in that order, and of their subcategories alone', () => {
    const result = corrected(MODEL, { it: true, categories: ['cloud', 'data'] }, NAMES);
    expect(result).toMatchObject({ it: 1, setting: 'strict', tags: MODEL.tags, summary: MODEL.summary });
    expect(result.categories.map(({ slug, name, score }) => [slug, name, score])).toEqual([
      ['cloud', 'Cloud', 1],
      ['data', 'Data and analytics', 1],
    ]);
    expect(result.categories[0]?.reasons).toMatchObject([{ place: 'person' }]);
    expect(result.subcategories).toEqual(['warehouses']);
  });

  it('keeps a category that the taxonomy has no name for any more', () => {
    const result = corrected(MODEL, { it: true, categories: ['fax'] }, NAMES);
    expect(result.categories).toMatchObject([{ slug: 'fax', name: 'fax' }]);
    expect(result.subcategories).toEqual([]);
  });
});
