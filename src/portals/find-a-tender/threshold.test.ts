import { describe, expect, it } from 'vitest';
import { readAboveThreshold } from './threshold.ts';

describe('the side of the threshold', () => {
  it.each([
    ['of the tender', { aboveThreshold: true }, {}, true],
    ['of a tender below', { aboveThreshold: false }, {}, false],
    [
      'of the tender before its awards',
      { aboveThreshold: true },
      { awards: [{ aboveThreshold: false }] },
      true,
    ],
    ['of the awards', {}, { awards: [{ aboveThreshold: false }, { aboveThreshold: false }] }, false],
    [
      'of the one contract that says so',
      {},
      { awards: [{}], contracts: [{}, { aboveThreshold: true }] },
      true,
    ],
    [
      'of contracts that differ',
      {},
      { contracts: [{ aboveThreshold: true }, { aboveThreshold: false }] },
      undefined,
    ],
    ['in another type', { aboveThreshold: 'true' }, { awards: [{ aboveThreshold: 1 }] }, undefined],
    ['that nothing states', { aboveThreshold: null }, { awards: null }, undefined],
  ])('%s', (_, tender, release, expected) => {
    expect(readAboveThreshold(release, tender)).toBe(expected);
  });
});
