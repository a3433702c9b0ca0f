/** Beginnings of words that queries name, by word. */
export interface Beginnings {
  /** Those that a word begins with. */
  of(word: string): readonly number[];
  get(beginning: string): number | undefined;
  set(beginning: string, feature: number): void;
  delete(beginning: string): void;
  readonly size: number;
}

const NONE: readonly number[] = [];
/** A vocabulary of that many stems covers nearly all that notices say. */
const MOST_REMEMBERED = 50_000;

export function createBeginnings(): Beginnings {
  const features = new Map<string, number>();
  /** How many beginnings have this length. */
  const lengths = new Map<number, number>();
  const remembered = new Map<string, readonly number[]>();

  function count(length: number, more: number): void {
    const now = (lengths.get(length) ?? 0) + more;
    if (now === 0) lengths.delete(length);
    else lengths.set(length, now);
    remembered.clear();
  }

  function find(word: string): readonly number[] {
    const found: number[] = [];
    for (const length of lengths.keys()) {
      const feature = length > word.length ? undefined : features.get(word.slice(0, length));
      if (feature !== undefined) found.push(feature);
    }
    return found.length === 0 ? NONE : found;
  }

  return {
    get size() {
      return features.size;
    },
    get: (beginning) => features.get(beginning),
    of(word) {
      const known = remembered.get(word);
      if (known !== undefined) return known;
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      const found = find(word);
      remembered.set(word, found);
      return found;
    },
    set(beginning, feature) {
      features.set(beginning, feature);
      count(beginning.length, 1);
    },
    delete(beginning) {
      if (features.delete(beginning)) count(beginning.length, -1);
    },
  };
}
