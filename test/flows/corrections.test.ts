import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Correction, Says } from '../../src/domain/correction.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { Procurement } from '../../src/domain/procurement.ts';
import * as flow from '../../src/flows/correct.ts';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';

const NOT_IT: Says = { it: false };
const CLOUD: Says = { it: true, categories: ['cloud'] };
/** Nothing in it is IT. */
const ROOFS = {
  noticeId: '000301-2026',
  releaseId: '000301-2026',
  ocid: 'ocds-h6vhtk-0a0003',
  title: 'Roof repairs at two schools',
  description: 'Slates, gutters and lead flashing.',
  cpv: [{ code: '45261900', description: 'Roof repair', main: true }],
  buyer: { name: 'Elmstead Academies Trust', id: undefined },
  deadline: deadlineOn('2026-11-13'),
  value: { min: 900_000, max: 900_000, gross: undefined, currency: 'GBP' },
} satisfies Partial<Notice>;
/** A further notice of the first procurement's process. */
const LATER = { noticeId: '000102-2026', releaseId: '000102-2026' } satisfies Partial<Notice>;

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

async function read(...notices: readonly Partial<Notice>[]): Promise<void> {
  for (const notice of notices) world.portals['find-a-tender'].publish(world.news(notice));
  await world.collect('find-a-tender');
}

async function holderOf(noticeId = '000101-2026'): Promise<Procurement> {
  const found = (await world.search('it:any')).find(({ view }) =>
    view.notices.some((notice) => notice.noticeId === noticeId),
  );
  if (found === undefined) throw new Error(`nothing holds ${noticeId}`);
  return found;
}

async function kindOf(noticeId = '000101-2026'): Promise<readonly string[] | 'not IT'> {
  const { classification } = await holderOf(noticeId);
  return classification.setting === undefined ? 'not IT' : classification.categories.map(({ slug }) => slug);
}

/** What the model says first; what else it sees in a notice is its own affair. */
async function primaryOf(noticeId = '000101-2026'): Promise<string | undefined> {
  return [await kindOf(noticeId)].flat()[0];
}

function taken(corrected: flow.Corrected): Extract<flow.Corrected, { correction: Correction }> {
  if ('refused' in corrected) throw new Error(corrected.refused);
  return corrected;
}

async function correct(says: Says, noticeId = '000101-2026'): Promise<number> {
  const { id } = await holderOf(noticeId);
  const saying = { procurementId: id, says, note: undefined };
  return taken(await flow.correct(saying, world.deps)).correction.id;
}

async function undo(id: number): Promise<void> {
  taken(await flow.undoCorrection(id, world.deps));
}

async function report(from: number | string, says = NOT_IT): Promise<Correction> {
  const { id } = await holderOf();
  return taken(await flow.report({ procurementId: id, says, note: 'a note' }, from, world.deps)).correction;
}

async function states(): Promise<readonly string[]> {
  return (await world.store.corrections.all()).map(({ state }) => state);
}

describe('a correction', () => {
  it('wins over the model, in the search too, and says why', async () => {
    await read({});
    expect(await primaryOf()).toBe('security');
    await correct(NOT_IT);

    expect(await kindOf()).toBe('not IT');
    expect(await world.search('penetration it:broad')).toEqual([]);
    expect((await holderOf()).classification.reasons).toMatchObject([
      { words: 'a person said that this is not IT', place: 'person' },
    ]);

    await correct({ it: true, categories: ['cloud', 'data'] });
    expect(await kindOf()).toEqual(['cloud', 'data']);
    expect(await world.search('category:data it:strict')).toHaveLength(1);
    expect(await world.search('category:security')).toHaveLength(0);
  });

  it('survives new versions and new notices of the procurement, and the same file read again', async () => {
    await read({});
    await correct(CLOUD);
    await read({ releaseId: 'second', deadline: deadlineOn('2026-10-15') }, LATER);
    expect((await holderOf()).view.notices).toHaveLength(2);
    expect(await kindOf()).toEqual(['cloud']);

    await world.import('find-a-tender', [world.news({ releaseId: 'third', title: 'Penetration tests' })]);
    expect(await kindOf()).toEqual(['cloud']);
  });

  it('stands with each part that it names when a procurement is split, and with no other', async () => {
    await read({});
    await correct(CLOUD);
    await read(LATER);
    await world.split((await holderOf()).id, '000102-2026');
    expect([await kindOf(), await primaryOf('000102-2026')]).toEqual([['cloud'], 'security']);
  });

  it('stands for all that is joined; of two the last that came to hold', async () => {
    await read({}, ROOFS);
    await correct(CLOUD);
    await correct(NOT_IT, ROOFS.noticeId);
    const word = await world.join((await holderOf()).id, (await holderOf(ROOFS.noticeId)).id);
    expect(await kindOf()).toBe('not IT');

    await world.takeBack(word);
    expect([await kindOf(), await kindOf(ROOFS.noticeId)]).toEqual([['cloud'], 'not IT']);
  });

  it('is taken back: what was said before holds again, and then the model’s answer', async () => {
    await read({});
    const model = (await holderOf()).classification;
    const [first, second] = [await correct(CLOUD), await correct(NOT_IT)];
    await undo(second);
    expect(await kindOf()).toEqual(['cloud']);
    await undo(first);
    expect((await holderOf()).classification).toEqual(model);

    expect(await flow.undoCorrection(first, world.deps)).toEqual({ refused: 'correction 1 was taken back' });
    await read({ releaseId: 'second', deadline: deadlineOn('2026-10-15') });
    expect(await primaryOf()).toBe('security');
  });

  it('is kept once, however often it is said', async () => {
    await read({});
    expect([await correct(CLOUD), await correct(CLOUD)]).toEqual([1, 1]);
    const { id } = await holderOf();
    const again = await flow.correct({ procurementId: id, says: CLOUD, note: undefined }, world.deps);
    expect(again).toMatchObject({ isKnown: true, changed: [] });

    await read(LATER);
    expect(await correct(CLOUD)).toBe(2);
    await world.split(id, '000102-2026');
    expect(await kindOf('000102-2026')).toEqual(['cloud']);
  });

  it('of nothing is refused', async () => {
    const saying = { procurementId: 99, says: NOT_IT, note: undefined };
    for (const refused of [
      await flow.correct(saying, world.deps),
      await flow.report(saying, 1, world.deps),
      await flow.undoCorrection(99, world.deps),
      await flow.accept(99, undefined, world.deps),
      await flow.decline(99, world.deps),
    ])
      expect(refused).toHaveProperty('refused');
  });
});

describe('who is told of what a correction changes', () => {
  it('whoever it matches now, as new, at once or in the digest, and once', async () => {
    await world.subscribe('roof');
    await world.subscribe('roof', { email: 'ben@example.org', cadence: 'weekly' });
    await read(ROOFS);
    await world.dispatch();
    expect(world.told()).toEqual([]);

    const id = await correct(CLOUD, ROOFS.noticeId);
    await world.dispatch();
    expect(world.told()).toEqual([[['new', ROOFS.title]]]);
    await world.digest();
    await world.dispatch();
    expect(world.kinds()).toEqual([['new'], ['new']]);

    await undo(id);
    await correct(CLOUD, ROOFS.noticeId);
    await world.dispatch();
    world.clock.advance(7 * 86_400_000);
    await world.digest();
    await world.dispatch();
    expect(world.kinds()).toEqual([['new'], ['new']]);
  });

  it('nobody, where its deadline is past', async () => {
    await world.subscribe('roof');
    await read({ ...ROOFS, deadline: deadlineOn('2026-09-02') });
    world.clock.set('2026-09-03T09:00:00Z');
    await correct(CLOUD, ROOFS.noticeId);
    await world.dispatch();
    expect(world.told()).toEqual([]);
  });

  it('nobody, where it was only read in silence', async () => {
    await world.subscribe('roof');
    await world.import('find-a-tender', [world.news(ROOFS)]);
    await correct(CLOUD, ROOFS.noticeId);
    await world.dispatch();
    expect(world.told()).toEqual([]);
  });

  it('what waits to be told of it is withdrawn, unless the correction is taken back in time', async () => {
    await world.subscribe('penetration');
    await read({});
    const id = await correct(NOT_IT);
    expect(await world.dispatch()).toMatchObject({ sent: 0, ended: 1 });
    expect(world.told()).toEqual([]);

    await undo(id);
    await world.dispatch();
    expect(world.kinds()).toEqual([['new']]);
  });

  it('whoever was told of what is not IT hears no change of it, in the queue or later, but how it ended', async () => {
    await world.subscribe('penetration');
    await world.subscribe('penetration it:any', { email: 'ben@example.org' });
    const kinds = (who: string): readonly string[] =>
      world.channels.email.sent.flatMap(({ to, message }) =>
        'email' in to && to.email.startsWith(who) ? message.items.map((item) => item.kind) : [],
      );
    await read({});
    await world.dispatch();
    await read({ releaseId: 'second', deadline: deadlineOn('2026-10-15') });
    await correct(NOT_IT);
    await world.dispatch();
    await read({ releaseId: 'third', deadline: deadlineOn('2026-10-16') });
    await world.dispatch();
    expect([kinds('ann'), kinds('ben')]).toEqual([['new'], ['new', 'changed', 'changed']]);

    await read({ releaseId: 'fourth', stage: 'closed', outcome: 'cancelled', sparse: true });
    await world.dispatch();
    expect([kinds('ann').slice(1), kinds('ben').slice(3)]).toEqual([['cancelled'], ['cancelled']]);
  });

  it('what went untold meanwhile is told when the correction is taken back', async () => {
    await world.subscribe('penetration');
    await read({});
    await world.dispatch();
    const id = await correct(NOT_IT);
    await read({ releaseId: 'second', deadline: deadlineOn('2026-10-15') });
    await world.dispatch();
    await undo(id);
    await world.dispatch();
    expect(world.kinds()).toEqual([['new'], ['changed']]);
  });

  it('nobody hears of it as new a second time', async () => {
    await world.subscribe('penetration');
    await read({});
    await world.dispatch();
    const id = await correct(NOT_IT);
    await world.dispatch();
    await undo(id);
    await world.dispatch();
    expect(world.kinds()).toEqual([['new']]);
  });
});

describe('what a subscriber reports', () => {
  it('waits, and changes nothing until it is accepted', async () => {
    await read({});
    const { id } = await report(7);
    expect([await primaryOf(), await states()]).toEqual(['security', ['waiting']]);
    expect(await flow.undoCorrection(id, world.deps)).toHaveProperty('refused');

    taken(await flow.accept(id, undefined, world.deps));
    expect([await kindOf(), await states()]).toEqual(['not IT', ['holds']]);
    expect(await flow.decline(id, world.deps)).toEqual({
      refused: 'correction 1 holds already; --undo takes it back',
    });
    await undo(id);
    expect(await primaryOf()).toBe('security');
  });

  it('counts once for each subscriber and procurement', async () => {
    await read({});
    const all = [await report(7), await report(7), await report('Ann'), await report('Ann')];
    expect(all.map(({ id }) => id)).toEqual([1, 1, 1, 1]);
    expect(all.at(-1)?.reported?.reports.map(({ from }) => from)).toEqual([7, 'Ann']);

    taken(await flow.decline(1, world.deps));
    await read({ releaseId: 'second', deadline: deadlineOn('2026-10-15') });
    expect((await report(7)).state).toBe('declined');
    expect(await primaryOf()).toBe('security');
    expect(await report(8)).toMatchObject({ id: 2, state: 'waiting' });
  });

  it('is accepted as something else, and what was reported stays on record', async () => {
    await read({});
    const { id } = await report(7);
    taken(await flow.accept(id, CLOUD, world.deps));
    expect(await kindOf()).toEqual(['cloud']);
    expect(await world.store.corrections.all()).toMatchObject([{ says: CLOUD, reported: { says: NOT_IT } }]);
    expect((await report(7)).id).toBe(id);
  });

  it('is accepted after a correction was said, and wins over it', async () => {
    await read({});
    const { id } = await report(7);
    await correct(CLOUD);
    taken(await flow.accept(id, undefined, world.deps));
    expect(await kindOf()).toBe('not IT');
    await undo(id);
    expect(await kindOf()).toEqual(['cloud']);
  });

  it('is settled when the operator says the same', async () => {
    await read({});
    const { id } = await report(7);
    expect(await correct(NOT_IT)).toBe(id);
    expect([await kindOf(), await states()]).toEqual(['not IT', ['holds']]);
  });
});
