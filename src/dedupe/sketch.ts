import { hashText, mix } from './mix.ts';

/** How many smallest hashes a sketch keeps: resemblance is right to about ±0.06. */
export const SKETCH_SIZE = 64;
/** Words that stand next to each other and are compared as one. */
const SHINGLE = 2;

/** One odd multiplier for each place: as good as as many hash functions. */
const MULTIPLIERS = Int32Array.from({ length: SKETCH_SIZE }, (_, place) => mix(place + 1) | 1);
const ADDENDS = Int32Array.from({ length: SKETCH_SIZE }, (_, place) => mix(place + 1001));

/** A text's near-duplicate sketch (minhash): 16 bits for each of `SKETCH_SIZE` places; empty for a text without words. */
export type Sketch = Uint16Array;

/** Of words in the order of the text, as `base/text` makes them. */
export function sketchOf(words: readonly string[]): Sketch {
  if (words.length === 0) return new Uint16Array(0);
  const hashes = words.map(hashText);
  const least = new Uint32Array(SKETCH_SIZE).fill(0xffffffff);
  const last = Math.max(1, words.length - SHINGLE + 1);
  for (let at = 0; at < last; at += 1) {
    const shingle = mix(Math.imul(hashes[at] ?? 0, 31) + (hashes[at + 1] ?? 0));
    for (let place = 0; place < SKETCH_SIZE; place += 1) {
      const hash = (Math.imul(shingle, MULTIPLIERS[place] ?? 1) + (ADDENDS[place] ?? 0)) >>> 0;
      if (hash < (least[place] ?? 0)) least[place] = hash;
    }
  }
  // The least of many is small: its high bits say little, so they are mixed in.
  return Uint16Array.from(least, (hash) => mix(hash) >>> 16);
}

/** How much of two texts is the same, 0 to 1: an estimate of the shingles they share out of those either has. */
export function resemblance(a: Sketch, b: Sketch): number {
  if (a.length !== SKETCH_SIZE || b.length !== SKETCH_SIZE) return 0;
  let equal = 0;
  for (let place = 0; place < SKETCH_SIZE; place += 1) if (a[place] === b[place]) equal += 1;
  return equal / SKETCH_SIZE;
}
