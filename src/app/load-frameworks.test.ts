import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { loadFrameworks, parseFrameworks } from './load-frameworks.ts';

const SHIPPED = readFileSync(new URL('../../config/frameworks.yaml', import.meta.url), 'utf8');

/** The shipped file with one thing changed. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const shipped = parseDocument(SHIPPED);
  shipped.setIn(path, value);
  return String(shipped);
}

const one = (more: string): string => `
asOf: '2026-01-31'
operators: { Acme: [acme], Nobody: [] }
frameworks:
  - { name: Moon Cloud, operator: Acme, it: yes, aliases: [m cloud], references: [AC12], ${more} }
`;

describe('the shipped frameworks', () => {
  const frameworks = loadFrameworks();
  const named = (slug: string) => frameworks.find((framework) => framework.slug === slug);

  it('hold the iterations of the great ones, one after the other', () => {
    const iterations = (family: string) =>
      frameworks.filter((framework) => framework.family === family).map(({ slug }) => slug);
    expect(iterations('g-cloud')).toEqual([9, 10, 11, 12, 13, 14, 15].map((n) => `g-cloud-${String(n)}`));
    expect(iterations('digital-outcomes-and-specialists')).toHaveLength(7);
    expect(iterations('technology-services')).toHaveLength(3);
  });

  it('are found by each form of name and number', () => {
    expect(named('g-cloud-14')).toMatchObject({ operator: 'GCA', it: true, until: '2026-10-28' });
    expect(named('g-cloud-14')?.aliases).toEqual(
      expect.arrayContaining(['g cloud 14', 'gcloud14', 'gcloud 14', 'rm1557 14', 'rm 1557 14']),
    );
  });

  it('are IT or not, and only IT ones hint at a category', () => {
    expect(named('construction-works-and-associated-services')?.it).toBe(false);
    expect(frameworks.filter(({ it: isIt, category }) => !isIt && category !== undefined)).toEqual([]);
  });
});

describe('frameworks', () => {
  it('take what is not said from the family, and its aliases with their number', () => {
    const [family, second] = parseFrameworks(
      one(`category: cloud, iterations: [{ name: Moon Cloud 2, references: [AC12.2] }]`),
      'x.yaml',
    );
    expect(family).toEqual({
      name: 'Moon Cloud',
      slug: 'moon-cloud',
      family: undefined,
      operator: 'Acme',
      operatorNames: ['acme'],
      it: true,
      category: 'cloud',
      aliases: ['m cloud', 'ac12', 'ac 12'],
      plain: [],
      from: undefined,
      until: undefined,
    });
    expect(second).toMatchObject({
      slug: 'moon-cloud-2',
      family: 'moon-cloud',
      operator: 'Acme',
      it: true,
      category: 'cloud',
      aliases: ['ac12 2', 'ac 12 2', 'm cloud 2', 'm cloud2'],
    });
  });

  it.each([
    [one(`until: '31 May'`), 'x.yaml: frameworks.0.until: must be a day'],
    [one('plain: ["&"]'), 'x.yaml: frameworks.0.plain.0: must hold a word'],
    [
      one('plain: ["moon & stars"]'),
      "x.yaml: frameworks: Moon Cloud: 'moon & stars' holds a word without letters",
    ],
    [one('price: 3'), 'price'],
    [one('iterations: [{ name: Moon-Cloud }]'), "x.yaml: frameworks: 'moon-cloud' stands twice"],
    [
      one('iterations: [{ name: Moon Cloud II, references: [AC12] }]'),
      "x.yaml: frameworks: Moon Cloud II: 'ac12' is also Moon Cloud",
    ],
    [
      one('').replace('operator: Acme', 'operator: Apex'),
      "x.yaml: frameworks: Moon Cloud: operator 'Apex' is not listed",
    ],
    [one('').replace('it: yes', 'it: perhaps'), 'x.yaml: frameworks.0.it: '],
    [changed(['asOf'], 'August'), 'x.yaml: asOf: must be a day'],
  ])('are refused with the key: %#', (text, message) => {
    expect(() => parseFrameworks(text, 'x.yaml')).toThrow(message);
  });
});
