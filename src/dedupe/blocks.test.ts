import { expect, it } from 'vitest';
import { aNotice } from '../../test/builders.ts';
import { blocksOf } from './blocks.ts';
import type { Comparable } from './comparable.ts';
import { signatureOf } from './signature.ts';

function blocks(with_: Partial<Comparable>): readonly number[] {
  const signature = signatureOf({ ...aNotice(), ...with_ });
  return signature === undefined ? [] : blocksOf(signature);
}

function meet(a: Partial<Comparable>, b: Partial<Comparable>): boolean {
  const held = new Set(blocks(a));
  return blocks(b).some((block) => held.has(block));
}

const away = { deadline: undefined, cpv: [], description: undefined };

it.each<[string, Partial<Comparable>]>([
  ['a retyped title', { ...away, title: 'PENETRATION TESTING - HOUSING PORTAL' }],
  ['another spelling of the buyer', { ...away, buyer: { name: 'Ashcombe BC' } }],
  ['the buyer not named', { ...away, deadline: aNotice().deadline, buyer: undefined }],
  ['another title, its text and deadline kept', { title: 'Security of our systems' }],
  [
    'a slip in a telling word',
    { deadline: undefined, cpv: [], title: 'Penetratoin testing of the housing portal' },
  ],
])('a notice meets its copy with %s', (_, with_) => {
  expect(meet({}, with_)).toBe(true);
});

it('a notice does not meet every notice of its buyer, nor every one of its title', () => {
  expect(meet({}, { ...away, title: 'School milk for the autumn' })).toBe(false);
  expect(
    meet(
      { ...away, title: 'Provision of services' },
      { ...away, title: 'Provision of services', buyer: { name: 'Wexley' } },
    ),
  ).toBe(false);
});

it('two notices meet by their reference alone', () => {
  const other = { ...away, title: 'Consultancy', buyer: { name: 'Wexley Borough Council' } };
  const [one, two] = ['ASHTOWN001-DN123456-1', 'WEXLEY001-DN123456-2'];
  expect(meet({ ...away, noticeId: one }, { ...other, noticeId: two })).toBe(true);
  expect(meet({ ...away, noticeId: one }, { ...other, noticeId: 'WEXLEY001-DN654321-2' })).toBe(false);
});

it('has few keys, each a whole number that JavaScript holds exactly', () => {
  const found = blocks({ title: 'One two three four five six seven eight nine ten eleven twelve' });
  expect(found.length).toBeLessThan(40);
  expect(found.every(Number.isSafeInteger)).toBe(true);
  expect(new Set(found).size).toBe(found.length);
});
