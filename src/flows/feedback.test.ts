import { expect, it } from 'vitest';
import { feedbackLines } from './feedback.ts';

it('cuts long words of somebody between words, and loses none', () => {
  const text = Array.from({ length: 400 }, (_, n) => `word${n}`).join(' ');
  const [, ...pieces] = feedbackLines(text);
  const said = pieces.slice(0, -1);
  expect(said.length).toBeGreaterThan(3);
  for (const piece of said) expect(piece.length).toBeLessThanOrEqual(560);
  expect(said.join(' ')).toBe(text);
});

it('cuts what has no spaces anywhere', () => {
  const [, ...pieces] = feedbackLines('x'.repeat(1_500));
  expect(pieces.slice(0, -1).join('')).toBe('x'.repeat(1_500));
});
