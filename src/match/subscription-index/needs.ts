/**
 * Of what a feature is one: a word of any text or of a title, the beginning of a word, a fact, a stem of a name, a key, and
 * words that stand next to each other in a text, a title or a name (`index-phrases.ts`).
 */
export type WordSpace = 'word' | 'title' | 'fact' | 'buyer' | 'supplier' | 'key';
export type PhraseSpace = 'in text' | 'in title' | 'in buyer' | 'in supplier';
export type Space = WordSpace | 'beginning' | PhraseSpace;

/** What documents have and queries ask for, as small numbers: `index-features.ts`. */
export interface Features {
  idOf(space: Space, text: string): number;
  /** How often a document has it, 0 to 1, as far as is known. */
  rateOf(feature: number): number;
}

/** Any of these is enough: a feature that a document has, or, as its complement (`~`), one that it has not. */
export type Need = readonly number[];

/** What holds of every document that a query matches: all of these needs. Where `exact`, of no other document, either. */
export interface Needs {
  readonly all: readonly Need[];
  readonly exact: boolean;
}

export const ALWAYS: Needs = { all: [], exact: true };
export const NEVER: Needs = { all: [[]], exact: true };
/** Nothing that features could say. */
export const UNSAID: Needs = { all: [], exact: false };

/** Alternatives multiply: beyond so many needs, each gives the one that is met most rarely. */
const MOST_NEEDS = 9;

export function someOf(features: Need, negated: boolean): Needs {
  return { all: negated ? features.map((feature) => [~feature]) : [features], exact: true };
}

export function allOf(parts: readonly Needs[]): Needs {
  return { all: parts.flatMap(({ all }) => all), exact: parts.every(({ exact }) => exact) };
}

export function anyOf(parts: readonly Needs[], features: Features): Needs {
  return parts.reduce((one, other) => either(one, other, features), NEVER);
}

function either(one: Needs, other: Needs, features: Features): Needs {
  if (isAlways(one) || isAlways(other)) return ALWAYS;
  if (one.all.length * other.all.length > MOST_NEEDS)
    return either(narrowed(one, features), narrowed(other, features), features);
  return {
    all: one.all.flatMap((a) => other.all.map((b) => [...new Set([...a, ...b])])),
    exact: one.exact && other.exact,
  };
}

function isAlways({ all, exact }: Needs): boolean {
  return exact && all.length === 0;
}

function narrowed({ all }: Needs, features: Features): Needs {
  const rarest = rarestOf(all, features) ?? all[0];
  return { all: rarest === undefined ? [] : [rarest], exact: false };
}

/** The need that the fewest documents meet, of those that ask for features alone; undefined where none does. */
function rarestOf(needs: readonly Need[], features: Features): Need | undefined {
  let rarest: Need | undefined;
  let least = Infinity;
  for (const need of needs) {
    const rate = need.reduce((sum, one) => sum + (one < 0 ? Infinity : features.rateOf(one)), 0);
    if (rate < least) [rarest, least] = [need, rate];
  }
  return rarest;
}
