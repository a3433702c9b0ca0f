import { hashText, mix } from '../base/text/hash.ts';

/** How many smallest hashes a sketch keeps: resemblance is right to about ±0.06. */
export const SKETCH_SIZE = 64;

/** One odd multiplier for each place: as good as as many hash functions. */
const MULTIPLIERS = Int32Array.from({ length: SKETCH_SIZE }, (_, place) => mix(place + 1) | 1);
const ADDENDS = Int32Array.from({ length: SKETCH_SIZE }, (_, place) => mix(place + 1001));
const LARGEST = 0x7fffffff;

/** A text's near-duplicate sketch (minhash): 16 bits for each of `SKETCH_SIZE` places; empty for a text without words. */
export type Sketch = Uint16Array;

let shingles = new Int32Array(256);

/** Of words in the order of the text, as `base/text` makes them; two that stand next to each other are compared as one. */
export function sketchOf(words: readonly string[]): Sketch {
  return sketchOfHashes(words.map(hashText));
}

/** The same, of the words' hashes. */
export function sketchOfHashes(words: readonly number[]): Sketch {
  const [first] = words;
  if (first === undefined) return new Uint16Array(0);
  const count = Math.max(1, words.length - 1);
  if (shingles.length < count) shingles = new Int32Array(count * 2);
  let before = first;
  for (let at = 0; at < count; at += 1) {
    const after = words[at + 1] ?? 0;
    shingles[at] = mix(Math.imul(before, 31) + after);
    before = after;
  }
  return leastOf(shingles, count);
}

/** Each place looks at all shingles in turn, so that its least never leaves the processor. */
function leastOf(all: Int32Array, count: number): Sketch {
  const sketch = new Uint16Array(SKETCH_SIZE);
  for (let place = 0; place < SKETCH_SIZE; place += 1) {
    const multiplier = MULTIPLIERS[place] ?? 1;
    const addend = ADDENDS[place] ?? 0;
    let least = LARGEST;
    for (let at = 0; at < count; at += 1) {
      const hash = (Math.imul(all[at] ?? 0, multiplier) + addend) | 0;
      if (hash < least) least = hash;
    }
    // The least of many is small: its high bits say little, so they are mixed in.
    sketch[place] = mix(least) >>> 16;
  }
  return sketch;
}

/** How much of two texts is the same, 0 to 1: an estimate of the shingles they share out of those either has. */
export function resemblance(a: Sketch, b: Sketch): number {
  if (a.length !== SKETCH_SIZE || b.length !== SKETCH_SIZE) return 0;
  let equal = 0;
  for (let place = 0; place < SKETCH_SIZE; place += 1) if (a[place] === b[place]) equal += 1;
  return equal / SKETCH_SIZE;
}
