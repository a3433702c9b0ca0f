import { describe, expect, it } from 'vitest';
import { aNotice } from '../../test/builders.ts';
import { areOfOneForm, codesIn, ownReference, referenceKinship } from './references.ts';

const own = (noticeId: string): ReturnType<typeof ownReference> => ownReference(aNotice({ noticeId }));

describe('the reference a notice goes by', () => {
  it.each([
    ['ASHTOWN001-DN123456-11112222', 'ASHTOWN001-DN123456-99998888', 'same'],
    ['tender_111222/1000001', 'tender_111222/1000007', 'same'],
    ['ABC-SMS-0123 (d)', 'ABC-SMS-0123 (e)', 'lot'],
    ['XYZN21A12-2.', 'XYZN21A12 - 1.', 'lot'],
    ['RQ0000012345 - Lot 1', 'RQ0000012345 - Lot 3', 'lot'],
    ['ABC/CT/21-95', 'ABC/CT/21-94', 'other'],
    ['PO1000061', 'PO1001072', 'other'],
    ['ASHTOWN001-DN123456-1', 'ASHTOWN001-DN654321-1', 'other'],
    ['BIP123456789', 'BIP123456788', 'unknown'],
    ['0a1b2c3d-0000-4000-8000-00000000000a', 'PO1001072', 'unknown'],
    ['075962-2026', '075963-2026', 'unknown'],
  ])('%s and %s: %s', (a, b, kin) => {
    expect(referenceKinship(own(a), own(b))).toBe(kin);
    expect(referenceKinship(own(b), own(a))).toBe(kin);
  });
});

it('reads codes in texts, and no years, sums, lots, frameworks or web addresses', () => {
  expect(codesIn('CPU 1234 Quarry works, see ABC/0028 and 2020/S 086-123456')).toEqual([
    '123456of2020',
    'cpu1234',
    'abc0028',
  ]);
  expect(codesIn('Lot 12 in 2024/25 for 300kVA under RM6068 by 12 May, https://example.org/AB1234')).toEqual(
    [],
  );
});

it.each([
  ['abc1234', 'abc98', true],
  ['abc12d3456', 'abc1d2', true],
  ['abc1234', 'abd1234', false],
  ['abc1234', 'abc1234x', false],
  ['abc12d3456', 'abcd123456', false],
  ['po1000061', '1000061', false],
])('%s and %s are of one form, digits aside: %s', (a, b, are) => {
  const [one, other] = [a, b].map((value) => ({ scheme: 'buyer', value, part: '' }) as const);
  if (one === undefined || other === undefined) throw new Error('two');
  expect(areOfOneForm(one, other)).toBe(are);
  expect(areOfOneForm(other, one)).toBe(are);
});
