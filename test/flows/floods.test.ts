import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { openWorld, type World } from '../flow-world.ts';

const HOUR = 3_600_000;

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

/** So many tenders of their own; a page carries a hundred. */
function tenders(count: number, with_: Partial<Notice> = {}): Notice[] {
  return Array.from({ length: count }, (_, index) =>
    world.news({
      noticeId: `n-${index}`,
      ocid: `ocds-h6vhtk-${index}`,
      reference: `PEN-${2000 + index}`,
      title: `Penetration test number ${index}`,
      description: `Yearly penetration tests of web application ${index} of the council.`,
      ...with_,
    }),
  );
}

describe('the storm brake', () => {
  it.each([
    ['email', 20],
    ['slack', 5],
  ] as const)(
    'lets through to %s %i alerts of one run, and makes one more a summary',
    async (kind, limit) => {
      await world.subscribe('penetration', kind === 'slack' ? { slack: 'C01TENDERS' } : {});
      world.portals['find-a-tender'].publish(...tenders(limit));
      await world.collect('find-a-tender');
      await world.dispatch();
      world.clock.advance(HOUR);
      world.portals['contracts-finder'].publish(
        ...Array.from({ length: limit + 1 }, (_, index) =>
          world.news({
            portal: 'contracts-finder',
            noticeId: `g-${index}`,
            ocid: `ocds-b5fd17-${index}`,
            reference: `CHK-${5000 + index}`,
            title: `Penetration check ${index} of the school tills`,
            description: `Whether the tills of school ${index} can be broken into.`,
          }),
        ),
      );
      await world.collect('contracts-finder');
      await world.dispatch();

      const sizes = world.sizes(kind);
      expect(sizes.slice(0, -1)).toEqual(Array.from({ length: limit }, () => ['alert', 1]));
      expect(sizes.at(-1)).toEqual(['summary', limit + 1]);
    },
  );

  it('sends the summary when its run has ended, however often mails are sent meanwhile', async () => {
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(...tenders(250));
    const sentAfterPage: number[] = [];
    world.portals['find-a-tender'].afterPage(async () => {
      await world.dispatch();
      sentAfterPage.push(world.channels.email.sent.length);
    });

    expect(await world.collect('find-a-tender')).toMatchObject({ deliveries: 1 });
    await world.dispatch();

    expect(sentAfterPage).toEqual([0, 0, 0]);
    expect(world.sizes()).toEqual([['summary', 250]]);
  });

  it('folds the alerts of its run that nobody has begun to send', async () => {
    await world.subscribe('penetration');
    const others = tenders(90, { title: 'Road salt', description: 'Grit', cpv: [] });
    const own = tenders(60).map((notice, index) => ({
      ...notice,
      noticeId: `p-${index}`,
      releaseId: `p-${index}`,
      ocid: `ocds-h6vhtk-p${index}`,
      reference: `PEN-${4000 + index}`,
    }));
    world.portals['find-a-tender'].publish(...own.slice(0, 10), ...others, ...own.slice(10));

    expect(await world.collect('find-a-tender')).toMatchObject({ deliveries: 1 });
    await world.dispatch();

    expect(world.sizes()).toEqual([['summary', 60]]);
  });
});

describe('two portals collecting at once', () => {
  it('do not end each other’s floods: a run that ends meanwhile sends nothing of this one', async () => {
    await world.subscribe('penetration');
    world.portals['contracts-finder'].publish(...tenders(250, { portal: 'contracts-finder' }));
    world.portals['contracts-finder'].afterPage(async (page) => {
      if (page === 2) await world.collect('find-a-tender');
      await world.dispatch();
    });

    await world.collect('contracts-finder');
    await world.dispatch();

    expect(world.sizes()).toEqual([['summary', 250]]);
  });

  it('do not end each other’s floods: neither does a run that began before this one', async () => {
    await world.subscribe('penetration');
    world.portals['contracts-finder'].publish(...tenders(250, { portal: 'contracts-finder' }));
    let letGo = (): void => undefined;
    world.portals['find-a-tender'].hold(new Promise<void>((done) => (letGo = done)));
    const other = world.collect('find-a-tender');
    world.portals['contracts-finder'].afterPage(async (page) => {
      if (page === 2) letGo();
      if (page === 2) await other;
      await world.dispatch();
    });

    await world.collect('contracts-finder');
    await world.dispatch();

    expect(world.sizes()).toEqual([['summary', 250]]);
  });
});

describe('a run that dies in a flood', () => {
  beforeEach(async () => {
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(...tenders(150));
    world.portals['find-a-tender'].afterPage(() => Promise.reject(new Error('killed')));
    await expect(world.collect('find-a-tender')).rejects.toThrow('killed');
    world.portals['find-a-tender'].afterPage(undefined);
  });

  it('has its summary sent by the next process, and the rest told by the next run', async () => {
    await world.recover();
    await world.dispatch();
    expect(world.sizes()).toEqual([['summary', 100]]);
    await world.collect('find-a-tender');
    await world.dispatch();
    world.clock.advance(7 * HOUR);
    await world.dispatch();

    expect(world.sizes()).toEqual([
      ['summary', 100],
      ['summary', 50],
    ]);
  });

  it('has its summary sent after six hours where no process starts again', async () => {
    world.clock.advance(5 * HOUR);
    expect(await world.dispatch()).toMatchObject({ sent: 0 });
    world.clock.advance(HOUR);

    expect(await world.dispatch()).toMatchObject({ sent: 1 });
  });
});
