import { describe, expect, it } from 'vitest';
import type { Taxonomy } from '../../classify/taxonomy.ts';
import { createCpvBaselines } from './cpv-baselines.ts';

const terms = { strong: [], fair: [], hint: [] };
const none = { strong: [], weak: [] };

function category(slug: string, strong: string[], weak: string[] = []): Taxonomy['categories'][number] {
  return { slug, name: slug, description: '', codes: { strong, weak }, terms };
}

const taxonomy: Taxonomy = {
  families: {},
  it: { codes: none, terms },
  categories: [category('learning', ['4819']), category('data', ['723'], ['4819', '4861'])],
  frameworks: [],
  falseFriends: [],
  otherTrades: [],
  otherTradeCodes: { blocking: [], neutral: [] },
  boilerplate: {},
};

const { any, first } = createCpvBaselines(taxonomy);

function codes(...all: string[]): { cpv: { code: string; description: undefined; main: boolean }[] } {
  return { cpv: all.map((code, at) => ({ code, description: undefined, main: at === 0 })) };
}

describe('codes alone', () => {
  it('call IT what has any code of IT, or has it first', () => {
    const second = codes('45000000', '72000000');

    expect(any(second).setting).toBe('strict');
    expect(first(second).setting).toBeUndefined();
    expect(any(codes('45000000', '50330000')).setting).toBe('strict');
    expect(any(codes('45000000', '50340000')).setting).toBeUndefined();
    expect(any({ cpv: [] })).toEqual({ score: 0, setting: undefined, categories: [] });
  });

  it('look at the marked code where the main one is not the first', () => {
    const marked = codes('45000000', '72000000').cpv.map((code, at) => ({ ...code, main: at === 1 }));

    expect(first({ cpv: marked }).setting).toBe('strict');
  });

  it('name the category of codes that mean one by themselves, the main one first', () => {
    expect(any(codes('48190000', '72300000')).categories).toEqual(['learning', 'data']);
    expect(any(codes('72300000', '48190000')).categories).toEqual(['data', 'learning']);
    expect(first(codes('48190000', '72300000')).categories).toEqual(['learning']);
    expect(any(codes('48610000', '72000000'))).toMatchObject({ setting: 'strict', categories: [] });
  });
});
