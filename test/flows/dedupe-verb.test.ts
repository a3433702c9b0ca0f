import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonOf, tenderbell, type Ran } from '../built-program.ts';
import { answersOf, linesIn } from '../lines-in.ts';

interface Answer {
  id: string | number;
  procurement: string;
  confidence: number;
  reasons: string[];
  possibly: { procurement: string; id: string | number; confidence: number; reasons: string[] }[];
}

const MOORINGS = {
  id: 'HHA-2026-14',
  portal: 'Contracts Finder',
  title: 'Moorings for survey vessels at the northern quay',
  description:
    'Six swinging moorings with chain and buoy are laid at the northern quay for survey vessels of up to forty metres, and are inspected twice a year by divers.',
  buyer: 'Holmshire Harbour Authority',
  published: '2026-03-02T09:00:00Z',
  deadline: '2026-04-10T12:00',
  value: { min: 180000, max: 180000, amount: null },
  cpv: { main: '45241000-8', additional: null },
  stage: 'tender',
};
const COPY = {
  ...MOORINGS,
  id: 4711,
  portal: 'ted',
  title: 'MOORINGS FOR SURVEY VESSELS AT THE NORTHERN QUAY',
  buyer: { name: 'The Holmshire Harbour Authority', id: null },
  published: '2026-03-03',
  deadline: '2026-04-10',
  value: 180000,
  cpv: ['45241000'],
};
const GRASS = {
  id: 'x',
  title: 'Grass cutting on verges',
  description: 'Verges of nine parishes are cut each fortnight between April and October.',
  buyer: 'Brackenford District Council',
  published: null,
  deadline: null,
  value: null,
  cpv: null,
  stage: 'planning',
};

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-dedupe-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function run(...args: string[]): Promise<Ran> {
  return tenderbell(args, { cwd: home, env: { TENDERBELL_REAL_DATA: join(home, 'absent') } });
}

function file(lines: readonly unknown[], name?: string): string {
  return linesIn(home, lines, name);
}

describe('tenderbell dedupe', () => {
  it('prints a line for each line, in their order', async () => {
    const ran = await run('dedupe', file([COPY, GRASS, MOORINGS]), '--json');
    const answers = answersOf<Answer>(ran);

    expect(ran.code).toBe(0);
    expect(ran.err).toBe('');
    expect(answers.map(({ id }) => id)).toEqual([4711, 'x', 'HHA-2026-14']);
    expect(answers.map(({ procurement }) => procurement)).toEqual([
      'contracts-finder:HHA-2026-14',
      'unknown:x',
      'contracts-finder:HHA-2026-14',
    ]);
    for (const answer of answers)
      expect(Object.keys(answer)).toEqual(['id', 'procurement', 'confidence', 'reasons', 'possibly']);
    expect(answers[0]?.reasons).not.toEqual([]);
    expect(answers[1]).toMatchObject({ confidence: 1, reasons: [], possibly: [] });
  });

  it('names procurements the same in any order, packed or not', async () => {
    const straight = answersOf<Answer>(await run('dedupe', file([COPY, GRASS, MOORINGS]), '--json'));
    const turned = answersOf<Answer>(
      await run('dedupe', file([MOORINGS, GRASS, COPY], 'n.jsonl.gz'), '--json'),
    );

    expect(turned.toReversed()).toEqual(straight);
  });

  it('answers the other lines where one is no notice, and ends with 65', async () => {
    const path = file(['\uFEFF' + JSON.stringify(MOORINGS) + '\r', '', '[1, 2]', '{"id": ', COPY]);

    const ran = await run('dedupe', path, '--json');

    expect(ran.code).toBe(65);
    expect(answersOf<Answer>(ran)).toHaveLength(2);
    expect(ran.err.trim().split('\n')).toEqual([
      `tenderbell: ${path}:3 is no JSON object; write {"id": …, "title": …}; the line is left out`,
      `tenderbell: ${path}:4 is no JSON; write one object to a line; the line is left out`,
    ]);
  });

  it('says which field it could not read, and goes on', async () => {
    const path = file([{ ...GRASS, deadline: 'when it is dry' }]);

    const ran = await run('dedupe', path, '--json');

    expect(ran.code).toBe(0);
    expect(answersOf<Answer>(ran)).toHaveLength(1);
    expect(ran.err).toContain(`${path}:1 deadline: 'when it is dry' is no date`);
  });

  it('takes lines that name and state nothing for notices of their own', async () => {
    const title = 'Provision of IT services';
    const ran = await run('dedupe', file([{}, {}, { id: true }, { title }, { title }]), '--json');
    const answers = answersOf<Answer>(ran);

    expect(ran.code).toBe(0);
    expect(new Set(answers.map(({ procurement }) => procurement)).size).toBe(5);
    expect(answers.map(({ reasons }) => reasons)).toEqual([[], [], [], [], []]);
  });

  it('lets an id that stands for two notices decide nothing, and says so once', async () => {
    const path = file([MOORINGS, { ...GRASS, id: MOORINGS.id, portal: MOORINGS.portal }, COPY]);
    const ran = await run('dedupe', path, '--json');
    const [moorings, grass, copy] = answersOf<Answer>(ran);

    expect(ran.code).toBe(0);
    expect(ran.err).toBe(
      'tenderbell: contracts-finder:HHA-2026-14 stands for notices of different buyers and titles; such an id decides nothing, and each is compared by itself\n',
    );
    expect(grass?.procurement).not.toBe(moorings?.procurement);
    expect(copy?.procurement).toBe(moorings?.procurement);
  });

  it('lists procurements with their notices for people', async () => {
    const { out, code } = await run('dedupe', file([COPY, GRASS, MOORINGS]));

    expect(code).toBe(0);
    expect(out).toMatch(/^contracts-finder:HHA-2026-14 {2}\(2 notices\)$/m);
    expect(out).toMatch(/^ {2}ted 4711: MOORINGS FOR/m);
    expect(out).toMatch(/^ {4}\d+ % sure: /m);
    expect(out.trim().split('\n').at(-1)).toBe('3 notices, 2 procurements');
  });

  it('reads standard input, and makes no database', async () => {
    const child = spawn(process.execPath, [resolve('dist/main.js'), 'dedupe', '-', '--json'], { cwd: home });
    let out = '';
    child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
    child.stdin.end(`${JSON.stringify(MOORINGS)}\n${JSON.stringify(COPY)}\n`);
    const code = await new Promise((done) => child.once('close', done));

    expect(code).toBe(0);
    expect(new Set(answersOf<Answer>({ out } as Ran).map(({ procurement }) => procurement)).size).toBe(1);
    expect(readdirSync(home)).toEqual([]);
  });

  it('ends with 74 where there is no such file, and with 64 without one', async () => {
    const missing = await run('dedupe', 'nowhere.jsonl', '--json');

    expect(missing).toMatchObject({ code: 74, out: '' });
    expect(missing.err).toBe('tenderbell: nowhere.jsonl: cannot be read (ENOENT)\n');
    expect((await run('dedupe')).code).toBe(64);
    expect((await run('dedupe', 'one', 'two')).code).toBe(64);
  });
});

describe('tenderbell evaluate', () => {
  it('says that the real pairs are absent, and measures the generated ones', async () => {
    const ran = await run('evaluate', 'dedupe', '--json');
    const report = jsonOf<{
      real?: unknown;
      generated: { copies: Record<string, { whole: number }>; overall: { recall: { share: number } } };
    }>(ran);

    expect(ran.code).toBe(0);
    expect(ran.err).toContain('TENDERBELL_REAL_DATA');
    expect(report.real).toBeUndefined();
    expect(Object.values(report.generated.copies).reduce((sum, { whole }) => sum + whole, 0)).toBeGreaterThan(
      100,
    );
    expect(report.generated.overall.recall.share).toBeGreaterThan(0.8);
  });

  it('prints tables', async () => {
    const { out } = await run('evaluate', 'dedupe');

    expect(out).toMatch(/^\| everything at once +\| \d\.\d{3} \(\d\.\d\d–\d\.\d\d; \d+\/\d+\) \|$/m);
  });

  it('names what can be measured', async () => {
    const { code, err } = await run('evaluate', 'weather');

    expect(code).toBe(64);
    expect(err).toContain('dedupe');
  });
});
