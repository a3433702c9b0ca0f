import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as correctVerb from '../../src/app/commands/correct.ts';
import * as correctionsVerb from '../../src/app/commands/corrections.ts';
import * as showVerb from '../../src/app/commands/show.ts';
import { openStore } from '../../src/store/index.ts';
import { aNotice } from '../builders.ts';
import { madeOf, wish } from '../contracts/store/make.ts';
import { runVerb, type Ran } from '../run-verb.ts';

const VERBS = { correct: correctVerb, corrections: correctionsVerb, show: showVerb };
const NOW = '2026-03-02T09:00:00Z';

let home: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-corrections-'));
  const opened = await openStore(join(home, 'store.db'), { now: Date.parse(NOW) });
  if ('refused' in opened) throw new Error(opened.refused.message);
  await opened.store.transaction(async (tx) => {
    await tx.procurements.save([madeOf(1, aNotice())], Date.parse(NOW));
    await tx.subscriptions.add(wish('cyber', 'ann@example.org'));
  });
  await opened.store.close();
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

async function run(name: keyof typeof VERBS, given: readonly string[], options: object = {}): Promise<Ran> {
  return await runVerb(VERBS[name], given, options, { home, at: NOW });
}

async function listed(all = false): Promise<Record<string, unknown>[]> {
  const { out } = await run('corrections', [], { all, json: true });
  return JSON.parse(out) as Record<string, unknown>[];
}

describe('correct', () => {
  it.each(['1', '#1', '000101-2026', 'ocds-h6vhtk-0a0001'])('takes %s for a procurement', async (which) => {
    const ran = await run('correct', [which], { notIt: true, note: 'a survey of roofs' });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toBe('correction 1: not IT, holds\n#1 is now not IT');
    expect(await listed()).toMatchObject([{ id: 1, state: 'holds', note: 'a survey of roofs' }]);
    expect((await run('show', ['1'])).out).toContain('a person said that this is not IT');
  });

  it('gives categories in the order in which they are named, and takes them back', async () => {
    const ran = await run('correct', ['1'], { category: 'software, data', json: true });
    expect(JSON.parse(ran.out)).toMatchObject({
      id: 1,
      says: { it: true, categories: ['software', 'data'] },
      procurements: [{ id: 1, it: true, categories: ['software', 'data'] }],
    });
    expect((await run('correct', ['1'], { category: 'software,data' })).out).toContain('nothing changed');
    expect((await run('show', ['1'])).out).toContain('a person said so');

    expect((await run('correct', ['1'], { undo: true })).out).toContain(
      'correction 1: IT: software, data, taken back',
    );
    expect(await run('correct', ['1'], { undo: true })).toMatchObject({
      code: 65,
      err: 'tenderbell: nobody corrected #1',
    });
  });

  it('refuses a category that there is not, with the one that was meant and the list', async () => {
    const ran = await run('correct', ['1'], { category: 'softwear' });
    expect(ran).toMatchObject({ code: 64, out: '' });
    expect(ran.err).toContain("'softwear' is no category; did you mean software? There are ");
    expect(ran.err).toContain('security');
    expect(await listed(true)).toEqual([]);
  });

  it.each([
    [['1'], {}],
    [[], { notIt: true }],
    [['1', '2'], { notIt: true }],
    [['1'], { notIt: true, category: 'data' }],
    [['1'], { notIt: true, undo: true }],
    [['1'], { undo: true, note: 'why' }],
    [['1'], { category: '' }],
    [['1'], { category: 'data,cloud,software,security' }],
    [['1'], { notIt: true, from: ' ' }],
  ])('is used wrongly: %j %j', async (given, options) => {
    expect(await run('correct', given, options)).toMatchObject({ code: 64, out: '' });
    expect(await listed(true)).toEqual([]);
  });

  it('says which procurement it does not know', async () => {
    expect((await run('correct', ['99'], { notIt: true })).code).toBe(65);
  });
});

describe('corrections', () => {
  it('waits with what subscribers say, once each, until it is decided', async () => {
    for (const from of ['ANN@example.org', 'Ben', 'Ben', 'ann@example.org'])
      await run('correct', ['1'], { notIt: true, from, note: 'all\u001b[2J\nroofs' });
    const { out, err } = await run('corrections', []);
    expect(out).toMatch(/^1 {2}.*2026.* {2}#1 Penetration testing .* not IT {2}2 subscribers {2}waiting\n/);
    expect(out).not.toContain('\u001b');
    expect(out).not.toMatch(/ann@|Ben/);
    expect(err).toContain('1 to decide');
    const [first] = await listed();
    expect(first).toMatchObject({
      reported: { reports: [{ from: 1, at: '2026-03-02T09:00:00.000Z' }, { from: 'Ben' }] },
      procurements: [{ id: 1 }],
    });

    expect((await run('corrections', [], { accept: '1' })).out).toContain('#1 is now not IT');
    expect((await run('corrections', [], { accept: '1' })).code).toBe(65);
    expect((await run('corrections', [], { undo: '1' })).code).toBe(0);
    expect(await listed()).toEqual([]);
    expect(await listed(true)).toMatchObject([{ state: 'undone' }]);
  });

  it('accepts something else, and declines', async () => {
    await run('correct', ['1'], { notIt: true, from: 'Ben' });
    expect((await run('corrections', [], { decline: '1' })).out).toBe('correction 1: not IT, declined');
    expect(await listed(true)).toMatchObject([{ state: 'declined' }]);
    await run('correct', ['1'], { notIt: true, from: 'Cas' });
    const ran = await run('corrections', [], { accept: '2', category: 'data' });
    expect(ran.out).toMatch(/^correction 2: IT: data, holds\n#1 is now IT: /);
  });

  it('shows as replaced what a later one was said of', async () => {
    await run('correct', ['1'], { notIt: true });
    await run('correct', ['1'], { category: 'data' });
    expect((await listed(true)).map(({ state }) => state)).toEqual(['replaced', 'holds']);
    expect((await listed()).map(({ id }) => id)).toEqual([2]);
  });

  it('exports what holds as labelled lines, a line for each procurement', async () => {
    await run('correct', ['1'], { notIt: true });
    await run('correct', ['1'], { category: 'software,data' });
    await run('correct', ['1'], { notIt: true, from: 'Ben' });
    const line = {
      id: 'corrected-1',
      portal: 'find-a-tender',
      notice: '000101-2026',
      stage: 'tender',
      published: '2026-09-01',
      buyer: 'Ashcombe Borough Council',
      title: 'Penetration testing of the housing portal',
      description: 'The council wants yearly penetration tests of its public web applications.',
      cpv: ['72810000'],
      it: 'yes',
      primary: ['software'],
      cats: ['software', 'data'],
      maybe: [],
    };
    expect(JSON.parse((await run('corrections', [], { export: '-' })).out)).toEqual(line);

    const file = join(home, 'labels.jsonl');
    expect(await run('corrections', [], { export: file })).toMatchObject({ code: 0, out: '' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(line);
    await run('corrections', [], { accept: '3' });
    const { out } = await run('corrections', [], { export: '-' });
    expect(JSON.parse(out)).toMatchObject({ it: 'no', primary: [], cats: [] });
    expect((await run('corrections', [], { export: join(home, 'no', 'labels.jsonl') })).code).toBe(74);
    expect(existsSync(join(home, 'no'))).toBe(false);
  });

  it.each([
    { accept: '1', decline: '1' },
    { undo: '1', all: true },
    { export: '-', accept: '1' },
    { category: 'data' },
    { notIt: true, decline: '1' },
    { accept: '1', notIt: true, category: 'data' },
    { accept: '1', category: 'softwear' },
    { accept: '0' },
    { decline: '1.5' },
    { undo: '' },
  ])('is used wrongly: %j', async (options) => {
    await run('correct', ['1'], { notIt: true, from: 'Ben' });
    expect(await run('corrections', [], options)).toMatchObject({ code: 64, out: '' });
    expect(await listed(true)).toMatchObject([{ state: 'waiting' }]);
  });

  it.each([{ accept: '9' }, { decline: '9' }, { undo: '9' }])('does not know %j', async (options) => {
    expect(await run('corrections', [], options)).toMatchObject({ code: 65, out: '' });
  });
});
