import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { aChange, DAY, texts, worth } from '../contracts/store/make.ts';
import { jsonOf, tenderbell, type Ran } from '../built-program.ts';

interface Answer {
  readonly total: number;
  readonly query: string;
  readonly sort: string;
  readonly messages: readonly { readonly at: number; readonly length: number }[];
  readonly next: string | null;
  readonly counts?: { readonly regions: readonly { readonly key: string; readonly count: number }[] };
  readonly items: readonly {
    readonly id: number;
    readonly highlighted: { readonly snippet: readonly { readonly text: string; readonly isHit: boolean }[] };
  }[];
}

let home: string;
const run = (...args: string[]): Promise<Ran> => tenderbell(['search', ...args], { cwd: home });
const ids = (ran: Ran): readonly number[] => jsonOf<Answer>(ran).items.map(({ id }) => id);

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-search-verb-'));
  mkdirSync(join(home, 'data'));
  const now = Date.now();
  const opened = await openStore(join(home, 'data', 'tenderbell.db'), { now });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const changes = [1, 2, 3, 4, 5].map((id) => {
    const at = now + id * DAY;
    return aChange(id, {
      ...texts(`Roof ${id}`, `Cyber security for site ${id}, with tests of its security.`),
      deadline: { at, day: new Date(at).toISOString().slice(0, 10), timed: true },
      value: worth(id * 1000, id * 1000),
      regions: id === 5 ? [] : ['UKL'],
    });
  });
  await opened.store.transaction((tx) => tx.procurements.save(changes, now));
  await opened.store.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('tenderbell search', () => {
  it('says first what it understood, and shows each hit with a line of its text', async () => {
    const { code, out, err } = await run('security', '--limit', '2');

    expect(code).toBe(0);
    const [first, query, next] = err.trim().split('\n');
    expect(first).toBe("IT procurements that mention 'security', newest first: 5");
    expect(query).toBe('query: security it:balanced');
    expect(next).toMatch(/^next page: --after newest\.\S+$/);
    expect(out.match(/^#\d/gm)).toEqual(['#5', '#4']);
    expect(out).toContain('    Cyber security for site 5, with tests of its security.\n');
    // No terminal, no marks for one.
    expect(out).not.toContain('\u001B');
  });

  it('goes on behind a page, to the last', async () => {
    const first = jsonOf<Answer>(await run('security', '--json', '--limit', '3'));
    const second = await run('security', '--json', '--limit', '3', '--after', first.next ?? '');

    expect(first.items.map(({ id }) => id)).toEqual([5, 4, 3]);
    expect(ids(second)).toEqual([2, 1]);
    expect(jsonOf<Answer>(second)).toMatchObject({ total: 5, next: null });
    expect(ids(await run('security', '--json', '--offset', '4'))).toEqual([1]);
  });

  it('answers in the order that the query or the option names, the option first', async () => {
    expect(ids(await run('security sort:deadline', '--json'))).toEqual([1, 2, 3, 4, 5]);
    const ran = await run('security sort:deadline', '--json', '--sort', 'value');
    expect(jsonOf<Answer>(ran)).toMatchObject({ sort: 'value', query: 'security it:balanced sort:value' });
    expect(ids(ran)).toEqual([5, 4, 3, 2, 1]);
  });

  it('counts the whole result where it is asked to', async () => {
    const { out } = await run('security', '--limit', '1', '--counts');
    expect(out).toContain('by stage: tender 5\nby category: security 5\nby region: Wales 4 · not stated 1\n');
    const { counts } = jsonOf<Answer>(await run('security', '--limit', '0', '--counts', '--json'));
    expect(counts?.regions).toEqual([
      { key: 'UKL', count: 4 },
      { key: 'none', count: 1 },
    ]);
    expect(jsonOf<Answer>(await run('security', '--json')).counts).toBeUndefined();
  });

  it('marks in JSON what was found where', async () => {
    const [item] = jsonOf<Answer>(await run('tested "cyber security"', '--json', '--limit', '1')).items;
    expect(item?.highlighted.snippet.filter(({ isHit }) => isHit).map(({ text }) => text)).toEqual([
      'Cyber security',
      'tests',
    ]);
  });

  it('points at what it did not understand, under the query as it was typed', async () => {
    const { code, err } = await run('security', 'regoin:wales');

    expect(code).toBe(0);
    expect(err).toContain('did you mean `region:`?\n  security regoin:wales\n           ^^^^^^^\n');
    const { messages } = jsonOf<Answer>(await run('security', 'regoin:wales', '--json'));
    expect(messages).toMatchObject([{ at: 9, length: 7 }]);
  });

  it('answers in a thread where it has to be quick, and says so where that was too slow', async () => {
    expect(ids(await run('security', '--json', '--within', '60'))).toEqual([5, 4, 3, 2, 1]);

    const { code, out, err } = await run('security', '--within', '0.0001');
    expect(code).toBe(75);
    expect(out).toBe('');
    expect(err).toMatch(/^tenderbell: This search took too long.*Narrow it.*\n$/);
  });

  it.each([
    [['--after', 'page-2'], /--after: this is not where a page of results ended/],
    [
      ['--after', 'deadline.1.1.0.1.1'],
      /--after: that page was sorted by deadline, and this one is by newest/,
    ],
    [['--after', 'newest.1.1.0.1.1'], /--after: that page is of another search/],
    [['--after', 'x', '--offset', '1'], /--offset: cannot stand beside --after/],
    [['--sort', 'price'], /--sort: must be one of newest, relevance, deadline, value/],
    [['--limit', 'many'], /--limit: must be a whole number/],
    [['--within', '-1'], /--within: /],
  ])('ends with 64 and one line for %j', async (args, why) => {
    const { code, out, err } = await run('security', ...args);
    expect(code).toBe(64);
    expect(out).toBe('');
    expect(err).toMatch(why);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
