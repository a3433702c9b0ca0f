import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecordings } from './replay.ts';

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
});
