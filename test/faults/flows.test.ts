import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { aNotice } from '../builders.ts';
import { openWorld, type World } from '../flow-world.ts';

const HOUR = 3_600_000;
let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
});

async function ready(query = 'penetration'): Promise<void> {
  await world.seed();
  await world.subscribe(query);
}
const news = (with_: Partial<Notice> = {}): Notice => world.news(with_);
const many = (count: number): Notice[] =>
  Array.from({ length: count }, (_, index) => {
    const noticeId = `${String(index + 1000).padStart(6, '0')}-2026`;
    return news({
      noticeId,
      releaseId: noticeId,
      ocid: `ocds-h6vhtk-${index}`,
      title: `Penetration test number ${index}`,
      url: `https://www.find-tender.service.gov.uk/Notice/${noticeId}`,
    });
  });

describe('faults of the main path', () => {
  it('fault 1: a portal that fails midway ends partial, keeps what was read, and the next run resumes', async () => {
    await ready();
    world.portals['find-a-tender'].publish(news());
    world.portals['find-a-tender'].fail({
      source: 'page 3',
      fault: 'down',
      reason: 'status 503',
      retryAt: undefined,
    });
    const before = (await world.store.portals.state('find-a-tender')).readTo;

    const failed = await world.collect('find-a-tender');
    const mark = (await world.store.portals.state('find-a-tender')).readTo;
    world.portals['find-a-tender'].fail(undefined);
    const resumed = await world.collect('find-a-tender');

    expect(failed.windows).toMatchObject([{ complete: false, reason: 'status 503' }]);
    expect(mark).toBe(before);
    expect(resumed).toMatchObject({ notices: 1, deliveries: 1 });
  });

  it('fault 4: one portal that cannot be reached leaves the other alone, and shows after three misses', async () => {
    await ready();
    world.portals['contracts-finder'].fail({
      source: 'page 1',
      fault: 'down',
      reason: 'refused',
      retryAt: undefined,
    });
    world.portals['find-a-tender'].publish(news());

    for (let i = 0; i < 3; i += 1) await world.collect('contracts-finder');
    const other = await world.collect('find-a-tender');

    expect((await world.store.portals.state('contracts-finder')).misses).toBe(3);
    expect(other.deliveries).toBe(1);
  });

  it('fault 7: a page that is no JSON is quarantined once, and the run goes on', async () => {
    await ready();
    world.portals['find-a-tender'].publish(news());
    world.portals['find-a-tender'].fail({
      source: 'page 1',
      bad: 'HTML with status 200',
      body: Buffer.from('<html>'),
    });

    const report = await world.collect('find-a-tender');
    const again = await world.store.transaction((tx) =>
      tx.portals.quarantine(
        'find-a-tender',
        { source: 'page 1', bad: 'HTML with status 200', body: Buffer.from('<html>') },
        world.clock.now(),
      ),
    );

    expect(report).toMatchObject({ notices: 1 });
    expect(again).toBe(false);
  });

  it('fault 9: a duplicate across pages, polls and both portals is one procurement and one alert', async () => {
    await ready();
    const one = news();
    world.portals['find-a-tender'].publish(one, one);
    world.portals['contracts-finder'].publish(
      news({
        portal: 'contracts-finder',
        noticeId: 'g1',
        releaseId: 'g1-1',
        ocid: 'ocds-b5fd17-1',
        cites: ['notice:find-a-tender:000101-2026'],
      }),
    );

    for (const portal of ['find-a-tender', 'contracts-finder', 'find-a-tender'] as const) {
      await world.collect(portal);
      await world.dispatch();
    }

    expect(await world.search('it:any')).toHaveLength(1);
    expect(world.told()).toHaveLength(1);
  });

  it('fault 10: re-published unchanged gives no alert; a changed deadline gives one, in the same thread', async () => {
    await ready();
    world.portals['find-a-tender'].publish(news());
    await world.collect('find-a-tender');
    await world.dispatch();
    world.clock.advance(HOUR);
    world.portals['find-a-tender'].publish(news({ noticeId: '000102-2026', releaseId: '000102-2026' }));
    await world.collect('find-a-tender');
    expect(await world.dispatch()).toMatchObject({ sent: 0 });
    world.clock.advance(HOUR);
    world.portals['find-a-tender'].publish(
      news({
        noticeId: '000103-2026',
        releaseId: '000103-2026',
        deadline: { at: Date.parse('2026-10-09T11:00:00Z'), day: '2026-10-09', timed: true },
      }),
    );

    await world.collect('find-a-tender');
    await world.dispatch();

    const messages = world.channels.email.sent.map(({ message }) => message);
    expect(messages.map((message) => message.items[0]?.kind)).toEqual(['new', 'changed']);
    expect(messages[1]?.thread).toBe(messages[0]?.messageId);
  });

  it('fault 11: withdrawn before sending cancels the queued alert; after sending gives one cancellation', async () => {
    await ready('penetration stage:tender');
    const gone = (noticeId: string, ocid: string): Notice =>
      news({ noticeId, releaseId: noticeId, ocid, stage: 'closed', outcome: 'withdrawn', sparse: true });
    world.portals['find-a-tender'].publish(news({ ocid: 'ocds-h6vhtk-1' }));
    await world.collect('find-a-tender');
    world.clock.advance(HOUR);
    world.portals['find-a-tender'].publish(gone('000102-2026', 'ocds-h6vhtk-1'));
    expect(await world.collect('find-a-tender')).toMatchObject({ events: 1, deliveries: 0 });
    expect(await world.dispatch()).toEqual({ sent: 0, postponed: 0, ended: 1 });
    expect(await world.store.deliveries.counts()).toMatchObject({ cancelled: 1 });

    world.portals['find-a-tender'].publish(
      news({ noticeId: '000201-2026', releaseId: '000201-2026', ocid: 'ocds-h6vhtk-2' }),
    );
    await world.collect('find-a-tender');
    await world.dispatch();
    await world.subscribe('penetration', { email: 'ben@example.org' });
    for (const noticeId of ['000202-2026', '000203-2026']) {
      world.clock.advance(HOUR);
      world.portals['find-a-tender'].publish({
        ...gone(noticeId, 'ocds-h6vhtk-2'),
        outcome: noticeId === '000202-2026' ? 'withdrawn' : 'unsuccessful',
      });
      await world.collect('find-a-tender');
      await world.dispatch();
    }

    const messages = world.channels.email.sent.map(({ message }) => message);
    expect(world.channels.email.sent.map(({ to }) => to)).toMatchObject([
      { email: 'ann@example.org' },
      { email: 'ann@example.org' },
    ]);
    expect(world.kinds()).toEqual([['new'], ['cancelled']]);
    expect(messages[1]?.thread).toBe(messages[0]?.messageId);
  });

  it('fault 13: a flood in one poll becomes one summary for each subscriber, sent when the poll has ended', async () => {
    await ready();
    await world.subscribe('penetration', { slack: 'C01TENDERS' });
    world.portals['find-a-tender'].publish(...many(500));
    world.portals['find-a-tender'].afterPage(async () => {
      expect(await world.dispatch()).toMatchObject({ sent: 0 });
    });

    expect(await world.collect('find-a-tender')).toMatchObject({ pages: 5, deliveries: 2 });
    await world.dispatch();

    expect(world.sizes('email')).toEqual([['summary', 500]]);
    expect(world.sizes('slack')).toEqual([['summary', 500]]);
    world.portals['find-a-tender'].afterPage(undefined);
    await world.collect('find-a-tender');
    expect(await world.dispatch()).toMatchObject({ sent: 0 });
  });

  it('fault 15: the first run ever seeds silently', async () => {
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(...many(50));

    const report = await world.collect('find-a-tender');

    expect(report).toMatchObject({ procurements: 50, deliveries: 0 });
  });

  it.each(['endless', 'unusable', 'refused'] as const)(
    'fault 16: a window that is %s is left as a gap, is read again, and does not hold up the rest',
    async (fault) => {
      await ready();
      const portal = world.portals['find-a-tender'];
      portal.cut(HOUR);
      const bad = { from: world.clock.now() - 1.5 * HOUR, to: world.clock.now() - 1.4 * HOUR };
      portal.fail({ source: 'page 40', fault, reason: 'not to be read', retryAt: undefined }, bad);
      portal.publish(news());

      const first = await world.collect('find-a-tender');
      const gaps = await world.store.portals.gaps('find-a-tender');
      portal.fail(undefined);
      await world.collect('find-a-tender');

      expect(first).toMatchObject({ notices: 1, deliveries: 1 });
      expect(gaps.length).toBeGreaterThan(0);
      expect(await world.store.portals.gaps('find-a-tender')).toEqual([]);
    },
  );

  it('fault 16: a portal of which nothing can be read is no success, and its mark stays', async () => {
    await ready();
    const before = await world.store.portals.state('find-a-tender');
    world.portals['find-a-tender'].fail({
      source: 'page 1',
      fault: 'refused',
      reason: 'answered 404',
      retryAt: undefined,
    });

    await world.collect('find-a-tender');

    const after = await world.store.portals.state('find-a-tender');
    expect(after).toMatchObject({
      misses: 1,
      readTo: before.readTo,
      lastSuccessAt: before.lastSuccessAt,
      lastFault: 'answered 404',
    });
  });

  it('fault 1: windows behind the one that failed are reported, and a later run reads them whoever asked for them', async () => {
    await ready();
    const portal = world.portals['find-a-tender'];
    portal.cut(HOUR);
    const now = world.clock.now();
    portal.publish(aNotice({ published: now - 30 * 60_000 - 5 * HOUR }));
    portal.fail({ source: 'page 1', fault: 'down', reason: 'answered 503', retryAt: undefined });

    const failed = await world.collect('find-a-tender', {
      windows: portal.windows({ from: now - 7 * HOUR, to: now - 4 * HOUR }),
      scheduled: false,
    });
    portal.fail(undefined);
    const next = await world.collect('find-a-tender');

    expect(failed.windows.map((window) => [window.complete, window.reason])).toEqual([
      [false, 'answered 503'],
      [false, 'not reached'],
      [false, 'not reached'],
    ]);
    expect(next).toMatchObject({ notices: 1 });
    expect(await world.store.portals.gaps('find-a-tender')).toEqual([]);
  });
});
