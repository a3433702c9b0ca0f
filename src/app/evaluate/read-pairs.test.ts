import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pairsFile, readPairs } from './read-pairs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenderbell-pairs-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function side(title: string): Record<string, unknown> {
  return {
    source: 'contracts_finder',
    id: null,
    title,
    description: 'Buoys.',
    buyer: 'Port of Sallow Authority',
    published: '2026-03-01',
    deadline: null,
    value: { min: null, max: null, awarded: 900 },
    cpv: { main: '34930000', additional: [] },
    stage: 'planning',
    notice_type: 'not looked at',
  };
}

const labels = readFileSync(new URL('../../../data/evaluation/pair-labels.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { line: number; first: string; second: string });

describe('labelled pairs', () => {
  it('are those that both readers are sure of, each by its line', async () => {
    const path = join(folder, 'pairs.jsonl.gz');
    const last = Math.max(...labels.map(({ line }) => line));
    const lines = Array.from({ length: last }, (_, at) =>
      JSON.stringify({
        kind: 'made up',
        rule_label: 'check',
        a: side(`left ${at + 1}`),
        b: side(`right ${at + 1}`),
      }),
    );
    writeFileSync(path, gzipSync(lines.join('\n')));

    const read = await readPairs(path);

    const agreed = labels.filter(({ first, second }) => first === second && first !== 'unsure');
    expect(read?.pairs.map(({ label, a, b }) => [label, a.title, b.title])).toEqual(
      agreed.map(({ line, first }) => [first, `left ${line}`, `right ${line}`]),
    );
    expect(read?.leftOut).toBe(labels.length - agreed.length);
    expect(read?.pairs[0]?.a).toMatchObject({
      portal: 'contracts-finder',
      awarded: 90_000,
      stage: 'planned',
    });
  });

  it('are 300 at least, each line labelled once', () => {
    const agreed = labels.filter(({ first, second }) => first === second && first !== 'unsure');

    expect(agreed.length).toBeGreaterThanOrEqual(300);
    expect(new Set(labels.map(({ line }) => line)).size).toBe(labels.length);
  });

  it('are none where their file is absent', async () => {
    expect(await readPairs(join(folder, 'nowhere'))).toBeUndefined();
  });

  it('lie where TENDERBELL_REAL_DATA says', () => {
    expect(pairsFile({ TENDERBELL_REAL_DATA: '/there' }, '/repo')).toBe(
      '/there/pairs/candidate-pairs.jsonl.gz',
    );
  });
});
