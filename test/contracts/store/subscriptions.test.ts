import { expect, it } from 'vitest';
import type { SubscriptionChange } from '../../../src/domain/ports.ts';
import { newcomer, USUAL_TIMETABLE } from '../../../src/domain/subscription.ts';
import { aChange, anEvent, NOW, STATE, tell, wish } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('subscriptions', (world) => {
  it('start at the latest event, once for each subscriber, query and cadence', async () => {
    await world.put(aChange(1));
    await world.store.transaction(async (tx) => tx.events.append([anEvent(1), anEvent(1)]));
    const add = async (query: string): Promise<unknown> =>
      world.store.transaction(async (tx) => tx.subscriptions.add(wish(query)));

    expect(await add('cyber')).toEqual({
      id: 1,
      subscriber: { ...newcomer({ channel: 'email', email: 'ann@example.org' }), id: 1 },
      query: 'cyber',
      cadence: 'instant',
      wanted: ['new', 'changes'],
      notify: true,
      minDaysLeft: undefined,
      state: 'active',
      stateAt: NOW,
      pausedUntil: undefined,
      reason: undefined,
      watermark: 2,
      createdAt: NOW,
      welcomedAt: undefined,
    });
    expect(await add('cyber')).toBeUndefined();
    expect(await add('cloud')).toMatchObject({ query: 'cloud', subscriber: { id: 1 } });
  });

  it('tell the same Slack channel of two workspaces apart', async () => {
    const to = async (team: string): Promise<number | undefined> =>
      world.store.transaction(async (tx) => {
        const address = { channel: 'slack', team, id: 'C1' } as const;
        return (await tx.subscriptions.add({ ...wish('cyber'), address }))?.subscriber.id;
      });

    expect([await to('home'), await to('T2')]).toEqual([1, 2]);
    expect((await world.store.subscriptions.list())[1]?.subscriber.address).toEqual({
      channel: 'slack',
      team: 'T2',
      id: 'C1',
    });
  });

  it('know the message that says that they were set up, and the one that does in its place', async () => {
    const first = { channel: 'C1', ts: '1700000000.000100' };
    const second = { channel: 'C1', ts: '1700000000.000200' };
    await world.store.transaction(async (tx) => {
      await tx.subscriptions.add({ ...wish('cyber'), post: first });
      await tx.subscriptions.add(wish('cloud'));
    });
    const posts = async () => (await world.store.subscriptions.active()).map(({ post }) => post);
    expect(await posts()).toEqual([first, undefined]);
    await world.store.transaction((tx) => tx.subscriptions.posted(1, second));
    expect(await posts()).toEqual([second, undefined]);
  });

  it('end and pause with a reason, and an ended one can be taken out again', async () => {
    const subscriberId = await world.subscribe('cyber');
    await world.subscribe('cloud');
    await world.store.transaction(async (tx) => {
      await tx.subscriptions.end({ subscriptionId: 1 }, 'ended', 'asked for', NOW);
      await tx.subscriptions.end({ subscriberId }, 'paused', 'archived', NOW);
    });

    expect((await world.store.subscriptions.list()).map(({ state, reason }) => [state, reason])).toEqual([
      ['ended', 'asked for'],
      ['paused', 'archived'],
    ]);
    expect(await world.store.subscriptions.active()).toEqual([]);
    expect(await world.store.transaction(async (tx) => tx.subscriptions.add(wish('cloud')))).toBeUndefined();
    expect(await world.store.transaction(async (tx) => tx.subscriptions.add(wish('cyber')))).toBeDefined();
  });

  it('hold the active ones until they change, here or in another process', async () => {
    await world.subscribe('cyber');
    const first = await world.store.subscriptions.active();
    await world.put(aChange(1));
    expect(await world.store.subscriptions.active()).toBe(first);

    await world.subscribe('cloud');
    expect(await world.store.subscriptions.active()).toHaveLength(2);

    const other = await world.another();
    await other.transaction(async (tx) => tx.subscriptions.end({ subscriptionId: 1 }, 'ended', 'x', NOW));
    await other.close();
    expect((await world.store.subscriptions.active()).map(({ id }) => id)).toEqual([2]);
  });

  it('show a transaction its own changes, and nobody else those that were rolled back', async () => {
    await world.subscribe('cyber');
    let inside: readonly unknown[] = ['nothing was read'];
    const failing = world.store.transaction(async (tx) => {
      await tx.subscriptions.end({ subscriptionId: 1 }, 'ended', 'x', NOW);
      inside = await tx.subscriptions.active();
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(inside).toEqual([]);
    expect(await world.store.subscriptions.active()).toHaveLength(1);
  });

  it('advance their marks and never go back, and are welcomed once', async () => {
    await world.subscribe('cyber');
    await world.store.transaction(async (tx) => {
      await tx.subscriptions.active();
      await tx.subscriptions.advance([1], 5);
      await tx.subscriptions.advance([1], 3);
      await tx.subscriptions.welcomed([1], 7);
      await tx.subscriptions.welcomed([1], 9);
    });

    expect((await world.store.subscriptions.active())[0]).toMatchObject({ watermark: 5, welcomedAt: 7 });
    expect((await world.store.subscriptions.byIds([1, 9])).map(({ id }) => id)).toEqual([1]);
  });

  it('are found by what makes them the same, and changed into what is not', async () => {
    await world.subscribe('cyber');
    await world.subscribe('cloud');
    const change = async (id: number, what: SubscriptionChange): Promise<unknown> =>
      world.store.transaction(async (tx) => tx.subscriptions.change(id, what, NOW));

    expect(await world.store.subscriptions.same(1, { query: 'cyber', cadence: 'instant' })).toMatchObject({
      id: 1,
    });
    expect(await world.store.subscriptions.same(1, { query: 'cyber', cadence: 'daily' })).toBeUndefined();
    expect(await world.store.subscriptions.same(1, { query: 'Cyber', cadence: 'instant' })).toMatchObject({
      id: 1,
    });
    expect(await change(2, { query: 'Cyber' })).toBeUndefined();
    expect(await change(1, { query: 'Cyber' })).toMatchObject({ id: 1, query: 'Cyber' });
    expect(await change(1, { query: 'cyber' })).toMatchObject({ id: 1, query: 'cyber' });
    expect(await change(2, { query: 'cyber' })).toBeUndefined();
    expect(await change(2, { query: 'cyber', cadence: 'daily' })).toMatchObject({ id: 2, query: 'cyber' });
    expect(await change(1, { wanted: ['awards'], notify: false, minDaysLeft: 5 })).toMatchObject({
      query: 'cyber',
      wanted: ['awards'],
      notify: false,
      minDaysLeft: 5,
    });
    expect(await change(1, { minDaysLeft: undefined })).toMatchObject({
      minDaysLeft: undefined,
      notify: false,
    });
    expect(await change(9, {})).toBeUndefined();
  });

  it('that are not to be notified are none of the active ones', async () => {
    await world.store.transaction(async (tx) => tx.subscriptions.add({ ...wish('cyber'), notify: false }));

    expect(await world.store.subscriptions.active()).toEqual([]);
    expect(await world.store.subscriptions.list()).toMatchObject([{ id: 1, state: 'active', notify: false }]);
  });

  it('of a changed query are welcomed again, and begin anew where nobody was told meanwhile', async () => {
    await world.put(aChange(1));
    await world.subscribe('cyber');
    await world.store.transaction(async (tx) => {
      await tx.subscriptions.welcomed([1], 5);
      await tx.events.append([anEvent(1), anEvent(1)]);
    });
    const change = async (what: SubscriptionChange): Promise<unknown> =>
      world.store.transaction(async (tx) => tx.subscriptions.change(1, what, NOW));

    expect(await change({ wanted: ['new'] })).toMatchObject({ watermark: 0, welcomedAt: 5 });
    expect(await change({ query: 'cloud' })).toMatchObject({ watermark: 0, welcomedAt: undefined });
    expect(await change({ cadence: 'daily' })).toMatchObject({ watermark: 2 });
  });

  it('remember the last event before a pause, and wake when it is over', async () => {
    await world.put(aChange(1));
    await world.subscribe('cyber');
    await world.subscribe('cloud');
    await world.store.transaction(async (tx) => {
      await tx.events.append([anEvent(1), anEvent(1)]);
      await tx.subscriptions.pause(1, { until: NOW + 10, reason: 'until then' }, NOW);
      await tx.subscriptions.pause(2, { until: undefined, reason: 'asked' }, NOW);
      await tx.events.append([anEvent(1)]);
      await tx.subscriptions.pause(1, { until: NOW + 20, reason: 'longer' }, NOW);
    });

    expect(await world.store.subscriptions.active()).toEqual([]);
    expect(await world.store.subscriptions.toWake(NOW + 19)).toEqual([]);
    expect(await world.store.subscriptions.toWake(NOW + 20)).toMatchObject([
      { id: 1, state: 'paused', pausedUntil: NOW + 20, reason: 'longer', watermark: 2 },
    ]);
    await world.store.transaction(async (tx) => tx.subscriptions.resume([1, 2], NOW + 20));
    expect(await world.store.subscriptions.active()).toMatchObject([
      { id: 1, pausedUntil: undefined, reason: undefined },
      { id: 2 },
    ]);
  });

  it('are quiet since they stand so, or since what they told last, until they are nudged', async () => {
    await world.put(aChange(1));
    await world.subscribe('cyber');
    await world.subscribe('cloud');
    await world.queue({ key: 'one' });
    await tell(world.store, 1, 1);
    const quiet = async (before: number): Promise<unknown[]> =>
      (await world.store.subscriptions.quietSince(before)).map(({ subscription, since }) => [
        subscription.id,
        since,
      ]);

    expect(await quiet(NOW - 1)).toEqual([]);
    expect(await quiet(NOW)).toEqual([[2, NOW]]);
    await world.store.transaction(async (tx) => {
      const [entry] = await tx.ledger.of(1);
      await tx.ledger.told([{ id: entry?.id ?? 0, kind: 'new', told: STATE }], NOW + 50);
    });
    expect(await quiet(NOW + 50)).toEqual([
      [1, NOW + 50],
      [2, NOW],
    ]);
    await world.store.transaction(async (tx) => tx.subscriptions.nudged(2, NOW + 60));
    expect(await quiet(NOW + 59)).toEqual([[1, NOW + 50]]);
  });
});

onEveryEngine('subscribers', (world) => {
  const ann = { channel: 'email', email: 'ann@example.org' } as const;

  it('that ended begin again as they were, but for those that the subscriber has anew', async () => {
    const id = await world.subscribe('cyber');
    await world.subscribe('cloud');
    await world.subscribe('data');
    await world.store.transaction(async (tx) => {
      await tx.subscriptions.pause(2, { until: NOW + 99, reason: 'until then' }, NOW);
      await tx.subscriptions.end({ subscriberId: id }, 'ended', 'unsubscribed', NOW + 1);
      await tx.subscriptions.add(wish('data'));
    });
    expect(await world.store.subscriptions.toWake(NOW + 99)).toEqual([]);
    const revived = await world.store.transaction(async (tx) => tx.subscriptions.revive([1, 2, 3], NOW + 2));

    expect(revived).toEqual([1, 2]);
    expect(await world.store.subscriptions.ofSubscriber(id)).toMatchObject([
      { id: 1, state: 'active', reason: undefined, stateAt: NOW + 2 },
      { id: 2, state: 'paused', pausedUntil: NOW + 99, reason: 'until then' },
      { id: 3, state: 'ended' },
      { id: 4, state: 'active', query: 'data' },
    ]);
  });

  it('say of themselves what every subscription of theirs carries, as one object', async () => {
    await world.subscribe('cyber');
    await world.subscribe('cloud');
    const bob = await world.subscribe('cloud', 'bob@example.org');
    const buyer = { kind: 'buyer', name: 'NHS Wales' } as const;
    const timetable = { days: [2, 4], weekday: 5, hour: 17, holidays: 'scotland' } as const;
    await world.store.transaction(async (tx) => {
      await tx.subscriptions.state(1, {
        frameworks: ['g-cloud-14', '=g-cloud'],
        othersCallOffs: 'leave-out',
      });
      await tx.subscriptions.state(1, { timetable });
      await tx.subscriptions.state(1, { heartbeat: true });
      await tx.subscriptions.mute(1, buyer, NOW);
      await tx.subscriptions.mute(1, { kind: 'term', term: 'guarding' }, NOW + 1);
      await tx.subscriptions.mute(bob, buyer, NOW);
      await tx.subscriptions.unmute([2]);
    });

    const [first, second, third] = await world.store.subscriptions.active();
    expect(first?.subscriber).toEqual({
      id: 1,
      address: ann,
      frameworks: ['g-cloud-14', '=g-cloud'],
      othersCallOffs: 'leave-out',
      timetable,
      heartbeat: true,
      mutes: [{ id: 1, at: NOW, what: buyer }],
    });
    expect(second?.subscriber).toBe(first?.subscriber);
    expect(third?.subscriber).toMatchObject({
      frameworks: undefined,
      timetable: USUAL_TIMETABLE,
      heartbeat: false,
      mutes: [{ id: 3 }],
    });
  });

  it('are known by their address alone, in small letters or not', async () => {
    await world.subscribe('cyber');

    expect(await world.store.subscriptions.subscriberAt({ ...ann, email: 'Ann@Example.org' })).toMatchObject({
      id: 1,
    });
    expect(
      await world.store.subscriptions.subscriberAt({ ...ann, email: 'eve@example.org' }),
    ).toBeUndefined();
  });

  it('are seen as they are now, whatever process changed them', async () => {
    await world.subscribe('cyber');
    const mutes = async (): Promise<unknown> =>
      (await world.store.subscriptions.active()).map(({ subscriber, query }) => [
        query,
        subscriber.mutes.length,
        subscriber.othersCallOffs,
      ]);
    expect(await mutes()).toEqual([['cyber', 0, 'tag']]);

    const other = await world.another();
    await other.transaction(async (tx) => {
      await tx.subscriptions.mute(1, { kind: 'term', term: 'guarding' }, NOW);
      await tx.subscriptions.state(1, { frameworks: [], othersCallOffs: 'leave-out' });
      await tx.subscriptions.change(1, { query: 'cloud' }, NOW);
    });
    await other.close();
    expect(await mutes()).toEqual([['cloud', 1, 'leave-out']]);

    await world.store.transaction(async (tx) => tx.subscriptions.unmute([1]));
    expect(await mutes()).toEqual([['cloud', 0, 'leave-out']]);
    await world.store.transaction(async (tx) => tx.subscriptions.mute(1, { kind: 'term', term: 'x' }, NOW));
    expect(await mutes()).toEqual([['cloud', 1, 'leave-out']]);
  });
});
