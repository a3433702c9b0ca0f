/// <reference types="node" />
/// <reference lib="es2023" />
import Database from 'better-sqlite3';
import MiniSearch from 'minisearch';
import { parseQuery, stems } from './built.mjs';
import { median } from './measure.mjs';

/**
 * The package `minisearch` on the newest so many procurements of the large database, in a process of its own: 100,000 of them
 * take it more than a gigabyte. Its words are the program's stems, facets are a filter, and a page is twenty numbers.
 * Arguments: the database, how many, the searches as JSON, how often.
 */
const [, , path = '', most = '0', searches = '[]', repeats = '1'] = process.argv;

const db = new Database(path, { readonly: true });
const rows = /** @type {{ id: number; view: string; classification: string }[]} */ (
  db
    .prepare(
      `select v.id, v.view, v.classification from procurement p join procurement_view v on v.id = p.id
       where p.merged_into is null order by p.published_at desc, p.id desc limit ?`,
    )
    .all(Number(most))
);

/** @param {string} text */
function tokenize(text) {
  return [...stems(text)];
}

const start = performance.now();
const index = new MiniSearch({
  fields: ['title', 'body'],
  tokenize,
  processTerm: (term) => term,
});
/** @type {Map<unknown, { readonly view: import('../../src/domain/procurement.ts').View; readonly classification: import('../../src/domain/procurement.ts').Classification }>} */
const facts = new Map();
for (const row of rows) {
  const view = /** @type {import('../../src/domain/procurement.ts').View} */ (JSON.parse(row.view));
  const classification = /** @type {import('../../src/domain/procurement.ts').Classification} */ (
    JSON.parse(row.classification)
  );
  index.add({
    id: row.id,
    title: view.titles.join('\n'),
    body: view.descriptions.join('\n'),
  });
  facts.set(row.id, { view, classification });
}
const seconds = (performance.now() - start) / 1000;

/** @param {string} clause @param {import('minisearch').SearchResult} hit */
function meets(clause, { id }) {
  const [field, value = ''] = clause.split(':');
  const known = facts.get(id);
  if (known?.classification.setting === undefined || known.classification.setting === 'broad') return false;
  if (field === 'category') return known.classification.categories.some(({ slug }) => slug === value);
  return field === 'stage'
    ? known.view.stage === value
    : known.view.cpv.some(({ code }) => code.startsWith(value));
}

const each = /** @type {(readonly [string, string])[]} */ (JSON.parse(searches)).map(([words, clause]) => {
  // What the program does before it asks, too.
  const times = Array.from({ length: Number(repeats) + 1 }, () => {
    const begun = performance.now();
    parseQuery(`${words} ${clause}`);
    const found = index.search(words, {
      combineWith: 'AND',
      boost: { title: 4 },
      filter: (hit) => meets(clause, hit),
    });
    found.slice(0, 20).map(({ id }) => Number(id));
    return performance.now() - begun;
  });
  return median(times.slice(1));
});
globalThis.gc?.();
process.send?.({
  ms: each.reduce((sum, ms) => sum + ms, 0) / each.length,
  procurements: rows.length,
  seconds,
  megabytes: process.memoryUsage().heapUsed / 2 ** 20,
});
if (process.connected) process.disconnect();
