import { MODEL_VERSION, type About, type Model } from '../src/classify/model.ts';

/** A model of two categories that knows these features; `weights` holds a row of three for each. */
export function aModel(
  features: readonly { readonly id: number; readonly weights: readonly [number, number, number] }[] = [],
  about: Partial<About> = {},
): Model {
  const sorted = features.toSorted((one, other) => one.id - other.id);
  return {
    about: {
      version: MODEL_VERSION,
      made: '2026-09-01',
      data: 'made up',
      seed: 1,
      figures: { labelled: 2 },
      categories: ['security', 'cloud'],
      thresholds: { strict: 0.9, balanced: 0.5, broad: 0.1 },
      second: 0.5,
      calibration: { it: { slope: 1, offset: 0 }, categories: { slope: 2, offset: -1 } },
      ...about,
    },
    ids: Uint32Array.from(sorted, ({ id }) => id),
    scales: Float32Array.from([0.5, 0.25, 0.125]),
    weights: Int8Array.from(sorted.flatMap(({ weights }) => weights)),
    standing: Uint32Array.from([7, 4_000_000_000]),
  };
}
