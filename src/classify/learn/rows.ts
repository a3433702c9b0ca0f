import type { Features } from '../feature-list.ts';

/** A notice as training sees it: places of its features in the vocabulary, and their values. */
export interface Row {
  readonly at: Int32Array;
  readonly values: Float32Array;
}

/** Features by number; what only one labelled notice has says nothing of others. */
export interface Vocabulary {
  readonly ids: Uint32Array;
  rowOf(features: Features): Row;
}

const FEWEST_NOTICES = 2;

/** Counts in how many notices each feature stands. */
export interface Census {
  count(features: Features): void;
  vocabulary(): Vocabulary;
}

export function openCensus(): Census {
  const notices = new Map<number, number>();
  return {
    count: ({ count, ids }) => {
      for (const id of new Set(ids.subarray(0, count))) notices.set(id, (notices.get(id) ?? 0) + 1);
    },
    vocabulary: () => {
      const kept = [...notices].filter(([, seen]) => seen >= FEWEST_NOTICES).map(([id]) => id);
      return createVocabulary(Uint32Array.from(kept).toSorted());
    },
  };
}

function createVocabulary(ids: Uint32Array): Vocabulary {
  const places = new Map(Array.from(ids, (id, at) => [id, at]));
  return {
    ids,
    rowOf: ({ count, ids: own, values }) => {
      const sums = new Map<number, number>();
      for (let index = 0; index < count; index += 1) {
        const at = places.get(own[index] ?? 0);
        if (at !== undefined) sums.set(at, (sums.get(at) ?? 0) + (values[index] ?? 0));
      }
      return { at: Int32Array.from(sums.keys()), values: Float32Array.from(sums.values()) };
    },
  };
}
