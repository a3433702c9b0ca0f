import { list, text, type Json } from './json.ts';

/** The ids of the awards that a release speaks of, each once, as stated; undefined where it names none. */
export function readAwardIds(release: Json): readonly string[] | undefined {
  const awards = list(release['awards']);
  const contracts = list(release['contracts']);
  if (awards.length === 0 && contracts.length === 0) return undefined;
  const ids: string[] = [];
  for (const award of awards) add(award['id'], ids);
  for (const contract of contracts) add(contract['awardID'], ids);
  return ids.length === 0 ? undefined : ids.length < MANY ? ids.filter(isFirst) : [...new Set(ids)];
}

/** Lists of hundreds are searched by their hashes, the usual one or two by looking. */
const MANY = 16;

function isFirst(id: string, index: number, ids: readonly string[]): boolean {
  return ids.indexOf(id) === index;
}

function add(value: unknown, ids: string[]): void {
  const id = text(value)?.trim();
  if (id !== undefined) ids.push(id);
}
