import Database from 'better-sqlite3';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { openStoreAt } from './ground.mjs';
import { insertSorted } from './insert-sorted.mjs';

/** @typedef {import('./fill-thread.mjs').Batch} Batch */
/** @typedef {import('./fill-thread.mjs').Made} Made */

/** A notice has some dozen blocks; room for this many. */
const MOST_BLOCKS = 24;
const BATCHES_TO_A_TRANSACTION = 25;

/**
 * Fills a new database with notices of a crowd, each a procurement of its own, by plain inserts: everything that joining
 * asks of (the notices, their signatures and blocks, the procurements with their views and keys), and nothing to search.
 * Stops after `seconds`; answers how many there are.
 *
 * @param {string} path
 * @param {{ readonly size: number; readonly sighted: ReadonlySet<number>; readonly seconds: number }} given `sighted`:
 *   seeds of families whose members are to be found by their text.
 */
export async function fill(path, { size, sighted, seconds }) {
  await (await openStoreAt(path)).close();
  const db = new Database(path);
  // Nothing here has to survive a crash.
  for (const pragma of [
    'journal_mode = OFF',
    'synchronous = OFF',
    'foreign_keys = OFF',
    'cache_size = -400000',
  ])
    db.pragma(pragma);
  const indexes = dropIndexes(db);
  const insert = insertsInto(db);
  const keys = new Float64Array(size * MOST_BLOCKS);
  const versions = new Uint32Array(size * MOST_BLOCKS);
  let [held, blocks, batches] = [0, 0, 0];
  db.exec('begin');
  for await (const batch of batchesOf({ size, sighted, end: performance.now() + seconds * 1000 })) {
    for (const one of batch.made) insert(one, (held += 1));
    const first = held - batch.made.length + 1;
    keys.set(batch.blocks, blocks);
    for (const [place] of batch.made.entries())
      versions.fill(first + place, blocks, (blocks += batch.counts[place] ?? 0));
    batches += 1;
    if (batches % BATCHES_TO_A_TRANSACTION === 0) db.exec('commit; begin');
  }
  db.exec('commit');
  insertSorted(db, keys.subarray(0, blocks), versions.subarray(0, blocks));
  for (const index of indexes) db.exec(index);
  db.prepare("update counter set value = ? where name = 'procurement'").run(held);
  db.pragma('journal_mode = WAL');
  db.close();
  return held;
}

/**
 * One batch is made while the one before is put in.
 *
 * @param {{ readonly size: number; readonly sighted: ReadonlySet<number>; readonly end: number }} given
 */
async function* batchesOf({ size, sighted, end }) {
  const thread = new Worker(new URL('fill-thread.mjs', import.meta.url), { workerData: { size, sighted } });
  async function ask() {
    const answer = once(thread, 'message');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.postMessage('next');
    const [batch] = /** @type {[Batch]} */ (/** @type {unknown} */ (await answer));
    return batch;
  }
  let coming = ask();
  while (performance.now() < end) {
    const batch = await coming;
    if (batch.made.length === 0) break;
    coming = ask();
    yield batch;
  }
  await coming;
  await thread.terminate();
}

/**
 * Indexes are made at the end, in order; answers how.
 *
 * @param {Database.Database} db
 */
function dropIndexes(db) {
  const tables = "'procurement', 'notice', 'owned_key'";
  const rows = /** @type {readonly { name: string, sql: string }[]} */ (
    db
      .prepare(
        `select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in (${tables})`,
      )
      .all()
  );
  for (const { name } of rows) db.exec(`drop index ${name}`);
  return rows.map(({ sql }) => sql);
}

/** @param {Database.Database} db */
function insertsInto(db) {
  const procurement = db.prepare(
    `insert into procurement(id, stage, deadline_at, it_rank, published_at, updated_at, regions, indexed)
     values (?, 'tender', ?, 0, ?, ?, '[]', '')`,
  );
  const view = db.prepare('insert into procurement_view(id, view, classification) values (?, ?, ?)');
  const notice = db.prepare(
    `insert into notice(id, procurement_id, portal, notice_id, ocid, release_id, hash, published, body)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const owned = db.prepare('insert into owned_key(key, procurement_id) values (?, ?)');
  const signature = db.prepare(
    'insert into signature(version_id, portal, notice_id, body) values (?, ?, ?, ?)',
  );
  const unclassified = '{"it":0,"reasons":[],"categories":[]}';
  return (/** @type {Made} */ made, /** @type {number} */ id) => {
    const { portal, noticeId, ocid, hash, published } = made;
    procurement.run(id, made.deadlineAt, published, published);
    view.run(id, made.view, unclassified);
    notice.run(id, id, portal, noticeId, ocid, noticeId, hash, published, made.body);
    owned.run(`notice:${portal}:${noticeId}`, id);
    owned.run(`ocid:${ocid}`, id);
    signature.run(id, portal, noticeId, made.signature);
  };
}
