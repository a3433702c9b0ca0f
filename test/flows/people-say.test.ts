import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';

const HOUR = 3_600_000;
const ROOFS = {
  noticeId: '000301-2026',
  releaseId: '000301-2026',
  ocid: 'ocds-h6vhtk-0a0003',
  title: 'Penetration tests of school websites',
  description: 'The academies look for a firm that attacks their public pages once a term.',
  deadline: deadlineOn('2026-11-13'),
  value: { min: 900_000, max: 900_000, gross: undefined, currency: 'GBP' },
} satisfies Partial<Notice>;
/** A further notice of the first procurement's process. */
const LATER = { noticeId: '000102-2026', releaseId: '000102-2026' } satisfies Partial<Notice>;

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
  await world.subscribe('penetration');
});
afterEach(async () => {
  await world.close();
});

async function read(...notices: readonly Partial<Notice>[]): Promise<void> {
  for (const notice of notices) world.portals['find-a-tender'].publish(world.news(notice));
  await world.collect('find-a-tender');
  await world.dispatch();
}

/** Which notices stand together, by number, oldest procurement first. */
async function procurements(): Promise<string[][]> {
  const found = await world.search('it:any');
  return found
    .toSorted((a, b) => a.id - b.id)
    .map(({ view }) => view.notices.map(({ noticeId }) => noticeId).toSorted());
}

async function idOf(noticeId: string): Promise<number> {
  const [found] = (await world.search('it:any')).filter(({ view }) =>
    view.notices.some((notice) => notice.noticeId === noticeId),
  );
  return found?.id ?? 0;
}

describe('a person says that two procurements are one', () => {
  it('and they are, for every later notice of either', async () => {
    await read({}, ROOFS);
    await world.join(await idOf('000101-2026'), await idOf('000301-2026'));
    expect(await procurements()).toEqual([['000101-2026', '000301-2026']]);

    await read({ ...ROOFS, noticeId: '000302-2026', releaseId: '000302-2026' });
    expect(await procurements()).toEqual([['000101-2026', '000301-2026', '000302-2026']]);
  });

  it('and nobody who was told of both hears anything', async () => {
    await read({}, ROOFS);
    expect(world.told()).toHaveLength(2);
    await world.join(await idOf('000101-2026'), await idOf('000301-2026'));
    await world.dispatch();
    expect(world.told()).toHaveLength(2);
  });

  it('and takes it back: each is what it was, and still nobody hears anything', async () => {
    await read({}, ROOFS);
    const word = await world.join(await idOf('000101-2026'), await idOf('000301-2026'));
    await world.takeBack(word);
    await world.dispatch();
    expect(await procurements()).toEqual([['000101-2026'], ['000301-2026']]);
    expect(world.told()).toHaveLength(2);
  });
});

describe('a person says that a notice is another procurement', () => {
  beforeEach(async () => {
    await read({}, LATER);
    expect(await procurements()).toEqual([['000101-2026', '000102-2026']]);
    await world.split(await idOf('000101-2026'), '000102-2026');
  });

  it('and it is, though both carry one ocid', async () => {
    expect(await procurements()).toEqual([['000101-2026'], ['000102-2026']]);
  });

  it('and whoever was told of both as one is told of neither again', async () => {
    await world.dispatch();
    await world.digest();
    await world.dispatch();
    expect(world.kinds()).toEqual([['new']]);
  });

  it('and hears of what happens to either afterwards, in the thread of the first message', async () => {
    await read({ ...LATER, releaseId: 'later', deadline: deadlineOn('2026-10-15') });
    expect(world.kinds()).toEqual([['new'], ['changed']]);
    const [first, second] = world.channels.email.sent;
    expect(second?.message.thread).toBe(first?.message.messageId);
  });

  it('and whoever comes to match only then is told', async () => {
    await world.takeBack(1);
    await read({ ...LATER, releaseId: 'lifts', description: 'Of the lifts too.' });
    await world.subscribe('penetration -lifts', { email: 'ben@example.org' });
    await world.split(await idOf('000101-2026'), '000102-2026');
    await world.dispatch();
    const ben = world.channels.email.sent.filter(({ to }) => 'email' in to && to.email === 'ben@example.org');
    expect(ben.map(({ message }) => message.items.map((item) => item.kind))).toEqual([['new']]);
  });

  it('and a later notice that could be either goes with the nearer one', async () => {
    world.clock.advance(48 * HOUR);
    await read({ ...LATER, releaseId: 'again' }, { noticeId: '000103-2026', releaseId: '000103-2026' });
    expect(await procurements()).toEqual([['000101-2026'], ['000102-2026', '000103-2026']]);
  });

  it('and joins them again, and splits them again: the last word wins', async () => {
    const again = await world.join(await idOf('000101-2026'), await idOf('000102-2026'));
    expect(await procurements()).toEqual([['000101-2026', '000102-2026']]);
    await world.split(await idOf('000101-2026'), '000102-2026');
    expect(await procurements()).toEqual([['000101-2026'], ['000102-2026']]);
    await world.dispatch();
    expect(world.kinds()).toEqual([['new']]);
    expect(again).toBeGreaterThan(1);
  });

  it('and takes it back, and what it had split is one', async () => {
    const [word] = await world.store.ties.words();
    await world.takeBack(word?.id ?? 0);
    expect(await procurements()).toEqual([['000101-2026', '000102-2026']]);
    await world.dispatch();
    expect(world.kinds()).toEqual([['new']]);
  });
});

it('what was read in silence is told to nobody when people divide it', async () => {
  const before = world.clock.now() - 1.2 * HOUR;
  await read({ published: before }, { ...LATER, published: before });
  await world.split(await idOf('000101-2026'), '000102-2026');
  await world.dispatch();
  expect(world.told()).toEqual([]);
});

it('a word about what is not there is refused, and changes nothing', async () => {
  await read({});
  const id = await idOf('000101-2026');
  await expect(world.split(id, '000999-2026')).rejects.toThrow('not every one of these notices');
  await expect(world.split(id, '000101-2026')).rejects.toThrow('that is all of');
  await expect(world.join(id, id)).rejects.toThrow('are one already');
  await expect(world.takeBack(7)).rejects.toThrow('nobody said 7');
  expect(await world.store.ties.allWords()).toEqual([]);
});

describe('what somebody has yet to hear', () => {
  const SISTER = {
    ...ROOFS,
    deadline: undefined,
    cites: ['notice:find-a-tender:000101-2026'],
  } satisfies Partial<Notice>;

  it('of a notice that came in silence is told as new when people take it out', async () => {
    await read({});
    await read(SISTER);
    expect(world.kinds()).toEqual([['new']]);
    await world.split(await idOf('000101-2026'), '000301-2026');
    await world.dispatch();
    expect(world.kinds()).toEqual([['new'], ['new']]);
  });

  it('of a part is told of that part when people take it out', async () => {
    await read({}, LATER);
    world.portals['find-a-tender'].publish(
      world.news({ ...LATER, releaseId: 'later', deadline: deadlineOn('2026-10-20') }),
    );
    await world.collect('find-a-tender');
    await world.split(await idOf('000101-2026'), '000102-2026');
    await world.dispatch();
    await world.digest();
    await world.dispatch();
    const changes = world.channels.email.sent.flatMap(({ message }) =>
      message.items.flatMap((item) => item.changes.map(({ field }) => field)),
    );
    expect(changes).toContain('deadline');
  });

  it('at the end of the week is told though the two were joined meanwhile', async () => {
    await world.subscribe('penetration', { email: 'ben@example.org', cadence: 'weekly' });
    await read({}, ROOFS);
    await world.digest();
    await world.dispatch();
    world.portals['find-a-tender'].publish(
      world.news({ noticeId: '000103-2026', releaseId: '000103-2026', deadline: deadlineOn('2026-10-20') }),
    );
    await world.collect('find-a-tender');
    await world.join(await idOf('000101-2026'), await idOf('000301-2026'));
    world.clock.advance(7 * 24 * HOUR);
    await world.digest();
    await world.dispatch();
    const ben = world.channels.email.sent.filter(({ to }) => 'email' in to && to.email === 'ben@example.org');
    expect(ben.map(({ message }) => message.items.map((item) => item.kind))).toEqual([
      ['new', 'new'],
      ['changed'],
    ]);
  });
});

it('numbers come back with what was one by a mistake', async () => {
  await read({}, ROOFS);
  const [first, second] = [await idOf('000101-2026'), await idOf('000301-2026')];
  for (let time = 0; time < 2; time += 1) await world.takeBack(await world.join(first, second));
  expect([await idOf('000101-2026'), await idOf('000301-2026')]).toEqual([first, second]);
});
