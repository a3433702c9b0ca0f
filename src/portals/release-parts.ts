import { list, object, type Json } from './json.ts';

/** The lists of one name under a release's tender, planning, awards and contracts, in that order, as one. */
function gathered(release: Json, name: 'documents' | 'items'): readonly Json[] {
  const found: Json[] = [
    ...list(object(release['tender'])[name]),
    ...list(object(release['planning'])[name]),
  ];
  for (const award of list(release['awards'])) found.push(...list(award[name]));
  for (const contract of list(release['contracts'])) found.push(...list(contract[name]));
  return found;
}

/** Every document of a release, wherever it hangs. */
export function documentsIn(release: Json): readonly Json[] {
  return gathered(release, 'documents');
}

/** Every item of a release, wherever it hangs. */
export function itemsIn(release: Json): readonly Json[] {
  return gathered(release, 'items');
}
