import { createBeginnings, type Beginnings } from './beginnings.ts';
import { passOf, type Pass } from './gates.ts';
import type { Features, PhraseSpace, Space, WordSpace } from './needs.ts';
import { createPhrases, type Phrases } from './phrases.ts';
import { priorRate } from './rates.ts';

/** The feature that every document has, and the one that none has. */
export const EVERY = 0;
export const NONE = 1;

/** How many documents the rate that is expected of a feature weighs. */
const PRIOR_WEIGHT = 30;
/** From then on older documents count half as much as newer ones. */
const MOST_COUNTED = 32_768;

interface Feature {
  readonly space: Space;
  readonly text: string;
  readonly pass: Pass | undefined;
  readonly prior: number;
  /** How many documents had been seen when it came. */
  since: number;
  /** How often queries name it. */
  uses: number;
}

/** The features that queries name, and how often documents were seen to have them. */
export interface FeatureBook extends Features {
  /** How many documents were seen, older ones counted half. */
  readonly seen: number;
  /** All features are below it. */
  readonly bound: number;
  /** Whole words, facts, names and keys by their text. */
  readonly ids: Readonly<Record<WordSpace, ReadonlyMap<string, number>>>;
  readonly beginnings: Beginnings;
  readonly phrases: Readonly<Record<PhraseSpace, Phrases>>;
  passOf(feature: number): Pass | undefined;
  /** A query names these, each as often as it stands here. What was only considered for it is forgotten. */
  use(features: readonly number[]): void;
  /** It does no longer; what no query names is forgotten. */
  drop(features: readonly number[]): void;
  /** One more document was seen, which had these. */
  count(features: readonly number[]): void;
}

interface Book {
  readonly ids: Readonly<Record<WordSpace, Map<string, number>>>;
  readonly beginnings: Beginnings;
  readonly phrases: Readonly<Record<PhraseSpace, Phrases>>;
  readonly features: (Feature | undefined)[];
  /** By feature: how many documents had it. */
  readonly counts: number[];
  readonly free: number[];
  /** Named since the last use. */
  fresh: number[];
  seen: number;
}

export function createFeatureBook(): FeatureBook {
  const book = emptyBook();
  return {
    get seen() {
      return book.seen;
    },
    get bound() {
      return book.features.length;
    },
    ids: book.ids,
    beginnings: book.beginnings,
    phrases: book.phrases,
    idOf: (space, text) => placeOf(book, space).get(text) ?? named(book, space, text),
    rateOf(id) {
      const { prior = 1, since = 0 } = book.features[id] ?? {};
      return ((book.counts[id] ?? 0) + PRIOR_WEIGHT * prior) / (book.seen - since + PRIOR_WEIGHT);
    },
    passOf: (id) => book.features[id]?.pass,
    use(features) {
      for (const id of features) use(book, id, 1);
      for (const id of book.fresh) use(book, id, 0);
      book.fresh = [];
    },
    drop(features) {
      for (const id of features) use(book, id, -1);
    },
    count(features) {
      for (const id of features) book.counts[id] = (book.counts[id] ?? 0) + 1;
      book.seen += 1;
      if (book.seen >= MOST_COUNTED) halve(book);
    },
  };
}

function emptyBook(): Book {
  const always = { space: 'fact', text: '', pass: undefined, since: 0, uses: 1 } as const;
  return {
    ids: { word: map(), title: map(), fact: map(), buyer: map(), supplier: map(), key: map() },
    beginnings: createBeginnings(),
    phrases: {
      'in text': createPhrases(),
      'in title': createPhrases(),
      'in buyer': createPhrases(),
      'in supplier': createPhrases(),
    },
    features: [
      { ...always, prior: 1 },
      { ...always, prior: 0 },
    ],
    counts: [0, 0],
    free: [],
    fresh: [],
    seen: 0,
  };
}

function map(): Map<string, number> {
  return new Map();
}

function placeOf(book: Book, space: Space): Beginnings | Phrases | Map<string, number> {
  switch (space) {
    case 'beginning':
      return book.beginnings;
    case 'in text':
    case 'in title':
    case 'in buyer':
    case 'in supplier':
      return book.phrases[space];
    case 'word':
    case 'title':
    case 'fact':
    case 'buyer':
    case 'supplier':
    case 'key':
    default:
      return book.ids[space];
  }
}

function named(book: Book, space: Space, text: string): number {
  const id = book.free.pop() ?? book.features.length;
  book.features[id] = {
    space,
    text,
    pass: space === 'fact' ? passOf(text) : undefined,
    prior: priorRate(space, text),
    since: book.seen,
    uses: 0,
  };
  book.counts[id] = 0;
  placeOf(book, space).set(text, id);
  book.fresh.push(id);
  return id;
}

function use(book: Book, id: number, more: number): void {
  const feature = book.features[id];
  if (feature === undefined) return;
  feature.uses += more;
  if (feature.uses > 0) return;
  placeOf(book, feature.space).delete(feature.text);
  book.features[id] = undefined;
  book.free.push(id);
}

function halve(book: Book): void {
  book.seen >>= 1;
  for (const [id, feature] of book.features.entries()) {
    book.counts[id] = (book.counts[id] ?? 0) >> 1;
    if (feature !== undefined) feature.since >>= 1;
  }
}
