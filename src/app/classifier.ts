import { corrected } from '../classify/corrected.ts';
import { createClassifier } from '../classify/index.ts';
import type { Says } from '../domain/correction.ts';
import type { Classification, View } from '../domain/procurement.ts';
import { loadTaxonomy } from './load-taxonomy.ts';

/** The classifier of the shipped taxonomy; what a person said wins over it. */
export function openClassifier(): (view: View, said?: Says) => Classification {
  const taxonomy = loadTaxonomy();
  const classify = createClassifier(taxonomy);
  const names = new Map(taxonomy.categories.map(({ slug, name }) => [slug, name]));
  const categories = { names, subcategories: new Map<string, readonly string[]>() };
  return (view, said) => {
    const classification = classify(view);
    return said === undefined ? classification : corrected(classification, said, categories);
  };
}
