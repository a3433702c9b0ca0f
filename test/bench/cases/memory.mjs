import { importReleases, openClassifier } from '../built.mjs';
import { freshPath, openReader, openStoreAt, openTelling } from '../ground.mjs';
import { collectGarbage } from '../measure.mjs';
import { copied, NOW, preparedReleases } from '../notices.mjs';

const PAGE = 100;
const MEGABYTE = 2 ** 20;

/**
 * Whether memory stays flat while 100,000 releases are imported: what is held after garbage was collected, at a tenth, at
 * half and at the end.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @returns {Promise<import('../measure.mjs').Row[]>}
 */
export async function run({ scratch, quick }) {
  const most = quick ? 10_000 : 100_000;
  const marks = [most / 10, most / 2, most];
  const made = preparedReleases(scratch);
  const store = await openStoreAt(freshPath(scratch, 'memory'));
  const deps = { ...openTelling(), store, classify: openClassifier(), read: openReader() };
  const how = { alertSince: undefined, startedAt: NOW, signal: new AbortController().signal };
  /** @type {{ heap: number; resident: number }[]} */
  const held = [];
  let imported = 0;
  for (let copy = 4; imported < most; copy += 1) {
    const releases = copied(made, { worlds: 20, copy }).map(({ text }) => text);
    for (let at = 0; at < releases.length && imported < most; at += PAGE) {
      const page = { name: `copy ${copy}, page ${at / PAGE}`, releases: releases.slice(at, at + PAGE) };
      const added = await importReleases(page, deps, how);
      imported += added.releases;
      if (imported >= (marks[held.length] ?? Infinity)) held.push(heldNow());
    }
  }
  await store.close();
  const first = held.at(0);
  const last = held.at(-1);
  if (first === undefined || last === undefined) throw new Error('nothing was imported');
  const ratio = last.heap / first.heap;
  return [
    {
      what: `memory, ${most.toLocaleString('en-GB')} imported`,
      unit: 'MB of heap',
      ours: last.heap,
      bare: first.heap,
      ratio,
      of: 'memory',
      hold: '≤ 1.25 × that after a tenth',
      holds: ratio <= 1.25,
      note: `heap and resident after ${marks.map((mark, index) => `${mark}: ${shown(held[index])}`).join('; ')}`,
    },
  ];
}

function heldNow() {
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / MEGABYTE, resident: rss / MEGABYTE };
}

/** @param {{ heap: number; resident: number } | undefined} one */
function shown(one) {
  return one === undefined ? 'nothing' : `${Math.round(one.heap)} and ${Math.round(one.resident)} MB`;
}
