import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Window } from '../../src/domain/portal.ts';
import { aNotice } from '../builders.ts';
import { faultOf, openWorld, served, type World } from '../flow-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
});

const cyber = { title: 'Managed cyber security operations centre' };

describe('a portal that is asked by month and type', () => {
  const AUGUST = Date.parse('2026-08-01T00:00:00Z');
  const SEPTEMBER = Date.parse('2026-09-01T00:00:00Z');
  /** August and September, each type by itself. */
  const byMonth = ({ from, to }: Window): readonly Window[] =>
    [
      { from: AUGUST, to: SEPTEMBER },
      { from: SEPTEMBER, to: Date.parse('2026-10-01T00:00:00Z') },
    ].flatMap((month) =>
      month.from < to && month.to > from
        ? ['2', '5'].map((part) => ({ from: month.from, to: Math.min(month.to, to), part }))
        : [],
    );

  it('rests the month that failed, and not the type’s other months', async () => {
    const portal = world.portals['find-a-tender'];
    portal.offer({ windows: byMonth }, { overlapMs: 5 * DAY });
    await world.seed();
    portal.asked();
    const until = world.clock.now() + 6 * HOUR;
    portal.end(({ from, part }) =>
      part === '2' && from < SEPTEMBER ? faultOf('partition', 'answered 500', until) : undefined,
    );

    await world.visit('find-a-tender');
    world.clock.advance(HOUR);
    portal.asked();
    await world.visit('find-a-tender');

    const asked = portal.asked().map(({ from, part }) => [from < SEPTEMBER ? 'August' : 'September', part]);
    expect(asked).toEqual([
      ['August', '5'],
      ['September', '2'],
      ['September', '5'],
    ]);
    expect(await world.store.portals.gaps('find-a-tender')).toMatchObject([
      { from: AUGUST, to: SEPTEMBER, part: '2', retryAt: until },
    ]);
  });

  it('is not asked again by a backfill while it rests', async () => {
    const portal = world.portals['find-a-tender'];
    portal.offer({ windows: byMonth });
    const until = world.clock.now() + 6 * HOUR;
    portal.end(({ part }) => (part === '2' ? faultOf('partition', 'answered 500', until) : undefined));
    const wish = { span: { from: AUGUST, to: SEPTEMBER }, isAgain: false, alertSince: undefined };

    await world.backfill('find-a-tender', wish);
    expect(portal.asked().map(({ part }) => part)).toEqual(['2', '5']);
    await world.backfill('find-a-tender', wish);
    expect(portal.asked()).toEqual([]);

    portal.end(undefined);
    world.clock.advance(7 * HOUR);
    await world.backfill('find-a-tender', wish);
    expect(portal.asked().map(({ part }) => part)).toEqual(['2']);
  });
});

describe('a backfill', () => {
  it('leaves what was published since the last visit to the next, which tells it', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    await world.subscribe('cyber');
    portal.publish(world.news(cyber));

    await world.backfill('find-a-tender', {
      span: { from: world.clock.now() - 60 * DAY, to: world.clock.now() },
      isAgain: true,
      alertSince: undefined,
    });
    await world.visit('find-a-tender');
    await world.dispatch();

    expect(world.told().flat()).toEqual([['new', cyber.title]]);
  });

  it('leaves a gap since the first pass to the visits, which tell what was in it', async () => {
    const portal = world.portals['find-a-tender'];
    portal.cut(HOUR);
    await world.seed();
    await world.subscribe('cyber');
    const news = world.news(cyber);
    portal.publish(news);
    portal.fail(faultOf('refused', 'answered 400'), { from: news.published - 1, to: news.published + 1 });
    await world.visit('find-a-tender');
    world.clock.advance(3 * HOUR);
    await world.visit('find-a-tender');
    portal.fail(undefined);

    await world.backfill('find-a-tender', {
      span: { from: world.clock.now() - DAY, to: world.clock.now() },
      isAgain: false,
      alertSince: undefined,
    });
    await world.dispatch();
    expect(world.told()).toEqual([]);
    await world.visit('find-a-tender');
    await world.dispatch();
    expect(world.told().flat()).toEqual([['new', cyber.title]]);
  });

  it('asks singly for numbers that its windows lost', async () => {
    const portal = world.portals['find-a-tender'];
    const span = { from: Date.parse('2026-03-01T00:00:00Z'), to: Date.parse('2026-03-08T00:00:00Z') };
    const past = (noticeId: string) =>
      aNotice({ noticeId, releaseId: noticeId, ocid: `ocds-x-${noticeId}`, published: span.from + HOUR });
    portal.publish(past('000101-2026'), past('000103-2026'));
    const asked: string[] = [];
    portal.offer({
      one: (id) => {
        asked.push(id);
        return served({ source: id, releases: [JSON.stringify(past(id))] });
      },
    });

    const report = await world.backfill('find-a-tender', { span, isAgain: false, alertSince: undefined });

    expect(asked).toEqual(['000102-2026']);
    expect(report).toMatchObject({ notices: 3, deliveries: 0 });
  });
});

describe('a release that is no JSON', () => {
  it('is asked for by itself, and what was kept of it is let go when it comes whole', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    await world.subscribe('cyber');
    const whole = world.news(cyber);
    const read = portal.read.bind(portal);
    portal.offer({
      read: (text) =>
        text === 'broken'
          ? { portal: 'find-a-tender', ref: whole.ocid, reason: 'not JSON', hash: 'h', text }
          : read(text),
      pages: () => served({ source: 'a page', releases: ['broken'] }),
      one: (id) => served({ source: id, releases: id === whole.ocid ? [JSON.stringify(whole)] : [] }),
    });

    await world.visit('find-a-tender');
    await world.dispatch();

    expect(world.told().flat()).toEqual([['new', cyber.title]]);
    expect(await world.store.portals.quarantined('find-a-tender')).toEqual([]);
  });
});

describe('a host that names a pause with every refusal', () => {
  it('is asked for its web pages before it refuses again, once its releases were out of reach for long', async () => {
    const portal = world.portals['contracts-finder'];
    await world.seed();
    const order: string[] = [];
    portal.offer(
      {
        rows: () => {
          order.push('rows');
          return served({ source: 'rows', releases: [] });
        },
        pages: () => {
          order.push('releases');
          return served(faultOf('down', 'answered 503', world.clock.now() + HOUR));
        },
      },
      { rowsAfterMs: 6 * HOUR },
    );

    await world.visit('contracts-finder');
    world.clock.advance(7 * HOUR);
    await world.visit('contracts-finder');

    expect(order).toEqual(['releases', 'rows', 'releases']);
    expect((await world.store.portals.state('contracts-finder')).standInAt).toBeDefined();
  });
});

describe('pages that are none, one after the other', () => {
  it('end the run after three, and the windows behind them wait for the next', async () => {
    const portal = world.portals['find-a-tender'];
    portal.cut(DAY);
    portal.fail(faultOf('unusable', 'unusable page: HTML where JSON was expected'));

    const report = await world.visit('find-a-tender');

    expect(portal.asked()).toHaveLength(3);
    expect(report.windows.filter(({ reason }) => reason === 'not reached').length).toBeGreaterThan(20);
    expect(await world.store.portals.state('find-a-tender')).toMatchObject({ misses: 1, readTo: undefined });
  });
});

describe('a portal’s health', () => {
  it('is not that of a portal that cannot be read where a run is broken off behind what it read', async () => {
    const portal = world.portals['find-a-tender'];
    portal.cut(HOUR);
    await world.seed();
    for (let visits = 0; visits < 5; visits += 1) {
      world.clock.advance(4 * HOUR);
      let windows = 0;
      portal.end(() => ((windows += 1) > 2 ? faultOf('down', 'answered 503') : undefined));
      await world.visit('find-a-tender');
      await world.dispatch();
    }
    expect(await world.store.portals.state('find-a-tender')).toMatchObject({
      misses: 0,
      brokenAt: undefined,
      lastFault: 'answered 503',
    });
    expect(world.notices()).toEqual([]);
  });

  it('is left alone by runs that fall into a pause, and counts the answer that began it', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    const until = world.clock.now() + 5 * HOUR;
    const host = 'portal.example';
    await world.store.transaction((tx) => tx.portals.note('find-a-tender', { host }));
    portal.fail(faultOf('paused', 'answered 429', until));
    await world.visit('find-a-tender');
    await world.store.hosts.save(host, { nextAllowedAt: until, reason: 'answered 429' });
    for (let visits = 0; visits < 4; visits += 1) {
      world.clock.advance(HOUR);
      await world.visit('find-a-tender');
    }
    await world.dispatch();
    expect((await world.store.portals.state('find-a-tender')).misses).toBe(1);
    expect(world.notices()).toEqual([]);
  });

  it('knows since when a portal is broken, however often it is missed after that', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    portal.fail(faultOf('down', 'answered 503'));
    const broken: (number | undefined)[] = [];
    for (let visits = 0; visits < 6; visits += 1) {
      world.clock.advance(HOUR);
      await world.visit('find-a-tender');
      broken.push((await world.store.portals.state('find-a-tender')).brokenAt);
    }
    expect(broken.slice(0, 2)).toEqual([undefined, undefined]);
    expect(new Set(broken.slice(2)).size).toBe(1);
  });
});

describe('an old window that a portal fails at for ever', () => {
  it('rests by itself, while the sweep goes on behind it and the portal counts as read', async () => {
    const portal = world.portals['find-a-tender'];
    portal.cut(6 * HOUR);
    portal.offer({}, { sweepDays: 3 });
    await world.seed();
    const bad = world.clock.now();
    world.clock.advance(DAY + 12 * HOUR);
    await world.visit('find-a-tender');
    world.clock.advance(DAY);
    portal.end(({ from, to }) => (from <= bad && to > bad ? faultOf('down', 'answered 500') : undefined));
    portal.asked();

    await world.visit('find-a-tender');

    expect(portal.asked().some(({ from }) => from > bad)).toBe(true);
    const state = await world.store.portals.state('find-a-tender');
    expect(state).toMatchObject({ misses: 0, lastSuccessAt: world.clock.now() });
    expect(await world.store.portals.gaps('find-a-tender')).toMatchObject([
      { state: 'failed', reason: 'answered 500', retryAt: world.clock.now() + 6 * HOUR },
    ]);
  });
});

describe('what is asked for singly', () => {
  it('does not wait behind a number that the portal fails at', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    const news = (noticeId: string) =>
      world.news({ noticeId, releaseId: noticeId, ocid: `ocds-x-${noticeId}`, title: 'Grass cutting' });
    portal.publish(news('080001-2026'), news('080004-2026'));
    const asked: string[] = [];
    portal.offer({
      one: (id) => {
        asked.push(id);
        return id === '080002-2026'
          ? served(faultOf('down', 'answered 500'))
          : served({ source: id, releases: [JSON.stringify(news(id))] });
      },
    });

    await world.visit('find-a-tender');
    world.clock.advance(HOUR);
    await world.visit('find-a-tender');

    expect(asked).toEqual(['080002-2026', '080003-2026']);
  });

  it('keeps a broken release aside where the answer holds it as broken, beside its sister', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    const sister = world.news(cyber);
    const read = portal.read.bind(portal);
    let asked = 0;
    portal.offer({
      read: (text) =>
        text === 'broken'
          ? { portal: 'find-a-tender', ref: sister.ocid, reason: 'not JSON', hash: 'h', text }
          : read(text),
      pages: () => served({ source: 'a page', releases: ['broken', JSON.stringify(sister)] }),
      one: (id) => {
        asked += 1;
        return served({ source: id, releases: ['broken', JSON.stringify(sister)] });
      },
    });

    for (let visits = 0; visits < 3; visits += 1) {
      await world.visit('find-a-tender');
      world.clock.advance(HOUR);
    }

    expect(asked).toBe(1);
    expect(await world.store.portals.quarantined('find-a-tender')).toHaveLength(1);
  });

  it('is told by a backfill too where it is dated after the first pass', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    await world.subscribe('cyber');
    const news = (noticeId: string, title: string) =>
      world.news({ noticeId, releaseId: noticeId, ocid: `ocds-x-${noticeId}`, title });
    portal.publish(news('080001-2026', 'Grass cutting'), news('080003-2026', 'Grass cutting'));
    await world.visit('find-a-tender');
    const lost = news('080002-2026', cyber.title);
    portal.offer({ one: (id) => served({ source: id, releases: [JSON.stringify(lost)] }) });

    await world.backfill('find-a-tender', {
      span: { from: world.clock.now() - 60 * DAY, to: world.clock.now() },
      isAgain: true,
      alertSince: undefined,
    });
    await world.dispatch();

    expect(world.told().flat()).toEqual([['new', cyber.title]]);
  });
});
