import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Word } from '../../src/domain/tie.ts';
import { openStore } from '../../src/store/index.ts';
import { tenderbell, type Ran } from '../built-program.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-words-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function run(...args: readonly string[]): Promise<Ran> {
  return tenderbell(args, { cwd: home, env: { TENDERBELL_DATABASE: join(home, 'words.db') } });
}

/** Somebody said this of two notices that were never read. */
async function said(...kinds: readonly Word['kind'][]): Promise<void> {
  const opened = await openStore(join(home, 'words.db'), { now: NOW });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const names = ['a', 'b'].map((noticeId) => [{ portal: 'find-a-tender' as const, noticeId }]);
  const [one = [], other = []] = names;
  await opened.store.transaction(async (tx) => {
    for (const kind of kinds) await tx.ties.say({ kind, one, other, at: NOW });
  });
  await opened.store.close();
}

describe('split and join', () => {
  it('take back only what they said themselves', async () => {
    await said('join', 'split');

    const joined = await run('split', '--undo', '1');
    expect(joined).toMatchObject({ code: 65, out: '' });
    expect(joined.err).toBe('tenderbell: 1 is a join; `tenderbell join --undo 1` takes it back\n');
    const split = await run('join', '--undo=2', '--json');
    expect(split).toMatchObject({ code: 65, out: '' });
    expect(split.err).toContain('`tenderbell split --undo 2`');
    expect((await run('join', '--list')).out).not.toContain('taken back');
    expect((await run('split', '--list')).out).not.toContain('taken back');

    expect((await run('split', '--undo', '2')).code).toBe(0);
    expect((await run('join', '--undo', '1')).code).toBe(0);
    expect((await run('join', '--undo', '1')).err).toContain('does not hold any more');
  });

  it.each([
    [['split', '--undo', '1', '4711']],
    [['join', '4711', '4712', '--undo', '1']],
    [['join', '--list', '4711']],
    [['split', '--list', '--undo', '2']],
    [['join', '--undo=']],
    [['join', '--undo', '0']],
    [['join', '--undo', '1.5']],
    [['split', '--undo', '1e3']],
  ])('take nothing else beside --undo and --list: %j', async (args) => {
    await said('join', 'split');
    const ran = await run(...args);

    expect(ran).toMatchObject({ code: 64, out: '' });
    expect(ran.err).toMatch(/^tenderbell: --(?:undo|list)/);
    expect((await run('join', '--list')).out).not.toContain('taken back');
  });
});
