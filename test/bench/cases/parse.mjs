import { sliceReleases } from '../built.mjs';
import { openReader } from '../ground.mjs';
import { inTurns, timed } from '../measure.mjs';
import { copied, pagesOf, preparedReleases, realPages } from '../notices.mjs';

/**
 * Pages to notices (cut, parsed, validated, hashed, normalised) beside bare `JSON.parse` of the same bytes.
 *
 * @param {import('../measure.mjs').Setting} setting
 */
export async function run({ scratch, realData, quick }) {
  const made = copied(preparedReleases(scratch), { worlds: 20, copy: 2 });
  const sets = [
    ...['find-a-tender', 'contracts-finder'].map((portal) => ({
      what: `parse, ${portal} made`,
      pages: pagesOf(made.filter((release) => release.portal === portal)),
    })),
    { what: 'parse, find-a-tender real', pages: realPages(realData) },
  ];
  /** @type {import('../measure.mjs').Row[]} */
  const rows = [];
  for (const { what, pages } of sets) {
    if (pages.length > 0) rows.push(await compare(what, pages, quick ? 1 : 8));
  }
  return rows;
}

/**
 * Pages of a turn. Before each one garbage is collected by force, and the engine forgets the shapes of the objects that
 * went and the code it made for them; a run that reads for longer makes it anew, and is what these turns stand for.
 */
const LEAST_PAGES = 100;

/**
 * @param {string} what
 * @param {readonly Buffer[]} pages
 * @param {number} seconds
 * @returns {Promise<import('../measure.mjs').Row>}
 */
async function compare(what, pages, seconds) {
  const read = openReader();
  let releases = 0;
  let rejects = 0;
  const passes = Math.ceil(LEAST_PAGES / pages.length);
  function ours() {
    releases = 0;
    rejects = 0;
    for (let pass = 0; pass < passes; pass += 1) for (const page of pages) cut(page);
  }
  /** @param {Buffer} page */
  function cut(page) {
    const sliced = sliceReleases(page);
    if (!sliced.ok) throw new Error(sliced.reason);
    for (const text of sliced.releases) rejects += 'reason' in read(text) ? 1 : 0;
    releases += sliced.releases.length;
  }
  function bare() {
    for (let pass = 0; pass < passes; pass += 1) for (const page of pages) JSON.parse(page.toString('utf8'));
  }
  const found = await inTurns({ ours: () => timed(ours), bare: () => timed(bare) }, { rounds: 40, seconds });
  const bytes = passes * pages.reduce((sum, page) => sum + page.length, 0);
  return {
    what,
    unit: 'µs/release',
    ours: (found.ours / releases) * 1000,
    bare: (found.bare / releases) * 1000,
    ratio: found.speed,
    of: 'speed',
    hold: '≥ 0.5 (aim 0.8)',
    holds: found.speed >= 0.5,
    note: `${releases} releases of ${Math.round(bytes / releases)} bytes, ${rejects} rejected`,
  };
}
