import type { Notice } from '../domain/notice.ts';
import { ownedKeys } from './keys.ts';

/** Which procurement owns a key, and which cite it. */
export interface KeyIndex {
  put(id: number, owns: readonly string[], cites: readonly string[]): void;
  remove(id: number): void;
  /** Procurements that own a key of this notice or one that it cites, or that cite a key of its. */
  relatedTo(notice: Notice): readonly number[];
}

export function createKeyIndex(): KeyIndex {
  const owner = new Map<string, number>();
  const citing = new Map<string, Set<number>>();
  return {
    put(id, owns, cites) {
      for (const key of owns) owner.set(key, id);
      for (const key of cites) citing.set(key, (citing.get(key) ?? new Set()).add(id));
    },
    remove(id) {
      for (const ids of citing.values()) ids.delete(id);
    },
    relatedTo(notice) {
      const owned = ownedKeys(notice);
      const owners = [...owned, ...notice.cites].flatMap((key) => owner.get(key) ?? []);
      const citers = owned.flatMap((key) => [...(citing.get(key) ?? [])]);
      return [...new Set([...owners, ...citers])];
    },
  };
}
