import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonOf, tenderbell, type Ran } from '../built-program.ts';

interface Estimate {
  share?: number;
  part?: number;
  whole?: number;
}

interface Report {
  file: string;
  judged: { id: string; found: { categories: string[] } }[];
  method: { kind: string; learnedFrom?: number; toldApart?: number; folds?: number };
  figures: {
    isWeighted: boolean;
    labels: Record<string, number>;
    named: { name: string; figure: { ours: Estimate; anyCode: Estimate } }[];
  };
}

const PAGE = '# Accuracy\n\n## Which notices are one procurement\n\nText of people.\n';

const FIREWALLS = {
  id: 'a',
  portal: 'find-a-tender',
  stage: 'tender',
  stratum: 'open/itcpv',
  title: 'Firewalls and endpoint protection for the borough network',
  description: 'The borough wants next generation firewalls, endpoint detection and a managed SIEM service.',
  buyer: 'Ashcombe Borough Council',
  cpv: ['48730000'],
  it: 'yes',
  primary: ['security'],
  cats: ['security'],
  maybe: ['networks'],
};
const MOWING = {
  ...FIREWALLS,
  id: 'b',
  stratum: 'open/none',
  title: 'Mowing of verges and cutting of hedges',
  description: 'Grass on verges is cut eight times a year, and hedges twice.',
  buyer: 'Elsmere Parish Council',
  cpv: ['77310000'],
  it: 'no',
  primary: [],
  cats: [],
  maybe: [],
};

let folder = '';

function write(name: string, ...lines: unknown[]): void {
  writeFileSync(
    join(folder, name),
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
}

/** `real` is where the real notices are said to lie: nowhere, so that none is needed. */
function run(args: readonly string[], real = 'nowhere'): Promise<Ran> {
  return tenderbell(['evaluate', 'classify', ...args], { cwd: folder, env: { TENDERBELL_REAL_DATA: real } });
}

function page(): string {
  return readFileSync(join(folder, 'docs/accuracy.md'), 'utf8');
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenderbell-'));
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/accuracy.md'), PAGE);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('tenderbell evaluate classify', () => {
  it('measures the shipped model on labelled lines, and writes the figures into docs/accuracy.md', async () => {
    write('lines.jsonl', FIREWALLS, MOWING);
    write('strata.json', { 'open/itcpv': { population: 40 }, 'open/none': { population: 300 } });
    const ran = await run(['lines.jsonl', '--shipped', '--json']);
    const { file, method, figures, judged } = jsonOf<Report>(ran);

    expect(ran.code).toBe(0);
    expect([file, method.kind, figures.isWeighted]).toEqual(['lines.jsonl', 'shipped', true]);
    expect(figures.labels).toEqual({ yes: 1, no: 1, borderline: 0 });
    expect(judged.map(({ id, found }) => [id, found.categories[0]])).toEqual([
      ['a', 'security'],
      ['b', undefined],
    ]);
    expect(figures.named[0]?.figure.ours.share).toBe(1);
    expect(figures.named.find(({ name }) => name === 'primary category right')?.figure.ours).toMatchObject({
      part: 1,
      whole: 1,
    });
    expect(page()).toContain('## What is IT, and of which kind\n\n<!-- classify: begin');
    expect(page()).toMatch(/\| IT or not, F1 on the sample +\| ≥ 0\.95 +\| 1\.000/);
    expect(
      page().endsWith('<!-- classify: end -->\n\n## Which notices are one procurement\n\nText of people.\n'),
    ).toBe(true);
  });

  it('prints for people what it writes, and says where there is no page to write into', async () => {
    write('lines.jsonl', FIREWALLS, MOWING);
    rmSync(join(folder, 'docs'), { recursive: true });
    const { code, out, err } = await run(['lines.jsonl', '--shipped']);

    expect(code).toBe(0);
    expect(out).toMatch(/^\| security +\| 1 +\| 1 +\|/m);
    expect(err).toContain('accuracy.md is not there');
    expect(err).toContain('how many of these lines it learned from is not known');
    expect(err).toContain('no strata.json');
  });

  it('has another model judge the lines that the shipped one was told of, and learns anew where these are most', async () => {
    const stranger = {
      ...MOWING,
      id: 'c',
      title: 'Dredging of the inner dock',
      buyer: 'Wexby Harbour',
      description: 'Silt.',
    };
    const third = {
      ...stranger,
      id: 'd',
      title: 'Painting of the lighthouse',
      buyer: 'Holmshire',
      description: 'Paint.',
    };
    mkdirSync(join(folder, 'real/classify'), { recursive: true });
    write('real/classify/gold-dev.jsonl', FIREWALLS, MOWING);
    writeFileSync(
      join(folder, 'real/classify/notices.jsonl.gz'),
      gzipSync(JSON.stringify({ ...third, source: 'x', stage: 'award' })),
    );
    write('few.jsonl', FIREWALLS, stranger, third);
    write('all.jsonl', FIREWALLS, MOWING);
    const few = jsonOf<Report>(await run(['few.jsonl', '--json'], join(folder, 'real')));
    const all = jsonOf<Report>(await run(['all.jsonl', '--json', '--folds', '2'], join(folder, 'real')));

    expect(few.method).toMatchObject({ kind: 'shipped', learnedFrom: 0, toldApart: 1 });
    expect(few.judged.map(({ id }) => id)).toEqual(['a', 'c', 'd']);
    // Of the rest of this small world no notice is IT, so that model cannot know.
    expect(few.judged[0]?.found.categories).toEqual([]);
    expect(all.method).toMatchObject({ kind: 'cross-validated', folds: 2 });
  });

  it('names a bad line and leaves it out, and ends with 65', async () => {
    write('lines.jsonl', FIREWALLS, 'rubbish', { ...MOWING, it: 'perhaps' }, MOWING, {
      ...FIREWALLS,
      cats: ['clowd'],
    });
    const ran = await run(['lines.jsonl', '--shipped', '--json']);

    expect(ran.code).toBe(65);
    expect(ran.err).toMatch(/lines\.jsonl:2 .*left out/);
    expect(ran.err).toMatch(/lines\.jsonl:3 .*it must be yes, no or borderline.*left out/);
    expect(ran.err).toMatch(/lines\.jsonl:5 .*'clowd' is no category.*left out/);
    expect(jsonOf<Report>(ran).figures.labels).toEqual({ yes: 1, no: 1, borderline: 0 });
  });

  it('does not guess whether the model learned from the lines where the training data is absent', async () => {
    write('lines.jsonl', FIREWALLS, MOWING);
    const { code, err } = await run(['lines.jsonl']);

    expect(code).toBe(65);
    expect(err).toContain('--shipped');
    expect(page()).toBe(PAGE);
  });

  it('says in one line that there is no file, or nothing in it', async () => {
    const missing = await run([]);
    write('empty.jsonl', '');

    expect(missing.code).toBe(74);
    expect(missing.err.trim().split('\n')).toHaveLength(1);
    expect(missing.err).toContain('TENDERBELL_REAL_DATA');
    expect((await run(['empty.jsonl', '--shipped'])).code).toBe(65);
    expect((await run(['one', 'two'])).code).toBe(64);
    expect((await run(['one', '--folds', '1'])).code).toBe(64);
  });
});
