import type { Row } from './rows.ts';

/** One notice to learn one output from. */
export interface Sample {
  readonly row: Row;
  /** 0 to 1: how far it is so. */
  readonly target: number;
  /** How much it counts. */
  readonly weight: number;
}

/** Numbers from 0 to 1 that a seed decides (mulberry32, public domain). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const EPOCHS = 12;
const RATE = 0.1;
const SHRINKAGE = 1e-3;
/** What keeps the first steps small. */
const CAUTION = 1e-2;

/**
 * Logistic regression by AdaGrad (Duchi, Hazan, Singer 2011, https://jmlr.org/papers/v12/duchi11a.html), which gives rare
 * words long steps and common ones short. One weight for each of `size` features. The same samples and seed give the
 * same weights, bit for bit.
 */
export function fitLogistic(samples: readonly Sample[], size: number, seed: number): Float64Array {
  const weights = new Float64Array(size);
  const squares = new Float64Array(size).fill(CAUTION);
  const order = Uint32Array.from(samples.keys());
  const random = randomFrom(seed);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    for (const index of order) {
      const sample = samples[index];
      if (sample !== undefined) step(sample, weights, squares);
    }
  }
  return weights;
}

function step({ row, target, weight }: Sample, weights: Float64Array, squares: Float64Array): void {
  const { at, values } = row;
  const error = (1 / (1 + Math.exp(-rawScore(row, weights))) - target) * weight;
  const shrinkage = SHRINKAGE * weight;
  for (let index = 0; index < at.length; index += 1) {
    const place = at[index] ?? 0;
    const own = weights[place] ?? 0;
    const slope = error * (values[index] ?? 0) + shrinkage * own;
    const square = (squares[place] ?? 0) + slope * slope;
    squares[place] = square;
    weights[place] = own - (RATE * slope) / Math.sqrt(square);
  }
}

/** What the weights make of a row. */
export function rawScore({ at, values }: Row, weights: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < at.length; index += 1)
    sum += (values[index] ?? 0) * (weights[at[index] ?? 0] ?? 0);
  return sum;
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const held = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = held;
  }
}
