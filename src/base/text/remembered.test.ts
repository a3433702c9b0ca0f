import { expect, it, vi } from 'vitest';
import { remembered } from './remembered.ts';

it('makes each answer once, and all of them anew where there are too many', () => {
  const make = vi.fn<(key: string) => string>((key) => key.toUpperCase());
  const upper = remembered(2, make);

  expect([upper('a'), upper('b'), upper('a')]).toEqual(['A', 'B', 'A']);
  expect(make).toHaveBeenCalledTimes(2);
  expect(upper('c')).toBe('C');
  expect(upper('a')).toBe('A');
  expect(make).toHaveBeenCalledTimes(4);
});
