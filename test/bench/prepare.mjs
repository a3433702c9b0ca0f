import Database from 'better-sqlite3';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openClassifier, openShelf, seededRandom } from './built.mjs';
import { freshPath, openReader, openStoreAt } from './ground.mjs';
import { copied, invented, madeReleases, moved, NOW, pagesOf } from './notices.mjs';

export const WORLDS = 20;
/** The large database spans a year. */
export const HELD_DAYS_APART = 18;
/** Larger than a page of a portal: this database only has to be there. */
const BATCH = 1000;

/**
 * Generated releases of one week, as `made.json` and as pages in `pages/`.
 *
 * @param {import('./measure.mjs').Setting} setting
 */
export function prepareReleases({ scratch, quick }) {
  const made = madeReleases(quick ? 4 : WORLDS, 0);
  writeFileSync(join(scratch, 'made.json'), JSON.stringify(made));
  const directory = join(scratch, 'pages');
  mkdirSync(directory, { recursive: true });
  const unlike = copied(made, { worlds: WORLDS, copy: 1 });
  for (const [index, page] of pagesOf(unlike).entries()) {
    writeFileSync(join(directory, `${String(index).padStart(3, '0')}.json`), page);
  }
}

/** Where the large database lies. */
const HELD = 'held';

/** @param {string} scratch */
export function heldPath(scratch) {
  return join(scratch, `${HELD}.db`);
}

/**
 * How many copies of the worlds the large database holds.
 *
 * @param {string} scratch
 */
export function heldCopies(scratch) {
  return Number(readFileSync(join(scratch, 'copies'), 'utf8'));
}

/**
 * The large database: 100,000 procurements (10,000 with `quick`) of the year before. One set of worlds is read, joined
 * and classified; its copies are saved as any procurement is, which is three times as fast as reading each anew.
 *
 * @param {import('./measure.mjs').Setting} setting
 */
export async function prepareHeld({ scratch, quick }) {
  const wanted = quick ? 10_000 : 100_000;
  const store = await openStoreAt(freshPath(scratch, HELD));
  const patterns = joinedWorlds();
  let procurements = 0;
  let copy = 0;
  while (procurements < wanted) {
    copy += 1;
    procurements = await addCopy(store, patterns, { copy, held: procurements });
  }
  await store.close();
  writeFileSync(join(scratch, 'copies'), String(copy));
}

/**
 * More copies into the large database, until it holds so many releases.
 *
 * @param {string} scratch
 * @param {number} releases
 */
export async function growHeld(scratch, releases) {
  const path = heldPath(scratch);
  const store = await openStoreAt(path);
  const db = new Database(path, { readonly: true });
  const notices = db.prepare('select count(*) from notice').pluck();
  const procurements = db.prepare("select value from counter where name = 'procurement'").pluck();
  const patterns = Number(notices.get()) < releases ? joinedWorlds() : [];
  let copy = heldCopies(scratch);
  while (Number(notices.get()) < releases) {
    copy += 1;
    await addCopy(store, patterns, { copy, held: Number(procurements.get()) });
  }
  db.close();
  await store.close();
  writeFileSync(join(scratch, 'copies'), String(copy));
}

/**
 * Saves one copy of the worlds; answers how many procurements are held then.
 *
 * @param {Awaited<ReturnType<typeof openStoreAt>>} store
 * @param {readonly string[]} patterns
 * @param {{ readonly copy: number; readonly held: number }} so
 */
async function addCopy(store, patterns, { copy, held }) {
  const random = seededRandom(`bench held ${copy}`);
  let procurements = held;
  for (let at = 0; at < patterns.length; at += BATCH) {
    const first = procurements + 1;
    const changes = patterns
      .slice(at, at + BATCH)
      .map((text, index) => changeOf(moved(text, WORLDS * copy), first + index, invented(random)));
    await store.transaction((tx) => tx.procurements.save(changes, NOW));
    procurements += changes.length;
  }
  return procurements;
}

/** Every procurement of a year's worlds as JSON, to be copied. */
function joinedWorlds() {
  const read = openReader();
  const classify = openClassifier();
  const shelf = openShelf({ related: [], ties: [], words: [] }, 1);
  for (const { text } of madeReleases(WORLDS, HELD_DAYS_APART)) {
    const result = read(text);
    if ('notice' in result) shelf.place(result.notice);
  }
  return shelf.changes().map(({ held, ...change }) => {
    const procurement = { ...held, classification: classify(held.view) };
    return JSON.stringify({ ...change, absorbed: [], procurement });
  });
}

/**
 * @param {string} text
 * @param {number} id
 * @param {string} words
 * @returns {import('../../src/domain/ports.ts').ProcurementChange}
 */
function changeOf(text, id, words) {
  const change = /** @type {import('../../src/domain/ports.ts').ProcurementChange} */ (
    /** @type {unknown} */ (JSON.parse(text))
  );
  const { view, versions } = change.procurement;
  const [first = ''] = view.descriptions;
  const own = `${words} ${first}`;
  /** @param {import('../../src/domain/notice.ts').Notice} notice */
  const reworded = (notice) => (notice.description === first ? { ...notice, description: own } : notice);
  const descriptions = [own, ...view.descriptions.slice(1)];
  return {
    ...change,
    added: change.added.map(reworded),
    procurement: {
      ...change.procurement,
      id,
      view: { ...view, descriptions },
      versions: versions.map(reworded),
    },
  };
}
