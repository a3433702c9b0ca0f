import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tenderbell, type Ran } from '../built-program.ts';
import { answersOf, linesIn } from '../lines-in.ts';

interface Why {
  words: string;
  place: string;
  contribution: number;
}
interface Answer {
  id: unknown;
  it: boolean;
  score: number;
  categories: { id: string; score: number; reasons: Why[] }[];
  subcategories: string[];
  tags: string[];
  summary: string;
  reasons?: Why[];
}

const KEYS = ['id', 'it', 'score', 'categories', 'subcategories', 'tags', 'summary'];

const PEN_TESTS = {
  id: 'HHA-7',
  title: 'Penetration testing of the berth booking system',
  description:
    'The authority requires yearly penetration testing of its berth booking system and of the servers behind it. A report with remedies follows within ten days. Testers hold SC clearance.',
  buyer: { name: 'Holmshire Harbour Authority' },
  cpv: { main: '72810000-1', additional: ['72000000'] },
  stage: 'tender',
  deadline: 'no matter',
};
const GRASS = {
  id: 4711,
  title: 'Grass cutting on verges',
  description: 'Verges of nine parishes are cut each fortnight between April and October.',
  buyer: 'Brackenford District Council',
  cpv: ['77314100-5'],
  stage: 'award',
};

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-classify-'));
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

describe('tenderbell classify', () => {
  it('says of each line whether it is IT, of which kind and why', async () => {
    const ran = await run('classify', file([PEN_TESTS, GRASS]), '--json');
    const [tests, grass] = answersOf<Answer>(ran);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(Object.keys(tests ?? {})).toEqual(KEYS);
    expect(tests).toMatchObject({ id: 'HHA-7', it: true });
    expect(tests?.categories[0]).toMatchObject({ id: 'security' });
    expect(tests?.tags).toContain('clearance:sc');
    expect(tests?.summary).toContain('yearly penetration testing');
    expect(grass).toMatchObject({ id: 4711, it: false, categories: [], subcategories: [] });
    expect(grass?.score).toBeLessThan(tests?.score ?? 0);
  });

  it('gives reasons as words, place and contribution, and names codes by the CPV list', async () => {
    const [tests] = answersOf<Answer>(await run('classify', file([PEN_TESTS]), '--json', '--explain'));
    const [own] = tests?.categories ?? [];
    const all = [...(tests?.reasons ?? []), ...(own?.reasons ?? [])];

    for (const reason of all) expect(Object.keys(reason)).toEqual(['words', 'place', 'contribution']);
    expect(own?.reasons[0]).toMatchObject({ words: "'penetration testing' in the title", place: 'title' });
    expect(own?.reasons[0]?.contribution).toBeGreaterThan(0);
    expect(tests?.reasons).toContainEqual(
      expect.objectContaining({ words: 'CPV 72810000 Computer audit services', place: 'code' }),
    );
  });

  it('needs no database and leaves nothing behind', async () => {
    const path = file([GRASS]);
    await run('classify', path, '--json');

    expect(readdirSync(home)).toEqual(['notices.jsonl']);
  });

  it('takes codes in every shape, stages of ours and of OCDS, and whatever is null or missing', async () => {
    const same = [
      { ...PEN_TESTS, cpv: ['72810000-1', '72000000-5'] },
      { ...PEN_TESTS, cpv: '72810000, 72000000', buyer: 'Holmshire Harbour Authority' },
      { ...PEN_TESTS, cpv: [{ id: '72810000' }, { code: '72000000', description: null }] },
    ];
    const bare = [
      ...['planning', 'tender', 'award', 'engagement'].map((stage) => ({ ...PEN_TESTS, stage })),
      { id: null, title: null, description: null, cpv: null, buyer: null, stage: null },
      { id: 'x', cpv: { main: null, additional: null }, buyer: { name: null } },
      {},
    ];
    const ran = await run('classify', file([PEN_TESTS, ...same, ...bare]), '--json');
    const answers = answersOf<Answer>(ran);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(answers).toHaveLength(11);
    expect(new Set(answers.slice(0, 4).map(({ score }) => score)).size).toBe(1);
    expect(answers.slice(4, 8).map(({ it: isIt }) => isIt)).toEqual([true, true, true, true]);
    expect(answers.slice(8).map(({ id }) => id)).toEqual([null, 'x', null]);
  });

  it('calls more things IT the broader the setting, and scores them the same', async () => {
    const path = file([PEN_TESTS, GRASS, { id: 1, title: 'Support of a system', cpv: ['50000000'] }]);
    const settings = await Promise.all(
      ['strict', 'balanced', 'broad'].map(async (setting) =>
        answersOf<Answer>(await run('classify', path, '--json', '--setting', setting)),
      ),
    );
    const counts = settings.map((answers) => answers.filter((answer) => answer.it).length);
    const without = answersOf<Answer>(await run('classify', path, '--json'));

    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(without).toEqual(settings[1]);
    for (const answers of settings)
      for (const [at, { score }] of answers.entries())
        expect(Math.abs(score - (without[at]?.score ?? 0))).toBeLessThan(0.0011);
  });

  it('answers the other lines where one cannot be read, says which and why, and ends with 65', async () => {
    const path = file(['\uFEFF' + JSON.stringify(GRASS) + '\r', '', '[1, 2]', '{"id": ', PEN_TESTS]);
    const ran = await run('classify', path, '--json');

    expect(ran.code).toBe(65);
    expect(answersOf<Answer>(ran).map(({ id }) => id)).toEqual([4711, 'HHA-7']);
    expect(ran.err.trim().split('\n')).toEqual([
      `tenderbell: ${path}:3 is no JSON object; write {"id": …, "title": …}; the line is left out`,
      `tenderbell: ${path}:4 is no JSON; write one object to a line; the line is left out`,
    ]);
  });

  it('says which field it could not read, and goes on without it', async () => {
    const ran = await run('classify', file([{ ...PEN_TESTS, stage: 'soon', cpv: ['IT'] }]), '--json');

    expect(ran.code).toBe(0);
    expect(answersOf<Answer>(ran)).toMatchObject([{ id: 'HHA-7', it: true }]);
    expect(ran.err).toMatch(
      /:1 cpv: 'IT' is no code of eight digits; stage: 'soon' is no stage; read as not/,
    );
  });

  it('reads gzip and standard input', async () => {
    const [tests] = answersOf<Answer>(await run('classify', file([PEN_TESTS], 'n.jsonl.gz'), '--json'));
    const piped = await new Promise<string>((done) => {
      const child = spawn(process.execPath, [resolve('dist/main.js'), 'classify', '-', '--json'], {
        cwd: home,
      });
      let out = '';
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.once('close', () => done(out));
      child.stdin.end(JSON.stringify(PEN_TESTS));
    });

    expect(tests).toMatchObject({ id: 'HHA-7', it: true });
    expect(JSON.parse(piped)).toEqual(tests);
  });

  it('never fails at hostile text, and keeps the lines in order', async () => {
    const hostile = [
      '',
      ' \u0000\u202E ',
      'x'.repeat(1_000_000),
      'Penetration testing. '.repeat(50_000),
      'software '.repeat(1_000),
      '(((('.repeat(10_000),
      '£1,000,000 '.repeat(5_000),
      'a,'.repeat(100_000),
      '👨‍👩‍👧💻'.repeat(2_000),
      '\uD83D',
      'Пентест веб-приложений; 渗透测试; اختبار الاختراق',
      'Profion treiddio o’r system archebu',
      '<script>alert(1)</script><p>Server</p>&amp;&lt;b&gt;',
      '<'.repeat(50_000),
      '{"id": 1}',
      '__proto__',
    ];
    const lines = hostile.flatMap((text, id) => [
      { id: `t${id}`, title: text },
      { id: `d${id}`, title: 'x', description: text, buyer: text, cpv: [text], stage: text },
    ]);
    const ran = await run('classify', file(lines), '--json');

    expect(ran.code).toBe(0);
    expect(answersOf<Answer>(ran).map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
    for (const answer of answersOf<Answer>(ran)) {
      expect(Object.keys(answer)).toEqual(KEYS);
      expect(answer.score).toBeGreaterThanOrEqual(0);
      expect(answer.score).toBeLessThanOrEqual(1);
    }
    for (const flags of [['--explain'], []]) {
      const shown = await run('classify', file(lines), ...flags);
      expect(shown.code).toBe(0);
      expect(shown.out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E]/u);
    }
  });

  it('prints a line for people, or all that speaks for and against', async () => {
    const path = file([PEN_TESTS, GRASS]);
    const { out } = await run('classify', path);
    const explained = (await run('classify', path, '--explain')).out;

    expect(out.trim().split('\n')).toEqual([
      expect.stringMatching(
        /^HHA-7 {2}IT [01]\.\d{3} {2}Cyber security.* {2}Penetration testing of the berth booking system$/,
      ),
      expect.stringMatching(/^4711 {2}not IT 0\.\d{3} {2}Grass cutting on verges$/),
    ]);
    expect(explained).toMatch(
      /^HHA-7 {2}Penetration testing of the berth booking system\n {2}IT in the setting balanced, score /,
    );
    expect(explained).toMatch(/^ {2}for: .*\(\+\d+\.\d\d\)/m);
    expect(explained).toMatch(/^ {2}Cyber security[^:]*: 'penetration testing' in the title; /m);
    expect(explained).toMatch(/^4711 {2}Grass cutting on verges\n {2}not IT in the setting balanced/m);
  });

  it.each([
    [['classify'], 64],
    [['classify', 'a.jsonl', 'b.jsonl'], 64],
    [['classify', 'absent.jsonl'], 74],
    [['classify', 'absent.jsonl', '--setting', 'wide'], 64],
  ])('%j ends with %i and says why in one line', async (args, code) => {
    const ran = await run(...args);

    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err.trim()).not.toBe('');
  });

  it('answers a line before the next one comes', async () => {
    const child = spawn(process.execPath, [resolve('dist/main.js'), 'classify', '-', '--json'], {
      cwd: home,
    });
    const first = new Promise<string>((done) =>
      child.stdout.once('data', (chunk: Buffer) => done(chunk.toString())),
    );
    // Standard input stays open: the answer must not wait for its end.
    child.stdin.write(`${JSON.stringify(PEN_TESTS)}\n`);
    expect(JSON.parse((await first).split('\n')[0] ?? '')).toMatchObject({ id: 'HHA-7' });
    const ended = new Promise((done) => child.once('close', done));
    child.stdin.end();
    expect(await ended).toBe(0);
  });
});
