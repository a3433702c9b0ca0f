import { describe, expect, it } from 'vitest';
import { aClassification, aReason } from '../../test/builders.ts';
import type { Classification, ItSetting } from '../domain/procurement.ts';
import { briefLine, classifiedJson, explainedLines, type Classified } from './classify-lines.ts';

function classified(with_: Partial<Classification> = {}, asked: ItSetting = 'balanced'): Classified {
  return { id: 'a1', name: 'a1', title: 'Pen tests', classification: aClassification(with_), asked };
}

function jsonOf(one: Classified, isExplained = false): Record<string, unknown> {
  return JSON.parse(classifiedJson(one, isExplained)) as Record<string, unknown>;
}

const FULL = {
  it: 0.9123,
  setting: 'balanced',
  reasons: [aReason("'siem' in the title", 'title', 2.34567), aReason("'roofs' in the title", 'title', -0.8)],
  subcategories: ['penetration-testing'],
  tags: [{ id: 'clearance:sc', words: 'asks for SC clearance' }],
  summary: ['Tests are wanted.', 'Six sites are covered.'],
} as const;

describe('a classified line as JSON', () => {
  it('has exactly its keys, and the reasons as objects', () => {
    const [own] = aClassification().categories;
    if (own === undefined) throw new Error('a classification has a category');
    const reasons = [aReason("'siem' in the title", 'title', 2.34567)];
    expect(jsonOf(classified({ ...FULL, categories: [{ ...own, score: 0.87654, reasons }] }))).toEqual({
      id: 'a1',
      it: true,
      score: 0.913,
      categories: [
        {
          id: 'security',
          score: 0.877,
          reasons: [{ words: "'siem' in the title", place: 'title', contribution: 2.346 }],
        },
      ],
      subcategories: ['penetration-testing'],
      tags: ['clearance:sc'],
      summary: 'Tests are wanted. Six sites are covered.',
    });
  });

  it('says why it is IT, or not, where that is asked for', () => {
    expect(jsonOf(classified(FULL), true)['reasons']).toEqual([
      { words: "'siem' in the title", place: 'title', contribution: 2.346 },
      { words: "'roofs' in the title", place: 'title', contribution: -0.8 },
    ]);
  });

  it.each([
    ['strict', 'strict', true],
    ['strict', 'broad', true],
    ['balanced', 'strict', false],
    ['balanced', 'balanced', true],
    ['broad', 'balanced', false],
    ['broad', 'broad', true],
    [undefined, 'broad', false],
  ] as const)('found by %s and asked for %s is IT: %s', (setting, asked, isIt) => {
    const line = jsonOf(classified({ ...FULL, setting }, asked));
    expect(line['it']).toBe(isIt);
    expect(line['categories']).toHaveLength(isIt ? 1 : 0);
    expect(line['subcategories']).toHaveLength(isIt ? 1 : 0);
    expect(line).toMatchObject({ tags: ['clearance:sc'] });
  });

  it.each([
    [0.5001, 'balanced', 0.501],
    [0.4999, 'broad', 0.499],
    [0.57, 'balanced', 0.57],
    [0.069, 'balanced', 0.069],
    [0.58, 'broad', 0.58],
    [0, undefined, 0],
    [1, 'strict', 1],
    [0.99999, 'strict', 1],
    [0.00001, undefined, 0],
  ] as const)('rounds %s, found by %s, to %s: away from the threshold', (chance, setting, score) => {
    expect(jsonOf(classified({ it: chance, setting }))['score']).toBe(score);
  });
});

describe('a classified line for people', () => {
  it('is short', () => {
    expect(briefLine(classified(FULL))).toBe('a1  IT 0.913  Cyber security and identity  Pen tests');
    expect(briefLine({ ...classified({ ...FULL, setting: undefined }), title: '' })).toBe('a1  not IT 0.912');
  });

  it('says why, for and against, when asked', () => {
    expect(explainedLines(classified(FULL))).toEqual([
      'a1  Pen tests',
      '  IT in the setting balanced, score 0.913',
      "  for: 'siem' in the title (+2.35)",
      "  against: 'roofs' in the title (−0.80)",
      "  Cyber security and identity: 'penetration testing' in the title; CPV 72810000 Computer audit services",
      '  subcategories: penetration-testing',
      '  tags: asks for SC clearance',
      '  summary: Tests are wanted. Six sites are covered.',
    ]);
  });

  it('says which other setting would say otherwise, and what speaks against a kind', () => {
    const against = aReason("'guards' in the description", 'description', -1);
    const kind = { slug: 'security', name: 'Cyber security', score: 0.4, reasons: [against] };
    const of = (setting: ItSetting | undefined, asked: ItSetting): readonly string[] =>
      explainedLines(classified({ it: 0.4, setting, reasons: [], categories: [kind] }, asked));
    expect(of('balanced', 'strict')[1]).toBe(
      '  not IT in the setting strict, score 0.400 (but IT in balanced)',
    );
    expect(of('strict', 'balanced').slice(1)).toEqual([
      '  IT in the setting balanced, score 0.400 (also in strict)',
      "  Cyber security; against: 'guards' in the description",
    ]);
    expect(of(undefined, 'broad').slice(1)).toEqual(['  not IT in the setting broad, score 0.400']);
    expect(explainedLines(classified({ categories: [] }))).toContain('  kind unknown');
  });

  it('holds nothing but visible text', () => {
    const one = { ...classified({ summary: ['a\u001B[31m\u202Eb'] }), name: 'a\nb', title: 'c\u0007d\r\ne' };
    expect(explainedLines(one).join(' ')).not.toMatch(/[\p{Cc}\u202E]/u);
    expect(briefLine(one)).toBe('a b  IT 0.970  Cyber security and identity  c d e');
  });
});
