import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slotsDue } from '../../src/app/digest-slots.ts';
import { digestJob } from '../../src/app/jobs.ts';
import { createSchedule, type Job, type Schedule } from '../../src/app/schedule.ts';
import { latestPoll, latestSlot } from '../../src/app/slots.ts';
import { londonWall } from '../../src/base/london.ts';
import type { Message } from '../../src/domain/delivery.ts';
import { USUAL_TIMETABLE, type Timetable } from '../../src/domain/subscription.ts';
import { recover } from '../../src/flows/recover.ts';
import { periodWords } from '../../src/present/period-words.ts';
import { openWorld, type World } from '../flow-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (text: string): number => Date.parse(text);
const signal = new AbortController().signal;

let world: World;
let runs: string[];
let warned: string[];
const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (_fields: unknown, message: string) => void warned.push(message),
  error: () => undefined,
};
beforeEach(async () => {
  world = await openWorld('2026-09-07T06:59:00Z');
  runs = [];
  warned = [];
});
afterEach(async () => {
  await world.close();
});

function daily(run: () => Promise<unknown> = () => Promise.resolve()): Job {
  return {
    name: 'morning',
    slot: (now) => latestSlot('daily', now),
    run: async () => {
      runs.push(new Date(world.clock.now()).toISOString());
      await run();
    },
  };
}
const digests = (): Job => digestJob({ ...world.deps, slotsDue });
const polls = (): Job => ({
  name: 'collect find-a-tender',
  slot: (now) => latestPoll(30, now),
  run: async () => {
    runs.push(londonWall(world.clock.now()));
    await world.visit('find-a-tender');
  },
});

const scheduleOf = (...jobs: readonly Job[]): Schedule =>
  createSchedule(jobs, { store: world.store, clock: world.clock, log });
async function ticks(schedule: Schedule, count = 3): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await schedule.tick(signal);
    await schedule.idle();
  }
}

interface Life {
  readonly schedule: Schedule;
  /** UTC, both included. */
  readonly from: string;
  readonly to: string;
  readonly every?: number;
  /** When something is published, in milliseconds after `from`. */
  readonly publishEvery?: number;
}

let published = 0;
/** An open tender like no other. */
async function publishOne(): Promise<void> {
  published += 1;
  const now = world.clock.now();
  const deadline = new Date(now + 90 * DAY).toISOString();
  world.publish({
    noticeId: `${String(100_000 + published)}-2026`,
    ocid: `ocds-h6vhtk-${published}`,
    reference: `PEN-${5000 + published}`,
    title: `Penetration test number ${published}`,
    description: `Yearly penetration tests of web application ${published} of the council.`,
    deadline: { at: at(deadline), day: deadline.slice(0, 10), timed: true },
  });
  await world.collect('find-a-tender');
}

/** The clock goes on, the schedule ticks, news comes, and what is queued is sent. */
async function live({ schedule, from, to, every = HOUR, publishEvery }: Life): Promise<void> {
  const start = at(from);
  for (let now = start; now <= at(to); now += every) {
    world.clock.set(now);
    if (publishEvery !== undefined && (now - start) % publishEvery === 0) await publishOne();
    await ticks(schedule, 2);
    await world.dispatch();
  }
}

async function subscribed(email: string, cadence: 'daily' | 'weekly', timetable?: Partial<Timetable>) {
  const { subscription } = await world.subscribe('penetration', { email, cadence });
  const id = subscription?.subscriber.id ?? 0;
  if (timetable !== undefined)
    await world.store.transaction((tx) =>
      tx.subscriptions.state(id, { timetable: { ...USUAL_TIMETABLE, ...timetable } }),
    );
}

/** What somebody was sent, oldest first. */
function sentTo(email: string): readonly Message[] {
  return world.channels.email.sent
    .filter(({ to }) => 'email' in to && to.email === email)
    .map(({ message }) => message);
}
const titles = (messages: readonly Message[]): readonly string[] =>
  messages.flatMap(({ items }) => items.map((item) => item.procurement.view.title));
const upTo = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `Penetration test number ${n + 1}`);

/** London times of each digest's period. */
const periods = (messages: readonly Message[]): readonly (readonly [string, string, boolean])[] =>
  messages.map(({ period }) => {
    const { from = 0, to = 0, isLate = false } = period ?? {};
    return [londonWall(from).slice(0, 16), londonWall(to).slice(0, 16), isLate];
  });

describe('faults of time', () => {
  beforeEach(() => {
    published = 0;
  });

  it.each([
    [
      '2026-10-25',
      ['2026-10-19T08:00', '2026-10-26T08:00', '2026-11-02T08:00'],
      ['2026-10-18T01:00', '2026-10-25T01:00', '2026-11-01T01:00'],
    ],
    // The Monday after it is Easter Monday, and the hour of that Sunday does not exist.
    [
      '2027-03-28',
      ['2027-03-22T08:00', '2027-03-30T08:00', '2027-04-05T08:00'],
      ['2027-03-21T01:00', '2027-03-28T02:00', '2027-04-04T01:00'],
    ],
    [
      '2027-10-31',
      ['2027-10-25T08:00', '2027-11-01T08:00', '2027-11-08T08:00'],
      ['2027-10-24T01:00', '2027-10-31T01:00', '2027-11-07T01:00'],
    ],
  ])(
    'fault 52: over the clocks’ change of %s each week has one digest, and nothing is lost or told twice',
    async (sunday, mondays, sundays) => {
      const from = new Date(at(`${sunday}T12:05:00Z`) - 9 * DAY).toISOString();
      world.clock.set(at(from) - DAY);
      await world.seed();
      world.clock.set(at(from) - HOUR);
      await subscribed('mondays@example.org', 'weekly');
      await subscribed('sundays@example.org', 'weekly', { weekday: 7, hour: 1, holidays: 'none' });
      const schedule = scheduleOf(digests());

      const to = new Date(at(`${sunday}T12:05:00Z`) + 9 * DAY).toISOString();
      await live({ schedule, from, to, publishEvery: 12 * HOUR });

      for (const [email, slots] of [
        ['mondays@example.org', mondays],
        ['sundays@example.org', sundays],
      ] as const) {
        const sent = sentTo(email);
        expect(periods(sent).map(([, slot]) => slot)).toEqual(slots);
        expect(
          periods(sent)
            .map(([before]) => before)
            .slice(1),
        ).toEqual(slots.slice(0, -1));
        expect(sent.map(({ period }) => period?.isLate)).toEqual([false, false, false]);
        const told = titles(sent);
        expect(new Set(told).size).toBe(told.length);
        // Two a day, from the first on up to the tick after the last slot.
        const last = sent.at(-1)?.period?.to ?? 0;
        expect([...told].toSorted()).toEqual(
          upTo(Math.floor((last + 5 * MINUTE - at(from)) / (12 * HOUR)) + 1).toSorted(),
        );
      }
    },
  );

  it('fault 53: down from Saturday to Tuesday, one digest each catches up, and says of what time', async () => {
    world.clock.set('2026-09-03T08:00:00Z');
    await world.seed();
    await subscribed('weekly@example.org', 'weekly');
    await subscribed('daily@example.org', 'daily');
    await live({
      schedule: scheduleOf(digests()),
      from: '2026-09-04T06:05:00Z',
      to: '2026-09-12T06:05:00Z',
      publishEvery: 24 * HOUR,
    });
    const before = { weekly: sentTo('weekly@example.org').length, daily: sentTo('daily@example.org').length };

    // Another process, later; what came meanwhile is read first.
    world.clock.set('2026-09-15T10:00:00Z');
    await publishOne();
    await world.recover();
    const schedule = scheduleOf(digests());
    await ticks(schedule, 5);
    await world.dispatch();
    await live({ schedule, from: '2026-09-15T10:15:00Z', to: '2026-09-15T20:15:00Z' });

    const weekly = sentTo('weekly@example.org').slice(before.weekly);
    const others = sentTo('daily@example.org').slice(before.daily);
    expect(periods(weekly)).toEqual([['2026-09-07T08:00', '2026-09-15T11:00', true]]);
    expect(periods(others)).toEqual([['2026-09-11T08:00', '2026-09-15T11:00', true]]);
    // Those of Tuesday to Saturday, and the one that was read after it; the daily one has told those up to Friday.
    expect([...titles(weekly)].toSorted()).toEqual(upTo(10).slice(4).toSorted());
    expect([...titles(others)].toSorted()).toEqual(upTo(10).slice(8).toSorted());
    const [words = ''] = weekly.map(({ period, cadence }) => period && periodWords(period, cadence));
    expect(words).toMatch(/^This weekly digest was due Mon(?:day)? 14 Sep/);
    expect(words).toMatch(/from Mon(?:day)? 7 Sept? 2026,? 08:00/);

    await live({ schedule, from: '2026-09-21T06:05:00Z', to: '2026-09-21T09:05:00Z', publishEvery: DAY });
    const next = sentTo('weekly@example.org').slice(before.weekly + 1);
    expect(periods(next)).toEqual([['2026-09-15T11:00', '2026-09-21T08:00', false]]);
    expect(titles(next)).toEqual(upTo(11).slice(10));
  });

  it('fault 54: a clock that goes back two hours sends nothing again, and nothing late', async () => {
    world.clock.set('2026-09-03T08:00:00Z');
    await world.seed();
    await subscribed('weekly@example.org', 'weekly');
    await subscribed('daily@example.org', 'daily');
    const schedule = scheduleOf(digests(), daily());
    await live({ schedule, from: '2026-09-04T06:05:00Z', to: '2026-09-07T07:35:00Z', publishEvery: DAY });
    await live({ schedule, from: '2026-09-07T07:35:00Z', to: '2026-09-07T07:35:00Z' });
    const count = world.channels.email.sent.length;
    expect(periods(sentTo('weekly@example.org'))).toMatchObject([
      [expect.anything(), '2026-09-07T08:00', false],
    ]);
    const mornings = runs.length;

    await live({ schedule, from: '2026-09-07T05:35:00Z', to: '2026-09-07T20:35:00Z' });

    expect(world.channels.email.sent).toHaveLength(count);
    expect(runs).toHaveLength(mornings);
    expect(warned).toContain('the clock went back');
    await live({ schedule, from: '2026-09-08T06:05:00Z', to: '2026-09-08T08:05:00Z', publishEvery: DAY });
    expect(world.channels.email.sent.slice(count).map(({ message }) => message.cadence)).toEqual(['daily']);
  });

  it('fault 54: a clock that leaps two days ahead and is put right tells nothing twice, and portals are read on', async () => {
    world.clock.set('2026-09-03T08:00:00Z');
    await world.seed();
    await subscribed('weekly@example.org', 'weekly');
    await subscribed('daily@example.org', 'daily');
    const schedule = scheduleOf(digests(), polls());
    await live({
      schedule,
      from: '2026-09-04T06:05:00Z',
      to: '2026-09-06T08:05:00Z',
      publishEvery: 12 * HOUR,
    });
    const before = world.channels.email.sent.length;

    world.clock.set('2026-09-08T08:35:00Z');
    await ticks(schedule, 5);
    await world.dispatch();
    // One each: no slot on the way is made up for.
    expect(world.channels.email.sent.slice(before)).toHaveLength(2);

    const polled = runs.length;
    await live({ schedule, from: '2026-09-06T08:35:00Z', to: '2026-09-06T10:05:00Z', every: 15 * MINUTE });
    expect(runs.slice(polled)).toEqual([
      '2026-09-06T09:35:00',
      '2026-09-06T10:05:00',
      '2026-09-06T10:35:00',
      '2026-09-06T11:05:00',
    ]);
    await live({
      schedule,
      from: '2026-09-06T11:05:00Z',
      to: '2026-09-14T08:05:00Z',
      publishEvery: 12 * HOUR,
    });
    for (const email of ['weekly@example.org', 'daily@example.org']) {
      const told = titles(sentTo(email));
      expect(new Set(told).size).toBe(told.length);
      expect([...told].toSorted()).toEqual(upTo(published).toSorted());
    }
    // Of the Monday and the Tuesday that came twice, each slot has one digest.
    const slotsOf = (email: string): readonly string[] =>
      sentTo(email).map(({ period }) => londonWall(period?.due ?? 0).slice(0, 16));
    expect(slotsOf('weekly@example.org')).toEqual(['2026-09-07T08:00', '2026-09-14T08:00']);
    const dailies = slotsOf('daily@example.org');
    expect(new Set(dailies).size).toBe(dailies.length);
  });

  it('fault 54: a leap while a message is being sent repeats that one at most, under the same name', async () => {
    await world.seed();
    for (const name of ['ann', 'ben', 'cy'])
      await world.subscribe('penetration', { email: `${name}@example.org` });
    await publishOne();
    world.channels.email.duringNext(async () => {
      world.clock.advance(2 * DAY);
      await recover(world.deps, { atStart: false });
    });

    await world.dispatch();
    await recover(world.deps, { atStart: false });
    await world.dispatch();

    const ids = world.channels.email.sent.map(({ message }) => message.messageId);
    expect(new Set(ids).size).toBe(3);
    expect(ids.length).toBeLessThanOrEqual(4);
  });

  it('fault 55: a poll that comes while the last one is still reading is skipped, and counted', async () => {
    await world.seed();
    world.clock.set('2026-09-07T09:00:10Z');
    const portal = world.portals['find-a-tender'];
    portal.asked();
    let serve = (): void => undefined;
    portal.hold(new Promise<void>((resolve) => (serve = resolve)));
    const schedule = scheduleOf(polls());
    await schedule.tick(signal);
    for (const minute of [15, 30, 31, 45]) {
      world.clock.set(`2026-09-07T09:${minute}:10Z`);
      await schedule.tick(signal);
    }

    expect(runs).toHaveLength(1);
    expect(portal.asked()).toEqual([]);
    expect(schedule.skipped()).toBe(1);
    expect(warned).toEqual(['job still running: a run of it is skipped']);
    serve();
    await schedule.idle();
    expect(portal.asked()).toHaveLength(1);
    // Its slot is on record; the one that was skipped is due, and run once.
    await ticks(schedule);
    expect(runs).toHaveLength(2);
    expect(schedule.skipped()).toBe(1);
  });

  it('fault 56: after the process was blocked, all its ticks come at once, and each thing runs once', async () => {
    world.clock.set('2026-09-03T08:00:00Z');
    await world.seed();
    await subscribed('weekly@example.org', 'weekly');
    await publishOne();
    const schedule = scheduleOf(daily(), digests());
    world.clock.set('2026-09-07T06:59:58Z');
    await ticks(schedule, 1);
    expect(runs).toHaveLength(1);
    expect(sentTo('weekly@example.org')).toEqual([]);

    // Ten seconds in which nothing ran, and two ticks were due.
    world.clock.set('2026-09-07T07:00:08Z');
    await Promise.all([schedule.tick(signal), schedule.tick(signal), schedule.tick(signal)]);
    await schedule.idle();
    await ticks(schedule, 2);
    await world.dispatch();

    expect(runs.slice(1)).toEqual(['2026-09-07T07:00:08.000Z']);
    expect(titles(sentTo('weekly@example.org'))).toEqual(upTo(1));
  });

  it('fault 23: a run that is cut short by a stop is due again', async () => {
    const stop = new AbortController();
    const schedule = scheduleOf(
      daily(() => {
        stop.abort();
        return Promise.reject(new Error('stopped'));
      }),
    );
    await schedule.tick(stop.signal);
    await schedule.idle();

    await ticks(scheduleOf(daily()), 2);

    expect(runs).toHaveLength(2);
  });

  it('a run that failed is due again after a minute’s rest, and no more once it is done', async () => {
    world.clock.set('2026-09-07T07:30:00Z');
    let failures = 1;
    const schedule = scheduleOf(
      daily(() => (failures-- > 0 ? Promise.reject(new Error('no answer')) : Promise.resolve())),
    );
    await ticks(schedule);
    world.clock.advance(59_000);
    await ticks(schedule);
    expect(runs).toHaveLength(1);
    world.clock.advance(1000);

    await ticks(schedule);

    expect(runs).toHaveLength(2);
    expect(await world.store.runs.lastDue('morning')).toBe(latestSlot('daily', world.clock.now()));
  });

  it('a rest does not outlast a clock that goes back', async () => {
    world.clock.set('2026-09-07T09:30:00Z');
    let failures = 1;
    const schedule = scheduleOf(
      daily(() => (failures-- > 0 ? Promise.reject(new Error('no answer')) : Promise.resolve())),
    );
    await ticks(schedule);
    world.clock.advance(-HOUR);

    await ticks(schedule);

    expect(runs).toHaveLength(2);
  });
});
