import { Query } from 'mingo';
import sift from 'sift';
import { createSubscriptionIndex, documentOf, matches, parseQuery, sliceReleases } from '../built.mjs';
import { clock, procurementsOf } from '../ground.mjs';
import { collectGarbage, inTurns, median, percentile, timed } from '../measure.mjs';
import { copied, preparedReleases, realPages } from '../notices.mjs';
import { filterOf, plainOf } from '../peer-queries.mjs';
import { queries } from '../subscriptions.mjs';

/** How many notices each way is asked about; the others are what the index has seen before. */
const NOTICES = 200;
/** What each number of subscriptions is to hold, ms a notice; and how many notices the slow ways are asked about. */
const USUAL = { count: 10_000, most: 0.15, looped: 40, peers: 8 };
const LARGE = { count: 100_000, most: 0.8, looped: 8, peers: 2 };
const LEAST_SPEED = 10;

/** @typedef {import('../measure.mjs').Row} Row */
/** @typedef {import('../../../src/match/document.ts').MatchDocument} MatchDocument */
/** @typedef {{ readonly id: number; readonly query: import('../../../src/domain/query.ts').Query }} Subscription */
/** @typedef {{ readonly name: string; readonly seen: readonly MatchDocument[]; readonly asked: readonly MatchDocument[] }} Notices */
/** @typedef {(document: MatchDocument) => readonly number[]} Way Ids that match, ascending. */

const now = clock.now();

/**
 * One notice against many subscriptions: the index, beside the plain loop over parsed queries, and beside two packages that
 * filter objects by MongoDB's query language. All must find the same.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @param {string} part How many subscriptions, where not 10,000.
 * @returns {Promise<readonly Row[]>}
 */
export async function run({ scratch, quick, realData }, part) {
  const made = copied(preparedReleases(scratch), { worlds: 20, copy: 4 });
  const procurements = procurementsOf(made.map(({ text }) => text));
  const notices = [split('made', procurements.map(documentOf))];
  const real = procurementsOf(realPages(realData).flatMap((page) => textsOf(page)));
  if (real.length > 0) notices.push(split('real', real.map(documentOf)));
  const size = part === '100,000' ? LARGE : USUAL;
  const count = quick ? size.count / 10 : size.count;
  const subscriptions = queries(count).map((text, at) => ({ id: at + 1, query: parseQuery(text).query }));
  const rows = part === '' ? [await reading('made', procurements)] : [];
  if (part === '' && real.length > 0) rows.push(await reading('real', real));
  for (const one of notices) rows.push(...(await compare(subscriptions, one, { ...size, quick })));
  return [...rows, ...keeping(subscriptions)];
}

/** @param {Buffer} page */
function textsOf(page) {
  return sliceReleases(page).releases;
}

/**
 * @param {string} name
 * @param {readonly MatchDocument[]} documents
 * @returns {Notices}
 */
function split(name, documents) {
  const step = Math.max(1, Math.floor(documents.length / NOTICES));
  return {
    name,
    asked: documents.filter((_, index) => index % step === 0),
    seen: documents.filter((_, index) => index % step !== 0),
  };
}

/**
 * What a notice's words and facts cost to find, once however many subscriptions there are.
 *
 * @param {string} name
 * @param {readonly import('../../../src/domain/procurement.ts').Procurement[]} procurements
 * @returns {Promise<Row>}
 */
async function reading(name, procurements) {
  const turns = [];
  for (let turn = 0; turn < 5; turn += 1) {
    // It remembers those that it was asked about.
    const fresh = procurements.map((procurement) => ({ ...procurement }));
    turns.push(await timed(() => fresh.forEach((procurement) => documentOf(procurement))));
  }
  const documents = procurements.map(documentOf);
  const words = documents.reduce(
    (sum, { texts }) => sum + texts.reduce((all, { stems }) => all + stems.length, 0),
    0,
  );
  return {
    what: `match, a notice's words and facts (${name})`,
    unit: 'µs/notice',
    ours: (median(turns) / procurements.length) * 1000,
    note: `${procurements.length} notices of ${Math.round(words / procurements.length)} words; once for all subscriptions, and not in the rows below`,
  };
}

/**
 * @param {readonly Subscription[]} subscriptions
 * @param {Notices} notices
 * @param {{ readonly most: number; readonly looped: number; readonly peers: number; readonly quick: boolean }} how
 */
async function compare(subscriptions, { name, seen, asked }, { most, looped, peers, quick }) {
  const index = filled(subscriptions);
  const fresh = meanOf(asked, (document) => index.matching(document, now));
  for (let turn = 0; turn * seen.length < SEEN; turn += 1)
    for (const document of seen) index.matching(document, now);
  const some = every(asked, looped);
  const indexed = (/** @type {MatchDocument} */ document) => index.matching(document, now);
  const plain = plainLoop(subscriptions);
  /** @type {Map<MatchDocument, number[]>} */
  const times = new Map(asked.map((document) => [document, []]));
  const ours = () => {
    for (const [document, turns] of times) turns.push(milliseconds(() => indexed(document)));
    return Promise.resolve(0);
  };
  const bare = () => timed(() => some.forEach(plain));
  const took = await inTurns({ ours, bare }, { rounds: 5, seconds: quick ? 1 : 3 });
  // Of a notice that took a tenth of a millisecond, one turn says what else the machine did meanwhile.
  const each = new Map([...times].map(([document, turns]) => [document, median(turns)]));
  const all = [...each.values()];
  const same = some.reduce((sum, document) => sum + (each.get(document) ?? 0), 0);
  const mean = all.reduce((sum, ms) => sum + ms, 0) / all.length;
  const expected = new Map(some.map((document) => [document, plain(document)]));
  const found = asked.reduce((sum, document) => sum + indexed(document).length, 0) / asked.length;
  const count = subscriptions.length.toLocaleString('en-GB');
  /** @type {Row} */
  const row = {
    what: `match, ${count} subscriptions (${name})`,
    unit: 'ms/notice',
    ours: mean,
    bare: took.bare / some.length,
    ratio: took.bare / same,
    of: 'speed',
    hold: `≤ ${most} ms, ≥ ${LEAST_SPEED}`,
    holds: mean <= most && took.bare / same >= LEAST_SPEED,
    note: `${asked.length} notices, p50 ${percentile(all, 0.5).toFixed(3)} and p99 ${percentile(all, 0.99).toFixed(2)} ms, ${found.toFixed(1)} matches a notice; ${fresh.toFixed(3)} ms before it had seen any; plain loop on ${some.length}, of which ${differing(expected, indexed)} answered differently`,
  };
  if (name !== 'made') return [row];
  return [row, ...peerRows(subscriptions, { documents: every(some, peers), expected, indexed })];
}

/** So many notices before those that are measured let every anchor be reviewed. */
const SEEN = 3500;

/** @param {readonly Subscription[]} subscriptions */
function filled(subscriptions) {
  const index = createSubscriptionIndex();
  for (const { id, query } of subscriptions) index.put(id, query);
  return index;
}

/**
 * @param {readonly Subscription[]} subscriptions
 * @returns {Way}
 */
function plainLoop(subscriptions) {
  return (document) => idsOf(subscriptions.filter(({ query }) => matches(query, document, now)));
}

/** @param {readonly { readonly id: number }[]} found */
function idsOf(found) {
  return found.map(({ id }) => id);
}

/**
 * @param {readonly MatchDocument[]} documents
 * @param {number} count
 */
function every(documents, count) {
  const step = Math.max(1, Math.floor(documents.length / count));
  return documents.filter((_, index) => index % step === 0).slice(0, count);
}

/** @param {() => unknown} work */
function milliseconds(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * @param {readonly MatchDocument[]} documents
 * @param {Way} way
 */
function meanOf(documents, way) {
  return milliseconds(() => documents.forEach(way)) / documents.length;
}

/**
 * How many documents are answered otherwise than expected.
 *
 * @param {ReadonlyMap<MatchDocument, readonly number[]>} expected
 * @param {Way} way
 */
function differing(expected, way) {
  return [...expected].filter(([document, ids]) => way(document).join() !== ids.join()).length;
}

/** @type {readonly { readonly name: string; readonly compile: (filter: import('../peer-queries.mjs').Filter) => (plain: object) => boolean }[]} */
const PEERS = [
  { name: 'sift', compile: (filter) => sift(filter) },
  {
    name: 'mingo',
    compile: (filter) => {
      const query = new Query(filter);
      return (plain) => query.test(plain);
    },
  },
];

/**
 * @param {readonly Subscription[]} subscriptions
 * @param {{ readonly documents: readonly MatchDocument[]; readonly expected: ReadonlyMap<MatchDocument, readonly number[]>; readonly indexed: Way }} asked
 * @returns {readonly Row[]}
 */
function peerRows(subscriptions, { documents, expected, indexed }) {
  const filters = subscriptions.flatMap(({ id, query }) => {
    const filter = filterOf(query, now);
    return filter === undefined ? [] : [{ id, filter }];
  });
  const said = new Set(idsOf(filters));
  const sayable = new Map(
    documents.map((document) => [document, (expected.get(document) ?? []).filter((id) => said.has(id))]),
  );
  const ours = median([1, 2, 3].map(() => meanOf(documents, indexed)));
  const left = subscriptions.length - filters.length;
  const plain = new Map(documents.map((document) => [document, plainOf(document, now)]));
  return PEERS.map(({ name, compile }) => {
    collectGarbage();
    const compiled = filters.map(({ id, filter }) => ({ id, test: compile(filter) }));
    /** @type {Way} */
    const way = (document) => {
      const made = plain.get(document) ?? {};
      return idsOf(compiled.filter(({ test }) => test(made)));
    };
    // Once: what compiled code could gain by a second turn is little beside seconds.
    let differ = 0;
    const bare = milliseconds(() => (differ = differing(sayable, way))) / documents.length;
    return {
      what: `  beside ${name}`,
      unit: 'ms/notice',
      ours,
      bare,
      ratio: bare / ours,
      of: 'speed',
      note: `compiled once, ${documents.length} notices; ${left} subscriptions left out that it cannot say exactly; ${differ} notices answered differently`,
    };
  });
}

const CHANGES = 1000;

/**
 * The index made, held in memory and kept up to date.
 *
 * @param {readonly Subscription[]} subscriptions
 * @returns {readonly Row[]}
 */
function keeping(subscriptions) {
  const count = subscriptions.length.toLocaleString('en-GB');
  const builds = [1, 2, 3].map(() => milliseconds(() => filled(subscriptions)));
  const before = bytesHeld();
  const index = filled(subscriptions);
  const bytes = (bytesHeld() - before) / subscriptions.length;
  const step = Math.max(1, Math.floor(subscriptions.length / CHANGES));
  const changed = subscriptions.filter((_, place) => place % step === 0);
  const took = milliseconds(() => {
    for (const { id, query } of changed) {
      index.remove(id);
      index.put(id, query);
    }
  });
  return [
    {
      what: `  index of ${count} made`,
      unit: 'ms',
      ours: median(builds),
      note: `${Math.round(bytes)} bytes a subscription beside its parsed query`,
    },
    {
      what: `  one of ${count} removed and put again`,
      unit: 'µs',
      ours: (took / changed.length) * 1000,
      note: `${index.size.toLocaleString('en-GB')} held after ${changed.length} changes`,
    },
  ];
}

function bytesHeld() {
  // What was just let go of may need a second turn.
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
