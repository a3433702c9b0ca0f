import { createHash } from 'node:crypto';

/** Draws that depend on the seed alone, so that a sandbox's story can be told again. */
export interface Random {
  /** A whole number, both ends inclusive. */
  int(min: number, max: number): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** Throws on an empty list: that is a bug. */
  pick<T>(from: readonly T[]): T;
  shuffled<T>(from: readonly T[]): readonly T[];
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
  guid(): string;
}

/** Mulberry32: small, and the same on every engine. */
function mulberry(state: number): () => number {
  let at = state;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function seededRandom(seed: string): Random {
  const next = mulberry(createHash('sha256').update(seed).digest().readUInt32LE(0));
  function int(min: number, max: number): number {
    return min + Math.floor(next() * (max - min + 1));
  }
  function pick<T>(from: readonly T[]): T {
    const item = from[int(0, from.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
  function hex(digits: number): string {
    return Array.from({ length: digits }, () => int(0, 15).toString(16)).join('');
  }
  return {
    int,
    pick,
    hex,
    chance: (p) => next() < p,
    shuffled: (from) =>
      from
        .map((item) => ({ item, at: next() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ item }) => item),
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}
