import { runForEach, type Row } from './dialect.ts';
import type { IndexRow } from './search-index.ts';
import type { Db } from './tables.ts';

/**
 * Index rows on their way to the full-text table. They wait for the end of the transaction: FTS5 writes out all it has
 * gathered whenever a row comes whose number is not above the last one's, so that a transaction of several pages would
 * cost a segment of the index for each page, and a procurement that two pages touch would be indexed twice.
 */
export interface PendingIndex {
  /** `isNew`: the table holds no row of this number. */
  put(id: number, row: IndexRow, isNew: boolean): void;
  drop(ids: readonly number[]): void;
  /** Writes what waits: before the transaction ends, and before anything is searched in it. */
  write(): Promise<void>;
}

export function createPendingIndex(db: Db): PendingIndex {
  const waiting = new Map<number, { readonly row: IndexRow; readonly isNew: boolean }>();
  return {
    put: (id, row, isNew) => {
      waiting.set(id, { row, isNew: waiting.get(id)?.isNew ?? isNew });
    },
    drop: (ids) => {
      for (const id of ids) waiting.delete(id);
    },
    write: async () => {
      if (waiting.size === 0) return;
      const rows = [...waiting].toSorted(([a], [b]) => a - b);
      waiting.clear();
      await runForEach(db, REPLACE, rows.filter(([, { isNew }]) => !isNew).map(valuesOf));
      await runForEach(db, INSERT, rows.filter(([, { isNew }]) => isNew).map(valuesOf));
    },
  };
}

const INTO = 'into search(rowid, title, body, parties, facts) values (?, ?, ?, ?, ?)';
const INSERT = `insert ${INTO}`;
/** A contentless table is replaced whole (https://sqlite.org/fts5.html §4.4.4); it has no triggers to leave out of step. */
const REPLACE = `insert or replace ${INTO}`;

function valuesOf([id, { row }]: readonly [number, { readonly row: IndexRow }]): Row {
  return [id, row.title, row.body, row.parties, row.facts];
}
