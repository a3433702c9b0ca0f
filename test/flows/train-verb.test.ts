import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClassifier } from '../../src/app/classifier.ts';
import { loadModel } from '../../src/app/model-file.ts';
import { jsonOf, tenderbell, type Ran } from '../built-program.ts';
import { aView } from '../builders.ts';

interface Report {
  path: string;
  bytes: number;
  features: number;
  seed: number;
  data: string;
  figures: { drawn: number; labelled: number };
}

const KINDS = [
  {
    it: 'yes',
    category: 'security',
    cpv: '72810000',
    words: ['phishing', 'malware', 'antivirus', 'intruder'],
  },
  { it: 'yes', category: 'cloud', cpv: '72400000', words: ['kubernetes', 'tenancy', 'containers', 'backup'] },
  { it: 'no', category: undefined, cpv: '45261000', words: ['slates', 'gutters', 'scaffold', 'chimney'] },
  { it: 'no', category: undefined, cpv: '77310000', words: ['mowing', 'hedges', 'planting', 'weeding'] },
] as const;

/** Forty notices of four kinds. */
const DRAWN = KINDS.flatMap(({ it: label, category, cpv, words }, kind) =>
  Array.from({ length: 10 }, (_, index) => ({
    id: `gold-${kind}-${index}`,
    stratum: 'award/kw',
    stage: 'award',
    title: `${words[index % 4] ?? ''} and ${words[(index + 1) % 4] ?? ''}`,
    description: `Harbour number ${index} wants ${words[(index + 2) % 4] ?? ''}.`,
    buyer: `Buyer ${kind} ${index}`,
    cpv: [cpv],
    it: label,
    primary: category === undefined ? [] : [category],
    cats: category === undefined ? [] : [category],
    maybe: [],
  })),
);

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-train-'));
  mkdirSync(join(home, 'data/classify'), { recursive: true });
  writeFileSync(join(home, 'data/classify/gold-dev.jsonl'), lined(DRAWN));
  const awards = DRAWN.map(({ title, description, cpv }, index) => ({
    source: 'contracts_finder',
    id: `award-${index}`,
    stage: 'award',
    title,
    description,
    cpv,
  }));
  writeFileSync(join(home, 'data/classify/notices.jsonl.gz'), gzipSync(lined(awards)));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function lined(lines: readonly unknown[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function train(...args: string[]): Promise<Ran> {
  return tenderbell(['train', ...args], { cwd: home, env: { TENDERBELL_REAL_DATA: join(home, 'data') } });
}

function at(name: string): string {
  return join(home, name);
}

describe('tenderbell train', () => {
  it('makes a model that the classifier reads and that knows what it was taught', async () => {
    const ran = await train('--out', at('model.bin'), '--seed', '7', '--json');
    const report = jsonOf<Report>(ran);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(report).toMatchObject({ path: at('model.bin'), seed: 7, figures: { drawn: 40, labelled: 40 } });
    expect(report.bytes).toBe(readFileSync(at('model.bin')).length);
    expect(report.bytes).toBeLessThan(4_000_000);
    expect(readdirSync(home).toSorted()).toEqual(['data', 'model.bin']);

    const classify = openClassifier({ model: loadModel(at('model.bin')) });
    const phishing = aView({
      titles: ['Intruder and antivirus'],
      descriptions: ['Phishing and malware.'],
      cpv: [],
    });
    const roof = aView({ titles: ['Chimney and slates'], descriptions: ['Gutters.'], cpv: [] });
    expect(classify(phishing).setting).not.toBe(undefined);
    expect(classify(phishing).categories[0]?.slug).toBe('security');
    expect(classify(roof).setting).toBe(undefined);
  });

  it('makes the same model twice, byte for byte, and another with another seed', async () => {
    for (const [name, seed] of [
      ['one', '3'],
      ['two', '3'],
      ['three', '4'],
    ] as const)
      expect((await train('--out', at(name), '--seed', seed)).code).toBe(0);
    const [one, two, three] = ['one', 'two', 'three'].map((name) => loadModel(at(name)));

    expect(readFileSync(at('one')).equals(readFileSync(at('two')))).toBe(true);
    expect(three?.weights).not.toEqual(one?.weights);
    expect(two?.about.seed).toBe(3);
  });

  it('refuses to learn from nothing, and leaves the model alone that is there', async () => {
    writeFileSync(at('data/classify/gold-dev.jsonl'), lined(DRAWN.filter(({ it: label }) => label === 'no')));
    writeFileSync(at('model.bin'), 'old');
    const ran = await train('--out', at('model.bin'));

    expect(ran.code).toBe(65);
    expect(ran.err.trim().split('\n')).toHaveLength(1);
    expect(readFileSync(at('model.bin'), 'utf8')).toBe('old');
  });

  it('learns from corrections besides, and believes them', async () => {
    const title = 'Phishing and malware on the waterfront';
    const correction = { id: 1, title, description: 'Floats and nets.', cpv: ['72810000'], it: 'no' };
    writeFileSync(at('corrections.jsonl'), lined([correction, { ...correction, id: 2 }]));
    await train('--out', at('before.bin'));
    const ran = await train('--out', at('after.bin'), '--also', at('corrections.jsonl'), '--json');
    const report = jsonOf<Report>(ran);

    expect(ran.code).toBe(0);
    expect(report.figures).toMatchObject({ drawn: 40, labelled: 42 });
    expect(report.data).toContain('corrections');
    const view = aView({ titles: [title], descriptions: ['Floats and nets.'] });
    const [before, after] = ['before.bin', 'after.bin'].map((name) =>
      openClassifier({ model: loadModel(at(name)) })(view),
    );
    expect(after?.it).toBeLessThan((before?.it ?? 0) / 2);
  });

  it('says for people what it made, and from what', async () => {
    const { out, code } = await train('--out', at('model.bin'));

    expect(code).toBe(0);
    expect(out).toContain(`${at('model.bin')}: `);
    expect(out).toMatch(/learned from 40 notices drawn by lot .*, 40 unlabelled awards; seed 1/);
    expect(out).toMatch(/IT from \d+ % \(strict\), \d+ % \(balanced\), \d+ % \(broad\)/);
  });

  it('ends with 65 and one line where the notices are absent', async () => {
    rmSync(at('data/classify'), { recursive: true });
    const ran = await train('--out', at('model.bin'));

    expect(ran).toMatchObject({ code: 65, out: '' });
    expect(ran.err.trim().split('\n')).toHaveLength(1);
    expect(ran.err).toContain('gold-dev.jsonl: cannot be read (ENOENT); TENDERBELL_REAL_DATA says where');
    expect(existsSync(at('model.bin'))).toBe(false);
  });

  it('ends with 74 where the corrections cannot be read', async () => {
    const ran = await train('--out', at('model.bin'), '--also', at('nowhere.jsonl'));

    expect(ran.code).toBe(74);
    expect(ran.err).toContain('nowhere.jsonl');
  });

  it('ends with 65 where a correction has no label, and keeps the model that was there', async () => {
    writeFileSync(at('model.bin'), 'the one before');
    writeFileSync(at('corrections.jsonl'), lined([{ title: 'Gates', it: 'no' }, { title: 'Gates' }]));
    const ran = await train('--out', at('model.bin'), '--also', at('corrections.jsonl'));

    expect(ran.code).toBe(65);
    expect(ran.err).toContain('corrections.jsonl:2 has no label');
    expect(readFileSync(at('model.bin'), 'utf8')).toBe('the one before');
  });

  it('ends with 74 where the model cannot be written', async () => {
    const ran = await train('--out', at('nowhere/model.bin'));

    expect(ran.code).toBe(74);
    expect(ran.err).toContain('nowhere/model.bin cannot be written (ENOENT)');
  });

  it('takes no file by itself and no seed that is none', async () => {
    expect((await train('notices.jsonl')).code).toBe(64);
    expect((await train('--seed', 'seven')).code).toBe(64);
    expect((await train('--seed', '-1')).code).toBe(64);
  });
});
