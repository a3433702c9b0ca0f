import { isBegunBy } from '../phrase.ts';

/** Phrases that queries name, as a tree of their words: every phrase of a text is found in one pass over it. */
export interface Phrases {
  /** By the name that `phraseName` gives. */
  get(name: string): number | undefined;
  set(name: string, feature: number): void;
  delete(name: string): void;
  readonly size: number;
  /** Calls with the feature of each phrase that stands in these stems, as often as it does. */
  find(stems: readonly string[], visit: (feature: number) => void): void;
}

/** Two words at least; with `prefix` the last is only a beginning. */
export function phraseName(tokens: readonly string[], prefix: boolean): string {
  return prefix ? `${tokens.join(' ')}*` : tokens.join(' ');
}

interface Node {
  readonly next: Map<string, Node>;
  feature: number | undefined;
  /** By the beginning of the next word. */
  readonly begun: Map<string, number>;
}

function node(): Node {
  return { next: new Map(), feature: undefined, begun: new Map() };
}

export function createPhrases(): Phrases {
  const features = new Map<string, number>();
  const root = node();
  return {
    get size() {
      return features.size;
    },
    get: (name) => features.get(name),
    set(name, feature) {
      features.set(name, feature);
      grow(root, name, feature);
    },
    delete(name) {
      if (features.delete(name)) prune(root, wordsOf(name), name.endsWith('*'));
    },
    find(stems, visit) {
      if (features.size === 0) return;
      for (let start = 0; start < stems.length; start += 1) follow(root, stems, start, visit);
    },
  };
}

function wordsOf(name: string): readonly string[] {
  return (name.endsWith('*') ? name.slice(0, -1) : name).split(' ');
}

function grow(root: Node, name: string, feature: number): void {
  const words = wordsOf(name);
  const isBeginning = name.endsWith('*');
  let at = root;
  for (const word of isBeginning ? words.slice(0, -1) : words) {
    const next = at.next.get(word) ?? node();
    at.next.set(word, next);
    at = next;
  }
  if (isBeginning) at.begun.set(words.at(-1) ?? '', feature);
  else at.feature = feature;
}

/** Takes the phrase away, and what only it needed. */
function prune(at: Node, [word = '', ...more]: readonly string[], isBeginning: boolean): void {
  if (isBeginning && more.length === 0) {
    at.begun.delete(word);
    return;
  }
  const next = at.next.get(word);
  if (next === undefined) return;
  if (more.length === 0) next.feature = undefined;
  else prune(next, more, isBeginning);
  if (next.feature === undefined && next.next.size === 0 && next.begun.size === 0) at.next.delete(word);
}

function follow(root: Node, stems: readonly string[], start: number, visit: (feature: number) => void): void {
  let at: Node | undefined = root;
  for (let place = start; ; place += 1) {
    const stem = stems[place];
    if (stem === undefined) return;
    if (at.begun.size > 0)
      for (const [beginning, feature] of at.begun) if (isBegunBy(stem, beginning)) visit(feature);
    at = at.next.get(stem);
    if (at === undefined) return;
    if (at.feature !== undefined) visit(at.feature);
  }
}
