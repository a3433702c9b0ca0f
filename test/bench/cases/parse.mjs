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
    if (pages.length > 0) rows.push(await compare(what, pages, quick ? 1 : 3));
  }
  return rows;
}

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
  function ours() {
    releases = 0;
    rejects = 0;
    for (const page of pages) {
      const sliced = sliceReleases(page);
      if (!sliced.ok) throw new Error(sliced.reason);
      for (const text of sliced.releases) rejects += 'reason' in read(text) ? 1 : 0;
      releases += sliced.releases.length;
    }
  }
  function bare() {
    for (const page of pages) JSON.parse(page.toString('utf8'));
  }
  const found = await inTurns({ ours: () => timed(ours), bare: () => timed(bare) }, { rounds: 40, seconds });
  const bytes = pages.reduce((sum, page) => sum + page.length, 0);
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
