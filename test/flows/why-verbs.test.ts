import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run as replay } from '../../src/app/commands/replay.ts';
import { run as why } from '../../src/app/commands/why.ts';
import type { Context } from '../../src/app/context.ts';
import { subscribe } from '../../src/flows/subscribe.ts';
import { openStore } from '../../src/store/index.ts';
import { fakeClock } from '../fake-clock.ts';

const clock = fakeClock('2026-11-02T09:00:00Z');
let home: string;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-why-'));
  const opened = await openStore(join(home, 'why.db'), { now: clock.now() });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const { store } = opened;
  const address = { channel: 'email', email: 'ann@example.org' } as const;
  await subscribe(
    { address, query: 'cyber', cadence: 'weekly', wanted: ['new', 'changes'] },
    { store, clock },
  );
  await store.close();
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

async function ran(verb: typeof why, options: Readonly<Record<string, unknown>>): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const nothing = (): void => undefined;
  const context: Context = {
    version: '0',
    configPath: undefined,
    env: { TENDERBELL_DATABASE: join(home, 'why.db') },
    root: home,
    clock,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    out: (line) => void out.push(line),
    say: (line) => void err.push(line),
    signal: new AbortController().signal,
  };
  return { code: await verb([], options, context), out, err };
}

describe('tenderbell why', () => {
  it('says of a notice that is not held where it would come from', async () => {
    const said = await ran(why, {
      subscription: '1',
      notice: 'https://www.find-tender.service.gov.uk/Notice/004824-2026',
    });

    expect(said.code).toBe(0);
    expect(said.err).toEqual(["subscription 1 (weekly): IT procurements that mention 'cyber'"]);
    expect(said.out[0]).toBe("✗ Collected     '004824-2026' is not collected");
    expect(said.out.at(-1)).toBe(
      'It was not sent because it has not been collected: Find a Tender has never been read.',
    );
  });

  it('prints the same as JSON', async () => {
    const said = await ran(why, { subscription: '1', notice: 'ocds-kuma6s-123456', json: true });

    expect(JSON.parse(said.out.join(''))).toMatchObject({
      subscription: { id: 1, query: 'cyber it:balanced', cadence: 'weekly', state: 'active' },
      notice: null,
      procurement: null,
      rules: [{ rule: 'collected', verdict: 'no' }],
      conclusion: {
        kind: 'not',
        words: 'It was not sent because it has not been collected: Sell2Wales has never been read.',
      },
    });
  });

  it.each([
    [
      'there is no such subscription',
      { subscription: '7', notice: '004824-2026' },
      'there is no subscription 7',
    ],
    ['the name names nothing', { subscription: '1', notice: 'cyber' }, "'cyber' names no notice"],
    ['there is no such procurement', { subscription: '1', notice: '#4711' }, "'#4711' names no notice"],
  ])('ends with 65 and one line where %s', async (_title, options, expected) => {
    const said = await ran(why, options);

    expect(said).toMatchObject({ code: 65, out: [] });
    expect(said.err).toEqual([expect.stringContaining(`tenderbell: ${expected}`)]);
  });
});

describe('tenderbell replay', () => {
  it('says that nothing would have been sent, and in how many weeks', async () => {
    const said = await ran(replay, { subscription: '1', from: '2026-10-05', to: '2026-11-02' });
    expect(said).toMatchObject({ code: 0, out: ['Nothing would have been sent.'] });
    const json = await ran(replay, {
      query: 'cyber',
      cadence: 'daily',
      from: '2026-10-05',
      to: '2026-11-02',
      json: true,
    });

    expect(JSON.parse(json.out.join(''))).toEqual({
      subscription: null,
      query: 'cyber it:balanced',
      cadence: 'daily',
      wanted: ['new', 'changes'],
      from: '2026-10-04T23:00:00.000Z',
      to: '2026-11-02T00:00:00.000Z',
      total: 0,
      messages: 0,
      kinds: {},
      weeks: ['2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26'].map((monday) => ({ monday, items: 0 })),
      walked: 0,
      items: [],
    });
  });

  it.each([
    ['neither a subscription nor a query', { from: '2026-10-05' }, 64],
    ['both', { subscription: '1', query: 'cyber', from: '2026-10-05' }, 64],
    ['a cadence beside a subscription', { subscription: '1', cadence: 'daily', from: '2026-10-05' }, 64],
    ['no beginning', { subscription: '1' }, 64],
    ['an end before the beginning', { subscription: '1', from: '2026-10-05', to: '2026-10-01' }, 64],
    ['an unknown subscription', { subscription: '9', from: '2026-10-05' }, 65],
  ])('refuses %s in one line', async (_title, options, code) => {
    const said = await ran(replay, options);
    expect(said).toMatchObject({ code, out: [] });
    expect(said.err).toHaveLength(1);
  });
});
