import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSchedule, type Job, type Schedule } from '../../src/app/schedule.ts';
import { latestSlot } from '../../src/app/slots.ts';
import { openWorld, type World } from '../flow-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const signal = new AbortController().signal;

let world: World;
let runs: string[];
beforeEach(async () => {
  world = await openWorld('2026-09-07T06:59:00Z');
  runs = [];
});
afterEach(async () => {
  await world.close();
});

function weekly(run: () => Promise<unknown> = () => Promise.resolve()): Job {
  return {
    name: 'weekly',
    slot: (now) => latestSlot('weekly', now),
    run: async () => {
      runs.push(new Date(world.clock.now()).toISOString());
      await run();
    },
  };
}
const scheduleOf = (job: Job): Schedule =>
  createSchedule([job], { store: world.store, clock: world.clock, log });
async function ticks(schedule: Schedule, count = 3): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await schedule.tick(signal);
    await schedule.idle();
  }
}

describe('faults of time', () => {
  it('fault 52: over both clock changes a weekly job runs once a week', async () => {
    for (const monday of [
      '2026-10-19',
      '2026-10-26',
      '2026-11-02',
      '2027-03-22',
      '2027-03-29',
      '2027-04-05',
    ]) {
      const before = runs.length;
      const schedule = scheduleOf(weekly());
      world.clock.set(latestSlot('weekly', Date.parse(`${monday}T12:00:00Z`)));
      await ticks(schedule);
      world.clock.advance(3 * DAY);
      await ticks(schedule);
      expect(runs.length - before, monday).toBe(1);
    }
  });

  it('fault 53: what was missed while the process was down is caught up once', async () => {
    await ticks(scheduleOf(weekly()));
    world.clock.advance(30 * DAY);

    await ticks(scheduleOf(weekly()), 5);

    expect(runs).toHaveLength(2);
  });

  it('fault 54: a clock that goes back two hours runs nothing again, one that leaps two days runs what is due once', async () => {
    const schedule = scheduleOf(weekly());
    world.clock.set('2026-09-07T07:30:00Z');
    await ticks(schedule);
    world.clock.advance(-2 * HOUR);
    await ticks(schedule);
    world.clock.advance(2 * DAY);
    await ticks(schedule);

    expect(runs).toHaveLength(1);
  });

  it('fault 55: a run that is still going is not started again, and the skipped one is counted', async () => {
    let finish = (): void => undefined;
    const slow = new Promise<void>((done) => (finish = done));
    const schedule = scheduleOf(weekly(() => slow));
    await schedule.tick(signal);
    world.clock.advance(7 * DAY);
    await schedule.tick(signal);
    await schedule.tick(signal);

    expect(runs).toHaveLength(1);
    expect(schedule.skipped()).toBe(1);
    finish();
    await schedule.idle();
    await ticks(schedule);
    expect(runs).toHaveLength(2);
  });

  it('fault 56: ticks that were lost change nothing: the next one runs what is due, once', async () => {
    const schedule = scheduleOf(weekly());
    world.clock.set('2026-09-07T07:00:10Z');

    await ticks(schedule, 2);

    expect(runs).toEqual(['2026-09-07T07:00:10.000Z']);
  });

  it('fault 23: a run that is cut short by a stop is due again', async () => {
    const stop = new AbortController();
    const schedule = scheduleOf(
      weekly(() => {
        stop.abort();
        return Promise.reject(new Error('stopped'));
      }),
    );
    await schedule.tick(stop.signal);
    await schedule.idle();

    await ticks(scheduleOf(weekly()), 2);

    expect(runs).toHaveLength(2);
  });

  it('a run that failed is due again after a minute’s rest, and no more once it is done', async () => {
    world.clock.set('2026-09-07T07:30:00Z');
    let failures = 1;
    const schedule = scheduleOf(
      weekly(() => (failures-- > 0 ? Promise.reject(new Error('no answer')) : Promise.resolve())),
    );
    await ticks(schedule);
    world.clock.advance(59_000);
    await ticks(schedule);
    expect(runs).toHaveLength(1);
    world.clock.advance(1000);

    await ticks(schedule);

    expect(runs).toHaveLength(2);
    expect(await world.store.runs.lastDue('weekly')).toBe(latestSlot('weekly', world.clock.now()));
  });
});
