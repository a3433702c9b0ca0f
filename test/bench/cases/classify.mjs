import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createScorer, decodeModel, MODEL_FILE, openClassifier, tokens } from '../built.mjs';
import { procurementsOf } from '../ground.mjs';
import { inTurns, median, timed } from '../measure.mjs';
import { copied, preparedReleases } from '../notices.mjs';

const REAL_NOTICES = 4000;

/** @typedef {import('../../../src/domain/procurement.ts').View} View */

/**
 * Classifying a view, beside only finding its words.
 *
 * @param {import('../measure.mjs').Setting} setting
 */
export async function run({ scratch, realData, quick }) {
  const made = copied(preparedReleases(scratch), { worlds: 20, copy: 5 });
  const views = procurementsOf(made.map(({ text }) => text)).map(({ view }) => view);
  const rows = [await compare('classify, made', views, quick)];
  const real = realViews(realData, views[0]);
  if (real.length > 0) rows.push(await compare('classify, real', real, quick));
  return [await loading(quick), ...rows];
}

/**
 * From the file to the first score.
 *
 * @param {boolean} quick
 * @returns {Promise<import('../measure.mjs').Row>}
 */
async function loading(quick) {
  let size = 0;
  const bare = await timed(() => (size = readFileSync(MODEL_FILE).length));
  const load = () => createScorer(decodeModel(readFileSync(MODEL_FILE)));
  // A program loads it once: what the first turn takes counts.
  const ours = await timed(load);
  const again = [];
  for (let turn = 0; turn < (quick ? 3 : 15); turn += 1) again.push(await timed(load));
  return {
    what: 'model load',
    unit: 'ms',
    ours,
    bare,
    hold: '≤ 30 ms',
    holds: ours <= 30,
    note: `${Math.round(size / 1000)} kB; ${median(again).toFixed(1)} ms when loaded again; bare: reading the file`,
  };
}

/**
 * @param {string} what
 * @param {readonly View[]} views
 * @param {boolean} quick
 * @returns {Promise<import('../measure.mjs').Row>}
 */
async function compare(what, views, quick) {
  const classify = openClassifier();
  let it = 0;
  function ours() {
    it = 0;
    for (const view of views) it += classify(view).setting === undefined ? 0 : 1;
  }
  function bare() {
    for (const { titles, descriptions } of views) {
      titles.forEach(tokens);
      descriptions.forEach(tokens);
    }
  }
  const found = await inTurns(
    { ours: () => timed(ours), bare: () => timed(bare) },
    { rounds: 15, seconds: quick ? 1 : 2 },
  );
  const each = (found.ours / views.length) * 1000;
  const characters = views.reduce((sum, view) => sum + view.description.length + view.title.length, 0);
  return {
    what,
    unit: 'µs/notice',
    ours: each,
    bare: (found.bare / views.length) * 1000,
    ratio: found.speed,
    of: 'speed',
    hold: '≤ 100 µs',
    holds: each <= 100,
    note: `${views.length} notices of ${Math.round(characters / views.length)} characters, ${it} IT; bare: finding the words`,
  };
}

/**
 * Every so many of the real notices, with the facts of `pattern` where they state none.
 *
 * @param {string | undefined} realData
 * @param {View | undefined} pattern
 * @returns {readonly View[]}
 */
function realViews(realData, pattern) {
  const file = realData === undefined ? undefined : join(realData, 'classify', 'notices.jsonl.gz');
  if (file === undefined || pattern === undefined || !existsSync(file)) return [];
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const step = Math.max(1, Math.floor(lines.length / REAL_NOTICES));
  return lines
    .filter((_, index) => index % step === 0)
    .map((line) => {
      const notice = /** @type {{ title?: string; description?: string; cpv?: readonly string[] }} */ (
        /** @type {unknown} */ (JSON.parse(line))
      );
      const { title = '', description = '', cpv = [] } = notice;
      const codes = cpv.map((code) => ({ code: code.slice(0, 8), description: undefined, main: false }));
      return { ...pattern, title, description, titles: [title], descriptions: [description], cpv: codes };
    });
}
