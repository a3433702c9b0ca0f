import { createClassifier, type Classify } from '../classify/index.ts';
import { loadTaxonomy } from './load-taxonomy.ts';

/** The classifier of the shipped taxonomy. */
export function openClassifier(): Classify {
  return createClassifier(loadTaxonomy());
}
