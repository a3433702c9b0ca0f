import { describe, expect, it } from 'vitest';
import { sentences } from '../../base/text/tokens.ts';
import type { Framework, Taxonomy } from '../taxonomy.ts';
import { sentenceHash } from '../standing.ts';
import { learnStanding } from './standing.ts';

const none = { strong: [], fair: [], hint: [] };
const codes = { strong: [], weak: [] };
const taxonomy: Taxonomy = {
  families: {},
  it: { codes, terms: { ...none, strong: ['software'] } },
  categories: [
    { slug: 'digital', name: 'Digital', description: '', codes, terms: { ...none, strong: ['website'] } },
  ],
  frameworks: [],
  falseFriends: [],
  otherTrades: [],
  otherTradeCodes: { blocking: [], neutral: [] },
  boilerplate: { portal: ['tendering portal'] },
};

const BUYERS = ['Ashcombe Council', 'Elsmere NHS Trust', 'Port of Wexby'];

function learned(sentence: string, buyers: readonly string[] = BUYERS): boolean {
  const texts = buyers.map((buyer, index) => ({
    buyer,
    description: `Supply of lamps for site ${String.fromCharCode(97 + index)}. ${sentence} We want them soon.`,
  }));
  const wanted = sentences(sentence).map(({ words }) => sentenceHash(words));
  const found = learnStanding(texts, taxonomy);
  expect(found.every((hash) => wanted.includes(hash))).toBe(true);
  return wanted.some((hash) => found.includes(hash));
}

describe('learning standing text', () => {
  it('keeps a sentence of the procedure that three buyers wrote', () => {
    expect(learned('Late tenders will not be considered by the evaluation panel.')).toBe(true);
  });

  it('asks for three buyers, however they write their names', () => {
    const sentence = 'Late tenders will not be considered by the evaluation panel.';

    expect(learned(sentence, BUYERS.slice(0, 2))).toBe(false);
    expect(learned(sentence, ['Ashcombe Council', 'ASHCOMBE  COUNCIL', 'Ashcombe Council.'])).toBe(false);
  });

  it.each([
    'Grounds maintenance and tree surgery across the borough.',
    'This tender is for audit services and internal controls.',
    'The contract is for the supply of software.',
    'The framework covers minibuses with 16 seats.',
  ])('keeps nothing that says what is wanted: %s', (sentence) => {
    expect(learned(sentence)).toBe(false);
  });

  it('keeps a word of IT where the sentence is clearly about the procedure', () => {
    expect(
      learned('Further details of the tender documents can be viewed and downloaded on our website.'),
    ).toBe(true);
    expect(learned('All tender returns go through software of the tendering portal.')).toBe(true);
  });

  it('keeps no name of a framework, which tells how something is bought', () => {
    const lantern: Framework = {
      name: 'Lantern 3',
      slug: 'lantern-3',
      family: undefined,
      operator: 'Wexby',
      operatorNames: [],
      it: true,
      category: undefined,
      aliases: ['lantern 3'],
      plain: [],
      from: undefined,
      until: undefined,
    };
    const texts = BUYERS.map((buyer) => ({
      buyer,
      description: 'Contract awarded under tender framework Lantern 3.',
    }));

    expect(learnStanding(texts, taxonomy)).toHaveLength(1);
    expect(learnStanding(texts, { ...taxonomy, frameworks: [lantern] })).toEqual([]);
  });

  it('gives the same hashes in the same order, whatever the order of the texts', () => {
    const texts = BUYERS.flatMap((buyer) => [
      {
        buyer,
        description: 'Late tenders will not be considered. The deadline for tender questions is 3 May.',
      },
      { buyer, description: 'This contract has already been awarded.' },
    ]);
    const found = learnStanding(texts, taxonomy);

    expect(found).toHaveLength(3);
    expect(found).toEqual(found.toSorted((one, other) => one - other));
    expect(learnStanding(texts.toReversed(), taxonomy)).toEqual(found);
  });
});
