import { createTermBook } from '../classify/term-book.ts';
import { termsIn } from '../classify/terms-in.ts';
import type { Ears } from '../flows/hear.ts';
import { openClassifier } from './classifier.ts';
import { loadSubcategories } from './load-subcategories.ts';
import { loadTaxonomy } from './load-taxonomy.ts';

/** What understands a supplier's words, of the shipped taxonomy and model. */
export function openEars(): Ears {
  const taxonomy = loadTaxonomy();
  const { categories } = loadSubcategories(taxonomy);
  const book = createTermBook(taxonomy);
  return {
    classify: openClassifier({ taxonomy, isThorough: true }),
    termsIn: (text) => termsIn(text, book),
    subcategories: new Map(
      [...categories].flatMap(([category, own]) =>
        own.filter(({ other }) => !other).map(({ slug, name }) => [slug, { slug, name, category }] as const),
      ),
    ),
    frameworks: new Map(taxonomy.frameworks.map(({ slug, name }) => [slug, { slug, name }])),
  };
}
