import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortalId } from '../domain/portal.ts';
import { startPretendPortals } from './pretend-portals.ts';
import { elements, members } from './raw-json.ts';
import { readRecordings } from './replay.ts';
import { promptSwitches } from './switches.ts';

const DATA = resolve(
  fileURLToPath(new URL('../..', import.meta.url)),
  process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data',
);

const SKIPPED = existsSync(DATA) ? '' : ` (SKIPPED: no ${DATA}; set TENDERBELL_REAL_DATA)`;

function release(id: string, day: string): string {
  return `{ "ocid": "ocds-h6vhtk-${id}",  "id": "${id}", "date": "${day}T10:00:00Z", "tag": ["tender"], "n": 1e9999 }`;
}

describe('readRecordings', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'replay-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('reads packages, arrays and lines, plain and compressed, in folders, oldest first and to the byte', async () => {
    await mkdir(join(directory, 'deep'));
    const twice = `{"releases": [${release('a', '2026-08-03')}, ${release('a', '2026-08-03')}]}`;
    await writeFile(join(directory, 'deep', 'page.json.gz'), gzipSync(twice));
    await writeFile(join(directory, 'array.json'), `[${release('b', '2026-08-01')}]`);
    const foreign = release('x', '2026-08-01').replace('h6vhtk', 'zzzzzz');
    await writeFile(
      join(directory, 'lines.jsonl.gz'),
      gzipSync(`${release('c', '2026-08-02')}\n${release('a', '2026-08-03')}\n${foreign}\n`),
    );
    await writeFile(join(directory, 'notes.txt'), 'not a recording');

    const read = await readRecordings(directory);

    expect(read.releases.map((one) => one.id)).toEqual(['b', 'c', 'a', 'a']);
    expect(read.releases[0]?.text).toBe(release('b', '2026-08-01'));
    expect(read.skipped).toBe(1);
    expect(read.newest).toBe(Date.parse('2026-08-03T10:00:00Z'));
  });

  it.skipIf(SKIPPED !== '')(
    `reads the recorded days and sorts them by portal${SKIPPED}`,
    { timeout: 60_000 },
    async () => {
      const days = await readRecordings(join(DATA, 'find-a-tender', 'day-2026-08-10'));
      const pages = await readRecordings(join(DATA, 'contracts-finder', 'ocds'));

      expect(days.releases.length).toBeGreaterThan(400);
      expect(new Set(days.releases.map((one) => one.portal))).toEqual(new Set(['find-a-tender']));
      expect(new Set(pages.releases.map((one) => one.portal))).toEqual(new Set(['contracts-finder']));
      expect(pages.releases.length).toBeGreaterThan(600);
    },
  );

  it.skipIf(SKIPPED !== '')(
    `serves every recorded release of all four portals to the byte, with the defects on${SKIPPED}`,
    { timeout: 120_000 },
    async () => {
      const { releases } = await readRecordings(DATA);
      const prompt = promptSwitches();
      const server = await startPretendPortals({
        now: () => Date.parse('2026-11-01T00:00:00Z'),
        switches: {
          ...prompt,
          // What loses something, or writes it in other bytes.
          'find-a-tender': { ...prompt['find-a-tender'], lostNext: false, missingFromLongWindows: false },
          'contracts-finder': { ...prompt['contracts-finder'], cp1252: false, truncateAfter: false },
        },
      });
      server.publish(releases);
      const served = new Set<string>();
      async function walk(first: string): Promise<void> {
        for (let next: string | undefined = first; next !== undefined;) {
          const response = await fetch(next.replaceAll('+', '%2B'));
          expect(response.status).toBe(200);
          const body = (await response.text()).replace(/^\uFEFF/, '');
          const found = members(body);
          const list = found.get('releases') ?? { from: 0, to: 0 };
          for (const text of elements(body.slice(list.from, list.to))) served.add(text);
          const links = found.get('links');
          const link = links && /"next"\s*:\s*("[^"]*")/.exec(body.slice(links.from, links.to))?.[1];
          next = link === undefined ? undefined : String(JSON.parse(link));
        }
      }
      const { urls } = server;
      await walk(`${urls['find-a-tender']}/api/1.0/ocdsReleasePackages`);
      await walk(`${urls['contracts-finder']}/Published/Notices/OCDS/Search`);
      await walk(`${urls['public-contracts-scotland']}/v1/Notices?dateFrom=04-2019&noticeType=2`);
      await walk(`${urls.sell2wales}/v1/Notices?dateFrom=02-2025&noticeType=2&locale=2057`);
      // Search shows the newest edit of a notice; what came before stands in the record.
      const older = releases.filter(({ portal, text }) => portal === 'contracts-finder' && !served.has(text));
      for (const ocid of new Set(older.map((one) => one.ocid)))
        await walk(`${urls['contracts-finder']}/Published/OCDS/Record/${ocid}`);
      await server.close();

      const counts = new Map<PortalId, number>();
      for (const { portal } of releases) counts.set(portal, (counts.get(portal) ?? 0) + 1);
      expect([counts.get('public-contracts-scotland'), counts.get('sell2wales')]).toEqual([60, 60]);
      expect(counts.get('find-a-tender')).toBeGreaterThan(1000);
      expect(counts.get('contracts-finder')).toBeGreaterThan(600);
      const missing = releases.filter(({ text }) => !served.has(text));
      expect(missing.map(({ ocid, id }) => `${ocid} ${id}`)).toEqual([]);
    },
  );
});
