import { documentOf, matches, parseQuery } from '../built.mjs';
import { clock, openTelling, procurementsOf } from '../ground.mjs';
import { inTurns, percentile, timed } from '../measure.mjs';
import { copied, preparedReleases } from '../notices.mjs';
import { queries } from '../subscriptions.mjs';

const NOTICES = 200;

/**
 * One notice against 10,000 subscriptions as `flows/tellings.ts` asks them, beside the plain loop over parsed queries.
 * Until the subscription index is built the two are the same loop.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @returns {Promise<readonly import('../measure.mjs').Row[]>}
 */
export async function run({ scratch, quick }) {
  const texts = queries(quick ? 1000 : 10_000);
  const made = copied(preparedReleases(scratch), { worlds: 20, copy: 4 });
  const step = Math.max(1, Math.floor(made.length / NOTICES));
  const procurements = procurementsOf(made.filter((_, index) => index % step === 0).map(({ text }) => text));
  const { queryOf } = openTelling();
  const subscriptions = texts.map((query, id) => ({ id, query, parsed: parseQuery(query).query }));
  const now = clock.now();
  let found = 0;
  let differ = 0;
  /** @type {number[]} */
  let each = [];

  /** @param {typeof procurements[number]} procurement */
  function asked(procurement) {
    const document = documentOf(procurement);
    return subscriptions.filter((one) => matches(queryOf(one.query), document, now));
  }
  /** @param {typeof procurements[number]} procurement */
  function looped(procurement) {
    const document = documentOf(procurement);
    return subscriptions.filter((one) => matches(one.parsed, document, now));
  }
  async function ours() {
    each = [];
    for (const procurement of procurements) each.push(await timed(() => asked(procurement)));
    return each.reduce((sum, ms) => sum + ms, 0);
  }
  function bare() {
    return timed(() => procurements.forEach(looped));
  }
  for (const procurement of procurements) {
    const [mine, theirs] = [asked(procurement), looped(procurement)];
    found += mine.length;
    differ += mine.length === theirs.length && mine.every((one, index) => one === theirs[index]) ? 0 : 1;
  }
  const took = await inTurns({ ours, bare }, { rounds: 5, seconds: quick ? 2 : 5 });
  const mean = took.ours / procurements.length;
  return [
    {
      what: `match, ${texts.length.toLocaleString('en-GB')} subscriptions`,
      unit: 'ms/notice',
      ours: mean,
      bare: took.bare / procurements.length,
      ratio: took.speed,
      of: 'speed',
      hold: '≤ 0.15 ms, ≥ 10',
      holds: mean <= 0.15 && took.speed >= 10,
      note: `p99 ${percentile(each, 0.99).toFixed(2)} ms; ${(found / procurements.length).toFixed(1)} matches a notice; ${differ} of ${procurements.length} notices answered differently`,
    },
  ];
}
