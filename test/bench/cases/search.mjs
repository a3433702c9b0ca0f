import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createSearchThread, parseQuery, searchProcurements } from '../built.mjs';
import { clock, openStoreAt } from '../ground.mjs';
import { HOSTILE_QUERIES } from '../hostile-queries.mjs';
import { inTurns, median, percentile, timed } from '../measure.mjs';
import { heldPath } from '../prepare.mjs';
import { openBare } from '../search-bare.mjs';

/** Three words and a facet each: rare and common words, one facet of each kind. */
const SEARCHES = /** @type {const} */ ([
  ['security operations centre', 'category:security'],
  ['penetration testing applications', 'category:security'],
  ['cloud hosting migrate', 'category:cloud'],
  ['backup disaster recovery', 'category:cloud'],
  ['data warehouse reporting', 'category:data'],
  ['housing management system', 'category:software'],
  ['finance procurement ledger', 'cpv:48'],
  ['software service support', 'cpv:72'],
  ['network switches support', 'cpv:324'],
  ['laptops docking monitors', 'cpv:302'],
  ['website content management', 'stage:tender'],
  ['managed service staff', 'stage:award'],
]);
const PAGE = 20;
const REPEATS = 25;
/** The commonest word that means something, and the commonest. */
const COMMON = /** @type {const} */ (['services', 'the']);
const MINI = 20_000;

/** @typedef {import('../measure.mjs').Row} Row */
/** @typedef {{ readonly store: Awaited<ReturnType<typeof openStoreAt>>; readonly bare: ReturnType<typeof openBare>; readonly path: string; readonly quick: boolean }} Held */

/**
 * A search as people type it, to its first page of procurements, beside the same search by hand and beside the package
 * `minisearch`; the commonest words; what is hostile; and how long the program stands still meanwhile.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @returns {Promise<readonly Row[]>}
 */
export async function run({ scratch, quick }) {
  const path = heldPath(scratch);
  const store = await openStoreAt(path);
  const bare = openBare(path);
  const held = { store, bare, path, quick };
  const thousands = `${Math.round(bare.procurements() / 1000)},000`;
  const rows = [
    ...(await threeWords(held, thousands)),
    ...(await commonest(held)),
    await ranked(held),
    await hostile(held),
    await standingStill(held),
  ];
  bare.close();
  await store.close();
  return rows;
}

/** @param {Held} held @param {string} text */
async function ask({ store }, text) {
  const found = await searchProcurements(text, { store, clock }, { limit: PAGE });
  if (!('procurements' in found)) throw new Error(`no answer to ${text}`);
  return found;
}

/** @param {Held} held @param {string} thousands */
async function threeWords(held, thousands) {
  const { bare, quick } = held;
  const texts = SEARCHES.map((parts) => parts.join(' '));
  const expressions = texts.map(bare.expressionOf);
  /** @type {Map<string, number[]>} */
  const byText = new Map(texts.map((text) => [text, []]));
  let [found, differ] = [0, 0];
  for (const [at, text] of texts.entries()) {
    const [mine, theirs] = [await ask(held, text), bare.newest(expressions[at] ?? '', PAGE)];
    found += mine.total;
    const same =
      mine.total === theirs.total && mine.procurements.every(({ id }, place) => id === theirs.ids[place]);
    differ += same ? 0 : 1;
  }
  async function ours() {
    let sum = 0;
    for (const text of texts) {
      const ms = await timed(() => ask(held, text));
      byText.get(text)?.push(ms);
      sum += ms;
    }
    return sum;
  }
  const byHand = () => timed(() => expressions.forEach((fts) => bare.newest(fts, PAGE)));
  const took = await inTurns({ ours, bare: byHand }, { rounds: REPEATS, seconds: quick ? 4 : 12 });
  const medians = [...byText].map(([text, ms]) => ({ text, ms: median(ms) }));
  const slowest = medians.reduce((one, other) => (other.ms > one.ms ? other : one));
  const p95 = percentile([...byText.values()].flat(), 0.95);
  const mini = await miniSearch(held);
  const mean = took.ours / texts.length;
  return [
    {
      what: `search, ${thousands} procurements, p95`,
      unit: 'ms',
      ours: p95,
      hold: '≤ 10',
      holds: p95 <= 10,
      note: `slowest: ${slowest.text} (${slowest.ms.toFixed(2)} ms); ${Math.round(found / texts.length)} hits on average; ${differ} of ${texts.length} answered otherwise by hand`,
    },
    {
      what: '  mean, beside plain SQL',
      unit: 'ms',
      ours: mean,
      bare: took.bare / texts.length,
      ratio: 1 / took.speed,
      of: /** @type {const} */ ('time'),
      hold: '≤ 1.3',
      holds: 1 / took.speed <= 1.3,
      note: 'by hand: the same count, the same page and its views, with statements kept; ratio of the whole round of searches',
    },
    {
      what: '  mean, beside MiniSearch',
      unit: 'ms',
      ours: mean,
      bare: mini.ms,
      ratio: mini.ms / mean,
      of: /** @type {const} */ ('speed'),
      note: `ours among all ${thousands}, its among ${mini.procurements.toLocaleString('en-GB')}, which it indexed in ${mini.seconds.toFixed(0)} s and holds in ${Math.round(mini.megabytes)} MB; ranked, twenty numbers and no views`,
    },
  ];
}

/**
 * @param {Held} held
 * @returns {Promise<{ readonly ms: number; readonly procurements: number; readonly seconds: number; readonly megabytes: number }>}
 */
function miniSearch({ path, quick }) {
  const file = fileURLToPath(new URL('../mini-search.mjs', import.meta.url));
  const args = [path, String(quick ? MINI / 10 : MINI), JSON.stringify(SEARCHES), String(quick ? 3 : 7)];
  return new Promise((resolve, reject) => {
    const child = fork(file, args, {
      execArgv: ['--expose-gc', '--max-old-space-size=2000'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('message', (message) =>
      resolve(
        /** @type {{ ms: number; procurements: number; seconds: number; megabytes: number }} */ (message),
      ),
    );
    child.once('close', (code) => reject(new Error(`MiniSearch ended with ${code}`)));
  });
}

/** @param {Held} held */
async function commonest(held) {
  const { bare, quick } = held;
  /** @type {Row[]} */
  const rows = [];
  for (const word of COMMON) {
    const fts = bare.expressionOf(word);
    const { total } = await ask(held, word);
    const took = await inTurns(
      { ours: () => timed(() => ask(held, word)), bare: () => timed(() => bare.newest(fts, PAGE)) },
      { rounds: 41, seconds: quick ? 2 : 5 },
    );
    rows.push({
      what: `  '${word}', newest first`,
      unit: 'ms',
      ours: took.ours,
      bare: took.bare,
      ratio: 1 / took.speed,
      of: 'time',
      hold: '≤ 5',
      holds: took.ours <= 5,
      note: `${total.toLocaleString('en-GB')} hits; bare is the same by hand`,
    });
  }
  return rows;
}

/** @param {Held} held @returns {Promise<Row>} */
async function ranked(held) {
  const { bare, quick } = held;
  const text = `${COMMON[1]} sort:relevance`;
  const fts = bare.expressionOf(COMMON[1]);
  const took = await inTurns(
    { ours: () => timed(() => ask(held, text)), bare: () => timed(() => bare.best(fts, PAGE)) },
    { rounds: 9, seconds: quick ? 2 : 5 },
  );
  return {
    what: `  '${COMMON[1]}', best first`,
    unit: 'ms',
    ours: took.ours,
    bare: took.bare,
    ratio: 1 / took.speed,
    of: 'time',
    note: 'bare: count and rank by hand, no views',
  };
}

/** @param {Held} held @returns {Promise<Row>} */
async function hostile(held) {
  /** @type {{ readonly name: string; readonly ms: number }[]} */
  const each = [];
  for (const [name, text] of HOSTILE_QUERIES) {
    const times = [];
    for (let round = 0; round < 3; round += 1) times.push(await timed(() => ask(held, text)));
    each.push({ name, ms: median(times) });
  }
  const inOrder = each.toSorted((one, other) => other.ms - one.ms);
  const slowest = Math.max(...each.map(({ ms }) => ms));
  return {
    what: '  the slowest hostile query',
    unit: 'ms',
    ours: slowest,
    hold: '≤ 200',
    holds: slowest <= 200,
    note: `of ${each.length}: ${inOrder
      .slice(0, 3)
      .map(({ name, ms }) => `${name} (${ms.toFixed(0)} ms)`)
      .join(', ')}`,
  };
}

/** @param {Held} held @returns {Promise<Row>} */
async function standingStill({ store, path }) {
  const { query } = parseQuery(`${COMMON[1]} it:any`);
  const options = {
    limit: PAGE,
    now: clock.now(),
    sort: /** @type {const} */ ('relevance'),
    counts: true,
    withinMs: 60_000,
  };
  const patience = { now: () => clock.now(), sleep: () => new Promise(() => undefined) };
  const thread = createSearchThread({ path, clock: patience, procurements: store.procurements });
  await thread.ask(query, options);
  const apart = await longestPause(() => thread.ask(query, options));
  const here = await longestPause(() => store.search.ask(query, options));
  await thread.close();
  return {
    what: '  the program stands still',
    unit: 'ms',
    ours: apart,
    bare: here,
    ratio: here / apart,
    of: 'speed',
    note: `while the commonest word of anything is ranked and counted: searched in a thread, and without one`,
  };
}

/** @param {() => Promise<unknown>} work How long nothing else ran at most, milliseconds: in which no timer fired. */
async function longestPause(work) {
  /** @type {number[]} */
  const longest = [];
  for (let round = 0; round < 5; round += 1) {
    let [last, pause] = [performance.now(), 0];
    const beat = () => {
      const now = performance.now();
      pause = Math.max(pause, now - last);
      last = now;
    };
    const timer = setInterval(beat, 1);
    await work();
    await new Promise((resolve) => setTimeout(resolve, 5));
    clearInterval(timer);
    longest.push(pause);
  }
  return median(longest);
}
