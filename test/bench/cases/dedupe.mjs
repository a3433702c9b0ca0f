import Database from 'better-sqlite3';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { blocksOf, familyOf, signatureOf, signed, tiesBetween } from '../built.mjs';
import { createCrowd } from '../crowd.mjs';
import { noticeOf } from '../crowd-notices.mjs';
import { fill } from '../fill.mjs';
import { freshPath, openStoreAt } from '../ground.mjs';
import { inTurns } from '../measure.mjs';

/** @typedef {import('../../../src/domain/notice.ts').Notice} Notice */
/** @typedef {import('../measure.mjs').Row} Row */

const PAGE = 100;
/** Pages to a turn; the next turn has others, so that the database is asked for what it has not just read. */
const PAGES = 10;
const TURNS = 6;
/** New notices have names of their own: numbers that nothing held has. */
const FIRST_NUMBER = 4_000_000;
/** The families that new notices belong to are among so many: those are held also where the filling was stopped. */
const SURELY_HELD = 400_000;
/** To put the notices in; sorting and indexing their blocks comes on top, so that a million take about two minutes. */
const FILL_SECONDS = 90;

/**
 * What joining costs beside the shelf: pages of notices signed, those that are near them in the store, the scores, and the
 * procurements that keys and ties name, as `flows/keep-page.ts` asks. Beside only looking up the blocks.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @param {string} part How many are held, or `candidates`.
 * @returns {Promise<readonly Row[]>}
 */
export async function run({ scratch, quick, realData }, part) {
  if (part === 'candidates') return realData === undefined ? [] : realCandidates(realData);
  const size = Number(part.replaceAll(',', '')) / (quick ? 10 : 1);
  const coming = freshNotices(size);
  const path = freshPath(scratch, `crowd-${size}`);
  const held = await fill(path, { size, sighted: coming.sighted, seconds: FILL_SECONDS });
  const store = await openStoreAt(path);
  const db = new Database(path, { readonly: true });
  db.pragma('cache_size = -16384');
  const look = db.prepare(
    `select version_id, json_group_array(key) from block where key in (select value from json_each(?)) group by 1`,
  );
  const steps = { signed: 0, near: 0, scored: 0, related: 0 };
  const met = { candidates: 0, ties: 0, notices: 0 };

  /** @param {number} turn */
  function pagesOf(turn) {
    return coming.pages.slice((turn % TURNS) * PAGES, ((turn % TURNS) + 1) * PAGES);
  }
  /** @param {number} turn */
  async function ours(turn) {
    return store.transaction(async (tx) => {
      let sum = 0;
      for (const page of pagesOf(turn)) {
        const start = performance.now();
        const fresh = page.flatMap((notice) => signed(notice) ?? []);
        const isSigned = performance.now();
        const near = await tx.procurements.near(blocksIn(fresh));
        const isNear = performance.now();
        const ties = tiesBetween(fresh, near);
        const isScored = performance.now();
        await familyOf(tx, page, ties);
        const end = performance.now();
        sum += end - start;
        steps.signed += isSigned - start;
        steps.near += isNear - isSigned;
        steps.scored += isScored - isNear;
        steps.related += end - isScored;
        met.candidates += candidatesOf(fresh, near);
        met.ties += ties.length;
        met.notices += page.length;
      }
      return sum;
    });
  }
  /** @param {number} turn */
  function bare(turn) {
    let sum = 0;
    for (const page of pagesOf(turn)) {
      const blocks = JSON.stringify(blocksIn(page.flatMap((notice) => signed(notice) ?? [])));
      const start = performance.now();
      look.all(blocks);
      sum += performance.now() - start;
    }
    return Promise.resolve(sum);
  }
  const took = await inTurns({ ours, bare }, { rounds: 15, seconds: quick ? 2 : 10 });
  db.close();
  await store.close();
  const notices = PAGE * PAGES;
  const each = (took.ours / notices) * 1000;
  const most = size > 500_000 ? 400 : 100;
  const perNotice = (/** @type {number} */ ms) => `${Math.round((ms / met.notices) * 1000)} µs`;
  const short = held < size ? `only ${thousands(held)} were in after ${FILL_SECONDS} s; ` : '';
  return [
    {
      what: `dedupe, ${thousands(held)} procurements`,
      unit: 'µs/notice',
      ours: each,
      bare: (took.bare / notices) * 1000,
      ratio: took.speed,
      of: 'speed',
      hold: `≤ ${most} µs`,
      holds: each <= most,
      note:
        `${short}signing ${perNotice(steps.signed)}, near ${perNotice(steps.near)}, scoring ${perNotice(steps.scored)}, ` +
        `related ${perNotice(steps.related)}; ${(met.candidates / met.notices).toFixed(1)} candidates and ` +
        `${(met.ties / met.notices).toFixed(2)} ties a notice; bare: looking up their blocks`,
    },
  ];
}

/** @param {number} count */
function thousands(count) {
  return count.toLocaleString('en-GB');
}

/** @param {readonly import('../../../src/domain/ports.ts').Signed[]} fresh */
function blocksIn(fresh) {
  return [...new Set(fresh.flatMap(({ blocks }) => blocks))];
}

/**
 * Pages of notices that are not held, and the families that some of them belong to.
 *
 * @param {number} size How many are held.
 */
function freshNotices(size) {
  const crowd = createCrowd({ seed: 'bench crowd fresh', size, among: Math.min(size, SURELY_HELD) });
  const outlines = Array.from({ length: TURNS * PAGES * PAGE }, () => crowd.next());
  const sighted = new Set(outlines.flatMap(({ family }) => (family === undefined ? [] : [family.seed])));
  const notices = outlines.map((outline, index) => noticeOf(outline, FIRST_NUMBER + index));
  const pages = Array.from({ length: TURNS * PAGES }, (_, page) =>
    notices.slice(page * PAGE, (page + 1) * PAGE),
  );
  return { pages, sighted };
}

/**
 * How many pairs of a new notice and a stored one have a block in common.
 *
 * @param {readonly import('../../../src/domain/ports.ts').Signed[]} fresh
 * @param {readonly import('../../../src/domain/ports.ts').Near[]} near
 */
function candidatesOf(fresh, near) {
  /** @type {Map<number, number[]>} */
  const byBlock = new Map();
  for (const [at, { blocks }] of fresh.entries())
    for (const block of blocks) byBlock.set(block, [...(byBlock.get(block) ?? []), at]);
  return near.reduce(
    (sum, { blocks }) => sum + new Set(blocks.flatMap((block) => byBlock.get(block) ?? [])).size,
    0,
  );
}

/**
 * How many others each of the recorded notices meets, most of which are awards of one year: what the invented ones are
 * made after.
 *
 * @param {string} realData
 * @returns {Promise<readonly Row[]>}
 */
async function realCandidates(realData) {
  const file = join(realData, 'classify', 'notices.jsonl.gz');
  if (!existsSync(file)) return [];
  /** @type {(readonly number[])[]} */
  const blocks = [];
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    const signature = signatureOf(comparableOf(line, blocks.length));
    if (signature !== undefined) blocks.push(blocksOf(signature));
  }
  const counts = meetingsOf(blocks).toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) => counts[Math.floor(share * (counts.length - 1))] ?? 0;
  return [
    {
      what: `  candidates, ${thousands(counts.length)} real notices`,
      unit: 'each',
      ours: counts.reduce((sum, count) => sum + count, 0) / counts.length,
      note: `median ${at(0.5)}, of 90 in 100 at most ${at(0.9)}, of 99 ${at(0.99)}; none states a deadline`,
    },
  ];
}

/**
 * @param {string} line
 * @param {number} number
 * @returns {import('../../../src/dedupe/comparable.ts').Comparable}
 */
function comparableOf(line, number) {
  const read =
    /** @type {{ source: string, id: string | null, title: string, description: string, buyer: string | null, published: string, cpv: readonly string[] }} */ (
      /** @type {unknown} */ (JSON.parse(line))
    );
  return {
    portal: read.source,
    noticeId: read.id ?? `none-${number}`,
    title: read.title,
    description: read.description,
    buyer: { name: read.buyer ?? '' },
    published: Date.parse(read.published),
    deadline: undefined,
    value: undefined,
    cpv: read.cpv.map((code) => ({ code: code.slice(0, 8), description: undefined, main: false })),
  };
}

/** @param {readonly (readonly number[])[]} blocks */
function meetingsOf(blocks) {
  /** @type {Map<number, number[]>} */
  const byBlock = new Map();
  for (const [at, own] of blocks.entries())
    for (const block of own) {
      const known = byBlock.get(block);
      if (known === undefined) byBlock.set(block, [at]);
      else known.push(at);
    }
  return blocks.map((own) => {
    const met = new Set();
    for (const block of own) for (const at of byBlock.get(block) ?? []) met.add(at);
    return Math.max(0, met.size - 1);
  });
}
