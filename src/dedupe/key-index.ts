import type { Notice } from '../domain/notice.ts';
import { ownedKeys } from './keys.ts';

/** Which procurements own a key (more than one where people split them), and which cite it. */
export interface KeyIndex {
  put(id: number, owns: readonly string[], cites: readonly string[]): void;
  remove(id: number): void;
  /** Procurements that own a key of this notice or one that it cites (`cites` more of them), or that cite a key of its. */
  relatedTo(notice: Notice, cites: readonly string[]): readonly number[];
  /** Those that own one of `owned` or `cited`, or cite one of `owned`. */
  among(owned: readonly string[], cited: readonly string[]): readonly number[];
}

export function createKeyIndex(): KeyIndex {
  const owners = new Map<string, Set<number>>();
  const citing = new Map<string, Set<number>>();
  const held = new Map<number, { readonly owns: readonly string[]; readonly cites: readonly string[] }>();
  const index: KeyIndex = {
    put(id, owns, cites) {
      index.remove(id);
      held.set(id, { owns, cites });
      for (const key of owns) noteUnder(owners, key, id);
      for (const key of cites) noteUnder(citing, key, id);
    },
    remove(id) {
      const known = held.get(id);
      for (const key of known?.owns ?? []) owners.get(key)?.delete(id);
      for (const key of known?.cites ?? []) citing.get(key)?.delete(id);
      held.delete(id);
    },
    relatedTo: (notice, cites) => index.among(ownedKeys(notice), [...notice.cites, ...cites]),
    among(owned, cited) {
      const found = new Set<number>();
      for (const key of owned) for (const id of owners.get(key) ?? []) found.add(id);
      for (const key of cited) for (const id of owners.get(key) ?? []) found.add(id);
      for (const key of owned) for (const id of citing.get(key) ?? []) found.add(id);
      return [...found];
    },
  };
  return index;
}

function noteUnder(map: Map<string, Set<number>>, key: string, id: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([id]));
  else known.add(id);
}
