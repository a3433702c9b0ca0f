import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clock, SearchHits, Unanswered } from '../../src/domain/ports.ts';
import { parseQuery } from '../../src/match/parse.ts';
import { openStore, type SqliteStore } from '../../src/store/index.ts';
import type { createSearchThread as builtHere } from '../../src/store/search-thread.ts';
import { aChange, NOW, texts } from '../contracts/store/make.ts';

/** Of the built program: Node 20 runs no TypeScript in a thread. */
const { createSearchThread } = (await import(pathToFileURL(resolve('dist/store/search-thread.js')).href)) as {
  createSearchThread: typeof builtHere;
};

const GATED = pathToFileURL(resolve('test/gated-searching.mjs'));

/** A clock on which the test ends sleeps: each is somebody's patience, in the order of their asking. */
function manualClock(): Clock & { endOf(sleeper: number): void; pass(ms: number): void } {
  const sleepers: { readonly at: number; readonly end: () => void }[] = [];
  let now = NOW;
  return {
    now: () => now,
    sleep: async (ms, signal) =>
      new Promise((over, fail) => {
        sleepers.push({ at: now + ms, end: over });
        signal?.addEventListener('abort', () => fail(new Error('aborted')), { once: true });
      }),
    endOf: (sleeper) => {
      now = Math.max(now, sleepers[sleeper]?.at ?? 0);
      sleepers[sleeper]?.end();
    },
    pass: (ms) => {
      now += ms;
    },
  };
}

let directory: string;
let path: string;
let store: SqliteStore;
let clock: ReturnType<typeof manualClock>;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tenderbell-thread-'));
  path = join(directory, 'bell.db');
  const opened = await openStore(path, { now: NOW });
  if ('refused' in opened) throw new Error(opened.refused.message);
  ({ store } = opened);
  clock = manualClock();
  await store.transaction((tx) =>
    tx.procurements.save(
      [
        aChange(1, texts('A gated road', '')),
        aChange(2, texts('A quick road', '')),
        aChange(3, texts('A car park', '')),
      ],
      NOW,
    ),
  );
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

function searching(file: URL | undefined = GATED) {
  const thread = createSearchThread({ path, clock, procurements: store.procurements, file });
  closing.push(() => thread.close());
  return {
    ...thread,
    ask: async (text: string, more: { signal?: AbortSignal; limit?: number; counts?: boolean } = {}) =>
      thread.ask(parseQuery(`${text} it:any`).query, { limit: 10, now: NOW, ...more }),
  };
}

const open = (): void => writeFileSync(`${path}.open`, '');
const ran = (): readonly number[] => readFileSync(`${path}.ran`, 'utf8').trim().split('\n').map(Number);
const isRunning = (number: number) => vi.waitFor(() => expect(ran()).toContain(number), { timeout: 10_000 });
const idsOf = (answer: SearchHits | Unanswered) =>
  'procurements' in answer ? answer.procurements.map(({ id }) => id) : answer;

describe('a search in a thread', () => {
  it('answers what a search on the spot answers', async () => {
    const here = await store.search.ask(parseQuery('road it:any').query, {
      limit: 1,
      now: NOW,
      counts: true,
    });

    expect(await searching(undefined).ask('road', { limit: 1, counts: true })).toEqual(here);
    expect(here).toMatchObject({
      total: 2,
      next: { sort: 'newest' },
      counts: { stages: [{ key: 'tender', count: 2 }] },
    });
  });

  it('lets a page be kept and the store be asked while a slow one runs', async () => {
    const thread = searching();
    const happened: unknown[] = [];

    const slow = thread.ask('gated').then((answer) => happened.push(['answered', idsOf(answer)]));
    await isRunning(1);
    await store.transaction((tx) => tx.procurements.save([aChange(4, texts('Another gated road', ''))], NOW));
    happened.push('kept');
    const { total } = await store.procurements.search(parseQuery('road it:any').query, {
      limit: 0,
      now: NOW,
    });
    happened.push(['asked', total]);
    open();
    await slow;

    expect(happened).toEqual(['kept', ['asked', 3], ['answered', [4, 1]]]);
  });

  it('takes one question after the other, in the order of their asking', async () => {
    const thread = searching();
    const answered: unknown[] = [];
    const asked = ['gated', 'quick', 'park'].map(async (word) =>
      answered.push(idsOf(await thread.ask(word))),
    );
    await isRunning(1);
    expect(ran()).toEqual([1]);
    open();
    await Promise.all(asked);

    expect(ran()).toEqual([1, 2, 3]);
    expect(answered).toEqual([[1], [2], [3]]);
  });

  it('never runs what was given up before its turn', async () => {
    const thread = searching();
    const [gone, late] = [new AbortController(), AbortSignal.abort()];
    const slow = thread.ask('gated');
    await isRunning(1);
    const waits = thread.ask('quick', { signal: gone.signal });
    gone.abort();

    expect(await waits).toEqual({ unanswered: 'cancelled' });
    expect(await thread.ask('quick', { signal: late })).toEqual({ unanswered: 'cancelled' });
    open();
    expect(idsOf(await slow)).toEqual([1]);
    expect(idsOf(await thread.ask('park'))).toEqual([3]);
    expect(ran()).toEqual([1, 3]);
  });

  it('tells at once who gives up while it runs, and lets it run on', async () => {
    const thread = searching();
    const gone = new AbortController();
    const slow = thread.ask('gated', { signal: gone.signal });
    await isRunning(1);
    gone.abort();
    expect(await slow).toEqual({ unanswered: 'cancelled' });

    open();
    expect(idsOf(await thread.ask('quick'))).toEqual([2]);
    expect(ran()).toEqual([1, 2]);
  });

  it('tells at once whose patience is over, and answers the next one with another thread', async () => {
    const thread = searching();
    const slow = thread.ask('gated');
    await isRunning(1);
    const next = thread.ask('quick');
    clock.endOf(0);

    expect(await slow).toEqual({ unanswered: 'too-slow' });
    // Nobody has opened the gate: the thread that stands before it cannot be the one that answers.
    expect(idsOf(await next)).toEqual([2]);
    expect(ran()).toEqual([1, 2]);
  });

  it('gives a thread as long as ever to who waited most of its patience in the line', async () => {
    const thread = searching();
    const slow = thread.ask('gated');
    await isRunning(1);
    clock.pass(1000);
    const late = thread.ask('gated');
    clock.endOf(0);
    expect(await slow).toEqual({ unanswered: 'too-slow' });
    await isRunning(2);
    let isAnswered = false;
    const next = thread.ask('quick').finally(() => {
      isAnswered = true;
    });

    clock.endOf(1);
    expect(await late).toEqual({ unanswered: 'busy' });
    // A thread of its own would have answered by now.
    await new Promise((over) => setTimeout(over, 300));
    expect(isAnswered).toBe(false);

    clock.endOf(3);
    expect(idsOf(await next)).toEqual([2]);
    expect(ran()).toEqual([1, 2, 3]);
  });

  it('sends away whose patience is over before its turn, and never runs it', async () => {
    const thread = searching();
    const slow = thread.ask('gated');
    await isRunning(1);
    const waits = thread.ask('quick');
    clock.endOf(1);

    expect(await waits).toEqual({ unanswered: 'busy' });
    open();
    await slow;
    expect(ran()).toEqual([1]);
  });

  it('has room for a hundred who wait', async () => {
    const thread = searching();
    const asked = Array.from({ length: 102 }, async (_, at) => thread.ask(at === 0 ? 'gated' : 'quick'));
    expect(await asked[101]).toEqual({ unanswered: 'busy' });
    open();

    expect(idsOf(await (asked[100] ?? asked[0]!))).toEqual([2]);
  });

  it('lets everybody go when it is closed', async () => {
    const thread = searching();
    const asked = [thread.ask('gated'), thread.ask('quick')];
    await thread.close();

    expect(await Promise.all([...asked, thread.ask('park')])).toEqual(
      Array.from({ length: 3 }, () => ({ unanswered: 'cancelled' })),
    );
  });

  it('fails with what went wrong in the thread, and goes on', async () => {
    const thread = searching();
    const broken = createSearchThread({
      path: join(directory, 'none.db'),
      clock,
      procurements: store.procurements,
    });
    closing.push(() => broken.close());
    const { query } = parseQuery('road it:any');

    await expect(broken.ask(query, { limit: 10, now: NOW })).rejects.toThrow(/does not exist|unable to open/);
    await expect(broken.ask(query, { limit: 10, now: NOW })).rejects.toThrow(/does not exist|unable to open/);
    const place = { sort: 'value', at: 0, part: 0, key: 0, id: 0 } as const;
    await expect(thread.ask('road', { after: place } as object)).rejects.toThrow(/another/);
    expect(idsOf(await thread.ask('park'))).toEqual([3]);
  });
});
