import { describe, expect, it } from 'vitest';
import { missingNumbers } from './numbers.ts';

describe('missingNumbers', () => {
  it('names what is left out between the least and the greatest of each year, oldest first', () => {
    const held = ['000003-2027', '099999-2026', '099996-2026', '000001-2027', '099998-2026', '099996-2026'];
    expect(missingNumbers(held)).toEqual({
      expected: 4 + 3,
      held: 3 + 2,
      missing: ['099997-2026', '000002-2027'],
    });
  });

  it('finds nothing missing where nothing is, and in nothing', () => {
    expect(missingNumbers(['000001-2026', '000002-2026'])).toEqual({ expected: 2, held: 2, missing: [] });
    expect(missingNumbers(['000007-2026'])).toEqual({ expected: 1, held: 1, missing: [] });
    expect(missingNumbers([])).toEqual({ expected: 0, held: 0, missing: [] });
  });

  it('passes over ids of another kind', () => {
    const others = ['1f1f1f1f-aaaa-4bbb-8ccc-222222222222', '12345-2026', '000001-2026-2', 'APR352786', ''];
    expect(missingNumbers([...others, '000005-2026', '000007-2026']).missing).toEqual(['000006-2026']);
  });

  it('counts every gap but names only the latest thousand', () => {
    const found = missingNumbers(['000001-2025', '000003-2025', '000001-2026', '999999-2026']);
    expect(found).toMatchObject({ expected: 3 + 999_999, held: 4 });
    expect(found.missing).toHaveLength(1000);
    expect([found.missing[0], found.missing.at(-1)]).toEqual(['998999-2026', '999998-2026']);
  });
});
