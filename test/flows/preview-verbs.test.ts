import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { aChange } from '../contracts/store/make.ts';
import { jsonOf, tenderbell, type Ran } from '../built-program.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-preview-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function run(...args: readonly string[]): Promise<Ran> {
  return tenderbell(args, { cwd: home, env: { TENDERBELL_DATABASE: join(home, 'preview.db') } });
}

/** One tender of two days ago. */
async function held(): Promise<void> {
  const at = Date.now() - 2 * 86_400_000;
  const opened = await openStore(join(home, 'preview.db'), { now: at });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const { store } = opened;
  const change = aChange(1, { published: at, updated: at, deadline: undefined });
  const [notice] = change.procurement.view.notices;
  if (notice === undefined) throw new Error('a view has a notice');
  const view = { ...change.procurement.view, notices: [{ ...notice, published: at }] };
  const release = {
    portal: 'find-a-tender',
    ocid: 'ocds-h6vhtk-1',
    releaseId: 'r1',
    hash: 'h1',
    published: at,
    text: '{}',
  } as const;
  await store.transaction(async (tx) => {
    await tx.releases.keep('page', [release], at);
    await tx.procurements.save([{ ...change, procurement: { ...change.procurement, view } }], at);
  });
  await store.close();
}

describe('preview', () => {
  it('says what a query would have brought, to people and to programs', async () => {
    await held();
    const { out, err, code } = await run('preview', 'penetration', 'testing');
    const json = jsonOf<{ volume: object; latest: object[]; verdict: string }>(
      await run('preview', 'penetration testing', '--json'),
    );

    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('penetration testing it:balanced\n1 would have come as new in the ');
    expect(out).toContain('#1  Penetration testing of the housing portal – Ashcombe Borough Council');
    expect(json).toMatchObject({
      verdict: 'well',
      volume: { came: 1, atLeast: false, heldWhole: false },
      latest: [{ id: 1, buyer: 'Ashcombe Borough Council' }],
    });
  });

  it('is of a subscription, too, and takes one of the two', async () => {
    await held();
    await run('subscribe', '--email', 'ann@example.org', '--query', 'penetration');

    expect((await run('preview', '--subscription', '1')).out).toContain('1 would have come');
    expect(await run('preview', '--subscription', '7')).toMatchObject({
      code: 65,
      err: 'tenderbell: there is no subscription 7\n',
    });
    expect((await run('preview')).code).toBe(64);
    expect((await run('preview', 'cyber', '--subscription', '1')).code).toBe(64);
  });

  it('notes what was not understood', async () => {
    const { err, out, code } = await run('preview', 'regoin:wales');

    expect(code).toBe(0);
    expect(err).toContain('did you mean `region:`');
    expect(out).toContain('nothing is held yet');
  });
});

describe('subscribe', () => {
  it('shows the preview, and with --dry-run nothing else happens', async () => {
    await held();
    const wish = ['subscribe', '--email', 'ann@example.org', '--query', 'penetration'];
    const dry = await run(...wish, '--dry-run');
    const json = jsonOf<{ id: unknown; preview: object }>(await run(...wish, '--dry-run', '--json'));

    expect(dry.code).toBe(0);
    expect(dry.out).toContain('1 open now\n1 would have come');
    expect(json).toMatchObject({ id: null, preview: { volume: { came: 1 } } });
    expect((await run('subscriptions')).out).toBe('');
    expect((await run(...wish)).out).toMatch(/^subscription 1: .*\n.*\n1 would have come as new/);
  });
});

describe('suggest', () => {
  it('proposes a query, to people and to programs, also with an empty database', async () => {
    const { out, code } = await run('suggest', 'we install Wi-Fi', 'in schools');
    const json = jsonOf<{ query: string; whys: object[]; preview: object }>(
      await run('suggest', 'we install Wi-Fi in schools', '--json'),
    );

    expect(code).toBe(0);
    expect(out).toMatch(
      /^\(subcategory:lan-wifi OR wi-fi\) buyer-type:education it:balanced\nIT procurements /,
    );
    expect(out).toContain('nothing is held yet to check it against');
    expect(json).toMatchObject({
      query: '(subcategory:lan-wifi OR wi-fi) buyer-type:education it:balanced',
      preview: { verdict: 'nothing-held', volume: null },
    });
  });

  it('says so where there is nothing to look for', async () => {
    expect(await run('suggest', '!!!')).toMatchObject({
      code: 65,
      out: '',
      err: expect.stringContaining('says nothing to look for') as string,
    });
  });
});
