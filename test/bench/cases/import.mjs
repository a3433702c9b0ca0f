import Database from 'better-sqlite3';
import { importReleases, indexRow, openAnyFile, openClassifier } from '../built.mjs';
import { clock, freshPath, openReader, openStoreAt, openTelling } from '../ground.mjs';
import { inTurns, timed } from '../measure.mjs';
import { copied, NOW, pagesOf, preparedReleases, realPages } from '../notices.mjs';

/** Releases to a transaction, as importing has it. */
const TOGETHER = 1000;

/**
 * A file of releases into the database (raw kept, joined, classified, indexed), beside bare `JSON.parse` of the same
 * bytes and an insert of the same index rows into an FTS5 table and nothing else: same engine, same journal, same
 * thousand rows to a transaction. Left out of the bare way, and so part of what the ratio tells: finding each release in the
 * file and its words, the raw texts, notices, keys and events (five more tables), and which procurement is whose.
 *
 * @param {import('../measure.mjs').Setting} setting
 */
export async function run({ scratch, realData, quick }) {
  const made = pagesOf(copied(preparedReleases(scratch), { worlds: 20, copy: 3 }));
  const most = { rounds: quick ? 2 : 5, seconds: quick ? 2 : 8 };
  const rows = [await compare('import, made', { pages: made, scratch }, most)];
  const real = realPages(realData);
  if (real.length > 0) rows.push(await compare('import, find-a-tender real', { pages: real, scratch }, most));
  return rows;
}

/**
 * @param {string} what
 * @param {{ readonly pages: readonly Buffer[]; readonly scratch: string }} given
 * @param {{ readonly rounds: number; readonly seconds: number }} most
 * @returns {Promise<import('../measure.mjs').Row>}
 */
async function compare(what, { pages, scratch }, most) {
  const bytes = bulkOf(pages);
  const classify = openClassifier();
  const read = openReader();
  let counts = { releases: 0, procurements: 0 };
  /** @type {readonly import('../../../src/store/search-index.ts').IndexRow[]} */
  let rows = [];

  async function ours() {
    const store = await openStoreAt(freshPath(scratch, 'import'));
    const deps = { ...openTelling(), store, classify, read };
    const took = await timed(async () => {
      const file = await openAnyFile(piecesOf(bytes));
      if (!file.ok) throw new Error(file.reason);
      counts = await importReleases({ name: 'bulk', releases: file.releases }, deps, {
        alertSince: undefined,
        startedAt: NOW,
        signal: new AbortController().signal,
      });
    });
    if (rows.length === 0) rows = await indexRows(store);
    await store.close();
    return took;
  }

  async function bare() {
    const db = new Database(freshPath(scratch, 'bare'));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec(
      `create virtual table search using fts5(title, body, buyer, facets, content='', contentless_delete=1,
        tokenize="unicode61 remove_diacritics 0 tokenchars '_'")`,
    );
    const insert = db.prepare('insert into search(title, body, buyer, facets) values (?, ?, ?, ?)');
    const took = await timed(() => {
      JSON.parse(bytes.toString('utf8'));
      for (let at = 0; at < rows.length; at += TOGETHER) {
        db.exec('begin immediate');
        for (const { title, body, buyer, facets } of rows.slice(at, at + TOGETHER)) {
          insert.run(title, body, buyer, facets);
        }
        db.exec('commit');
      }
    });
    db.close();
    return took;
  }

  const found = await inTurns({ ours, bare }, most);
  return {
    what,
    unit: 'µs/release',
    ours: (found.ours / counts.releases) * 1000,
    bare: (found.bare / counts.releases) * 1000,
    ratio: found.speed,
    of: 'speed',
    hold: '≥ 0.2 (aim 0.4)',
    holds: found.speed >= 0.2,
    note: `${perSecond(counts.releases, found.ours)} releases/s; ${counts.releases} releases make ${rows.length} procurements`,
  };
}

/**
 * One file, as bulk files come: a list of packages.
 *
 * @param {readonly Buffer[]} pages
 */
function bulkOf(pages) {
  return Buffer.from(`[${pages.map((page) => page.toString('utf8')).join(',\n')}]`);
}

const PIECE = 1 << 18;

/**
 * As a file is read.
 *
 * @param {Buffer} bytes
 */
async function* piecesOf(bytes) {
  for (let at = 0; at < bytes.length; at += PIECE)
    yield await Promise.resolve(bytes.subarray(at, at + PIECE));
}

/**
 * @param {number} count
 * @param {number} ms
 */
function perSecond(count, ms) {
  return Math.round(count / (ms / 1000)).toLocaleString('en-GB');
}

/** @param {import('../../../src/store/index.ts').SqliteStore} store */
async function indexRows(store) {
  const everything = /** @type {const} */ ({ kind: 'it', setting: 'any', negated: false });
  const { procurements } = await store.procurements.search(everything, {
    limit: 1_000_000,
    now: clock.now(),
  });
  return procurements.map(indexRow);
}
