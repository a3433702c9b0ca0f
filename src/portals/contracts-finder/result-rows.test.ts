import { describe, expect, it } from 'vitest';
import {
  aResultRow,
  aResultsPage,
  RESULTS_2020,
  RESULTS_2021,
  RESULTS_2025,
} from '../../../test/contracts-finder-pages.ts';
import { readResults, releaseOfRow } from './result-rows.ts';

const GUID = '0a0a0a0a-1111-4222-8333-444444444444';

function rowOf(html: string) {
  const results = readResults(aResultsPage([html], 1));
  if (!results.ok) throw new Error(results.reason);
  return results.rows[0];
}

describe('rows of search results', () => {
  it.each([
    [
      '2020',
      RESULTS_2020,
      { closing: { day: '2026-10-01', time: undefined }, value: { low: 30_000, high: 90_000 } },
    ],
    [
      '2021',
      RESULTS_2021,
      { closing: { day: '2026-10-01', time: '17:00' }, value: { low: 0, high: 60_000 } },
    ],
    [
      '2025',
      RESULTS_2025,
      { closing: { day: '2026-10-01', time: '12:42' }, value: { low: undefined, high: 75_000 } },
    ],
  ])('of %s are read by their labels', (_year, layout, expected) => {
    expect(rowOf(aResultRow({ guid: GUID, ...layout }))).toMatchObject({
      noticeId: GUID,
      title: "Firewalls & clerks' laptops",
      buyer: 'Widget Council',
      kind: 'tender',
      day: '2026-09-02',
      places: 'South East',
      ...expected,
    });
  });

  it('take the whole description from the title where the text is cut short', () => {
    expect(rowOf(aResultRow({ guid: GUID, ...RESULTS_2020 }))?.description).toBe('All of it,\nin two lines');
    expect(rowOf(aResultRow({ guid: GUID, ...RESULTS_2021 }))?.description).toBe('All of it...');
  });

  it('are dated by their last edit, and by the order of labels not at all', () => {
    const facts = [...RESULTS_2025.facts].toReversed();
    const edited = facts.map(([label, value]) =>
      label === 'Publication date'
        ? ([label, ' 1 September 2026, last edited  5 September 2026'] as const)
        : ([label, value] as const),
    );
    expect(rowOf(aResultRow({ guid: GUID, facts: edited }))).toMatchObject({
      day: '2026-09-05',
      closing: { day: '2026-10-01', time: '12:42' },
    });
  });

  it('find the GUID in the link where the heading has none', () => {
    const html = aResultRow({ guid: GUID, ...RESULTS_2025 }).replace(`<h2 id=${GUID}>`, '<h2>');
    expect(rowOf(html)?.noticeId).toBe(GUID);
  });

  it.each([
    ['Future opportunity', 'Open', 'planned'],
    ['Early Engagement', 'Open', 'engagement'],
    ['Awarded contract', 'Awarded', 'award'],
    ['Opportunity', 'Withdrawn', 'withdrawn'],
  ])('stand at the stage %j with status %j: %s', (stage, status, kind) => {
    const facts = [
      ['Procurement stage', stage],
      ['Notice status', status],
      ['Publication date', '2 September 2026'],
    ] as const;
    expect(rowOf(aResultRow({ guid: GUID, facts }))?.kind).toBe(kind);
  });
});

describe('pages of search results', () => {
  it('with no opportunities are empty, and no fault', () => {
    expect(readResults(aResultsPage([], 0))).toEqual({ ok: true, total: 0, rows: [], unread: 0 });
  });

  it('that count notices and show no row we know have changed', () => {
    const renamed = aResultsPage([aResultRow({ guid: GUID, ...RESULTS_2025 })], 863).replaceAll(
      '"search-result"',
      '"card"',
    );
    expect(readResults(renamed)).toEqual({
      ok: false,
      reason: 'the page of results has changed: it counts 863 notices and shows no row that is known',
    });
  });

  it('that are something else, or whose rows say nothing, are faults as well', () => {
    expect(readResults('<html><body><h1>Down for maintenance</h1></body></html>').ok).toBe(false);
    expect(readResults(aResultsPage([aResultRow({ guid: GUID, facts: [] })], 1)).ok).toBe(false);
  });

  it('count the rows that cannot be read and keep the others', () => {
    const rows = [aResultRow({ guid: GUID, ...RESULTS_2025 }), aResultRow({ guid: 'none', ...RESULTS_2025 })];
    expect(readResults(aResultsPage(rows, 2_415))).toMatchObject({
      total: 2415,
      unread: 1,
      rows: [{ noticeId: GUID }],
    });
  });
});

it('a row becomes the same release every time, and another when its words change', () => {
  const row = rowOf(aResultRow({ guid: GUID, ...RESULTS_2025 }));
  if (row === undefined) throw new Error('no row');
  const id = (text: string): unknown => (JSON.parse(text) as { id: unknown }).id;
  expect(releaseOfRow(row)).toBe(releaseOfRow({ ...row }));
  expect(id(releaseOfRow(row))).not.toBe(id(releaseOfRow({ ...row, closing: undefined })));
});
