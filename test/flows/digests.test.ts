import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
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
