import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { importReleases, openAnyFile, openClassifier } from '../built.mjs';
import { freshPath, openReader, openStoreAt, openTelling } from '../ground.mjs';
import { collectGarbage, peakMegabytes } from '../measure.mjs';
import { copied, NOW, preparedReleases } from '../notices.mjs';

const MEGABYTE = 2 ** 20;

/**
 * Whether memory stays flat while one gzipped file of 100,000 releases, a line each, is imported: the most that was ever
 * held resident, and the heap after garbage was collected, at a tenth, at half and at the end. The file is made as it is
 * read, so that it takes no memory; the releases that it is made of do, the same from the beginning.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @returns {Promise<import('../measure.mjs').Row[]>}
 */
export async function run({ scratch, quick }) {
  const most = quick ? 10_000 : 100_000;
  const marks = [most / 10, most / 2, most];
  const store = await openStoreAt(freshPath(scratch, 'memory'));
  const deps = { ...openTelling(), store, classify: openClassifier(), read: openReader() };
  const file = await openAnyFile(Readable.from(linesOf(scratch, most)).pipe(createGzip({ level: 1 })));
  if (!file.ok) throw new Error(file.reason);
  /** @type {{ peak: number; heap: number }[]} */
  const held = [];
  let imported = 0;
  const counts = await importReleases({ name: 'bulk', releases: file.releases }, deps, {
    alertSince: undefined,
    startedAt: NOW,
    signal: new AbortController().signal,
    onPage: (releases) => {
      imported += releases;
      if (imported >= (marks[held.length] ?? Infinity)) held.push(heldNow());
    },
  });
  await store.close();
  const half = held.at(1);
  const last = held.at(-1);
  if (half === undefined || last === undefined || counts.releases !== most)
    throw new Error(`${counts.releases} releases were imported`);
  // The first tenth still fills caches; what grows with the file shows between its halves.
  const ratio = last.peak / half.peak;
  return [
    {
      what: `memory, ${most.toLocaleString('en-GB')} from one file`,
      unit: 'MB resident, at most',
      ours: last.peak,
      bare: half.peak,
      ratio,
      of: 'memory',
      hold: '≤ 1.1 × that after half',
      holds: ratio <= 1.1,
      note: `at most resident, and heap, after ${marks.map((mark, index) => `${mark}: ${shown(held[index])}`).join('; ')}`,
    },
  ];
}

/**
 * @param {string} scratch
 * @param {number} most
 */
function* linesOf(scratch, most) {
  const made = preparedReleases(scratch);
  let lines = 0;
  for (let copy = 4; ; copy += 1) {
    for (const { text } of copied(made, { worlds: 20, copy })) {
      if (lines === most) return;
      lines += 1;
      yield `${text.replaceAll('\n', ' ')}\n`;
    }
  }
}

function heldNow() {
  const peak = peakMegabytes();
  collectGarbage();
  return { peak, heap: process.memoryUsage().heapUsed / MEGABYTE };
}

/** @param {{ peak: number; heap: number } | undefined} one */
function shown(one) {
  return one === undefined ? 'nothing' : `${Math.round(one.peak)} and ${Math.round(one.heap)} MB`;
}
