import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aChange, wish } from '../contracts/store/make.ts';
import { parseQuery } from '../../src/match/parse.ts';
import { fakeClock } from '../fake-clock.ts';
import { createLog } from '../../src/base/log.ts';
import { collectDeps } from '../../src/app/collect-deps.ts';
import { openGround, type Ground } from '../../src/app/ground.ts';
import { jobsOf } from '../../src/app/jobs.ts';
import { USUAL_TIMETABLE } from '../../src/domain/subscription.ts';

const NOW = '2026-12-18T09:00:00Z';
const clock = fakeClock(NOW);
const signal = new AbortController().signal;

let home: string;
let ground: Ground;
beforeEach(async () => {
  clock.set(NOW);
  home = mkdtempSync(join(tmpdir(), 'tenderbell-jobs-'));
  const opened = await openGround({
    version: '0.0.0',
    configPath: undefined,
    env: { TENDERBELL_DATABASE: join(home, 'store.db') },
    root: home,
    clock,
    log: createLog('silent'),
    out: () => undefined,
    say: () => undefined,
    signal,
  });
  if ('exit' in opened) throw new Error('no database');
  ground = opened;
});
afterEach(async () => {
  await ground.close();
  rmSync(home, { recursive: true, force: true });
});

/** Does what this job does when it is due. */
async function run(name: string): Promise<void> {
  const job = jobsOf(ground, [], collectDeps(ground)).find((one) => one.name === name);
  if (job === undefined) throw new Error(`there is no job ${name}`);
  await job.run(signal);
}

it('ends pauses, and nudges after sixty quiet days', async () => {
  const until = Date.parse('2026-12-20T00:00:00Z');
  await ground.store.transaction(async (tx) => {
    await tx.subscriptions.add(wish('cyber'));
    await tx.subscriptions.pause(1, { until, reason: 'away' }, clock.now());
  });

  await run('wake');
  expect(await ground.store.subscriptions.active()).toEqual([]);
  clock.set(until);
  await run('wake');
  expect(await ground.store.subscriptions.active()).toHaveLength(1);

  await run('remind');
  expect(await ground.store.deliveries.counts()).toMatchObject({ ready: 0 });
  clock.advance(60 * 86_400_000);
  await run('remind');
  expect(await ground.store.deliveries.counts()).toMatchObject({ ready: 1 });
});

it('looks for pauses that are over every five minutes, and reminds in the morning', () => {
  const jobs = jobsOf(ground, [], collectDeps(ground));
  const slot = (name: string, at: string): string =>
    new Date(jobs.find((one) => one.name === name)?.slot(Date.parse(at)) ?? 0).toISOString();

  expect(slot('wake', '2026-12-20T00:04:59Z')).toBe('2026-12-20T00:00:00.000Z');
  expect(slot('remind', '2026-12-20T07:59:00Z')).toBe('2026-12-19T08:00:00.000Z');
});

it('looks whose digest is due every quarter of an hour, by their timetables', async () => {
  await ground.store.transaction(async (tx) => {
    const subscription = await tx.subscriptions.add({ ...wish('cyber'), cadence: 'daily' });
    const timetable = { ...USUAL_TIMETABLE, hour: 11, since: clock.now() };
    await tx.subscriptions.state(subscription?.subscriber.id ?? 0, { timetable, heartbeat: true });
  });
  const job = jobsOf(ground, [], collectDeps(ground)).find((one) => one.name === 'digest');
  const slot = job?.slot(Date.parse('2026-12-18T11:14:59Z')) ?? 0;
  expect(new Date(slot).toISOString()).toBe('2026-12-18T11:00:00.000Z');

  clock.set('2026-12-18T10:45:00Z');
  await run('digest');
  expect(await ground.store.deliveries.counts()).toMatchObject({ ready: 0 });
  clock.set('2026-12-18T11:00:00Z');
  await run('digest');
  await run('digest');
  expect(await ground.store.deliveries.list({ states: ['ready'], limit: 9 })).toMatchObject([
    { kind: 'quiet', cadence: 'daily' },
  ]);
  // After a standstill over Christmas, `recover` finds what was missed.
  clock.set('2026-12-29T12:00:00Z');
  await run('recover');
  expect(await ground.store.deliveries.counts()).toMatchObject({ ready: 2 });
});

it('tidies the search index in the quiet of the week, and finds what it found before', async () => {
  await ground.store.transaction(async (tx) => tx.procurements.save([aChange(1), aChange(2)], clock.now()));
  const found = async () =>
    (await ground.store.procurements.search(parseQuery('it:any').query, { limit: 9, now: clock.now() }))
      .total;
  expect(await found()).toBe(2);

  await run('tidy search');

  expect(await found()).toBe(2);
  const job = jobsOf(ground, [], collectDeps(ground)).find((one) => one.name === 'tidy search');
  // Sunday 13 December, before the Friday that it is.
  expect(new Date(job?.slot(clock.now()) ?? 0).toISOString()).toBe('2026-12-13T03:40:00.000Z');
});
