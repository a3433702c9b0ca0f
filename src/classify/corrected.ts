import type { Says } from '../domain/correction.ts';
import type { Assignment, Classification, Reason } from '../domain/procurement.ts';

/** What the taxonomy calls its categories, and which subcategories each has: by slug. */
export interface CategoryNames {
  readonly names: ReadonlyMap<string, string>;
  readonly subcategories: ReadonlyMap<string, readonly string[]>;
}

/** Nothing that stands in a text adds up to this: a person wins. */
const CERTAIN = 100;

/** What a person says in place of what the model says; the tags and the summary stand in the text and stay. */
export function corrected(
  classification: Classification,
  says: Says,
  { names, subcategories }: CategoryNames,
): Classification {
  if (!says.it)
    return {
      ...classification,
      it: 0,
      setting: undefined,
      reasons: [said('a person said that this is not IT', -CERTAIN)],
      categories: [],
      subcategories: [],
    };
  const own = new Set(says.categories.flatMap((slug) => subcategories.get(slug) ?? []));
  return {
    ...classification,
    it: 1,
    setting: 'strict',
    reasons: [said('a person said that this is IT', CERTAIN)],
    categories: says.categories.map((slug) => assigned(slug, names)),
    subcategories: classification.subcategories.filter((slug) => own.has(slug)),
  };
}

function assigned(slug: string, names: CategoryNames['names']): Assignment {
  const name = names.get(slug) ?? slug;
  return { slug, name, score: 1, reasons: [said('a person said so', CERTAIN)] };
}

function said(words: string, contribution: number): Reason {
  return { words, place: 'person', contribution };
}
