import { describe, expect, it } from 'vitest';
import { spellings } from './reference-spellings.ts';

describe('the number of a framework', () => {
  it.each([
    ['RM1557.14', ['rm1557 14', 'rm 1557 14']],
    ['RM6068', ['rm6068', 'rm 6068']],
    ['AB/12/CD', ['ab 12 cd']],
    ['RM12ix', ['rm12ix', 'rm12 ix', 'rm 12ix', 'rm 12 ix']],
  ])('is found however it is spaced: %s', (reference, found) => {
    expect(spellings(reference, ['anybody']).toSorted()).toEqual(found.toSorted());
  });

  it('counts behind its operator alone where it does not begin with a letter', () => {
    const found = spellings('664_21', ['espo']);
    expect(found).toContain('espo 664 21');
    expect(found).toContain('espo framework|dps|contract|ref|reference 664 21');
    expect(found.every((term) => term.startsWith('espo '))).toBe(true);
  });

  it('is kept as it is where letters and digits change places too often', () => {
    expect(spellings('A1B2C3D4', [])).toEqual(['a1b2c3d4']);
  });
});
