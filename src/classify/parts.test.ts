import { describe, expect, it } from 'vitest';
import { aNoticeText, evidenceOf } from '../../test/evidence-of.ts';
import { categoryParts, codeIndex, codeSource, itParts, type ItParts, type Part } from './parts.ts';

const STRONG = -Math.log(0.25);

function itOf(...text: Parameters<typeof aNoticeText>): ItParts {
  return itParts(evidenceOf(aNoticeText(...text)));
}

function categoriesOf(...text: Parameters<typeof aNoticeText>): ReturnType<typeof categoryParts> {
  return categoryParts(evidenceOf(aNoticeText(...text)));
}

function sourcesOf(parts: readonly Part[] | undefined): readonly number[] | undefined {
  return parts?.map(({ source }) => source);
}

describe('what speaks for IT', () => {
  it('adds up by place, each part where it stands', () => {
    const { title, description } = itOf('New software', 'A digital firewall.');

    expect(title).toEqual([{ amount: expect.closeTo(STRONG) as number, source: 1 }]);
    expect(sourcesOf(description)).toEqual([3, 4]);
  });

  it('counts a strong term for more than a fair one, and that for more than a hint', () => {
    const amounts = ['software', 'digital', 'system'].map((term) => itOf(term).title[0]?.amount ?? 0);

    expect(amounts).toEqual(amounts.toSorted((one, other) => other - one));
    expect(new Set(amounts).size).toBe(3);
  });

  it('hears a framework wherever it is named', () => {
    expect(sourcesOf(itOf('Call-off under RM9999').framework)).toEqual([3]);
    expect(sourcesOf(itOf('Call-off', 'Under Bell Cloud 3.').framework)).toEqual([3]);
  });

  it('keeps other trades and false friends apart', () => {
    const parts = itOf('Heat network and roof', 'Another roof.');

    expect(sourcesOf(parts.falseFriends)).toEqual([0]);
    expect(sourcesOf(parts.tradeInTitle)).toEqual([3]);
    expect(sourcesOf(parts.tradeInDescription)).toEqual([5]);
    expect(parts.title).toEqual([]);
  });

  it('weighs a code by its share', () => {
    const { codes, tradeCodes } = itOf('Things', '', '72000000', '90000000', '48000000', '45310000');

    expect(sourcesOf(codes)).toEqual([codeSource(0), codeSource(2)]);
    expect(sourcesOf(tradeCodes)).toEqual([codeSource(1)]);
    expect(codes[0]?.amount).toBeCloseTo(2.5 / 5.5);
    expect(tradeCodes[0]?.amount).toBeCloseTo(1 / 5.5);
    expect(codes[1]?.amount).toBeCloseTo(0.4 / 5.5);
  });
});

describe('what speaks for a category', () => {
  it('stands under its slug, and nothing under others', () => {
    const found = categoriesOf('Penetration test', 'Cloud hosting and a firewall.', '72810000');

    expect([...found.keys()]).toEqual(['security', 'cloud']);
    expect(sourcesOf(found.get('security')?.title)).toEqual([0]);
    expect(sourcesOf(found.get('security')?.description)).toEqual([6]);
    expect(sourcesOf(found.get('security')?.codes)).toEqual([codeSource(0)]);
    expect(sourcesOf(found.get('cloud')?.description)).toEqual([2]);
    expect(categoriesOf('Software', '', '72000000').size).toBe(0);
  });

  it('is hinted at by a framework', () => {
    expect(sourcesOf(categoriesOf('Under RM9999').get('cloud')?.title)).toEqual([1]);
  });
});

it('a code has a place below all words', () => {
  expect([0, 1, 7].map((index) => codeIndex(codeSource(index)))).toEqual([0, 1, 7]);
  expect([0, 5, -1].map(codeIndex)).toEqual([-1, -1, -1]);
});
