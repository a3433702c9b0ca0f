import { describe, expect, it } from 'vitest';
import { aProcurement, aView } from '../../test/builders.ts';
import { documentOf } from '../match/document.ts';
import { heldSpan, since, type Span } from '../match/preview/held-span.ts';
import type { Preview } from '../match/preview/preview.ts';
import { volumeOf } from '../match/preview/volume.ts';
import { parseQuery } from '../match/parse.ts';
import { oftenWords, previewLines } from './preview-lines.ts';
import { suggestionLines } from './suggestion-lines.ts';

const NOW = Date.parse('2026-08-12T09:00:00Z');
const { query } = parseQuery('cyber');

function span(days: readonly string[], most = 30): Span {
  const found = heldSpan(days, NOW, most);
  if (found === undefined) throw new Error('something is held');
  return found;
}

const MONTH = span(
  Array.from({ length: 120 }, (_, at) => new Date(NOW - (119 - at) * 86_400_000).toISOString().slice(0, 10)),
);

function aPreview(with_: Partial<Preview> = {}): Preview {
  return {
    query: 'cyber it:balanced',
    described: "IT procurements that mention 'cyber'",
    wanted: ['new'],
    volume: volumeOf(22, MONTH),
    longer: undefined,
    latest: [],
    verdict: 'well',
    proposals: [],
    unheard: [],
    related: [],
    ...with_,
  };
}

describe('a preview in words', () => {
  it('says how much, over which days, and how often', () => {
    expect(previewLines(aPreview())).toEqual([
      '22 would have come as new in the last 30 days: about 5 a week',
    ]);
  });

  it('does not say that all came as new where awards count', () => {
    expect(previewLines(aPreview({ wanted: ['new', 'awards'] }))[0]).toContain(
      '22 would have come in the last',
    );
  });

  it('says so where fewer days are held, nothing newer is, or counting stopped', () => {
    const few = volumeOf(3, span(['2026-08-10', '2026-08-11', '2026-08-12']));
    const behind = volumeOf(2, span(['2026-07-01', '2026-07-02']));
    const cut = volumeOf(600, since(MONTH, Date.parse('2026-08-05T23:00:00Z'), NOW), true);

    expect(previewLines(aPreview({ volume: few }))).toEqual([
      '3 would have come as new in the 3 days since 10 August 2026, the earliest that is held: about 5 a week',
    ]);
    expect(previewLines(aPreview({ volume: behind }))[0]).toBe(
      '2 would have come as new in the 2 days to 2 July 2026, the latest that is held: about 5 a week',
    );
    expect(previewLines(aPreview({ volume: cut }))[0]).toBe(
      'at least 600 would have come as new in the last 7 days: about 600 a week',
    );
    expect(previewLines(aPreview({ volume: undefined, verdict: 'nothing-held' }))[0]).toContain(
      'nothing is held yet',
    );
  });

  it('warns, and says what to ask instead and besides', () => {
    const proposal = { query: 'title:cyber it:balanced', how: 'with its words in titles alone' };
    const lines = previewLines(
      aPreview({
        verdict: 'too-broad',
        volume: volumeOf(300, MONTH),
        proposals: [{ ...proposal, volume: volumeOf(44, MONTH) }],
        related: [
          { term: 'SIEM', query, came: 3, held: 9 },
          { term: '"red team"', query, came: 0, held: 9 },
        ],
      }),
    );

    expect(lines.slice(1)).toEqual([
      'that is more than 10 in a working day, too much to read: narrow it',
      'narrower:',
      '  title:cyber it:balanced  (with its words in titles alone: about 10 a week)',
      'related terms, with what OR would add: SIEM (3 more in the same time), "red team" (9 more of all that is held)',
    ]);
  });

  it('says that nothing came, how far back, and which words nobody wrote', () => {
    const lines = previewLines(
      aPreview({
        verdict: 'too-narrow',
        volume: volumeOf(0, MONTH),
        longer: volumeOf(0, MONTH),
        unheard: ['cybr'],
      }),
    );

    expect(lines).toEqual([
      'none would have come as new in the last 30 days',
      "nothing that is held mentions 'cybr'",
    ]);
  });

  it('shows what came as one line each, whatever a portal wrote', () => {
    const view = aView({ title: 'Cyber\n\u202Ereview\0', buyer: { name: 'Ashcombe', id: undefined } });
    const procurement = aProcurement({ id: 4711, view });
    const lines = previewLines(
      aPreview({ latest: [{ procurement, at: NOW, document: documentOf(procurement) }] }),
    );

    expect(lines.slice(1)).toEqual(['the latest:', '  Wed 12 Aug 2026  #4711  Cyber review – Ashcombe']);
  });

  it.each([
    [120.4, 'about 120 a week'],
    [1.5, 'about 2 a week'],
    [1, 'about one a week'],
    [0.5, 'about one in 2 weeks'],
    [0.08, 'about one in 13 weeks'],
    [0, 'none a week'],
  ])('%d in a week is %s', (perWeek, words) => {
    expect(oftenWords(perWeek)).toBe(words);
  });
});

describe('a suggestion in words', () => {
  const whys = [{ part: 'cyber', because: 'your own words' }];

  it('says that nothing is held to check it against', () => {
    const lines = suggestionLines({
      preview: aPreview({ volume: undefined, verdict: 'nothing-held' }),
      whys,
      departs: undefined,
      wider: { query: 'category:security it:balanced', how: 'all of Security', volume: undefined },
      narrower: undefined,
    });

    expect(lines).toEqual([
      'cyber it:balanced',
      "IT procurements that mention 'cyber'",
      'why:',
      '  cyber  your own words',
      'nothing is held yet to check it against; `tenderbell collect` reads the portals, then ask again',
      'wider: category:security it:balanced  (all of Security)',
    ]);
  });

  it('says how it departs from what was said', () => {
    const lines = suggestionLines({
      preview: aPreview(),
      whys,
      departs: { how: 'whoever buys', because: 'nothing' },
      wider: undefined,
      narrower: {
        query: 'title:cyber it:balanced',
        how: 'with your words in titles',
        volume: volumeOf(2, MONTH),
      },
    });

    expect(lines.slice(4)).toEqual([
      'just that would have brought nothing of what is held lately; this is whoever buys',
      '22 would have come as new in the last 30 days: about 5 a week',
      'narrower: title:cyber it:balanced  (with your words in titles: about one in 2 weeks)',
    ]);
  });
});
