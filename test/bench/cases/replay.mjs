import Database from 'better-sqlite3';
import { newcomer, openClassifier, parseQuery, replay, slotsFor } from '../built.mjs';
import { openStoreAt, openTelling } from '../ground.mjs';
import { collectGarbage, median, timed } from '../measure.mjs';
import { NOW } from '../notices.mjs';
import { growHeld, heldPath } from '../prepare.mjs';

const YEAR = 365 * 86_400_000;
/** About as many as the portals publish in a year. */
const RELEASES = 134_000;
const ROUNDS = 3;

/** What suppliers subscribe to; the last asks for a whole kind of thing, with nothing else to narrow it. */
const REPLAYS = /** @type {const} */ ([
  ['penetration testing region:wales,UKD value:20k..1m -guarding', 'instant'],
  ['"data warehouse" OR reporting category:data,software closing:>7d', 'weekly'],
  ['category:security', 'daily'],
]);

/**
 * A year of everything that was published, replayed for one subscription, its candidates searched for and its procurements
 * rebuilt as they were.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @returns {Promise<readonly import('../measure.mjs').Row[]>}
 */
export async function run({ scratch, quick }) {
  await growHeld(scratch, quick ? 0 : RELEASES);
  const path = heldPath(scratch);
  const db = new Database(path, { readonly: true });
  const releases = Number(db.prepare('select count(*) from notice').pluck().get());
  db.close();
  const store = await openStoreAt(path);
  const deps = {
    ...openTelling(),
    store,
    classify: openClassifier(),
    signal: new AbortController().signal,
  };
  const rows = [];
  for (const [query, cadence] of REPLAYS) {
    const subscription = { ...SOMEBODY, query: parseQuery(query).canonical, cadence };
    /** @type {import('../../../src/domain/replayed.ts').Replayed | undefined} */
    let found;
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      collectGarbage();
      times.push(
        await timed(async () => {
          const span = { from: NOW - YEAR, to: NOW };
          found = await replay(
            { subscription, span },
            { ...deps, slotAt: slotsFor(subscription.subscriber.timetable) },
          );
        }),
      );
    }
    const seconds = median(times) / 1000;
    rows.push({
      what: `replay, ${releases.toLocaleString('en-GB')} releases: ${query}`,
      unit: 's',
      ours: seconds,
      hold: '≤ 5',
      holds: seconds <= 5,
      note: `${cadence}; ${found?.walked ?? 0} walked through, ${found?.items.length ?? 0} told`,
    });
  }
  await store.close();
  return rows;
}

/** @type {import('../../../src/domain/subscription.ts').Subscription} */
const SOMEBODY = {
  id: 0,
  subscriber: newcomer({ channel: 'email', email: 'supplier@bench.example' }),
  query: '',
  cadence: 'instant',
  wanted: ['new', 'changes', 'awards'],
  notify: true,
  minDaysLeft: undefined,
  state: 'active',
  stateAt: 0,
  pausedUntil: undefined,
  reason: undefined,
  watermark: 0,
  createdAt: 0,
  welcomedAt: 0,
};
