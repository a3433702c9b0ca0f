import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { loadTaxonomy, parseTaxonomy } from './load-taxonomy.ts';

const SLUGS = [
  'software',
  'digital',
  'cloud',
  'data',
  'security',
  'networks',
  'telecoms',
  'hardware',
  'support',
  'consultancy',
  'health',
  'smart',
  'av',
  'learning',
];

/** The shipped file with one thing changed. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const shipped = parseDocument(readFileSync(new URL('../../config/taxonomy.yaml', import.meta.url), 'utf8'));
  shipped.setIn(path, value);
  return String(shipped);
}

describe('the shipped taxonomy', () => {
  const taxonomy = loadTaxonomy();

  it('has the fourteen categories, each with codes and terms', () => {
    expect(taxonomy.categories.map(({ slug }) => slug)).toEqual(SLUGS);
    for (const { codes, terms } of taxonomy.categories) {
      expect(codes.strong.length).toBeGreaterThan(0);
      expect(terms.strong.length).toBeGreaterThan(0);
    }
  });

  it('writes every CPV prefix in digits', () => {
    const prefixes = [
      ...taxonomy.categories.flatMap(({ codes }) => [...codes.strong, ...codes.weak]),
      ...taxonomy.it.codes.strong,
      ...taxonomy.it.codes.weak,
      ...taxonomy.otherTradeCodes.blocking,
      ...taxonomy.otherTradeCodes.neutral,
    ];
    expect(prefixes.filter((prefix) => !/^\d{2,8}$/.test(prefix))).toEqual([]);
  });

  it('names no term twice in a category', () => {
    for (const { terms } of taxonomy.categories) {
      const all = Object.values(terms)
        .flat()
        .map((term) => term.toLowerCase());
      expect(all.filter((term, index) => all.indexOf(term) !== index)).toEqual([]);
    }
  });
});

describe('a taxonomy that breaks a rule', () => {
  it.each([
    [['categories', 0, 'codes', 'strong'], ['48x'], /categories\.0\.codes\.strong\.0: must be a CPV prefix/],
    [['categories', 0, 'terms', 'hint'], ['ERP'], /categories\.software\.terms: 'erp' stands twice/],
    [['categories', 1, 'slug'], 'software', /categories: 'software' stands twice/],
    [['frameworks', 1, 'category'], 'games', /frameworks: .*: category 'games' does not exist/],
    [['falseFriends'], ['$nothing lift'], /falseFriends: '\$nothing' is no family/],
    [['otherTrades'], ['roof & gutter'], /otherTrades: 'roof & gutter' holds a word without letters/],
    [['surprise'], true, /surprise/],
  ])('is refused with the key: %j', (path, value, message) => {
    expect(() => parseTaxonomy(changed(path, value), 'taxonomy.yaml')).toThrow(message);
  });
});
