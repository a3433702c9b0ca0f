import { list, text, type Json } from './json.ts';

/** The ids of the awards that a release speaks of, each once, as stated; undefined where it names none. */
export function readAwardIds(release: Json): readonly string[] | undefined {
  const ids = new Set<string>();
  for (const award of list(release['awards'])) add(award['id'], ids);
  for (const contract of list(release['contracts'])) add(contract['awardID'], ids);
  return ids.size === 0 ? undefined : [...ids];
}

function add(value: unknown, ids: Set<string>): void {
  const id = text(value)?.trim();
  if (id !== undefined) ids.add(id);
}
