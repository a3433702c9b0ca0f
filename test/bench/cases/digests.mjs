import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest, keepPage, openClassifier, sliceReleases } from '../built.mjs';
import { freshPath, openReader, openStoreAt, openTelling, quiet } from '../ground.mjs';
import { peakMegabytes, timed } from '../measure.mjs';
import { NOW } from '../notices.mjs';
import { queries, subscribeAll } from '../subscriptions.mjs';

const SUBSCRIBERS = 10_000;
/** About a week of what the portals publish. */
const RELEASES = 3000;

/**
 * A week of releases told to nobody yet, and then one digest for each of ten thousand subscribers: what happened found,
 * matched, written to the ledger, queued.
 *
 * @param {import('../measure.mjs').Setting} setting
 */
export async function run({ scratch, quick }) {
  const store = await openStoreAt(freshPath(scratch, 'digests'));
  const texts = queries(quick ? SUBSCRIBERS / 10 : SUBSCRIBERS);
  await subscribeAll(store, { texts, cadence: () => 'weekly' });
  const deps = { ...openTelling(), store, classify: openClassifier(), log: quiet };
  const reading = { read: openReader(), isSilent: () => false, run: { id: 'bench', startedAt: NOW } };
  const directory = join(scratch, 'pages');
  let releases = 0;
  for (const file of readdirSync(directory).toSorted((a, b) => a.localeCompare(b))) {
    if (releases >= (quick ? RELEASES / 10 : RELEASES)) break;
    const sliced = sliceReleases(readFileSync(join(directory, file)));
    if (!sliced.ok) throw new Error(sliced.reason);
    const page = { source: file, releases: sliced.releases };
    releases += (await store.transaction((tx) => keepPage(tx, page, deps, reading))).releases;
  }
  let queued = 0;
  const took = await timed(async () => {
    queued = await digest([{ cadence: 'weekly', at: NOW }], deps);
  });
  const peak = peakMegabytes();
  await store.close();
  const seconds = took / 1000;
  /** @type {import('../measure.mjs').Row[]} */
  const rows = [
    {
      what: `digests queued, for ${texts.length.toLocaleString('en-GB')} subscribers`,
      unit: 's',
      ours: seconds,
      hold: '< 60',
      holds: seconds < 60,
      note: `${releases} releases since the last; ${queued} digests, the rest had nothing`,
    },
    { what: '  most memory held', unit: 'MB', ours: peak },
  ];
  return rows;
}
