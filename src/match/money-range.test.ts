import { describe, expect, it } from 'vitest';
import { parseMoneyRange, printMoneyRange } from './money-range.ts';

describe('parseMoneyRange', () => {
  it.each([
    ['50k+', '>=50k'],
    ['£1.5 million', '1.5m'],
    ['2 thousand', '2k'],
    ['1 billion', '1000m'],
    ['50k to 100k', '50k..100k'],
    ['£50,000 to £100,000', '50k..100k'],
    // One unit for both, where people mean it.
    ['50-100k', '50k..100k'],
    ['50–100k', '50k..100k'],
    ['1 to 2 million', '1m..2m'],
    ['£1-2m', '1m..2m'],
    ['500-1m', '500..1m'],
    ['50..100k', '50..100k'],
  ])('%s is %s', (text, expected) => {
    const range = parseMoneyRange(text);
    expect(range && printMoneyRange(range)).toBe(expected);
    expect(parseMoneyRange(expected)).toEqual(range);
  });

  it.each(['+', 'k+', '50k+100k', 'to', 'to 50k', '50k to', '1-2-3m', 'a million'])('%s is none', (text) => {
    expect(parseMoneyRange(text)).toBeUndefined();
  });
});
