import { mix } from '../base/text/hash.ts';

/**
 * What the model sees of a notice: numbered features, hashed from what they say, each with a value and with the place
 * that it comes from, so that a weight can be traced back to a word or a code. The arrays are used again by the next
 * notice: take what you need before.
 */
export interface Features {
  readonly count: number;
  /** 32-bit hashes. A word comes once; a sum of the taxonomy comes once for each of its parts. */
  readonly ids: Uint32Array;
  readonly values: Float32Array;
  /** A word's place among all words of the evidence, `codeSource(index)`, or `NOWHERE`. */
  readonly sources: Int32Array;
}

/** The source of what speaks of the notice as a whole. */
export const NOWHERE = -1;

/** A notice has some 300; hostile text must not have millions. */
const MOST_FEATURES = 6000;
const ids = new Uint32Array(MOST_FEATURES);
const values = new Float32Array(MOST_FEATURES);
const sources = new Int32Array(MOST_FEATURES);
let count = 0;

/** Features that come once are remembered in here for one notice, which `round` numbers: each slot holds both. */
const SLOTS = 1 << 13;
const slots = new Uint32Array(SLOTS * 2);
let round = 0;

function isNew(id: number): boolean {
  let slot = (id & (SLOTS - 1)) * 2;
  while (slots[slot + 1] === round) {
    if (slots[slot] === id) return false;
    slot = (slot + 2) & (SLOTS * 2 - 1);
  }
  slots[slot] = id;
  slots[slot + 1] = round;
  return true;
}

/** One more feature, of the notice begun. */
export function put(id: number, value: number, source: number): void {
  if (count >= MOST_FEATURES) return;
  ids[count] = id;
  values[count] = value;
  sources[count] = source;
  count += 1;
}

/** The same, unless the notice has it. */
export function putOnce(id: number, value: number, source: number): void {
  if (count < MOST_FEATURES && isNew(id)) put(id, value, source);
}

/** Two hashes as one; the order counts. */
export function both(one: number, other: number): number {
  return mix(Math.imul(one, 31) + other);
}

/** Begins the next notice. */
export function begin(): void {
  count = 0;
  round += 1;
}

/** All that was put since `begin`. */
export function finish(): Features {
  return { count, ids, values, sources };
}
