import { expect, it } from 'vitest';
import { misspelt } from './measures.ts';
import { parts, titleWords } from './title.ts';

it.each([
  ['Bus services 2021/22', ['y2021', 'y2022']],
  ['Bus services 2021-2024', ['y2021', 'y2024']],
  ['Bus services 23/24', ['y2023', 'y2024']],
  ['Bus services Lot 2', ['lot 2']],
  ['Bus services - Phase II', ['phase 2']],
  ['Bus services, lots 1a', ['lot 1a']],
  ['Bus services North', ['north']],
  ['Bus services', []],
])('%s is parted from its sisters by %j', (title, found) => {
  expect(titleWords(title).filter(parts)).toEqual(found);
});

it('sees no span of years in a date', () => {
  expect(titleWords('Survey 2025-03-11')).not.toContain('y2003');
});

it.each([
  ['mainten', 'maintenanc', true],
  ['stretcher', 'stertcher', true],
  ['servis', 'servic', true],
  ['penros', 'ashbi', false],
  ['lot 1a', '1a', true],
  ['lot 1', 'lot 2', false],
])('%s and %s are one word: %s', (a, b, same) => {
  expect(misspelt(a, b)).toBe(same);
  expect(misspelt(b, a)).toBe(same);
});
