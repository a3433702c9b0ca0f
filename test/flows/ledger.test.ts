import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { deadlineOn, openWorld, refusal, type World } from '../flow-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TITLE = 'Penetration testing of the housing portal';
const SCHOOLS = { noticeId: '000300-2026', ocid: 'ocds-h6vhtk-3', title: 'Penetration tests of schools' };
const CANCELLED = {
  noticeId: '000202-2026',
  stage: 'closed',
  outcome: 'cancelled',
  sparse: true,
} as const;

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

async function read(...notices: readonly Partial<Notice>[]): Promise<number> {
  world.portals['find-a-tender'].publish(...notices.map((notice) => world.news(notice)));
  return (await world.collect('find-a-tender')).deliveries;
}

/** The other portal's copy of the same tender. */
async function readCopy(with_: Partial<Notice> = {}): Promise<number> {
  world.portals['contracts-finder'].publish(
    world.news({
      portal: 'contracts-finder',
      ocid: 'ocds-b5fd17-1',
      noticeId: 'guid-1',
      cites: ['notice:find-a-tender:000101-2026'],
      ...with_,
    }),
  );
  return (await world.collect('contracts-finder')).deliveries;
}

/** Each change of each message, as `was → now` days. */
function moves(): string[][] {
  return world.channels.email.sent.map(({ message }) =>
    message.items.flatMap((item) =>
      item.changes.map(({ was, now }) => `${was.slice(0, 10)} → ${now.slice(0, 10)}`),
    ),
  );
}

describe('what waits', () => {
  async function waiting(notice: Partial<Notice> = {}): Promise<void> {
    await read(notice);
    world.channels.email.answer(() => refusal());
    await world.dispatch();
    world.clock.advance(HOUR);
  }

  it('is joined by no second message, and is sent once, as things stand that day', async () => {
    await world.subscribe('penetration');
    await waiting();

    expect(await read({ noticeId: '000200-2026', deadline: deadlineOn('2026-10-07') })).toBe(0);
    world.channels.email.answer(undefined);

    expect(await world.dispatch()).toEqual({ sent: 1, postponed: 0, held: 0, ended: 0 });
    expect(world.channels.email.sent[0]?.message.items).toMatchObject([
      { kind: 'new', procurement: { view: { deadline: { day: '2026-10-07' } } } },
    ]);
  });

  it('is told for every subscription that has come to match meanwhile', async () => {
    await world.subscribe('penetration');
    await world.subscribe('category:security region:wales');
    await waiting({ regions: ['UKM'] });
    await read({ noticeId: '000200-2026', regions: ['UKL'] });
    world.channels.email.answer(undefined);

    await world.dispatch();

    expect(world.kinds()).toEqual([['new']]);
    expect(world.channels.email.sent[0]?.message.items[0]?.because).toHaveLength(2);
  });

  it('is told as an award, to whoever wants awards, where it was awarded meanwhile', async () => {
    await world.subscribe('penetration', { wanted: ['new', 'changes', 'awards'] });
    await waiting();
    await read({ noticeId: '000200-2026', stage: 'award', form: 'UK6' });
    world.channels.email.answer(undefined);

    await world.dispatch();
    await world.recover();
    await world.dispatch();

    expect(world.kinds()).toEqual([['awarded']]);
  });

  it('is not told at all where it was awarded and then cancelled', async () => {
    await world.subscribe('penetration', { wanted: ['new', 'changes', 'awards'] });
    await read({ stage: 'award', form: 'UK6' });
    world.clock.advance(HOUR);
    await read(CANCELLED);

    expect(await world.dispatch()).toEqual({ sent: 0, postponed: 0, held: 0, ended: 1 });
  });
});

describe('what is in flight', () => {
  it('does not swallow what is read before the answer comes', async () => {
    await world.subscribe('penetration');
    await read({});
    world.channels.email.duringNext(async () => {
      world.clock.advance(MINUTE);
      await read({ ...CANCELLED, published: world.clock.now() - 1000 });
    });

    await world.dispatch();
    await world.recover();
    await world.dispatch();

    expect(world.kinds()).toEqual([['new'], ['cancelled']]);
  });
});

describe('subscriptions that ended', () => {
  it('leave what waited for them to the subscriber’s digest', async () => {
    const monday = Date.parse('2026-09-07T07:00:00Z');
    const instant = await world.subscribe('penetration');
    await world.subscribe('category:security', { cadence: 'weekly' });
    world.clock.set(monday - 2 * HOUR);
    await read(SCHOOLS);
    world.channels.email.answer(() => refusal());
    await world.dispatch();
    world.clock.set(monday);
    await world.digest(monday);
    await world.end(instant);
    world.channels.email.answer(undefined);
    world.clock.advance(HOUR);

    await world.dispatch();
    await world.digest(monday + 7 * DAY);
    await world.dispatch();

    expect(world.told()).toEqual([[['new', SCHOOLS.title]]]);
  });

  it('take along what waited for them; who subscribes again is offered it', async () => {
    const first = await world.subscribe('penetration');
    await read({});
    await world.end(first);
    await world.subscribe('penetration', { wanted: ['new', 'changes', 'awards'] });
    world.clock.advance(HOUR);
    await read(SCHOOLS);

    await world.dispatch();
    await world.recover();
    await world.dispatch();

    expect(world.told()).toEqual([
      [
        ['new', SCHOOLS.title],
        ['offered', TITLE],
      ],
    ]);
  });

  it('take along what a lost mailbox was owed; who subscribes again is offered it', async () => {
    await world.subscribe('penetration');
    await read({});
    world.channels.email.answer(() => refusal({ scope: 'subscriber', permanent: true, code: '550' }));
    await world.dispatch();
    world.channels.email.answer(undefined);
    await world.subscribe('penetration');
    expect(await world.recover()).toMatchObject({ summaries: 0 });
    world.clock.advance(HOUR);
    await read(SCHOOLS);

    await world.dispatch();

    expect(world.told()).toEqual([
      [
        ['new', SCHOOLS.title],
        ['offered', TITLE],
      ],
    ]);
  });

  it('are spoken for by a later one that no longer matches, when what they told of is cancelled', async () => {
    const first = await world.subscribe('penetration stage:open');
    await read({});
    await world.dispatch();
    await world.end(first);
    await world.subscribe('penetration stage:open');
    world.clock.advance(HOUR);
    await read(CANCELLED);

    await world.dispatch();

    expect(world.kinds()).toEqual([['new'], ['cancelled']]);
  });
});

describe('catching up', () => {
  const far = { deadline: deadlineOn('2026-12-30') };
  const unwanted = refusal({ scope: 'message', permanent: true, code: '554' });

  it('starts again a day later where the summary is given up too', async () => {
    await world.subscribe('penetration');
    await read(far);
    world.channels.email.answer(() => unwanted);
    await world.dispatch();
    expect(await world.recover()).toMatchObject({ summaries: 1 });
    world.channels.email.answer(() => refusal({ scope: 'message', code: '451' }));
    for (let i = 0; i < 9; i += 1) {
      await world.dispatch();
      world.clock.advance(2 * HOUR);
    }
    world.channels.email.answer(undefined);
    expect(await world.recover()).toMatchObject({ summaries: 0 });

    for (let i = 0; i < 3; i += 1) {
      world.clock.advance(DAY);
      await world.recover();
      await world.dispatch();
    }

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('tells once, after an outage of a week', async () => {
    await world.subscribe('penetration');
    await read(far);
    world.channels.email.answer(() => refusal());
    for (let i = 0; i < 8 * 4; i += 1) {
      world.clock.advance(6 * HOUR);
      await world.recover();
      await world.dispatch();
    }
    world.channels.email.answer(undefined);

    for (let i = 0; i < 3; i += 1) {
      world.clock.advance(HOUR);
      await world.recover();
      await world.dispatch();
    }

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('waits while the channel is paused', async () => {
    await world.subscribe('penetration');
    await read(far, SCHOOLS);
    world.channels.email.answer((message) =>
      message.items[0]?.procurement.view.title === TITLE ? unwanted : refusal(),
    );
    await world.dispatch();

    expect(await world.recover()).toMatchObject({ summaries: 0 });
    world.clock.advance(HOUR);
    expect(await world.recover()).toMatchObject({ summaries: 1 });
  });

  it('is the digest’s business where the subscriber has one', async () => {
    await world.subscribe('penetration');
    await world.subscribe('backup', { cadence: 'weekly' });
    await read(far);
    world.channels.email.answer(() => unwanted);
    await world.dispatch();
    world.channels.email.answer(undefined);

    expect(await world.recover()).toMatchObject({ summaries: 0 });
    expect(await world.digest(Date.parse('2026-09-07T07:00:00Z'))).toBe(1);
    await world.dispatch();

    expect(world.sizes()).toEqual([['digest', 1]]);
  });

  /** The first alert died; the next was told, and so was a third state, by the entry of the first in a late summary. */
  async function caughtUpLate(): Promise<void> {
    await world.subscribe('penetration');
    await read({ deadline: deadlineOn('2026-12-01') });
    world.channels.email.answer(() => unwanted);
    await world.dispatch();
    world.channels.email.answer(undefined);
    world.clock.advance(MINUTE);
    await read({
      noticeId: '000200-2026',
      published: world.clock.now() - 1000,
      deadline: deadlineOn('2026-12-08'),
    });
    await world.dispatch();
    expect(await world.recover()).toMatchObject({ summaries: 1 });
    world.clock.advance(HOUR);
    await read({ noticeId: '000201-2026', deadline: deadlineOn('2026-12-15') });
    await world.dispatch();
    world.clock.advance(HOUR);
  }

  it('hides nothing of what was told last: a date that goes back is told', async () => {
    await caughtUpLate();
    await read({ noticeId: '000202-2026', deadline: deadlineOn('2026-12-08') });

    await world.dispatch();

    expect(world.kinds()).toEqual([['new'], ['changed'], ['changed']]);
    expect(moves()).toEqual([[], ['2026-12-08 → 2026-12-15'], ['2026-12-15 → 2026-12-08']]);
  });

  it('doubles nothing of what was told last: the other portal’s report of it is silent', async () => {
    await caughtUpLate();
    for (const [releaseId, day] of [
      ['a', '2026-12-01'],
      ['b', '2026-12-15'],
    ] as const) {
      await readCopy({ releaseId, deadline: deadlineOn(day) });
      await world.dispatch();
      world.clock.advance(HOUR);
    }

    expect(moves()).toEqual([[], ['2026-12-08 → 2026-12-15']]);
  });
});

describe('quiet differences between portals', () => {
  it('stay quiet also where they come while the first message is on its way', async () => {
    const pounds = (pence: number) => ({ min: pence, max: pence, gross: undefined, currency: 'GBP' });
    await world.subscribe('penetration');
    await readCopy({ releaseId: 'r1', cites: [], value: pounds(10_000_000) });
    world.channels.email.duringNext(async () => {
      await read({ cites: ['notice:contracts-finder:guid-1'], value: pounds(12_000_000) });
    });
    await world.dispatch();
    world.clock.advance(HOUR);

    await readCopy({
      releaseId: 'r2',
      cites: [],
      value: pounds(10_000_000),
      deadline: deadlineOn('2026-10-02'),
    });
    await world.dispatch();

    expect(world.kinds()).toEqual([['new']]);
  });

  const dearer = { value: { min: 10_000_000, max: 10_000_000, gross: undefined, currency: 'GBP' } };

  it('stay quiet when the portal that is not believed moves something', async () => {
    await world.subscribe('penetration');
    await readCopy({ releaseId: 'r1', cites: [], regions: ['UKD3'], ...dearer });
    await world.dispatch();
    world.clock.advance(HOUR);
    await read({ cites: ['notice:contracts-finder:guid-1'] });
    await world.dispatch();
    world.clock.advance(HOUR);
    await readCopy({
      releaseId: 'r2',
      cites: [],
      regions: ['UKD3'],
      ...dearer,
      deadline: deadlineOn('2026-10-02'),
    });

    await world.dispatch();

    expect(world.kinds()).toEqual([['new']]);
  });

  it('are left out of a later change, which says only what moved', async () => {
    await world.subscribe('penetration');
    await readCopy({ cites: [], ...dearer });
    await world.dispatch();
    world.clock.advance(HOUR);
    await read({ cites: ['notice:contracts-finder:guid-1'] });
    await world.dispatch();
    world.clock.advance(HOUR);
    await read({
      noticeId: '000200-2026',
      cites: ['notice:contracts-finder:guid-1'],
      deadline: deadlineOn('2026-10-07'),
    });

    await world.dispatch();

    expect(world.kinds()).toEqual([['new'], ['changed']]);
    expect(moves()[1]).toEqual(['2026-09-30 → 2026-10-07']);
  });

  it('do not swallow a move that waits to be told', async () => {
    await world.subscribe('penetration');
    await readCopy({ releaseId: 'r1', cites: [] });
    await world.dispatch();
    world.clock.advance(HOUR);
    await readCopy({ releaseId: 'r2', cites: [], deadline: deadlineOn('2026-10-07') });
    world.clock.advance(HOUR);
    await read({ cites: ['notice:contracts-finder:guid-1'], deadline: deadlineOn('2026-10-08') });

    await world.dispatch();

    expect(moves()).toEqual([[], ['2026-09-30 → 2026-10-08']]);
  });
});
