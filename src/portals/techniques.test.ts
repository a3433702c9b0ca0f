import { describe, expect, it } from 'vitest';
import { readTechnique } from './techniques.ts';

const framework = { hasFrameworkAgreement: true, frameworkAgreement: { type: 'closed' } };

describe('the technique', () => {
  it.each([
    ['a framework', framework, 'framework'],
    ['a dynamic market', { hasDynamicPurchasingSystem: true }, 'dynamic-market'],
    [
      'a dynamic market and its agreements',
      { ...framework, hasDynamicPurchasingSystem: true },
      'dynamic-market',
    ],
    ['an auction', { hasElectronicAuction: true }, undefined],
    ['denied', { hasFrameworkAgreement: false }, undefined],
    ['details without the statement', { frameworkAgreement: { type: 'open' } }, undefined],
    ['null', null, undefined],
    ['another type', 'framework', undefined],
    ['not stated', undefined, undefined],
  ])('%s', (_, techniques, expected) => {
    expect(readTechnique({ techniques })).toBe(expected);
  });
});
