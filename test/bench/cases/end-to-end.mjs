import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepPage, openClassifier, sliceReleases, summaryPrefix } from '../built.mjs';
import { clock, freshPath, openReader, openStoreAt, openTelling } from '../ground.mjs';
import { peakMegabytes } from '../measure.mjs';
import { NOW } from '../notices.mjs';
import { queries, subscribeAll } from '../subscriptions.mjs';

const SUBSCRIPTIONS = 10_000;
const SECONDS = 10;

/** Who hears at once. Each part runs in a process of its own, because the most memory a process held never goes down. */
export const parts = /** @type {const} */ (['nobody', 'a quarter', 'everybody']);

/** @type {Readonly<Record<typeof parts[number], (index: number) => 'instant' | 'weekly'>>} */
const CADENCES = {
  nobody: () => 'weekly',
  'a quarter': (index) => (index % 4 === 0 ? 'instant' : 'weekly'),
  everybody: () => 'instant',
};

/**
 * From a portal's bytes to queued deliveries, a page at a time as `collect` goes, everything told: the pages come from
 * disk, so that the process holds what the program holds.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @param {typeof parts[number]} part
 */
export async function run({ scratch, quick }, part) {
  const store = await openStoreAt(freshPath(scratch, 'end-to-end'));
  const texts = queries(quick ? SUBSCRIPTIONS / 10 : SUBSCRIPTIONS);
  await subscribeAll(store, { texts, cadence: CADENCES[part] });
  const deps = { ...openTelling(), store, classify: openClassifier() };
  const occasion = { id: 'bench', startedAt: NOW };
  const reading = { read: openReader(), isSilent: () => false, run: occasion };

  const directory = join(scratch, 'pages');
  const files = readdirSync(directory).toSorted((a, b) => a.localeCompare(b));
  let releases = 0;
  let deliveries = 0;
  let took = 0;
  for (const file of files) {
    if (took > SECONDS * 1000) break;
    const start = performance.now();
    const sliced = sliceReleases(readFileSync(join(directory, file)));
    if (!sliced.ok) throw new Error(sliced.reason);
    const page = { source: file, releases: sliced.releases };
    const counts = await store.transaction((tx) => keepPage(tx, page, deps, reading));
    took += performance.now() - start;
    releases += counts.releases;
    deliveries += counts.deliveries;
  }
  const start = performance.now();
  await store.transaction((tx) => tx.deliveries.makeDue(summaryPrefix(occasion), clock.now()));
  took += performance.now() - start;
  const peak = peakMegabytes();
  await store.close();
  const rate = releases / (took / 1000);
  /** @type {import('../measure.mjs').Row[]} */
  const rows = [
    {
      what: `end to end, instant: ${part}`,
      unit: 'releases/s',
      ours: rate,
      hold: '≥ 1,700 (aim 2,500)',
      holds: rate >= 1700,
      note: `${texts.length.toLocaleString('en-GB')} subscriptions; ${releases} releases, ${deliveries} deliveries queued`,
    },
    { what: `  most memory held`, unit: 'MB', ours: peak, hold: '≤ 250', holds: peak <= 250 },
  ];
  return rows;
}
