import { corrected } from '../classify/corrected.ts';
import { createClassifier } from '../classify/index.ts';
import type { Model } from '../classify/model.ts';
import { subcategoriesOf } from '../classify/subcategories.ts';
import type { Taxonomy } from '../classify/taxonomy.ts';
import type { Says } from '../domain/correction.ts';
import type { Classification, View } from '../domain/procurement.ts';
import { loadSubcategories } from './load-subcategories.ts';
import { loadTaxonomy } from './load-taxonomy.ts';
import { loadModel } from './model-file.ts';

/** What a classifier may be given in place of what ships with the program. */
interface Other {
  readonly taxonomy?: Taxonomy;
  readonly model?: Model;
  /** Say why, and what is wanted, also of what is not IT. */
  readonly isThorough?: boolean;
}

/** The classifier of the shipped taxonomy and model; what a person said wins over it. */
export function openClassifier(other: Other = {}): (view: View, said?: Says) => Classification {
  const { taxonomy = loadTaxonomy(), model = loadModel(), isThorough = false } = other;
  const subcategories = loadSubcategories(taxonomy);
  const classify = createClassifier({ taxonomy, subcategories, model });
  const names = new Map(taxonomy.categories.map(({ slug, name }) => [slug, name]));
  const categories = { names, subcategories: subcategoriesOf(subcategories) };
  return (view, said) => {
    // A person may know that it is IT after all.
    const classification = classify(view, isThorough || said !== undefined);
    return said === undefined ? classification : corrected(classification, said, categories);
  };
}
