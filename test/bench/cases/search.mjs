import Database from 'better-sqlite3';
import { facet, searchProcurements, stems } from '../built.mjs';
import { clock, openStoreAt } from '../ground.mjs';
import { inTurns, median, percentile, timed } from '../measure.mjs';
import { heldPath } from '../prepare.mjs';

/** Three words and a facet each: rare and common words, one facet of each kind. */
const SEARCHES = /** @type {const} */ ([
  ['security operations centre', 'category:security', facet.category('security')],
  ['penetration testing applications', 'category:security', facet.category('security')],
  ['cloud hosting migrate', 'category:cloud', facet.category('cloud')],
  ['backup disaster recovery', 'category:cloud', facet.category('cloud')],
  ['data warehouse reporting', 'category:data', facet.category('data')],
  ['housing management system', 'category:software', facet.category('software')],
  ['finance procurement ledger', 'cpv:48', facet.cpv('48')],
  ['software service support', 'cpv:72', facet.cpv('72')],
  ['network switches support', 'cpv:324', facet.cpv('324')],
  ['laptops docking monitors', 'cpv:302', facet.cpv('302')],
  ['website content management', 'stage:tender', facet.stage('tender')],
  ['managed service staff', 'stage:award', facet.stage('award')],
]);
const PAGE = 20;
const REPEATS = 25;

/**
 * A search as people type it, to its first page of procurements, beside the same search by hand: count, newest
 * twenty, their stored views.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @returns {Promise<readonly import('../measure.mjs').Row[]>}
 */
export async function run({ scratch, quick }) {
  const path = heldPath(scratch);
  const store = await openStoreAt(path);
  const db = new Database(path, { readonly: true });
  db.pragma('cache_size = -49152');
  const count = db.prepare('select count(*) from search where search match ?').pluck();
  const newest = db
    .prepare('select rowid from search where search match ? order by rowid desc limit ?')
    .pluck();
  const view = db.prepare('select view, classification from procurement_view where id = ?');
  const matching = SEARCHES.map(([words, , token]) =>
    [...stems(words), facet.it('balanced'), token].map((part) => `"${part}"`).join(' AND '),
  );
  const texts = SEARCHES.map(([words, clause]) => `${words} ${clause}`);
  const procurements = Number(
    db.prepare("select value from counter where name = 'procurement'").pluck().get(),
  );

  /** @type {number[]} */
  const each = [];
  /** @type {Map<string, number[]>} */
  const byText = new Map(texts.map((text) => [text, []]));
  let found = 0;
  async function ours() {
    let sum = 0;
    found = 0;
    for (const text of texts) {
      const ms = await timed(async () => {
        found += (await searchProcurements(text, { store, clock }, { limit: PAGE })).total;
      });
      each.push(ms);
      byText.get(text)?.push(ms);
      sum += ms;
    }
    return sum;
  }
  function bare() {
    return timed(() => {
      for (const fts of matching) {
        count.get(fts);
        for (const id of newest.all(fts, PAGE)) view.get(id);
      }
    });
  }
  const took = await inTurns({ ours, bare }, { rounds: REPEATS, seconds: quick ? 4 : 12 });
  const medians = [...byText].map(([text, ms]) => ({ text, ms: median(ms) }));
  const slowest = medians.reduce((one, other) => (other.ms > one.ms ? other : one));
  db.close();
  await store.close();
  const p95 = percentile(each, 0.95);
  return [
    {
      what: `search, ${Math.round(procurements / 1000)},000 procurements, p95`,
      unit: 'ms',
      ours: p95,
      hold: '≤ 10',
      holds: p95 <= 10,
      note: `slowest: ${slowest.text} (${slowest.ms.toFixed(2)} ms); ${Math.round(found / texts.length)} hits on average`,
    },
    {
      what: '  p50, beside plain SQL',
      unit: 'ms',
      ours: percentile(each, 0.5),
      bare: took.bare / texts.length,
      ratio: took.speed,
      of: 'speed',
      note: 'ratio of the whole round of searches',
    },
  ];
}
