import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { CATEGORY_SLUGS } from '../match/categories.ts';
import { loadFrameworks } from './load-frameworks.ts';
import { loadTaxonomy, parseTaxonomy } from './load-taxonomy.ts';

const SHIPPED = readFileSync(new URL('../../config/taxonomy.yaml', import.meta.url), 'utf8');

/** The shipped file with one thing changed. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const shipped = parseDocument(SHIPPED);
  shipped.setIn(path, value);
  return String(shipped);
}

describe('the shipped taxonomy', () => {
  const taxonomy = loadTaxonomy();

  it('has the fourteen categories, each with codes and terms', () => {
    expect(taxonomy.categories.map(({ slug }) => slug)).toEqual(CATEGORY_SLUGS);
    for (const { codes, terms } of taxonomy.categories) {
      expect(codes.strong.length).toBeGreaterThan(0);
      expect(terms.strong.length).toBeGreaterThan(0);
    }
  });

  it('has the frameworks of their own file, those of other trades too', () => {
    expect(taxonomy.frameworks).toEqual(loadFrameworks());
    expect(taxonomy.frameworks.some(({ it: isIt }) => !isIt)).toBe(true);
  });
});

describe('a taxonomy that breaks a rule', () => {
  it.each([
    ['categories', 0, 'codes', 'strong'],
    ['categories', 0, 'codes', 'weak'],
    ['it', 'codes', 'strong'],
    ['it', 'codes', 'weak'],
    ['otherTradeCodes', 'blocking'],
    ['otherTradeCodes', 'neutral'],
  ])('is refused for a CPV prefix that is not digits: %s %s', (...path) => {
    const message = `taxonomy.yaml: ${path.join('.')}.0: must be a CPV prefix`;
    expect(() => parseTaxonomy(changed(path, ['48x']), 'taxonomy.yaml')).toThrow(message);
  });

  it.each(['strong', 'fair', 'hint'])('is refused for a term that stands twice, once as %s', (tier) => {
    const shipped = loadTaxonomy().categories[0]?.terms;
    const other = tier === 'strong' ? shipped?.fair[0] : shipped?.strong[0];
    const broken = changed(['categories', 0, 'terms', tier], [other?.toUpperCase()]);
    expect(() => parseTaxonomy(broken, 'taxonomy.yaml')).toThrow(
      `categories.software.terms: '${other?.toLowerCase() ?? ''}' stands twice`,
    );
  });

  it('is refused where it is no YAML', () => {
    expect(() => parseTaxonomy('families: [', 'taxonomy.yaml')).toThrow(/Flow sequence .* at line 1/);
  });

  it.each([
    [['categories', 0, 'terms', 'hint'], ['ERP'], /categories\.software\.terms: 'erp' stands twice/],
    [['categories', 1, 'slug'], 'software', /categories: 'software' stands twice/],
    [['falseFriends'], ['$nothing lift'], /falseFriends: '\$nothing' is no family/],
    [['otherTrades'], ['roof & gutter'], /otherTrades: 'roof & gutter' holds a word without letters/],
    [['surprise'], true, /surprise/],
  ])('is refused with the key: %j', (path, value, message) => {
    expect(() => parseTaxonomy(changed(path, value), 'taxonomy.yaml')).toThrow(message);
  });

  it('is refused where a framework hints at a category that does not exist', () => {
    const [first] = loadTaxonomy().frameworks;
    const games = first === undefined ? [] : [{ ...first, category: 'games' }];
    expect(() => parseTaxonomy(SHIPPED, 'taxonomy.yaml', games)).toThrow(
      `frameworks: ${first?.name ?? ''}: category 'games' does not exist`,
    );
  });
});
