import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import {
  editSubscription,
  pauseSubscription,
  resumeSubscription,
} from '../../src/flows/edit-subscription.ts';
import { deadlineOn, openWorld, refusal, type World } from '../flow-world.ts';

/** What vitest answers is typed as anything at all. */
const containing = (text: string): unknown => expect.stringContaining(text);

const TITLE = 'Penetration testing of the housing portal';
const DAY = 86_400_000;

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

const publish = (with_: Partial<Notice> = {}): void => world.publish(with_);
const run = async (): Promise<void> => {
  await world.collect('find-a-tender');
  await world.dispatch();
  world.clock.advance(60_000);
};
const school = (number: number, with_: Partial<Notice> = {}): Partial<Notice> => ({
  noticeId: `00020${number}-2026`,
  ocid: `ocds-h6vhtk-0b000${number}`,
  title: `Penetration tests for school ${number}`,
  deadline: deadlineOn('2026-12-01'),
  ...with_,
});
const pause = async (id: number, until?: number): Promise<unknown> =>
  await pauseSubscription(id, until, world);
const resume = async (id: number): Promise<unknown> => await resumeSubscription(id, world.deps);
const states = async (): Promise<unknown[]> =>
  (await world.store.subscriptions.list()).map(({ state, reason, pausedUntil }) => [
    state,
    reason,
    pausedUntil,
  ]);

describe('a pause', () => {
  it('tells nothing, and on its day one summary of what is still open and of how it went on', async () => {
    await world.subscribe('penetration');
    publish();
    await run();
    const until = world.clock.now() + 10 * DAY;
    await pause(1, until);
    publish(school(1));
    publish(school(2, { deadline: deadlineOn('2026-09-05') }));
    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await run();
    world.clock.advance(3 * DAY);
    publish(school(3));
    await run();
    expect(await world.wake()).toEqual({ subscriptions: 0, summaries: 0 });
    expect(world.sizes()).toEqual([['alert', 1]]);

    world.clock.set(until);
    expect(await world.wake()).toEqual({ subscriptions: 1, summaries: 1 });
    expect(await world.wake()).toEqual({ subscriptions: 0, summaries: 0 });
    await world.dispatch();

    expect(world.sizes()).toEqual([
      ['alert', 1],
      ['summary', 3],
    ]);
    expect(world.told()[1]?.toSorted()).toEqual([
      ['changed', TITLE],
      ['new', 'Penetration tests for school 1'],
      ['new', 'Penetration tests for school 3'],
    ]);
    expect(await states()).toEqual([['active', undefined, undefined]]);
  });

  it('keeps what waited to be sent when it began, and tells it once', async () => {
    await world.subscribe('penetration');
    publish();
    await world.collect('find-a-tender');
    await pause(1);
    await world.dispatch();
    await world.recover();
    await world.dispatch();
    expect(world.told()).toEqual([]);

    expect(await resume(1)).toEqual({ summaries: 1 });
    await world.dispatch();
    await world.recover();
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('lets a message go that its subscriber wants by another subscription', async () => {
    await world.subscribe('penetration');
    await world.subscribe('housing');
    publish();
    await world.collect('find-a-tender');
    await pause(1);
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]]]);
    expect(world.channels.email.sent[0]?.message.items[0]?.because.map(({ query }) => query)).toEqual([
      'housing it:balanced',
    ]);
    expect(await resume(1)).toEqual({ summaries: 0 });
  });

  it('of a digest ends with the next digest, which tells what was missed', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    await pause(1);
    publish();
    await run();
    await world.digest();
    await world.dispatch();
    expect(world.told()).toEqual([]);

    const missed = world.clock.now() + 5 * DAY;
    world.clock.advance(7 * DAY);
    expect(await resume(1)).toEqual({ summaries: 0 });
    expect(await world.digest(missed)).toBe(0);
    await world.digest();
    await world.dispatch();

    expect(world.sizes()).toEqual([['digest', 1]]);
  });

  it('wakes several of one subscriber with one summary', async () => {
    await world.subscribe('penetration');
    await world.subscribe('firewalls');
    const until = world.clock.now() + DAY;
    await pause(1, until);
    await pause(2, until);
    publish();
    publish(school(1, { title: 'Firewalls for the school' }));
    await run();
    world.clock.set(until);

    expect(await world.wake()).toEqual({ subscriptions: 2, summaries: 1 });
    await world.dispatch();
    expect(world.sizes()).toEqual([['summary', 2]]);
  });

  it('says until when, can be set anew without losing anything, and lets what has ended be', async () => {
    await world.subscribe('penetration');
    await pause(1);
    publish();
    await run();
    const until = Date.parse('2026-12-20T00:00:00Z');
    await pause(1, until);

    expect(await states()).toEqual([['paused', 'until Sun 20 Dec 2026', until]]);
    expect(await resume(1)).toEqual({ summaries: 1 });
    expect(await resume(1)).toEqual({ refused: containing('not paused') });
    await world.end({ subscription: (await world.store.subscriptions.list())[0] });
    expect(await pause(1)).toEqual({ refused: containing('ended') });
    expect(await pause(9)).toEqual({ refused: containing('no subscription 9') });
  });

  it('that a channel brought about ends by word, with what was missed', async () => {
    await world.subscribe('penetration', { slack: 'C1' });
    publish();
    world.channels.slack.answer(() => refusal({ scope: 'subscriber', permanent: true, code: 'is_archived' }));
    await run();
    world.channels.slack.answer(undefined);
    publish(school(1));
    await run();

    expect(await resume(1)).toEqual({ summaries: 1 });
    await world.dispatch();

    expect(world.sizes('slack')).toEqual([['summary', 2]]);
  });
});

describe('a subscription that is only kept', () => {
  it('tells nothing until it is to be notified, and then only what comes', async () => {
    await world.subscribe('penetration', { notify: false });
    publish();
    await run();
    await editSubscription(1, { notify: true }, world.deps);
    publish(school(1));
    await run();

    expect(world.told()[0]).toContainEqual(['new', 'Penetration tests for school 1']);
    expect(world.told()).toHaveLength(1);
  });

  it('is not told by a digest, nor what waited when it was only kept', async () => {
    await world.subscribe('penetration');
    await world.subscribe('housing', { cadence: 'weekly', notify: false });
    publish();
    await world.collect('find-a-tender');
    await editSubscription(1, { notify: false }, world.deps);
    await world.dispatch();
    await world.digest();
    await world.dispatch();

    expect(world.told()).toEqual([]);
    expect(await world.store.subscriptions.list()).toHaveLength(2);
  });
});

describe('minimum days left', () => {
  it('keeps back as new what closes sooner, when it is queued and when it is sent', async () => {
    await world.subscribe('penetration', { minDaysLeft: 10 });
    publish({ deadline: deadlineOn('2026-09-10') });
    publish(school(1, { deadline: deadlineOn('2026-09-11') }));
    publish(school(2, { deadline: undefined }));
    await world.collect('find-a-tender');
    world.clock.advance(DAY);
    await world.dispatch();

    expect(world.told()).toEqual([[['new', 'Penetration tests for school 2']]]);
  });

  it('keeps back neither a change of what was told, nor an award', async () => {
    await world.subscribe('penetration', { minDaysLeft: 10, wanted: ['new', 'changes', 'awards'] });
    publish();
    await run();
    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-09-03') });
    await run();
    publish(school(1, { stage: 'award', form: 'UK6', deadline: deadlineOn('2026-08-20') }));
    await run();

    expect(world.kinds()).toEqual([['new'], ['changed'], ['awarded']]);
  });

  it('counts for what is offered, too', async () => {
    publish({ deadline: deadlineOn('2026-09-06') });
    publish(school(1));
    await run();
    await world.subscribe('penetration', { minDaysLeft: 10 });
    publish(school(2));
    await run();

    expect(world.told()).toEqual([
      [
        ['new', 'Penetration tests for school 2'],
        ['offered', 'Penetration tests for school 1'],
      ],
    ]);
  });
});

describe('a changed subscription', () => {
  it('looks for what it says now, at once, and offers what is open of it', async () => {
    await world.subscribe('phones');
    publish();
    publish(school(1));
    await run();

    const done = await editSubscription(1, { query: 'penetration school' }, world.deps);
    publish(school(2));
    await run();

    expect(done).toMatchObject({
      subscription: { id: 1, query: 'penetration school it:balanced' },
      openNow: 1,
    });
    expect(world.told()).toEqual([
      [
        ['new', 'Penetration tests for school 2'],
        ['offered', 'Penetration tests for school 1'],
      ],
    ]);
  });

  it('tells at once what no digest has considered, where it is to be told at once from now on', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    publish();
    await run();

    await editSubscription(1, { cadence: 'instant' }, world.deps);
    await world.dispatch();
    publish(school(1));
    await run();

    expect(world.sizes()).toEqual([
      ['summary', 1],
      ['alert', 1],
    ]);
  });

  it('tells nothing again in the digest that it has from now on', async () => {
    await world.subscribe('penetration');
    publish();
    await run();

    await editSubscription(1, { cadence: 'weekly' }, world.deps);
    publish(school(1));
    await run();
    world.clock.advance(DAY);
    await world.digest();
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]], [['new', 'Penetration tests for school 1']]]);
  });

  it('is not made the same as another, and what has ended is not changed', async () => {
    await world.subscribe('penetration');
    const second = await world.subscribe('phones');

    expect(await editSubscription(2, { query: 'penetration' }, world.deps)).toMatchObject({
      known: { id: 1 },
    });
    expect(await editSubscription(1, { query: 'penetration' }, world.deps)).toMatchObject({
      subscription: { id: 1 },
    });
    await world.end(second);
    expect(await editSubscription(2, { query: 'x' }, world.deps)).toEqual({
      refused: containing('ended'),
    });
    expect(await editSubscription(9, { query: 'x' }, world.deps)).toEqual({
      refused: containing('no subscription 9'),
    });
  });

  it('is named where somebody asks for it twice', async () => {
    await world.subscribe('penetration');
    await pause(1);

    expect(await world.subscribe('penetration')).toMatchObject({
      subscription: undefined,
      known: { id: 1, state: 'paused' },
    });
  });
});

describe('A silent subscription beside another of its subscriber', () => {
  const moved: Partial<Notice> = { noticeId: '000102-2026', deadline: deadlineOn('2026-10-15') };

  it('is not spoken for while it is paused', async () => {
    await world.subscribe('penetration');
    await world.subscribe('catering it:any');
    publish();
    await run();
    await pause(1);
    publish(moved);
    await run();

    expect(world.kinds()).toEqual([['new']]);
  });

  it('is not spoken for where it is not to be notified', async () => {
    await world.subscribe('penetration');
    await world.subscribe('catering it:any');
    publish();
    await run();
    await editSubscription(1, { notify: false }, world.deps);
    publish(moved);
    await run();

    expect(world.kinds()).toEqual([['new']]);
  });

  it('is not spoken for by a digest', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    await world.subscribe('catering it:any', { cadence: 'weekly' });
    publish();
    await run();
    await world.digest();
    await world.dispatch();
    world.clock.advance(DAY);
    await pause(1);
    publish(moved);
    await run();
    await world.digest();
    await world.dispatch();

    expect(world.kinds()).toEqual([['new']]);
  });

  it('says itself, when it is resumed, how it ended', async () => {
    await world.subscribe('penetration');
    publish();
    await run();
    await pause(1);
    await world.subscribe('catering it:any', { cadence: 'weekly' });
    publish({ noticeId: '000103-2026', stage: 'closed', outcome: 'cancelled', form: 'UK12' });
    await run();
    await world.digest();
    await world.dispatch();
    expect(world.kinds()).toEqual([['new']]);
    await resume(1);
    await world.dispatch();

    expect(world.kinds()).toEqual([['new'], ['cancelled']]);
    expect(world.channels.email.sent[1]?.message.items[0]?.because.map(({ query }) => query)).toEqual([
      'penetration it:balanced',
    ]);
  });

  it('is spoken for when it has ended', async () => {
    const first = await world.subscribe('penetration');
    await world.subscribe('catering it:any');
    publish();
    await run();
    await world.end(first);
    publish({ noticeId: '000103-2026', stage: 'closed', outcome: 'cancelled', form: 'UK12' });
    await run();

    expect(world.kinds()).toEqual([['new'], ['cancelled']]);
  });
});

describe('A pause', () => {
  it('loses nothing where the cadence is changed meanwhile', async () => {
    await world.subscribe('penetration');
    publish(school(1));
    await run();
    await pause(1);
    publish();
    await run();
    await editSubscription(1, { cadence: 'weekly' }, world.deps);
    await resume(1);
    world.clock.advance(60_000);
    await world.digest();
    await world.dispatch();

    expect(world.told()).toEqual([[['new', 'Penetration tests for school 1']], [['new', TITLE]]]);
  });

  it('loses nothing where what waited for a digest is to be told at once', async () => {
    await world.subscribe('penetration');
    publish(school(1));
    await run();
    await editSubscription(1, { cadence: 'weekly' }, world.deps);
    publish();
    await run();
    await pause(1);
    await editSubscription(1, { cadence: 'instant' }, world.deps);
    await world.dispatch();
    expect(world.kinds()).toEqual([['new']]);
    await resume(1);
    await world.dispatch();

    expect(world.told()).toEqual([[['new', 'Penetration tests for school 1']], [['new', TITLE]]]);
  });

  it('ends for everybody else where one query stumbles', async () => {
    await world.subscribe('penetration');
    await world.subscribe('housing', { email: 'bob@example.org' });
    await pause(1, world.clock.now() + DAY);
    await pause(2, world.clock.now() + DAY);
    publish();
    await run();
    world.clock.advance(2 * DAY);
    world.breakQuery('penetration');

    await expect(world.wake()).rejects.toThrow('1 subscribers could not be woken');
    await world.dispatch();
    expect(world.channels.email.sent.map(({ to }) => to)).toEqual([
      { channel: 'email', email: 'bob@example.org' },
    ]);

    world.breakQuery(undefined);
    await world.wake();
    await world.dispatch();
    expect(world.kinds()).toEqual([['new'], ['new']]);
  });

  it('may end for two of one subscriber in one millisecond', async () => {
    await world.subscribe('penetration');
    await world.subscribe('drainage it:any');
    await pause(1);
    await pause(2);
    publish();
    publish(school(2, { title: 'Software for drainage plans', description: 'Plans of drains' }));
    await run();
    await resume(1);
    await resume(2);
    await world.dispatch();

    expect(world.told().flat()).toEqual([
      ['new', TITLE],
      ['new', 'Software for drainage plans'],
    ]);
  });
});
