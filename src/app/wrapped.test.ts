import { expect, it } from 'vitest';
import { wrapped } from './wrapped.ts';

it('breaks a line between words at 110 columns and sets the rest in', () => {
  const lines = wrapped(Array.from({ length: 60 }, () => 'word').join(' '), 2).split('\n');
  expect(lines.length).toBeGreaterThan(2);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(110);
  expect(lines[0]).toMatch(/^ {2}word/);
  for (const line of lines.slice(1)) expect(line).toMatch(/^ {4}word/);
  expect(lines.join(' ').match(/word/g)).toHaveLength(60);
});

it('leaves alone what fits, and a word that fits nowhere', () => {
  expect(wrapped('short', 0)).toBe('short');
  expect(wrapped('x'.repeat(110), 0)).toBe('x'.repeat(110));
  expect(wrapped(`see ${'x'.repeat(200)} there`, 2).split('\n')).toEqual([
    '  see',
    `    ${'x'.repeat(200)}`,
    '    there',
  ]);
});
