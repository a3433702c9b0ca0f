import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTrainingData, realDataFolder, type TrainingData } from './training-data.ts';

type Fields = Readonly<Record<string, unknown>>;

let home: string;
let labelsFile: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-training-'));
  labelsFile = join(home, 'labels.jsonl');
  mkdirSync(join(home, 'classify'));
  drawn([
    {
      id: 'gold-1',
      title: 'Firewall',
      stratum: 'open/kw',
      it: 'yes',
      primary: ['security'],
      cats: ['security'],
    },
  ]);
  notices([]);
  labels([]);
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function lined(lines: readonly Fields[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function drawn(lines: readonly Fields[]): void {
  writeFileSync(join(home, 'classify/gold-dev.jsonl'), lined(lines));
}

function notices(lines: readonly Fields[]): void {
  const full = lines.map((line) => ({ source: 'contracts_finder', stage: 'award', title: 'Gates', ...line }));
  writeFileSync(join(home, 'classify/notices.jsonl.gz'), gzipSync(lined(full)));
}

function labels(lines: readonly Fields[]): void {
  const whole = {
    source: 'contracts_finder',
    it: 'yes',
    primary: ['data'],
    cats: ['data'],
    maybe: [],
    reader: 'A',
    set: 'train',
  };
  writeFileSync(labelsFile, lined(lines.map((line) => ({ ...whole, ...line }))));
}

async function data(): Promise<TrainingData> {
  const found = await readTrainingData(home, labelsFile);
  if ('refused' in found) throw new Error(found.refused);
  return found;
}

function idsOf(lines: readonly { readonly id: string }[]): readonly string[] {
  return lines.map(({ id }) => id);
}

describe('training data', () => {
  it('is what was drawn by lot, what readers labelled, and what nobody did', async () => {
    notices([{ id: 'a' }, { id: 'b' }]);
    labels([{ id: 'b' }]);
    const { labelled, unlabelled, check } = await data();

    expect(idsOf(labelled)).toEqual(['gold-1', 'contracts_finder b']);
    expect(labelled.map(({ stratum }) => stratum)).toEqual(['open/kw', undefined]);
    expect(labelled[1]?.label).toMatchObject({ it: 'yes', primary: ['data'], cats: ['data'], maybe: [] });
    expect(idsOf(unlabelled)).toEqual(['contracts_finder a']);
    expect(check).toEqual([]);
  });

  it('never learns from what is kept to check it', async () => {
    notices([{ id: 'a' }, { id: 'b' }]);
    labels([
      { id: 'a', set: 'check' },
      { id: 'b', set: 'train' },
    ]);
    const { labelled, unlabelled, check } = await data();

    expect(idsOf(check)).toEqual(['contracts_finder a']);
    expect(idsOf(labelled)).not.toContain('contracts_finder a');
    expect(unlabelled).toEqual([]);
  });

  it('leaves out notices that are open, labelled or not', async () => {
    notices([{ id: 'a', stage: 'tender' }, { id: 'b', stage: 'planning' }, { id: 'c' }]);
    labels([{ id: 'a' }]);
    const { labelled, unlabelled } = await data();

    expect(idsOf(labelled)).toEqual(['gold-1']);
    expect(idsOf(unlabelled)).toEqual(['contracts_finder c']);
  });

  it('gives a label to the first notice of an id, of its own portal, alone', async () => {
    notices([
      { id: 'a', title: 'First' },
      { id: 'a', title: 'Second' },
      { id: 'a', title: 'Third', source: 'find_a_tender' },
      { id: null, title: 'Nameless' },
    ]);
    labels([{ id: 'a' }]);
    const { labelled, unlabelled } = await data();

    expect(labelled.map(({ view }) => view.title)).toEqual(['Firewall', 'First']);
    expect(unlabelled.map(({ view }) => view.title)).toEqual(['Second', 'Third', 'Nameless']);
  });

  it('holds what two readers agree on', async () => {
    notices([{ id: 'a' }, { id: 'b' }]);
    labels([
      { id: 'a', primary: ['data'], cats: ['data', 'cloud', 'health'] },
      { id: 'a', primary: ['software'], cats: ['software', 'cloud'], reader: 'B' },
      { id: 'b' },
      { id: 'b', it: 'no', primary: [], cats: [], reader: 'B' },
    ]);
    const [, agreed, torn] = (await data()).labelled;

    expect(agreed?.label).toEqual({
      it: 'yes',
      primary: ['data', 'software'],
      cats: ['data', 'cloud', 'software'],
      maybe: ['health'],
    });
    expect(torn?.label).toEqual({ it: 'borderline', primary: [], cats: [], maybe: [] });
  });

  it('is refused where a file is absent or no notices, with its name and line', async () => {
    const nowhere = await readTrainingData(join(home, 'nowhere'), labelsFile);
    expect(nowhere).toEqual({
      refused: `${join(home, 'nowhere/classify/gold-dev.jsonl')}: cannot be read (ENOENT)`,
    });

    drawn([{ title: 'Gates', it: 'no' }, { title: 'Gates' }]);
    expect(await readTrainingData(home, labelsFile)).toMatchObject({
      refused: expect.stringMatching(/gold-dev\.jsonl:2 has no label/) as string,
    });

    drawn([]);
    writeFileSync(join(home, 'classify/notices.jsonl.gz'), gzipSync('{"source": 1}\n{'));
    expect(await readTrainingData(home, labelsFile)).toMatchObject({
      refused: expect.stringMatching(/notices\.jsonl\.gz:1 is no notice/) as string,
    });
    writeFileSync(join(home, 'classify/notices.jsonl.gz'), gzipSync('{\n'));
    expect(await readTrainingData(home, labelsFile)).toMatchObject({
      refused: expect.stringMatching(/notices\.jsonl\.gz:1 is no JSON/) as string,
    });
  });

  it('lies where the environment says, or beside the repository', () => {
    expect(realDataFolder({}, '/srv/bell')).toBe('/srv/shared/data');
    expect(realDataFolder({ TENDERBELL_REAL_DATA: 'notices' }, '/srv/bell')).toBe('/srv/bell/notices');
    expect(realDataFolder({ TENDERBELL_REAL_DATA: '/notices' }, '/srv/bell')).toBe('/notices');
  });
});
