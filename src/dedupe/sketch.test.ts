import { expect, it } from 'vitest';
import { resemblance, SKETCH_SIZE, sketchOf } from './sketch.ts';

const TEXT = Array.from({ length: 120 }, (_, at) => `word${String(at)}`);

it('finds a text equal to itself and unlike another', () => {
  expect(resemblance(sketchOf(TEXT), sketchOf([...TEXT]))).toBe(1);
  expect(resemblance(sketchOf(TEXT), sketchOf(TEXT.map((word) => `${word}x`)))).toBeLessThan(0.05);
});

it.each([10, 30, 60, 90])('estimates how much of a text is kept: %d of 120 words', (kept) => {
  const other = [...TEXT.slice(0, kept), ...TEXT.slice(kept).map((word) => `${word}x`)];
  const shared = kept - 1;
  const truth = shared / (2 * (TEXT.length - 1) - shared);
  // Three standard deviations of 64 draws.
  const least = 3 * Math.sqrt((truth * (1 - truth)) / SKETCH_SIZE);
  expect(Math.abs(resemblance(sketchOf(TEXT), sketchOf(other)) - truth)).toBeLessThan(least + 0.01);
});

it('minds the order of words, not where a part stands', () => {
  const turned = [...TEXT.slice(60), ...TEXT.slice(0, 60)];
  expect(resemblance(sketchOf(TEXT), sketchOf(turned))).toBeGreaterThan(0.9);
  expect(resemblance(sketchOf(TEXT), sketchOf(TEXT.toReversed()))).toBeLessThan(0.1);
});

it('has nothing to say of a text without words', () => {
  expect(resemblance(sketchOf([]), sketchOf([]))).toBe(0);
  expect(resemblance(sketchOf(['one']), sketchOf(['one']))).toBe(1);
});
