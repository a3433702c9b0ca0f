import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../src/app/free-port.ts';
import { createSchedule, type Job } from '../../src/app/schedule.ts';
import { createSending } from '../../src/app/sending.ts';
import { latestPoll } from '../../src/app/slots.ts';
import { troublesOf } from '../../src/app/troubles.ts';
import { createTick } from '../../src/app/work.ts';
import type { DeliveryRecord } from '../../src/domain/delivery.ts';
import type { Channel, Store } from '../../src/domain/ports.ts';
import type { ChannelKind } from '../../src/domain/subscription.ts';
import { dispatch, type DispatchDeps } from '../../src/flows/dispatch.ts';
import { GRACE_MS } from '../../src/flows/grace.ts';
import { openStore } from '../../src/store/index.ts';
import { startTenderbell } from '../built-program.ts';
import { startFakeSmtp, type FakeSmtp } from '../fake-smtp.ts';
import { openWorld, refusal, type World } from '../flow-world.ts';

const ALL = ['ready', 'leased', 'sent', 'dead', 'failed', 'cancelled', 'held'] as const;

function deliveries(store: Store): Promise<readonly DeliveryRecord[]> {
  return store.deliveries.list({ states: ALL, limit: 99 });
}

/** A mail of the shortest kind to each of three people, due now. */
async function queueThree(store: Store, now: number): Promise<void> {
  await store.transaction(async (tx) => {
    for (const name of ['ann', 'ben', 'cat']) {
      const { id } = await tx.subscriptions.subscriber({ channel: 'email', email: `${name}@example.org` });
      await tx.deliveries.queue({
        key: `test.${name}`,
        kind: 'test',
        lane: 'confirmation',
        cadence: 'instant',
        subscriberId: id,
        channel: 'email',
        messageId: `<test.${name}@x.example>`,
        dueAt: now,
        expiresAt: now + 86_400_000,
        createdAt: now,
      });
    }
  });
}

describe('fault 23: the built program', () => {
  let directory: string;
  let smtp: FakeSmtp;
  let store: Store;
  let child: ChildProcess | undefined;
  beforeEach(async () => {
    expect(existsSync(resolve('dist/main.js')), 'dist/main.js is built by `npm run build`').toBe(true);
    directory = mkdtempSync(join(tmpdir(), 'tenderbell-stopping-'));
    smtp = await startFakeSmtp();
    const port = await freePort();
    writeFileSync(
      join(directory, 'bell.yaml'),
      [
        'database: bell.db',
        `publicUrl: http://127.0.0.1:${port}`,
        `web: { port: ${port} }`,
        'portals:',
        ...['find-a-tender', 'contracts-finder', 'public-contracts-scotland', 'sell2wales'].map(
          (portal) => `  ${portal}: { enabled: false }`,
        ),
        `mail: { url: ${smtp.url}, from: bell@tenderbell.example }`,
      ].join('\n'),
    );
    const opened = await openStore(join(directory, 'bell.db'), { now: Date.now() });
    if ('refused' in opened) throw new Error(opened.refused.message);
    store = opened.store;
    await queueThree(store, Date.now());
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await store.close();
    await smtp.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it.each(['serve', 'dispatch'])(
    'fault 23: SIGTERM to %s: the mail in flight is finished and recorded, nothing else is claimed, and it ends with 0',
    async (verb) => {
      smtp.trouble({ at: 'data', does: 'wait 1500' });
      const running = startTenderbell([verb, '--config', join(directory, 'bell.yaml')]);
      child = running;
      const ended = new Promise((done) => running.once('exit', (...how) => done(how)));
      while (smtp.texts.length === 0 && running.exitCode === null) await sleep(5);
      await sleep(20);
      expect(smtp.mails).toHaveLength(0);

      running.kill('SIGTERM');

      expect(await ended).toEqual([0, null]);
      expect(smtp.texts).toHaveLength(1);
      expect(smtp.mails).toHaveLength(1);
      const found = await deliveries(store);
      const each = found.map((one) => `${one.state} ${one.attempts} ${one.ambiguous}`);
      expect(each.toSorted()).toEqual(['ready 0 false', 'ready 0 false', 'sent 1 false']);
    },
  );
});

describe('fault 23: what is being sent', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
    await queueThree(world.store, world.clock.now());
  });
  afterEach(async () => {
    await world.close();
  });

  const deps = (channel: Channel, clock: DispatchDeps['clock'] = world.clock): DispatchDeps => ({
    ...world.deps,
    clock,
    channels: new Map<ChannelKind, Channel>([[channel.kind, channel]]),
    random: () => 0.5,
    worker: 'test',
    troubles: troublesOf,
    url: (path) => `https://test.example${path}`,
  });

  it('fault 23: is cut off once its time is over, is recorded as one that may have arrived, and nothing follows it', async () => {
    const stop = new AbortController();
    let cuts = 0;
    let wake = (): void => undefined;
    const slept: number[] = [];
    const clock = {
      now: () => world.clock.now(),
      sleep: async (ms: number) => {
        slept.push(ms);
        await new Promise<void>((done) => (wake = done));
      },
    };
    const stalled: Channel = {
      kind: 'email',
      send: async (_message, _to, cut) => {
        stop.abort();
        expect(cut.aborted).toBe(false);
        setImmediate(wake);
        await new Promise<void>((done) => cut.addEventListener('abort', () => done()));
        cuts += 1;
        return refusal({ scope: 'message', ambiguous: true });
      },
      close: () => Promise.resolve(),
    };

    expect(await dispatch(deps(stalled, clock), stop.signal)).toMatchObject({ sent: 0, postponed: 1 });

    expect([cuts, slept]).toEqual([1, [GRACE_MS]]);
    expect(GRACE_MS).toBeLessThan(10_000);
    const found = await deliveries(world.store);
    const each = found.map((one) => `${one.state} ${one.ambiguous}`);
    expect(each.toSorted()).toEqual(['ready false', 'ready false', 'ready true']);
  });

  it('holds up neither a job nor another channel, and is not begun twice', async () => {
    const { signal } = new AbortController();
    const { email, slack } = world.channels;
    let serve = (): void => undefined;
    email.hold(new Promise<void>((done) => (serve = done)));
    const channels = new Map<ChannelKind, Channel>([
      ['email', email],
      ['slack', slack],
    ]);
    const runs: number[] = [];
    const job: Job = {
      name: 'look',
      slot: (now) => latestPoll(15, now),
      run: () => Promise.resolve(runs.push(world.clock.now())),
    };
    const { store, clock } = world;
    const { log } = world.deps;
    const schedule = createSchedule([job], { store, clock, log });
    const sending = createSending({ ...deps(email), channels }, signal);
    const tick = createTick({ schedule, sending, log }, signal);
    for (let ticks = 0; ticks < 3; ticks += 1) {
      await tick();
      await schedule.idle();
      clock.advance(15 * 60_000);
    }
    expect(runs).toHaveLength(3);
    expect(email.sent).toEqual([]);

    await world.seed();
    await world.subscribe('penetration', { slack: 'C0001' });
    world.publish();
    await world.collect('find-a-tender');
    await tick();
    while (slack.sent.length === 0) await sleep(5);
    serve();
    await sending.idle();
    expect(email.sent).toHaveLength(3);
  });
});
