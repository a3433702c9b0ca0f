import Database from 'better-sqlite3';
import { clauseOf, parseQuery } from './built.mjs';

/**
 * A search by hand on the same database: how many, the newest twenty, their stored views read. What the words and facets mean
 * as an FTS5 expression is the one thing that it is told.
 *
 * @param {string} path
 */
export function openBare(path) {
  const db = new Database(path, { readonly: true });
  db.pragma('cache_size = -49152');
  const count = db.prepare('select count(*) from search where search match ?').pluck();
  const page = db
    .prepare(
      `
    select p.id from search s join procurement p on p.id = s.rowid
    where s.search match ? and p.merged_into is null order by p.published_at desc, p.id desc limit ?`,
    )
    .pluck();
  const view = db.prepare('select view, classification from procurement_view where id = ?');
  const ranked = db
    .prepare(
      "select rowid from search where search match ? and rank match 'bm25(4.0, 1.0, 0.0, 0.0)' order by rank limit ?",
    )
    .pluck();
  return {
    /** @param {string} text */
    expressionOf: (text) => {
      const clause = clauseOf(parseQuery(text).query, 0);
      if (clause.kind !== 'match') throw new Error(`${text} is no pure match`);
      return clause.fts;
    },
    /**
     * @param {string} fts
     * @param {number} limit
     */
    newest: (fts, limit) => {
      const total = Number(count.get(fts));
      const ids = /** @type {number[]} */ (page.all(fts, limit));
      const views = ids.map((id) => {
        const row = /** @type {{ view: string; classification: string }} */ (view.get(id));
        return /** @type {unknown[]} */ ([JSON.parse(row.view), JSON.parse(row.classification)]);
      });
      return { total, ids, views };
    },
    /**
     * @param {string} fts
     * @param {number} limit
     */
    best: (fts, limit) => ({ total: Number(count.get(fts)), ids: ranked.all(fts, limit) }),
    procurements: () =>
      Number(db.prepare("select value from counter where name = 'procurement'").pluck().get()),
    close: () => db.close(),
  };
}
