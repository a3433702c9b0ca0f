import { describe, expect, it } from 'vitest';
import { readAmount, readPence, total } from './amounts.ts';

describe('readPence', () => {
  it.each([
    [120000, 12_000_000],
    [92811.25, 9_281_125],
    ['120000', 12_000_000],
    ['1,250,000.50', 125_000_050],
    ['1e3', 100_000],
  ])('reads %j', (value, pence) => {
    const flags: string[] = [];
    expect(readPence(value, 'value', flags)).toBe(pence);
    expect(flags).toEqual([]);
  });

  it.each([
    [Infinity, 'value: Infinity is not a sum'],
    ['1e9999', "value: '1e9999' is not a sum"],
    ['TBC', "value: 'TBC' is not a sum"],
    [-1, 'value: -1 is not a sum'],
    [0.01, 'value: 0.01 is not a sum'],
    [1e15, 'value: 1000000000000000 is not a sum'],
    [{}, 'value: a object is not a sum'],
  ])('flags %j', (value, flag) => {
    const flags: string[] = [];
    expect(readPence(value, 'value', flags)).toBeUndefined();
    expect(flags).toEqual([flag]);
  });

  it.each([undefined, null, '', 0, '0', '0.00'])('takes %j for not stated', (value) => {
    const flags: string[] = [];
    expect(readPence(value, 'value', flags)).toBeUndefined();
    expect(flags).toEqual([]);
  });
});

describe('readAmount', () => {
  it('works the net sum out of a gross one that stands alone', () => {
    expect(readAmount({ amountGross: 120, currency: 'EUR' }, 'value', [])).toEqual({
      net: 10_000,
      gross: 12_000,
      currency: 'EUR',
    });
  });

  it('flags figures that cannot both be right, and keeps both', () => {
    const flags: string[] = [];
    expect(readAmount({ amount: 1_500_000, amountGross: 18_000_000 }, 'value', flags)).toMatchObject({
      net: 150_000_000,
      gross: 1_800_000_000,
      currency: 'GBP',
    });
    expect(flags).toEqual(['value: 1500000 without and 18000000 with VAT do not agree']);
  });
});

/** Parts that state these sums. */
function of(...amounts: (number | undefined)[]) {
  return amounts.map((amount) => ({ value: { amount, currency: 'GBP' } }));
}

describe('total', () => {
  it('adds up what every part states', () => {
    expect(total(of(100, 200), 'lot', [])).toEqual({
      min: 30_000,
      max: 30_000,
      gross: undefined,
      currency: 'GBP',
    });
  });

  it('is only a lower bound where a part states nothing, and nothing across currencies', () => {
    expect(total(of(100, undefined), 'lot', [])).toMatchObject({ min: 10_000, max: undefined });
    expect(total([...of(100), { value: { amount: 5, currency: 'USD' } }], 'lot', [])).toBeUndefined();
    expect(total([], 'lot', [])).toBeUndefined();
  });
});
