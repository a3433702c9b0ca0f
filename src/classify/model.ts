import type { ItSetting } from '../domain/procurement.ts';
import type { Features } from './feature-list.ts';

/** What a model was made from, and what its raw scores mean. Kept as JSON at the head of its file. */
export interface About {
  readonly version: number;
  /** The day it was made, `2026-11-23`. */
  readonly made: string;
  /** What it learned from, in words. */
  readonly data: string;
  readonly seed: number;
  /** What it reached on the way, by name: out-of-fold figures of its own training, not those of docs/accuracy.md. */
  readonly figures: Readonly<Record<string, number>>;
  /** Slugs of the categories, in the order of the outputs; output 0 is IT. */
  readonly categories: readonly string[];
  /** From which probability of IT each setting calls something IT. */
  readonly thresholds: Readonly<Record<ItSetting, number>>;
  /** From which probability a further category is named beside the primary one. */
  readonly second: number;
  /** Log odds = `slope` × raw score + `offset`. */
  readonly calibration: { readonly it: Line; readonly categories: Line };
}

export interface Line {
  readonly slope: number;
  readonly offset: number;
}

/** A linear model over hashed features. */
export interface Model {
  readonly about: About;
  /** The features that it has a weight for, ascending. */
  readonly ids: Uint32Array;
  /** One for each output: what a weight of 1 is worth. */
  readonly scales: Float32Array;
  /** A row for each feature, an entry for each output. */
  readonly weights: Int8Array;
  /** Hashes of standing sentences (`standing.ts`), ascending. */
  readonly standing: Uint32Array;
}

export const MODEL_VERSION = 1;
const MAGIC = 'tenderbell model';
/** Arrays of numbers begin where a processor likes them to. */
const ALIGNMENT = 8;

/** As stored: a line that names the kind of file, a line of JSON, then the arrays, little-endian. */
export function encodeModel({ about, ids, scales, weights, standing }: Model): Uint8Array {
  const sizes = { ids: ids.length, scales: scales.length, standing: standing.length };
  const head = new TextEncoder().encode(`${MAGIC}\n${JSON.stringify({ ...about, sizes })}`);
  const start = aligned(head.length + 1);
  const bytes = new Uint8Array(start + (ids.length + scales.length + standing.length) * 4 + weights.length);
  bytes.fill(0x20);
  bytes.set(head);
  bytes[start - 1] = 0x0a;
  let at = start;
  for (const array of [ids, scales, standing, weights]) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return bytes;
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

type Head = About & { readonly sizes: Readonly<Record<'ids' | 'scales' | 'standing', number>> };

/** What else it must hold its version says. */
function isHead(value: unknown): value is Head {
  return typeof value === 'object' && value !== null && 'version' in value && 'sizes' in value;
}

/** @throws Error where the bytes are no model of this version: the file is part of the program, so that is a bug. */
export function decodeModel(given: Uint8Array): Model {
  // Views over numbers need an aligned start, which a slice of a larger buffer may not have.
  const bytes = given.byteOffset % ALIGNMENT === 0 ? given : Uint8Array.from(given);
  const first = bytes.indexOf(0x0a);
  const second = bytes.indexOf(0x0a, first + 1);
  const decoder = new TextDecoder();
  if (first < 0 || second < 0 || decoder.decode(bytes.subarray(0, first)) !== MAGIC)
    throw new Error('this is no tenderbell model');
  const head: unknown = JSON.parse(decoder.decode(bytes.subarray(first + 1, second)));
  if (!isHead(head)) throw new Error('this is no tenderbell model');
  const { sizes, ...about } = head;
  if (about.version !== MODEL_VERSION)
    throw new Error(`the model is of version ${about.version}, not ${MODEL_VERSION}: make it anew`);
  const numbers = sizes.ids + sizes.scales + sizes.standing;
  if (bytes.length !== second + 1 + numbers * 4 + sizes.ids * sizes.scales)
    throw new Error('the model is not as long as its head says');
  let at = bytes.byteOffset + second + 1;
  const ids = new Uint32Array(bytes.buffer, at, sizes.ids);
  at += ids.byteLength;
  const scales = new Float32Array(bytes.buffer, at, sizes.scales);
  at += scales.byteLength;
  const standing = new Uint32Array(bytes.buffer, at, sizes.standing);
  at += standing.byteLength;
  const weights = new Int8Array(bytes.buffer, at, sizes.ids * sizes.scales);
  return { about, ids, scales, weights, standing };
}

/** What each feature of a notice that the model knows adds to an output's raw score. The arrays are used again. */
export interface Contributions {
  readonly count: number;
  /** Where the features stand, as in `Features`. */
  readonly sources: Int32Array;
  readonly amounts: Float64Array;
}

/** Reads features one notice at a time: `take` first, then ask. */
export interface Scorer {
  take(features: Features): void;
  /** The raw score of an output: 0 is IT, then the categories. */
  raw(output: number): number;
  contributions(output: number): Contributions;
}

/** Finds the row of weights of a feature; -1 where the model has none. */
function createRowFinder(ids: Uint32Array): (id: number) => number {
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, ids.length * 2))) - 1;
  // Each slot holds a feature and, beside it in the processor's cache, its row; rows count from 1, 0 is an empty slot.
  const slots = new Uint32Array((mask + 1) * 2);
  for (const [row, id] of ids.entries()) {
    let slot = id & mask;
    while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
    slots[slot * 2] = id;
    slots[slot * 2 + 1] = row + 1;
  }
  return (id) => {
    let slot = id & mask;
    let row = slots[slot * 2 + 1] ?? 0;
    while (row !== 0 && slots[slot * 2] !== id) {
      slot = (slot + 1) & mask;
      row = slots[slot * 2 + 1] ?? 0;
    }
    return row - 1;
  };
}

/** Builds the table by which weights are found. */
export function createScorer({ ids, scales, weights }: Model): Scorer {
  const outputs = scales.length;
  const rowOf = createRowFinder(ids);
  /** Of what the model knows of the notice: where in `weights` its row begins, its value and its source. */
  let [starts, values, sources] = [new Uint32Array(0), new Float32Array(0), new Int32Array(0)];
  let amounts = new Float64Array(0);
  let count = 0;

  return {
    take: (features) => {
      const most = features.ids.length;
      if (starts.length < most) {
        [starts, values, sources] = [new Uint32Array(most), new Float32Array(most), new Int32Array(most)];
        amounts = new Float64Array(most);
      }
      count = 0;
      for (let at = 0; at < features.count; at += 1) {
        const row = rowOf(features.ids[at] ?? 0);
        if (row < 0) continue;
        starts[count] = row * outputs;
        values[count] = features.values[at] ?? 0;
        sources[count] = features.sources[at] ?? 0;
        count += 1;
      }
    },
    raw: (output) => {
      let sum = 0;
      for (let at = 0; at < count; at += 1)
        sum += (values[at] ?? 0) * (weights[(starts[at] ?? 0) + output] ?? 0);
      return sum * (scales[output] ?? 0);
    },
    contributions: (output) => {
      const scale = scales[output] ?? 0;
      for (let at = 0; at < count; at += 1)
        amounts[at] = (values[at] ?? 0) * (weights[(starts[at] ?? 0) + output] ?? 0) * scale;
      return { count, sources, amounts };
    },
  };
}

/** 0 to 1. */
export function probability(raw: number, { slope, offset }: Line): number {
  return 1 / (1 + Math.exp(-(slope * raw + offset)));
}
