import { remembered } from '../base/text/remembered.ts';
import type { Cpv } from '../domain/cpv.ts';
import type { Taxonomy } from './taxonomy.ts';

/** What a CPV code says. */
export interface CodeMeaning {
  /** How much it says IT: 1 is IT, 0 nothing, -1 another trade. */
  readonly it: number;
  /** Slugs of the categories it names, with how surely (0 to 1). */
  readonly categories: readonly { readonly slug: string; readonly weight: number }[];
}

export interface CodeEvidence {
  readonly cpv: Cpv;
  readonly meaning: CodeMeaning;
  /** 0 to 1: its share of the notice's codes, by position and number. */
  readonly share: number;
}

export type ReadCodes = (cpv: readonly Cpv[]) => readonly CodeEvidence[];

/** There are 9,454 codes, and the same come all the time; what else a notice may write there must not stay for ever. */
const MOST_REMEMBERED = 20_000;

/** Of one notice: two in fifty thousand state more, and those state the whole list. */
const MOST_CODES = 200;

const STRONG = 1;
const WEAK = 0.4;
/** What the buyer put first weighs as much as this many of the others. */
const MAIN_WEIGHT = 2.5;

/** Compiles the taxonomy's prefixes. A notice with many codes says little with each of them. */
export function createCodeReader(taxonomy: Taxonomy): ReadCodes {
  const it = itPrefixes(taxonomy);
  const categories = categoryPrefixes(taxonomy);

  const meaningOf = remembered(MOST_REMEMBERED, lookUp);

  function lookUp(code: string): CodeMeaning {
    const kinds = longestPrefix(categories, code);
    const says = longestPrefix(it, code);
    const named = kinds !== undefined && (says === undefined || kinds.length > says.length || says.value < 0);
    return {
      it: named ? Math.max(says?.value ?? 0, WEAK) : (says?.value ?? 0),
      categories: kinds?.value ?? [],
    };
  }

  return (all) => {
    const cpv = all.length > MOST_CODES ? all.slice(0, MOST_CODES) : all;
    const stated = cpv.some((code) => code.main);
    const weights = cpv.map((code, index) => ((stated ? code.main : index === 0) ? MAIN_WEIGHT : 1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return cpv.map((code, index) => ({
      cpv: code,
      meaning: meaningOf(code.code),
      share: (weights[index] ?? 0) / total,
    }));
  };
}

function longestPrefix<T>(
  known: ReadonlyMap<string, T>,
  code: string,
): { readonly length: number; readonly value: T } | undefined {
  for (let length = code.length; length >= 2; length -= 1) {
    const value = known.get(code.slice(0, length));
    if (value !== undefined) return { length, value };
  }
  return undefined;
}

/** How much each prefix says IT. Later lists win: a code that names a category is IT, whatever its division. */
function itPrefixes(taxonomy: Taxonomy): ReadonlyMap<string, number> {
  const lists: readonly (readonly [readonly string[], number])[] = [
    [taxonomy.otherTradeCodes.blocking, -1],
    [taxonomy.otherTradeCodes.neutral, 0],
    [taxonomy.it.codes.weak, WEAK],
    [taxonomy.it.codes.strong, STRONG],
    ...taxonomy.categories.map(({ codes }) => [codes.strong, STRONG] as const),
  ];
  return new Map(lists.flatMap(([codes, it]) => codes.map((prefix) => [prefix, it] as const)));
}

function categoryPrefixes(taxonomy: Taxonomy): ReadonlyMap<string, CodeMeaning['categories']> {
  const found = new Map<string, CodeMeaning['categories']>();
  for (const { slug, codes } of taxonomy.categories) {
    for (const [list, weight] of [
      [codes.strong, STRONG],
      [codes.weak, WEAK],
    ] as const) {
      for (const prefix of list) found.set(prefix, [...(found.get(prefix) ?? []), { slug, weight }]);
    }
  }
  return found;
}
