import { list, object, type Json } from './json.ts';

/** The lists of one name under a release's tender, planning, awards and contracts, in that order, as one. */
function gathered(release: Json, name: 'documents' | 'items'): readonly Json[] {
  const tendered = list(object(release['tender'])[name]);
  let found: Json[] | undefined;
  const more = (part: Json): void => {
    const values = list(part[name]);
    if (values.length > 0) (found ??= [...tendered]).push(...values);
  };
  more(object(release['planning']));
  for (const award of list(release['awards'])) more(award);
  for (const contract of list(release['contracts'])) more(contract);
  return found ?? tendered;
}

/** Every document of a release, wherever it hangs. */
export function documentsIn(release: Json): readonly Json[] {
  return gathered(release, 'documents');
}

/** Every item of a release, wherever it hangs. */
export function itemsIn(release: Json): readonly Json[] {
  return gathered(release, 'items');
}
