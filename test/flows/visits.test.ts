import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Window } from '../../src/domain/portal.ts';
import type { Page } from '../../src/domain/ports.ts';
import { portalHealth } from '../../src/flows/portal-health.ts';
import { aNotice } from '../builders.ts';
import { deadlineOn, faultOf, openWorld, served, type World } from '../flow-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
});

const cyber = { title: 'Managed cyber security operations centre' };

function pageOf(...notices: readonly object[]): Page {
  return { source: 'a page', releases: notices.map((notice) => JSON.stringify(notice)) };
}

const nothingThere = faultOf('refused', 'answered 404');

async function gapsOf(id: 'find-a-tender' | 'contracts-finder') {
  return await world.store.portals.gaps(id);
}

describe('a window that may have been cut off', () => {
  it('is read again in halves, down to the shortest, and only what stays doubtful is a gap', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    portal.offer({}, { leastWindowMs: 15 * MINUTE });
    portal.asked();
    const doubtful = world.clock.now();
    world.clock.advance(HOUR);
    portal.end(({ from, to }) =>
      from <= doubtful && to > doubtful ? faultOf('suspect', 'a full page without a next link') : undefined,
    );

    await world.visit('find-a-tender');

    const asked = portal.asked();
    expect(asked.length).toBeGreaterThan(3);
    const [gap, ...others] = await gapsOf('find-a-tender');
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ state: 'suspect', reason: 'a full page without a next link' });
    expect((gap?.to ?? 0) - (gap?.from ?? 0)).toBeLessThanOrEqual(15 * MINUTE);
    expect(gap?.from).toBeLessThanOrEqual(doubtful);
    expect(gap?.to).toBeGreaterThan(doubtful);
  });

  it('leaves no gap where its halves are whole', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    portal.offer({}, { leastWindowMs: 15 * MINUTE });
    portal.asked();
    portal.end(({ from, to }) => (to - from > HOUR ? faultOf('suspect') : undefined));

    await world.visit('find-a-tender');

    expect(await gapsOf('find-a-tender')).toEqual([]);
    const { readTo } = await world.store.portals.state('find-a-tender');
    expect(readTo).toBe(world.clock.now());
  });

  it('is not halved on a portal whose windows are whole months', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    portal.asked();
    portal.end(() => faultOf('suspect'));

    await world.visit('find-a-tender');

    expect(portal.asked()).toHaveLength(1);
    const { readTo, misses } = await world.store.portals.state('find-a-tender');
    expect(readTo).toBeLessThan(world.clock.now() - HOUR);
    expect(misses).toBe(1);
  });
});

describe('a portal that is asked by month and type', () => {
  const byType = ({ from, to }: Window): readonly Window[] => ['2', '5'].map((part) => ({ from, to, part }));

  it('leaves a type that failed alone for hours, reads the others, and then reads what it missed', async () => {
    const portal = world.portals['find-a-tender'];
    portal.offer({ windows: byType });
    await world.seed();
    portal.asked();
    const restUntil = world.clock.now() + 6 * HOUR;
    portal.end(({ part }) => (part === '5' ? faultOf('partition', 'answered 500', restUntil) : undefined));

    const first = await world.visit('find-a-tender');
    expect(first.windows.filter((window) => !window.complete)).toMatchObject([{ part: '5' }]);
    const missedFrom = portal.asked().find((window) => window.part === '5')?.from ?? 0;

    world.clock.advance(HOUR);
    await world.visit('find-a-tender');
    expect(portal.asked().map((window) => window.part)).toEqual(['2']);
    expect(await gapsOf('find-a-tender')).toMatchObject([{ part: '5', retryAt: restUntil }]);
    const { misses } = await world.store.portals.state('find-a-tender');
    expect(misses).toBe(0);

    portal.end(undefined);
    world.clock.advance(6 * HOUR);
    await world.visit('find-a-tender');
    const late = portal.asked().filter((window) => window.part === '5');
    expect(Math.min(...late.map((window) => window.from))).toBeLessThanOrEqual(missedFrom);
    expect(await gapsOf('find-a-tender')).toEqual([]);
  });

  it('is not reached when every type fails', async () => {
    const portal = world.portals['find-a-tender'];
    portal.offer({ windows: byType });
    await world.seed();
    portal.end(() => faultOf('partition', 'answered 500', world.clock.now() + HOUR));

    await world.visit('find-a-tender');

    expect(await world.store.portals.state('find-a-tender')).toMatchObject({ misses: 1 });
  });
});

describe('the nightly sweep', () => {
  it('reads the last days once more in the first visit of a night, and in no other', async () => {
    const portal = world.portals['find-a-tender'];
    portal.offer({}, { sweepDays: 3 });
    portal.cut(6 * HOUR);
    await world.seed();
    portal.asked();
    const reachOf = async (): Promise<number> => {
      const asked = (await world.visit('find-a-tender'), portal.asked());
      return Math.round((world.clock.now() - Math.min(...asked.map((window) => window.from))) / DAY);
    };

    expect(await reachOf()).toBe(0);
    world.clock.advance(DAY);
    expect(await reachOf()).toBe(3);
    world.clock.advance(HOUR);
    expect(await reachOf()).toBe(0);
    world.clock.advance(DAY);
    expect(await reachOf()).toBe(3);
  });

  it('tells what a poll had missed, once', async () => {
    const portal = world.portals['find-a-tender'];
    portal.offer({}, { sweepDays: 3 });
    await world.seed();
    await world.subscribe('cyber');
    const late = world.news({ ...cyber, published: world.clock.now() - MINUTE });
    world.clock.advance(DAY);
    await world.visit('find-a-tender');
    portal.publish(late);

    world.clock.advance(DAY);
    await world.visit('find-a-tender');
    world.clock.advance(DAY);
    await world.visit('find-a-tender');
    await world.dispatch();

    expect(world.told()).toEqual([[['new', cyber.title]]]);
  });
});

describe('a notice number that is left out', () => {
  it('is asked for by itself, told as news, and not asked for for ever', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    await world.subscribe('cyber');
    const lost = world.news({
      ...cyber,
      noticeId: '080002-2026',
      releaseId: '080002-2026',
      ocid: 'ocds-x-2',
    });
    const asked: string[] = [];
    portal.offer({
      one: (id) => {
        asked.push(id);
        return id === '080002-2026' ? served(pageOf(lost)) : served(nothingThere);
      },
    });
    const others = ['080001-2026', '080004-2026'].map((noticeId) =>
      world.news({ title: 'Grass cutting', noticeId, releaseId: noticeId, ocid: `ocds-x-${noticeId}` }),
    );
    portal.publish(...others);

    for (let visits = 0; visits < 6; visits += 1) {
      await world.visit('find-a-tender');
      world.clock.advance(HOUR);
    }
    await world.dispatch();
    expect(asked.toSorted()).toEqual(['080002-2026', '080003-2026']);
    expect(world.told()).toEqual([[['new', cyber.title]]]);

    for (let days = 0; days < 5; days += 1) {
      world.clock.advance(DAY);
      portal.publish(...others.map((notice) => ({ ...notice, published: world.clock.now() - MINUTE })));
      await world.visit('find-a-tender');
    }
    expect(asked.filter((id) => id === '080003-2026').length).toBeLessThanOrEqual(3);
  });
});

describe('what another source of the portal counts', () => {
  it('is compared once a day; what is missing comes from the day’s sheet, then notice by notice', async () => {
    const portal = world.portals['contracts-finder'];
    await world.seed();
    await world.subscribe('cyber');
    const legacy = world.news({ ...cyber, portal: 'contracts-finder' });
    const inSheet = { ...legacy, noticeId: 'aaa', ocid: 'ocds-y-a', releaseId: 'aaa-1' };
    const single = {
      ...legacy,
      title: 'Cyber security tests',
      noticeId: 'bbb',
      ocid: 'ocds-y-b',
      releaseId: 'bbb-1',
    };
    const days: string[] = [];
    const sheets: string[] = [];
    const ones: string[] = [];
    portal.offer({
      hits: async (day) => {
        days.push(day);
        return await Promise.resolve({ total: 3, noticeIds: ['aaa', 'bbb', 'ccc'] });
      },
      sheet: (day) => {
        sheets.push(day);
        return served({ ...pageOf(inSheet), onlyUnheard: true });
      },
      one: (id) => {
        ones.push(id);
        return id === 'bbb' ? served(pageOf(single)) : served(nothingThere);
      },
    });

    await world.visit('contracts-finder');
    await world.visit('contracts-finder');
    await world.dispatch();

    expect(days).toEqual(['2026-08-31', '2026-08-30', '2026-08-29']);
    expect(sheets[0]).toBe('2026-08-31');
    expect(ones.slice(0, 2)).toEqual(['bbb', 'ccc']);
    const [newest] = await world.store.portals.reconciliations('contracts-finder');
    expect(newest).toMatchObject({ day: '2026-08-31', theirs: 3, ours: 2, missing: ['ccc'] });
    expect(
      world
        .told()
        .flat()
        .map(([, title]) => String(title))
        .toSorted(),
    ).toEqual(['Cyber security tests', cyber.title].toSorted());
  });

  it('is also looked up in the day’s sheet where it counts more than it can name', async () => {
    const portal = world.portals['contracts-finder'];
    await world.seed();
    await world.subscribe('cyber');
    const unnamed = { ...world.news(cyber), portal: 'contracts-finder' as const, noticeId: 'aaa' };
    const sheets: string[] = [];
    portal.offer({
      hits: async (day) =>
        await Promise.resolve({ total: day === '2026-08-31' ? 1 : 0, noticeIds: [] as readonly string[] }),
      sheet: (day) => {
        sheets.push(day);
        return served({ ...pageOf(unnamed), onlyUnheard: true });
      },
    });

    await world.visit('contracts-finder');
    await world.visit('contracts-finder');
    await world.dispatch();

    expect(sheets).toEqual(['2026-08-31']);
    expect(world.told().flat()).toEqual([['new', cyber.title]]);
  });

  it('does not overwrite a release that is held with the sheet’s poorer copy', async () => {
    const portal = world.portals['contracts-finder'];
    await world.seed();
    const full = {
      ...world.news(cyber),
      portal: 'contracts-finder' as const,
      noticeId: 'aaa',
      ocid: 'ocds-y-a',
      releaseId: 'aaa-1',
    };
    portal.publish(full);
    portal.offer({
      hits: async () => await Promise.resolve({ total: 2, noticeIds: ['aaa', 'zzz'] }),
      sheet: () => served({ ...pageOf({ ...full, title: 'CYBER' }), onlyUnheard: true }),
    });

    await world.visit('contracts-finder');

    expect((await world.search('cyber')).map((one) => one.view.title)).toEqual([cyber.title]);
    const [found] = await world.search('cyber');
    expect(found?.view.titles).toEqual([cyber.title]);
  });
});

describe('the web page of a notice', () => {
  const day = { at: Date.parse('2026-09-24T22:59:59.999Z'), day: '2026-09-24', timed: false };

  it('adds the time to the day of a deadline without telling anybody of a change', async () => {
    const portal = world.portals['contracts-finder'];
    await world.seed();
    await world.subscribe('cyber');
    const notice = world.news({ ...cyber, portal: 'contracts-finder', deadline: day });
    portal.publish(notice);
    let opened = 0;
    const documents = [{ title: 'Specification', url: 'https://example.org/spec.pdf' }];
    portal.offer({
      details: () => {
        opened += 1;
        return served(
          pageOf({
            ...notice,
            via: 'page',
            sparse: true,
            releaseId: `${notice.releaseId}-page`,
            title: undefined,
            deadline: deadlineOn('2026-09-24'),
            documents,
          }),
        );
      },
    });

    await world.visit('contracts-finder');
    await world.dispatch();
    await world.visit('contracts-finder');
    await world.dispatch();

    expect(opened).toBe(1);
    const [held] = await world.search('cyber');
    expect(held?.view.deadline).toEqual(deadlineOn('2026-09-24'));
    expect(held?.view.documents).toMatchObject(documents);
    expect(world.kinds()).toEqual([['new']]);
  });

  it('is not opened for what is not IT, or closed', async () => {
    const portal = world.portals['contracts-finder'];
    await world.seed();
    portal.publish(
      world.news({
        title: 'Grass cutting',
        description: 'Cutting grass.',
        cpv: [],
        noticeId: 'g',
        ocid: 'ocds-y-g',
      }),
      world.news({ ...cyber, deadline: { ...day, at: world.clock.now() - HOUR, day: '2026-09-01' } }),
    );
    let opened = 0;
    portal.offer({
      details: () => {
        opened += 1;
        return served();
      },
    });

    await world.visit('contracts-finder');

    expect(opened).toBe(0);
  });
});

describe('the web page of a notice that could not be read', () => {
  it('is kept, says so in the portal’s health, and adds what it says once the reader is mended', async () => {
    const portal = world.portals['contracts-finder'];
    await world.seed();
    await world.subscribe('cyber');
    const notice = world.news({ ...cyber, portal: 'contracts-finder' });
    portal.publish(notice);
    const documents = [{ title: 'Specification', url: 'https://example.org/spec.pdf' }];
    const beside = { ...notice, via: 'page', sparse: true, releaseId: `${notice.releaseId}-page`, documents };
    const source = `https://portal.example/Notice/1#release=${notice.releaseId}`;
    let opened = 0;
    portal.offer({
      details: () => {
        opened += 1;
        return served(
          { source, bad: 'no label that is known', body: Buffer.from('<html>') },
          {
            ...faultOf('unusable', 'no label that is known'),
            source,
          },
        );
      },
    });

    await world.visit('contracts-finder');
    await world.visit('contracts-finder');
    expect(opened).toBe(1);
    const now = world.clock.now();
    const { unreadPages } = await portalHealth('contracts-finder', { portals: world.store.portals, now });
    expect(unreadPages).toEqual([{ reason: 'no label that is known', count: 1 }]);
    expect(await world.retry()).toMatchObject({ tried: 1, mended: 0 });

    const asked: string[] = [];
    portal.offer({
      reopen: ({ source: where, body }) => {
        asked.push(where);
        return String(Buffer.from(body)) === '<html>' ? [JSON.stringify(beside)] : undefined;
      },
    });
    expect(await world.retry()).toMatchObject({ tried: 1, mended: 1, notices: 1 });
    await world.dispatch();

    expect(asked).toEqual([source]);
    expect(await world.store.portals.quarantined()).toEqual([]);
    expect((await world.search('cyber'))[0]?.view.documents).toMatchObject(documents);
    expect(world.told().flat()).toEqual([['new', cyber.title]]);

    world.clock.advance(DAY);
    await world.visit('contracts-finder');
    expect(opened).toBe(2);
  });
});

describe('the rows of a portal’s own search', () => {
  const row = (of: object): object => ({
    ...of,
    via: 'row',
    sparse: true,
    ocid: 'row-1',
    releaseId: 'aaa-row',
  });

  it('stand in once releases have been out of reach for long, are told, and give way to the release without a second word', async () => {
    const portal = world.portals['contracts-finder'];
    await world.seed();
    await world.subscribe('cyber');
    let asked = 0;
    const notice = aNotice({
      ...cyber,
      portal: 'contracts-finder',
      noticeId: 'aaa',
      published: world.clock.now() + HOUR,
      deadline: deadlineOn('2026-10-10'),
      documents: [],
    });
    portal.offer(
      {
        rows: () => {
          asked += 1;
          return served(pageOf(row(notice)));
        },
      },
      { rowsAfterMs: 6 * HOUR },
    );
    portal.fail(faultOf('down', 'answered 503'));

    world.clock.advance(2 * HOUR);
    await world.visit('contracts-finder');
    expect(asked).toBe(0);

    world.clock.advance(5 * HOUR);
    await world.visit('contracts-finder');
    expect(asked).toBe(1);
    expect((await world.store.portals.state('contracts-finder')).standInAt).toBe(world.clock.now());
    await world.dispatch();
    expect(world.told().flat()).toEqual([['new', cyber.title]]);

    portal.fail(undefined);
    portal.publish({ ...notice, documents: [{ title: 'Specification', url: 'https://example.org/s.pdf' }] });
    world.clock.advance(HOUR);
    await world.visit('contracts-finder');
    await world.dispatch();
    expect((await world.store.portals.state('contracts-finder')).standInAt).toBeUndefined();
    expect(world.told().flat()).toEqual([['new', cyber.title]]);
    expect(await world.search('cyber')).toHaveLength(1);
  });

  it('are not asked for while the portal asks for a pause', async () => {
    const portal = world.portals['contracts-finder'];
    await world.seed();
    let asked = 0;
    portal.offer({ rows: () => ((asked += 1), served()) }, { rowsAfterMs: HOUR });
    world.clock.advance(5 * HOUR);
    portal.fail(faultOf('paused', 'answered 403', world.clock.now() + HOUR));

    await world.visit('contracts-finder');

    expect(asked).toBe(0);
  });
});

describe('the past', () => {
  const span = { from: Date.parse('2026-03-01T00:00:00Z'), to: Date.parse('2026-03-08T00:00:00Z') };
  const wish = { span, isAgain: false, alertSince: undefined };

  it('is read silently, goes on where a stop cut it off, and is not read twice', async () => {
    const portal = world.portals['find-a-tender'];
    portal.cut(DAY);
    await world.seed();
    await world.subscribe('cyber');
    portal.publish(
      ...[1, 2, 3, 4, 5, 6, 7].map((n) =>
        aNotice({
          ...cyber,
          noticeId: `00000${n}-2026`,
          releaseId: `00000${n}-2026`,
          ocid: `ocds-x-${n}`,
          published: span.from + (n - 1) * DAY + HOUR,
          deadline: deadlineOn('2026-12-01'),
        }),
      ),
    );
    portal.asked();
    const stop = new AbortController();
    portal.afterPage(async () => {
      await Promise.resolve();
      if (portal.asked().length > 0 && (await world.search('cyber')).length === 3) stop.abort();
    });
    portal.end(() => (stop.signal.aborted ? faultOf('down', 'stopped') : undefined));

    await world.backfill('find-a-tender', wish, stop.signal);
    expect((await world.search('cyber')).length).toBeLessThan(7);

    portal.afterPage(undefined);
    portal.end(undefined);
    portal.asked();
    await world.backfill('find-a-tender', wish);
    expect(portal.asked().length).toBeLessThan(7);
    expect(await world.search('cyber')).toHaveLength(7);

    await world.backfill('find-a-tender', wish);
    expect(portal.asked()).toEqual([]);
    await world.backfill('find-a-tender', { ...wish, isAgain: true });
    expect(portal.asked()).toHaveLength(7);

    await world.dispatch();
    expect(world.told()).toEqual([]);
  });

  it('is told from the day that is asked for', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    await world.subscribe('cyber');
    portal.publish(aNotice({ ...cyber, published: span.from + HOUR, deadline: deadlineOn('2026-12-01') }));

    await world.backfill('find-a-tender', { ...wish, alertSince: span.from });
    await world.dispatch();

    expect(world.told()).toEqual([[['new', cyber.title]]]);
  });

  it('seeds nothing and says nothing of the portal’s health', async () => {
    const portal = world.portals['find-a-tender'];
    portal.fail(faultOf('down'));

    await world.backfill('find-a-tender', wish);

    expect(await world.store.portals.state('find-a-tender')).toMatchObject({
      firstPassAt: undefined,
      seededAt: undefined,
      misses: 0,
    });
  });
});

describe('what could not be read', () => {
  it('is kept, read once more after a fix, told by the usual rule, and then no longer kept aside', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    await world.subscribe('cyber');
    const texts = JSON.stringify([JSON.stringify(world.news(cyber))]);
    portal.fail({ source: 'page 3', bad: 'not JSON', body: Buffer.from(texts) });
    await world.visit('find-a-tender');
    portal.fail({ source: 'page 4', bad: 'an HTML page', body: Buffer.from('<html>') });
    await world.visit('find-a-tender');
    portal.fail(undefined);
    expect(await world.store.portals.quarantined()).toHaveLength(2);

    expect(await world.retry()).toMatchObject({ tried: 2, mended: 1, notices: 1 });
    await world.dispatch();

    expect(await world.store.portals.quarantined()).toMatchObject([{ ref: 'page 4' }]);
    expect(world.told().flat()).toEqual([['new', cyber.title]]);
  });
});

describe('the operator', () => {
  it('hears once when a portal breaks and once when it mends', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    portal.fail(faultOf('down', 'answered 503'));
    for (let visits = 0; visits < 6; visits += 1) {
      world.clock.advance(HOUR);
      await world.visit('find-a-tender');
      await world.dispatch();
    }
    expect(world.notices()).toEqual(['Find a Tender cannot be read']);

    portal.fail(undefined);
    for (let visits = 0; visits < 3; visits += 1) {
      world.clock.advance(HOUR);
      await world.visit('find-a-tender');
      await world.dispatch();
    }
    expect(world.notices()).toEqual(['Find a Tender cannot be read', 'Find a Tender can be read again']);
  });

  it('hears once a day of pages that cannot be read', async () => {
    const portal = world.portals['find-a-tender'];
    await world.seed();
    for (const body of ['<html>', '<HTML>', '<Html>']) {
      portal.fail({ source: 'page 1', bad: 'an HTML page', body: Buffer.from(body) });
      await world.visit('find-a-tender');
    }
    world.clock.advance(DAY);
    portal.fail({ source: 'page 1', bad: 'an HTML page', body: Buffer.from('<hTML>') });
    await world.visit('find-a-tender');
    await world.dispatch();

    expect(world.notices()).toHaveLength(2);
  });
});
