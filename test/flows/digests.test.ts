import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { slotsDue } from '../../src/app/digest-slots.ts';
import { londonWall } from '../../src/base/london.ts';
import type { Message } from '../../src/domain/delivery.ts';
import { USUAL_TIMETABLE, type Cadence, type Subscriber } from '../../src/domain/subscription.ts';
import { editSubscription } from '../../src/flows/edit-subscription.ts';
import { digestDue } from '../../src/flows/digest.ts';
import { deadlineOn, openWorld, refusal, type World } from '../flow-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const MONDAY = Date.parse('2026-09-07T07:00:00Z');
const TITLE = 'Penetration testing of the housing portal';
const SCHOOLS = { noticeId: '000400-2026', ocid: 'ocds-h6vhtk-4', title: 'Penetration tests of schools' };
const BACKUP = {
  noticeId: '000300-2026',
  ocid: 'ocds-h6vhtk-3',
  title: 'Cloud backup software for servers',
  description: 'Backup software',
};

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

async function read(...notices: readonly Partial<Notice>[]): Promise<void> {
  world.portals['find-a-tender'].publish(...notices.map((notice) => world.news(notice)));
  await world.collect('find-a-tender');
}

describe('the weekly digest', () => {
  it('carries the events since its watermark once, however often it runs', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    await read({});
    world.clock.set(MONDAY);

    expect(await world.digest(MONDAY)).toBe(1);
    expect(await world.digest(MONDAY)).toBe(0);
    await world.dispatch();
    world.clock.set(MONDAY + WEEK);
    expect(await world.digest(MONDAY + WEEK)).toBe(0);

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('says nothing of what an instant alert has told the same subscriber', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    await world.subscribe('category:security', { cadence: 'instant' });
    await read({});
    await world.dispatch();
    world.clock.set(MONDAY);

    await world.digest(MONDAY);
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('leaves to an alert what the alert has yet to tell, in the words of both subscriptions', async () => {
    await world.subscribe('penetration', { wanted: ['new'] });
    await world.subscribe('penetration', { cadence: 'weekly', wanted: ['awards'] });
    world.clock.set(MONDAY - DAY);
    await read({});
    world.channels.email.answer(() => refusal());
    await world.dispatch();
    world.clock.advance(HOUR);
    await read({ noticeId: '000200-2026', stage: 'award', form: 'UK6' });
    world.clock.set(MONDAY);

    expect(await world.digest(MONDAY)).toBe(0);
    world.channels.email.answer(undefined);
    await world.dispatch();

    expect(world.kinds()).toEqual([['awarded']]);
    expect(await world.digest(MONDAY + WEEK)).toBe(0);
  });

  it('gives one message for all of a subscriber’s subscriptions, each procurement once', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    await world.subscribe('category:security', { cadence: 'weekly' });
    await read({});
    world.clock.set(MONDAY);

    await world.digest(MONDAY);
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]]]);
    expect(world.channels.email.sent[0]?.message.items[0]?.because).toHaveLength(2);
  });

  it('says a procurement as it stands when it is sent, and not again', async () => {
    await world.subscribe('penetration', { cadence: 'weekly', wanted: ['new', 'changes', 'awards'] });
    await read({});
    world.clock.set(MONDAY);
    await world.digest(MONDAY);
    world.channels.email.answer(() => refusal());
    await world.dispatch();
    world.clock.advance(HOUR);
    await read({ noticeId: '000202-2026', stage: 'award', form: 'UK6' });
    world.channels.email.answer(undefined);
    await world.dispatch();
    world.clock.set(MONDAY + WEEK);

    expect(await world.digest(MONDAY + WEEK)).toBe(0);
    expect(world.kinds()).toEqual([['awarded']]);
  });

  it('stands alone, also where it says one thing of which another message told before', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    await read({});
    await world.digest(MONDAY);
    await world.dispatch();
    world.clock.set(MONDAY + DAY);
    await read({ noticeId: '000200-2026', deadline: deadlineOn('2026-10-07') });

    await world.digest(MONDAY + WEEK);
    await world.dispatch();

    expect(world.kinds()).toEqual([['new'], ['changed']]);
    expect(world.channels.email.sent[1]?.message.thread).toBeUndefined();
  });

  it('carries what died undelivered', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    await read({ deadline: deadlineOn('2026-10-30') });
    await world.digest(MONDAY);
    world.clock.advance(4 * DAY);
    expect(await world.dispatch()).toMatchObject({ sent: 0, ended: 1 });

    await world.digest(MONDAY + WEEK);
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('offers with its first message what was open before the subscription', async () => {
    await read({});
    await world.subscribe('penetration', { cadence: 'weekly' });
    await read({ ...BACKUP, title: 'Penetration tests of schools' });

    await world.digest(MONDAY);
    await world.dispatch();

    expect(world.told()).toEqual([
      [
        ['new', 'Penetration tests of schools'],
        ['offered', TITLE],
      ],
    ]);
  });
});

describe('what a digest says beside its news', () => {
  it('offers a newer subscription what happened before it and is not told in this digest', async () => {
    await world.subscribe('backup', { cadence: 'weekly' });
    await read({ ...SCHOOLS });
    await world.subscribe('penetration', { cadence: 'weekly' });
    await read({});
    world.clock.set(MONDAY);

    await world.digest(MONDAY);
    await world.dispatch();

    expect(world.told()).toEqual([
      [
        ['new', TITLE],
        ['offered', SCHOOLS.title],
      ],
    ]);
  });

  it('names a portal that could not be read for a while', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    await read({});
    world.portals['contracts-finder'].fail({
      source: 'page 1',
      fault: 'down',
      reason: 'answered 503',
      retryAt: undefined,
    });
    for (let i = 0; i < 3; i += 1) await world.collect('contracts-finder');
    world.clock.set(MONDAY);

    await world.digest(MONDAY);
    await world.dispatch();

    expect(world.channels.email.sent[0]?.message.troubles).toEqual([
      'Contracts Finder could not be read since Tue 1 Sept 2026, 10:00.',
    ]);
  });
});

describe('slots and watermarks', () => {
  it('does not run for a slot that lies before the subscription', async () => {
    world.clock.set(MONDAY + HOUR);
    await world.subscribe('penetration', { cadence: 'weekly' });
    await read({});

    expect(await world.digest(MONDAY)).toBe(0);
    expect(await world.digest(MONDAY + WEEK)).toBe(1);
  });

  it('keeps out of a late run what was subscribed after its slot, until the next', async () => {
    await world.subscribe('backup', { cadence: 'weekly' });
    world.clock.set(MONDAY + HOUR);
    await world.subscribe('penetration', { cadence: 'weekly' });
    await read({}, BACKUP);

    await world.digest(MONDAY);
    await world.dispatch();
    await world.digest(MONDAY + WEEK);
    await world.dispatch();

    expect(world.told()).toEqual([[['new', BACKUP.title]], [['new', TITLE]]]);
  });

  it('is no weekly digest where only a daily subscription is older than the slot', async () => {
    await world.subscribe('penetration', { cadence: 'daily' });
    await read({});
    world.clock.set(MONDAY + HOUR);
    await world.subscribe('penetration', { cadence: 'weekly' });

    await world.digest(MONDAY, ['daily', 'weekly']);
    await world.dispatch();

    expect(world.channels.email.sent.map(({ message }) => message.cadence)).toEqual(['daily']);
  });

  it('runs daily and weekly for one slot as two verbs, each once', async () => {
    await world.subscribe('penetration', { cadence: 'daily' });
    await world.subscribe('backup', { cadence: 'weekly' });
    await read({}, BACKUP);
    world.clock.set(MONDAY + HOUR);

    for (const slot of [MONDAY, MONDAY + WEEK]) {
      for (const cadence of ['daily', 'weekly'] as const) {
        await world.digest(slot, cadence);
        await world.dispatch();
      }
    }

    expect(world.told()).toEqual([[['new', TITLE]], [['new', BACKUP.title]]]);
  });

  it('tells each subscription only of what came after its own watermark', async () => {
    await world.subscribe('backup', { cadence: 'weekly' });
    await read({ stage: 'award', form: 'UK6' });
    await world.subscribe('penetration', { cadence: 'weekly', wanted: ['new', 'awards'] });
    await read(BACKUP);

    await world.digest(MONDAY);
    await world.dispatch();

    expect(world.told()).toEqual([[['new', BACKUP.title]]]);
  });

  it('moves the watermark also when there was nothing to say', async () => {
    await world.subscribe('penetration region:wales', { cadence: 'weekly' });
    await read({ regions: ['UKM'] });
    const latest = await world.store.events.latest();

    expect(await world.digest(MONDAY)).toBe(0);

    expect(latest).toBeGreaterThan(0);
    expect(await world.store.subscriptions.active()).toMatchObject([{ watermark: latest }]);
  });
});

/** Somebody who listens, and says when and how. */
async function listener(
  name: string,
  cadences: readonly Exclude<Cadence, 'instant'>[],
  said: Partial<Pick<Subscriber, 'timetable' | 'heartbeat'>> = {},
): Promise<void> {
  for (const cadence of cadences) {
    const { subscription } = await world.subscribe('penetration', { email: `${name}@example.org`, cadence });
    const id = subscription?.subscriber.id ?? 0;
    await world.store.transaction((tx) => tx.subscriptions.state(id, said));
  }
}

/** What is due at this London moment goes out. */
async function dueAt(at: string): Promise<number> {
  world.clock.set(at);
  const queued = await digestDue({ ...world.deps, slotsDue });
  await world.dispatch();
  return queued;
}

const recipients = (): readonly string[] =>
  world.channels.email.sent.map(({ to }) => ('email' in to ? (to.email.split('@')[0] ?? '') : ''));
const said = (): readonly Message[] => world.channels.email.sent.map(({ message }) => message);
const periods = (): readonly (readonly string[])[] =>
  said().map(({ period }) => [period?.from, period?.to].map((at = 0) => londonWall(at).slice(0, 16)));

describe('each subscriber’s own timetable', () => {
  const EARLY = { ...USUAL_TIMETABLE, days: [1, 2, 3, 4, 5, 6, 7], hour: 6 } as const;

  it('decides on days and hour', async () => {
    await listener('usual', ['daily']);
    await listener('early', ['daily'], { timetable: EARLY });
    await listener('fridays', ['weekly'], { timetable: { ...USUAL_TIMETABLE, weekday: 5 } });
    await read({});

    // London is an hour ahead of UTC. It is Tuesday when they subscribe.
    expect(await dueAt('2026-09-02T04:59:00Z')).toBe(0);
    expect(await dueAt('2026-09-02T05:00:00Z')).toBe(1);
    expect(await dueAt('2026-09-02T07:00:00Z')).toBe(1);
    expect(await dueAt('2026-09-04T06:59:00Z')).toBe(0);
    expect(await dueAt('2026-09-04T07:00:00Z')).toBe(1);
    expect(recipients()).toEqual(['early', 'usual', 'fridays']);
    expect(await dueAt('2026-09-04T07:15:00Z')).toBe(0);
  });

  it('keeps what comes at a weekend for Monday, and on a bank holiday for the day after', async () => {
    await listener('england', ['daily']);
    await listener('scotland', ['daily'], { timetable: { ...USUAL_TIMETABLE, holidays: 'scotland' } });
    await dueAt('2026-09-04T07:00:00Z');
    world.clock.set('2026-09-05T10:00:00Z');
    await read({});

    expect(await dueAt('2026-09-06T20:00:00Z')).toBe(0);
    expect(await dueAt('2026-09-07T07:00:00Z')).toBe(2);
    expect(periods()).toEqual([
      ['2026-09-04T08:00', '2026-09-07T08:00'],
      ['2026-09-04T08:00', '2026-09-07T08:00'],
    ]);
    await dueAt('2026-11-27T08:00:00Z');
    await read({ ...SCHOOLS, deadline: deadlineOn('2026-12-30') });
    // Saint Andrew's Day, a Monday.
    await dueAt('2026-11-30T08:00:00Z');
    await dueAt('2026-12-01T08:00:00Z');
    expect(recipients().slice(2)).toEqual(['england', 'scotland']);
    expect(periods().slice(2)).toEqual([
      ['2026-11-27T08:00', '2026-11-30T08:00'],
      ['2026-11-27T08:00', '2026-12-01T08:00'],
    ]);
  });

  it('holds for weekly and daily in one message, where both are due at once', async () => {
    await listener('ann', ['daily', 'weekly']);
    await read({});

    expect(await dueAt('2026-09-07T07:00:00Z')).toBe(1);
    expect(await dueAt('2026-09-08T07:00:00Z')).toBe(0);
    expect(said().map(({ cadence }) => cadence)).toEqual(['weekly']);
    expect(said()[0]?.period).toMatchObject({ to: MONDAY, isLate: false });
  });

  it('is not caught up with where another day is chosen after that day', async () => {
    await listener('ann', ['weekly']);
    await dueAt('2026-09-07T07:00:00Z');
    await read({});
    const tuesdays = { ...USUAL_TIMETABLE, weekday: 2, since: Date.parse('2026-09-09T09:00:00Z') };
    await world.store.transaction((tx) => tx.subscriptions.state(1, { timetable: tuesdays }));

    expect(await dueAt('2026-09-09T09:15:00Z')).toBe(0);
    expect(await dueAt('2026-09-14T07:00:00Z')).toBe(0);
    expect(await dueAt('2026-09-15T07:00:00Z')).toBe(1);
    expect(periods()).toEqual([['2026-09-07T08:00', '2026-09-15T08:00']]);
    expect(said()[0]?.period?.isLate).toBe(false);
  });

  it('speaks of what it carries: since the last run of whatever cadence, or since somebody began', async () => {
    await listener('ann', ['weekly']);
    await dueAt('2026-09-07T07:00:00Z');
    await read({});
    world.clock.set('2026-09-09T12:00:00Z');
    await editSubscription(1, { cadence: 'daily' }, world.deps);
    expect(await dueAt('2026-09-10T07:00:00Z')).toBe(1);
    expect(periods()).toEqual([['2026-09-07T08:00', '2026-09-10T08:00']]);

    world.clock.set('2026-09-12T16:00:00Z');
    await listener('bob', ['weekly']);
    await read(SCHOOLS);
    await dueAt('2026-09-14T07:00:00Z');
    expect(periods().at(-1)).toEqual(['2026-09-12T17:00', '2026-09-14T08:00']);
  });

  it('comes late after a standstill, and says so', async () => {
    await listener('ann', ['weekly']);
    await dueAt('2026-09-07T07:00:00Z');
    await read({});

    expect(await dueAt('2026-09-16T09:30:00Z')).toBe(1);
    expect(periods()).toEqual([['2026-09-07T08:00', '2026-09-16T10:30']]);
    expect(said()[0]?.period?.isLate).toBe(true);
  });
});

describe('the word that all is quiet', () => {
  it('is said once a week to who wants it, and to nobody else', async () => {
    await listener('ann', ['daily', 'weekly'], { heartbeat: true });
    await listener('ben', ['weekly']);

    for (const day of ['04', '07', '08']) await dueAt(`2026-09-${day}T07:00:00Z`);
    await dueAt('2026-09-08T07:15:00Z');

    expect(recipients()).toEqual(['ann']);
    expect(said()).toMatchObject([{ kind: 'quiet', items: [], cadence: 'weekly' }]);
    // Nobody read the portals in that week.
    expect(said()[0]?.words?.[0]).toMatch(/^Nothing new in what could be read: /);
  });

  it('is said of each day where there is no weekly digest', async () => {
    await listener('ann', ['daily'], { heartbeat: true });
    for (const day of ['04', '07']) await dueAt(`2026-09-${day}T07:00:00Z`);

    expect(said().map(({ kind }) => kind)).toEqual(['quiet', 'quiet']);
    expect(periods()[1]).toEqual(['2026-09-04T08:00', '2026-09-07T08:00']);
  });

  it('is not said where there is something to say, nor keeps back what follows', async () => {
    await listener('ann', ['weekly'], { heartbeat: true });
    await dueAt('2026-09-07T07:00:00Z');
    await read({});
    await dueAt('2026-09-14T07:00:00Z');
    await dueAt('2026-09-21T07:00:00Z');

    expect(world.sizes()).toEqual([
      ['quiet', 0],
      ['digest', 1],
      ['quiet', 0],
    ]);
  });
});

describe('a crowd', () => {
  const NAMES = Array.from({ length: 30 }, (_, n) => `crowd${n}`);

  it('is told what each asked for, of what came after each began', async () => {
    for (const [n, name] of NAMES.entries()) {
      const query = n % 2 === 0 ? 'penetration' : 'backup';
      await world.subscribe(query, { email: `${name}@example.org`, cadence: 'weekly' });
      if (n === 9) await read({ ...SCHOOLS });
      if (n === 19) await read({ ...BACKUP });
    }
    await read({});

    expect(await dueAt('2026-09-07T07:00:00Z')).toBe(25);
    const told = new Map(
      world.channels.email.sent.map(({ to, message }) => [
        'email' in to ? to.email.split('@')[0] : '',
        message.items
          .filter(({ kind }) => kind === 'new')
          .map(({ procurement }) => procurement.view.title)
          .toSorted(),
      ]),
    );
    const expected = new Map<string, readonly string[]>();
    for (const [n, name] of NAMES.entries()) {
      if (n % 2 === 0) expected.set(name, n < 10 ? [TITLE, SCHOOLS.title].toSorted() : [TITLE]);
      else if (n < 20) expected.set(name, [BACKUP.title]);
    }
    expect(told).toEqual(expected);
    expect(await dueAt('2026-09-14T07:00:00Z')).toBe(0);
  });

  it('hears of a change who was told before, and of the new who was not', async () => {
    for (const name of NAMES.slice(0, 24))
      await world.subscribe('penetration', { email: `${name}@example.org`, cadence: 'weekly' });
    await read({});
    await dueAt('2026-09-07T07:00:00Z');
    await world.subscribe('penetration', { email: 'late@example.org', cadence: 'weekly' });
    await read({ noticeId: '000200-2026', deadline: deadlineOn('2026-10-07') });

    expect(await dueAt('2026-09-14T07:00:00Z')).toBe(25);
    const kinds = world.channels.email.sent
      .slice(24)
      .map(({ to, message }) => [
        'email' in to && to.email === 'late@example.org',
        message.items.map(({ kind }) => kind),
      ]);
    expect(kinds.filter(([isLate]) => isLate === true)).toEqual([[true, ['new']]]);
    expect(kinds.filter(([isLate]) => isLate === false)).toHaveLength(24);
    expect(
      new Set(kinds.filter(([isLate]) => isLate === false).map((one) => JSON.stringify(one[1]))),
    ).toEqual(new Set(['["changed"]']));
  });

  it('is told by each subscription only of what came after its own watermark', async () => {
    const people = NAMES.slice(0, 12).map((name) => `${name}@example.org`);
    for (const email of people) await world.subscribe('backup', { email, cadence: 'weekly' });
    await read({ stage: 'award', form: 'UK6' });
    for (const email of people)
      await world.subscribe('penetration', { email, cadence: 'weekly', wanted: ['new', 'awards'] });
    await read(BACKUP);

    expect(await dueAt('2026-09-07T07:00:00Z')).toBe(12);
    expect(world.told()).toEqual(people.map(() => [['new', BACKUP.title]]));
  });

  it('loses nobody where one of them fails', async () => {
    for (const [n, name] of NAMES.entries())
      await world.subscribe(n === 17 ? 'housing' : 'penetration', {
        email: `${name}@example.org`,
        cadence: 'weekly',
      });
    await read({});
    world.breakQuery('housing');
    world.clock.set(MONDAY);
    await expect(digestDue({ ...world.deps, slotsDue })).rejects.toThrow('1 digests failed');
    await world.dispatch();
    expect(world.channels.email.sent).toHaveLength(29);
    world.breakQuery(undefined);

    expect(await dueAt('2026-09-07T07:15:00Z')).toBe(1);
    expect(recipients().at(-1)).toBe('crowd17');
  });
});

describe('several subscribers', () => {
  it('costs none their digest that another’s fails, and owes only that one', async () => {
    for (const [email, query] of [
      ['ann@example.org', 'penetration'],
      ['ben@example.org', 'housing'],
      ['cy@example.org', 'penetration'],
    ] as const)
      await world.subscribe(query, { email, cadence: 'weekly' });
    await read({});

    world.breakQuery('housing');
    await expect(world.digest(MONDAY)).rejects.toThrow('1 digests failed');
    await world.dispatch();
    const served = world.channels.email.sent.map(({ to }) => to);
    world.breakQuery(undefined);
    expect(await world.digest(MONDAY)).toBe(1);
    await world.dispatch();

    expect(served).toMatchObject([{ email: 'ann@example.org' }, { email: 'cy@example.org' }]);
    expect(world.channels.email.sent.at(-1)?.to).toMatchObject({ email: 'ben@example.org' });
    expect(world.kinds()).toEqual([['new'], ['new'], ['new']]);
  });
});
