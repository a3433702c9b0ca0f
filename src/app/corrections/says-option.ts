import type { Says } from '../../domain/correction.ts';
import { suggest } from '../../match/suggest.ts';
import { loadTaxonomy } from '../load-taxonomy.ts';

/** As many as a classification gives. */
const MOST_CATEGORIES = 3;

/** What `--category cloud,data` says; or, in one line, why it cannot be used. */
export function saysCategories(written: string): Says | { readonly wrong: string } {
  const slugs = loadTaxonomy().categories.map(({ slug }) => slug);
  const wanted = [...new Set(written.split(',').map((one) => one.trim().toLowerCase()))];
  const strange = wanted.find((one) => !slugs.includes(one));
  if (strange !== undefined) {
    const near = suggest(strange, slugs);
    const meant = near === undefined ? '.' : `; did you mean ${near}?`;
    return { wrong: `--category: '${strange}' is no category${meant} There are ${slugs.join(', ')}` };
  }
  if (wanted.length > MOST_CATEGORIES)
    return { wrong: `--category: at most ${MOST_CATEGORIES}, the first is the primary one` };
  return { it: true, categories: wanted };
}
