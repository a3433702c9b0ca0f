import type { ItSetting } from '../../domain/procurement.ts';
import { AT, SETTING, kindPlaces, type KindPlaces, type Tally } from './tally.ts';

/** A figure, as made of sums of tallies: a share of a whole, or something else of which an interval is only found by drawing anew. */
export type Measure =
  | { readonly kind: 'share'; readonly of: (sums: Tally) => readonly [part: number, whole: number] }
  | { readonly kind: 'score'; readonly of: (sums: Tally) => number | undefined };

/** By name. */
export type Measures = Readonly<Record<string, Measure>>;

function at(sums: Tally, place: number): number {
  return sums[place] ?? 0;
}

/** Twice what is right, of what is due and what is said; undefined where there is neither. */
function f1Of(right: number, wrong: number, due: number): number | undefined {
  const whole = right + wrong + due;
  return whole === 0 ? undefined : (2 * right) / whole;
}

/** Of what is called IT, how much is. */
export function itPrecision(setting: ItSetting): Measure {
  return {
    kind: 'share',
    of: (sums) => {
      const right = at(sums, AT.right[setting]);
      return [right, right + at(sums, AT.wrong[setting])];
    },
  };
}

/** Of what is IT, how much is called so. */
export function itRecall(setting: ItSetting): Measure {
  return { kind: 'share', of: (sums) => [at(sums, AT.right[setting]), at(sums, AT.yes)] };
}

export function itF1(setting: ItSetting): Measure {
  return {
    kind: 'score',
    of: (sums) => f1Of(at(sums, AT.right[setting]), at(sums, AT.wrong[setting]), at(sums, AT.yes)),
  };
}

/** Of all lines, those that are IT and are not called so. */
export const IT_MISSED: Measure = {
  kind: 'share',
  of: (sums) => [at(sums, AT.yes) - at(sums, AT.right[SETTING]), at(sums, AT.lines)],
};

export const PRIMARY_RIGHT: Measure = {
  kind: 'share',
  of: (sums) => [at(sums, AT.primaryRight), at(sums, AT.yes)],
};

export const MICRO_F1: Measure = {
  kind: 'score',
  of: (sums) => f1Of(at(sums, AT.kindsRight), at(sums, AT.kindsWrong), at(sums, AT.kinds)),
};

/** Of what is IT and is called so. */
export const KINDLESS: Measure = {
  kind: 'share',
  of: (sums) => [at(sums, AT.kindless), at(sums, AT.right[SETTING])],
};

/** Of all that is IT. */
export const UNNAMED: Measure = { kind: 'share', of: (sums) => [at(sums, AT.unnamed), at(sums, AT.yes)] };

/** The mean of these categories' F1; one that is neither due nor named has none. */
export function macroF1(slugs: readonly string[], among: readonly string[]): Measure {
  const places = among.map((slug) => kindPlaces(slugs.indexOf(slug)));
  return {
    kind: 'score',
    of: (sums) => {
      const scores = places.flatMap((place) => kindScore(sums, place) ?? []);
      return scores.length === 0 ? undefined : scores.reduce((sum, one) => sum + one, 0) / scores.length;
    },
  };
}

export function kindF1(places: KindPlaces): Measure {
  return { kind: 'score', of: (sums) => kindScore(sums, places) };
}

function kindScore(sums: Tally, { due, right, wrong }: KindPlaces): number | undefined {
  return f1Of(at(sums, right), at(sums, wrong), at(sums, due));
}

export function kindPrecision({ right, wrong }: KindPlaces): Measure {
  return { kind: 'share', of: (sums) => [at(sums, right), at(sums, right) + at(sums, wrong)] };
}

export function kindRecall({ right, due }: KindPlaces): Measure {
  return { kind: 'share', of: (sums) => [at(sums, right), at(sums, due)] };
}
