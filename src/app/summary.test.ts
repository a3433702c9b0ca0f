import { describe, expect, it } from 'vitest';
import { aClassification, aProcurement, aView } from '../../test/builders.ts';
import { summaryOf } from './summary.ts';

describe('summaryOf', () => {
  it('says who holds a contract, what it is worth and when it ends', () => {
    const view = aView({
      stage: 'contract',
      suppliers: ['Brindle Systems Ltd'],
      ends: { day: '2027-03-31', latest: '2029-03-31', by: 'stated', confidence: 'high' },
    });
    expect(summaryOf(aProcurement({ view }))).toMatchObject({
      stage: 'contract',
      value: { min: 120_000, max: 120_000, currency: 'GBP' },
      suppliers: ['Brindle Systems Ltd'],
      ends: { day: '2027-03-31', latest: '2029-03-31', confidence: 'high' },
    });
  });

  it('says of which kinds it is, how it is bought and what is wanted', () => {
    const classification = aClassification({
      subcategories: ['penetration-testing'],
      tags: [{ id: 'call-off', words: 'bought under a framework or dynamic market' }],
      summary: ['Yearly tests are wanted.', 'Six sites are covered.'],
    });
    expect(summaryOf(aProcurement({ classification }))).toMatchObject({
      categories: ['security'],
      subcategories: ['penetration-testing'],
      tags: ['call-off'],
      summary: 'Yearly tests are wanted. Six sites are covered.',
    });
    expect(summaryOf(aProcurement()).summary).toBe('');
  });

  it('has null, not a gap, for what is not stated', () => {
    const ends = { day: '2027-03-31', latest: undefined, by: 'reckoned', confidence: 'medium' } as const;
    expect(summaryOf(aProcurement({ view: aView({ ends }) })).ends).toEqual({
      day: '2027-03-31',
      latest: null,
      confidence: 'medium',
    });
    expect(summaryOf(aProcurement())).toMatchObject({ suppliers: [], ends: null });
  });
});
