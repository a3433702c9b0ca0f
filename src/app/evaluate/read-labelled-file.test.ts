import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLabelledFile, readPopulations } from './read-labelled-file.ts';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenderbell-'));
  file = join(folder, 'lines.jsonl');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a file of labelled notices', () => {
  it('is read line by line; what is no labelled notice is named and left out', async () => {
    writeFileSync(file, '{"id":"a","title":"Ropes","it":"no"}\n{"id":"b","title":"Sails"}\n\nrubbish\n');
    const read = await readLabelledFile(file);

    if ('unreadable' in read) throw new Error(read.unreadable);
    expect(read.lines.map(({ id, label }) => [id, label.it])).toEqual([['a', 'no']]);
    expect(read.refused.map((line) => line.split(' ')[0])).toEqual(['2', '4']);
  });

  it('may be absent', async () => {
    expect(await readLabelledFile(file)).toEqual({ unreadable: 'cannot be read (ENOENT)' });
  });
});

describe('populations', () => {
  it('lie beside the file, or else with the real data', async () => {
    mkdirSync(join(folder, 'real/classify'), { recursive: true });
    writeFileSync(join(folder, 'real/classify/strata.json'), '{"open/kw":{"population":9,"sampled":3}}');
    expect(await readPopulations(file, join(folder, 'real'))).toEqual({ 'open/kw': 9 });

    writeFileSync(join(folder, 'strata.json'), '{"open/kw":{"population":5}}');
    expect(await readPopulations(file, join(folder, 'real'))).toEqual({ 'open/kw': 5 });
  });

  it('are not known where there is no such file, or one that says nothing', async () => {
    expect(await readPopulations(file, join(folder, 'real'))).toBeUndefined();
    writeFileSync(join(folder, 'strata.json'), '{"open/kw":12}');
    expect(await readPopulations(file, join(folder, 'real'))).toBeUndefined();
    writeFileSync(join(folder, 'strata.json'), 'rubbish');
    expect(await readPopulations(file, join(folder, 'real'))).toBeUndefined();
  });
});
