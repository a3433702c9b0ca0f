import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ADDITIONAL, pageFacts } from './contracts-finder-page.ts';
import { seededRandom } from './random.ts';
import { createWorld } from './world.ts';

const random = seededRandom('pages');
const guids = Array.from({ length: 400 }, () => random.guid());

describe('pageFacts', () => {
  it('is the same for a notice, however its GUID is written, and another for another', () => {
    const [one = '', other = ''] = guids;

    expect(pageFacts(one.toUpperCase())).toEqual(pageFacts(one));
    expect(pageFacts(other)).not.toEqual(pageFacts(one));
  });

  it('makes one deadline in four a day alone, of which some stay without a time for ever', () => {
    const days = guids.map(pageFacts).filter(({ deadlineIsDay }) => deadlineIsDay);
    const unknown = days.filter(({ closes }) => closes === undefined);

    expect(days.length).toBeGreaterThan(60);
    expect(days.length).toBeLessThan(140);
    expect(unknown.length).toBeGreaterThan(10);
    expect(unknown.length).toBeLessThan(days.length / 2);
  });

  it('is what the releases go by: the first or last second exactly where the day is all that they state', () => {
    const now = Date.parse('2026-09-01T09:00:00Z');
    const tenders = createWorld({ seed: 'page', now }).backlog.flatMap(({ portal, tags, text, id }) => {
      const end = /"tenderPeriod": \{\s*"endDate": "[\d-]+T(\d\d:\d\d:\d\d)/.exec(text)?.[1];
      return portal === 'contracts-finder' && tags[0]?.startsWith('tender') === true
        ? [{ end, guid: id.replace(/-\d+$/, '') }]
        : [];
    });

    const edges = ['00:00:00', '23:59:59'];
    for (const edge of edges) expect(tenders.some(({ end }) => end === edge)).toBe(true);
    for (const { end, guid } of tenders)
      expect(pageFacts(guid).deadlineIsDay).toBe(edges.includes(end ?? ''));
  });
});

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const DATA = resolve(ROOT, process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data');
const SKIPPED = existsSync(DATA) ? '' : ` (SKIPPED: no ${DATA}; set TENDERBELL_REAL_DATA)`;

describe.skipIf(SKIPPED !== '')(`what the pages say, beside the real notices${SKIPPED}`, () => {
  it('shares no sentence with them', { timeout: 60_000 }, () => {
    const folder = join(DATA, 'contracts-finder');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(?:gz|html)$/.test(file),
    );
    const sentences = ADDITIONAL.map((sentence) => sentence.toLowerCase().slice(0, 40));
    const copied = files.flatMap((file) => {
      const bytes = readFileSync(join(folder, file));
      const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').toLowerCase();
      return sentences.filter((sentence) => text.includes(sentence));
    });

    expect(files.length).toBeGreaterThan(8);
    expect(copied).toEqual([]);
  });
});
