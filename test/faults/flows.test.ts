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

/** What the wire of one portal cannot show; the rest of faults 1 to 16 is in `portals/`, for each portal. */
describe('faults of the main path', () => {
  it('fault 11: withdrawn before sending cancels the queued alert; after sending gives one cancellation', async () => {
    await ready('penetration stage:tender');
    const gone = (noticeId: string, ocid: string): Notice =>
      news({ noticeId, releaseId: noticeId, ocid, stage: 'closed', outcome: 'withdrawn', sparse: true });
    world.portals['find-a-tender'].publish(news({ ocid: 'ocds-h6vhtk-1' }));
    await world.collect('find-a-tender');
    world.clock.advance(HOUR);
    world.portals['find-a-tender'].publish(gone('000102-2026', 'ocds-h6vhtk-1'));
    expect(await world.collect('find-a-tender')).toMatchObject({ events: 1, deliveries: 0 });
    expect(await world.dispatch()).toEqual({ sent: 0, postponed: 0, held: 0, ended: 1 });
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
