import type { Model } from '../model.ts';
import type { Learned } from './fit.ts';
import type { Vocabulary } from './rows.ts';

/** So many features at most: 15 outputs of a byte and a number of four for each make less than 4 MB. */
const MOST_FEATURES = 150_000;
const LARGEST = 127;

/** Weights rounded to a byte, output by output; features that then say nothing go, and of too many those that say least. */
export function quantised(learned: Learned, { ids }: Vocabulary): Pick<Model, 'ids' | 'scales' | 'weights'> {
  const scales = Float32Array.from(learned, (weights) => largest(weights) / LARGEST || 1);
  const worth = ids.map((_, at) =>
    Math.max(...learned.map((weights, output) => Math.abs(byteOf(weights, at, scales[output])))),
  );
  const kept = [...ids.keys()]
    .filter((at) => (worth[at] ?? 0) > 0)
    .toSorted((one, other) => (worth[other] ?? 0) - (worth[one] ?? 0))
    .slice(0, MOST_FEATURES)
    .toSorted((one, other) => one - other);
  const weights = new Int8Array(kept.length * learned.length);
  for (const [row, at] of kept.entries())
    for (const [output, own] of learned.entries())
      weights[row * learned.length + output] = byteOf(own, at, scales[output]);
  return { ids: Uint32Array.from(kept, (at) => ids[at] ?? 0), scales, weights };
}

function byteOf(weights: Float64Array, at: number, scale = 1): number {
  return Math.round((weights[at] ?? 0) / scale);
}

function largest(weights: Float64Array): number {
  let found = 0;
  for (const weight of weights) found = Math.max(found, Math.abs(weight));
  return found;
}
