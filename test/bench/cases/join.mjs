import Database from 'better-sqlite3';
import { familyOf, keysOf, openShelf } from '../built.mjs';
import { openReader, openStoreAt } from '../ground.mjs';
import { inTurns, timed } from '../measure.mjs';
import { copied, madeReleases } from '../notices.mjs';
import { heldCopies, heldPath, HELD_DAYS_APART, WORLDS } from '../prepare.mjs';

/** @typedef {import('../../../src/domain/notice.ts').Notice} Notice */

const PAGE = 100;
const PAGES = 20;
/** Two in three releases of Find a Tender follow an earlier one. */
const KNOWN_SHARE = 2 / 3;
/** A copy that is not in the database. */
const UNKNOWN_COPY = 150;

/**
 * Joining pages of notices by their keys to 100,000 procurements (candidates from the store, the decision, the merged
 * views), beside only looking up their keys. Joining by score is the case `dedupe`.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @returns {Promise<readonly import('../measure.mjs').Row[]>}
 */
export async function run({ scratch, quick }) {
  const pages = pagesToJoin(heldCopies(scratch));
  const store = await openStoreAt(heldPath(scratch));
  const db = new Database(heldPath(scratch), { readonly: true });
  db.pragma('cache_size = -49152');
  const look = db
    .prepare(
      `select procurement_id from owned_key where key in (select value from json_each(@all))
       union select procurement_id from cited_key where key in (select value from json_each(@owns))`,
    )
    .pluck();
  const procurements = Number(
    db.prepare("select value from counter where name = 'procurement'").pluck().get(),
  );
  const kinds = { seen: 0, new: 0, joined: 0 };

  async function ours() {
    return store.transaction((tx) =>
      timed(async () => {
        for (const page of pages) {
          const shelf = openShelf(await familyOf(tx, page, []), procurements + 1);
          for (const notice of page) kinds[shelf.place(notice).kind] += 1;
          shelf.changes();
        }
      }),
    );
  }
  function bare() {
    return timed(() => {
      for (const page of pages) {
        const { owns, cites } = keysOf(page);
        look.all({ all: JSON.stringify([...owns, ...cites]), owns: JSON.stringify(owns) });
      }
    });
  }
  const took = await inTurns({ ours, bare }, { rounds: 15, seconds: quick ? 2 : 6 });
  db.close();
  await store.close();
  const notices = pages.length * PAGE;
  const each = (took.ours / notices) * 1000;
  const runs = took.rounds + 1;
  return [
    {
      what: `join, ${Math.round(procurements / 1000)},000 procurements`,
      unit: 'µs/notice',
      ours: each,
      bare: (took.bare / notices) * 1000,
      ratio: took.speed,
      of: 'speed',
      hold: '≤ 100 µs',
      holds: each <= 100,
      note: `of ${notices} notices ${kinds.joined / runs} joined, ${kinds.new / runs} new; bare: looking up their keys`,
    },
  ];
}

/**
 * Pages of notices: amended versions of what is held, and new ones.
 *
 * @param {number} copies How many there are in the database.
 * @returns {readonly (readonly Notice[])[]}
 */
function pagesToJoin(copies) {
  const made = madeReleases(WORLDS, HELD_DAYS_APART);
  const read = openReader();
  /** @param {number} copy */
  function noticesOf(copy) {
    return copied(made, { worlds: WORLDS, copy }).flatMap(({ text }) => {
      const result = read(text);
      return 'notice' in result ? [result.notice] : [];
    });
  }
  const fresh = noticesOf(UNKNOWN_COPY);
  const held = [1, Math.ceil(copies / 2), copies].flatMap(noticesOf).map(amended);
  const known = Math.round(PAGE * KNOWN_SHARE);
  return Array.from({ length: PAGES }, (_, page) => [
    ...every(held, page, known),
    ...every(fresh, page, PAGE - known),
  ]);
}

/**
 * `count` of a list, from all over it; other ones for each page.
 *
 * @param {readonly Notice[]} list
 * @param {number} page
 * @param {number} count
 */
function every(list, page, count) {
  const step = Math.floor(list.length / count);
  return list.filter((_, index) => index % step === page % step).slice(0, count);
}

/** @param {Notice} notice */
function amended(notice) {
  return { ...notice, hash: `${notice.hash} again`, published: notice.published + 1, procedure: 'Amended' };
}
