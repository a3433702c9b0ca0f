import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import type { Address } from '../../src/domain/subscription.ts';
import { follow, type FollowWish, type Following } from '../../src/flows/follow.ts';
import { mute } from '../../src/flows/mute.ts';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';

/** What vitest answers is typed as anything at all. */
const containing = (text: string): unknown => expect.stringContaining(text);

const ANN: Address = { channel: 'email', email: 'ann@example.org' };
const TITLE = 'Penetration testing of the housing portal';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

const following = async (wish: FollowWish): Promise<Following> =>
  await follow({ address: ANN, cadence: 'instant' }, wish, world);
const publish = (with_: Partial<Notice> = {}): void => world.publish(with_);
const run = async (): Promise<void> => {
  await world.collect('find-a-tender');
  await world.dispatch();
  world.clock.advance(60_000);
};
const procurement = async (): Promise<FollowWish> => ({
  kind: 'procurement',
  procurementId: (await world.search('penetration'))[0]?.id ?? 0,
});
const AWARD: Partial<Notice> = {
  noticeId: '000107-2026',
  stage: 'award',
  form: 'UK6',
  suppliers: ['Northgate Cyber Ltd'],
};

describe('following a procurement', () => {
  it('tells how it goes on and how it ends, but not what its follower has seen', async () => {
    publish();
    await run();
    const done = await following(await procurement());
    await run();
    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await run();
    publish(AWARD);
    await run();

    expect(done).toMatchObject({
      isKnown: false,
      subscription: { query: '000101-2026', wanted: ['changes', 'awards'], cadence: 'instant' },
    });
    expect(world.told()).toEqual([[['changed', TITLE]], [['awarded', TITLE]]]);
    const [first] = world.channels.email.sent;
    expect(first?.message.items[0]?.changes.map(({ field }) => field)).toEqual(['deadline']);
  });

  it('costs nobody a change that waits to be told', async () => {
    await world.subscribe('penetration');
    publish();
    await run();
    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await world.collect('find-a-tender');

    await following(await procurement());
    await world.dispatch();

    expect(world.kinds()).toEqual([['new'], ['changed']]);
  });

  it('hears of it whatever buyer or term is muted, and whatever is no IT', async () => {
    await world.subscribe('phones');
    publish({ title: 'Grass cutting near the penetration point', description: 'Mowing.', cpv: [] });
    await run();
    await following({ kind: 'procurement', procurementId: (await world.search('it:any'))[0]?.id ?? 0 });
    await mute(ANN, { kind: 'term', term: 'grass' }, world);
    await mute(ANN, { kind: 'buyer', name: 'Ashcombe Borough Council' }, world);
    publish({
      noticeId: '000102-2026',
      title: 'Grass cutting near the penetration point',
      cpv: [],
      deadline: deadlineOn('2026-10-07'),
    });
    await run();

    expect(world.kinds()).toEqual([['changed']]);
  });

  it('takes back a mute of that procurement, and a later mute silences it again', async () => {
    await world.subscribe('phones');
    publish();
    await run();
    const wish = await procurement();
    const muted = {
      kind: 'procurement',
      procurementId: wish.kind === 'procurement' ? wish.procurementId : 0,
    } as const;
    await mute(ANN, muted, world);

    const done = await following(wish);
    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await run();
    await mute(ANN, muted, world);
    publish({ noticeId: '000103-2026', deadline: deadlineOn('2026-10-09') });
    await run();

    expect(done).toMatchObject({ unmuted: [{ id: 1, what: { kind: 'procurement' } }] });
    expect(world.kinds()).toEqual([['changed']]);
  });

  it('is one subscription, however often it is asked for', async () => {
    publish();
    await run();

    const first = await following(await procurement());
    const again = await following(await procurement());

    expect(first).toMatchObject({ isKnown: false, subscription: { id: 1 } });
    expect(again).toMatchObject({ isKnown: true, subscription: { id: 1 } });
    expect(await following({ kind: 'procurement', procurementId: 99 })).toEqual({
      refused: 'there is no procurement 99',
    });
  });
});

describe('following a buyer or a supplier', () => {
  it('tells of whatever a buyer publishes, a muted name taken back', async () => {
    await world.subscribe('phones');
    await mute(ANN, { kind: 'buyer', name: 'ashcombe borough council' }, world);

    const done = await following({ kind: 'buyer', name: 'Ashcombe Borough Council' });
    publish();
    await run();

    expect(done).toMatchObject({
      unmuted: [{ what: { kind: 'buyer' } }],
      subscription: { wanted: ['new', 'changes'] },
    });
    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('tells what a supplier wins, and of nothing that is still open', async () => {
    const done = await following({ kind: 'supplier', name: 'Northgate Cyber' });
    publish();
    await run();
    expect(world.told()).toEqual([]);

    publish(AWARD);
    await run();

    expect(done).toMatchObject({ subscription: { wanted: ['awards'] } });
    expect(world.told()).toEqual([[['awarded', TITLE]]]);
  });

  it('refuses what is no name', async () => {
    expect(await following({ kind: 'supplier', name: '"' })).toEqual({
      refused: containing('supplier'),
    });
  });
});

describe('Who follows a procurement', () => {
  const moved: Partial<Notice> = { noticeId: '000102-2026', deadline: deadlineOn('2026-10-15') };
  const goesOn = async (): Promise<void> => {
    await world.dispatch();
    world.clock.advance(60_000);
    publish(moved);
    await run();
  };

  it('hears how it goes on where what was queued for an ended subscription is never sent', async () => {
    const done = await world.subscribe('penetration');
    publish();
    await world.collect('find-a-tender');
    await world.end(done);
    await following(await procurement());
    await goesOn();

    expect(world.told()).toEqual([[['changed', TITLE]]]);
  });

  it('hears how it goes on where what was queued is muted', async () => {
    await world.subscribe('penetration');
    publish();
    await world.collect('find-a-tender');
    await mute(ANN, { kind: 'buyer', name: 'Ashcombe' }, world);
    await following(await procurement());
    await goesOn();

    expect(world.told()).toEqual([[['changed', TITLE]]]);
  });

  it('hears first what another subscription is about to tell', async () => {
    await world.subscribe('penetration');
    publish();
    await world.collect('find-a-tender');
    await following(await procurement());
    await goesOn();

    expect(world.told()).toEqual([[['new', TITLE]], [['changed', TITLE]]]);
  });

  it('follows it once, also where it has a newer notice', async () => {
    publish();
    await run();
    const first = await following(await procurement());
    publish(moved);
    await run();
    const again = await following(await procurement());

    expect(first).toMatchObject({ isKnown: false, subscription: { id: 1 } });
    expect(again).toMatchObject({ isKnown: true, subscription: { id: 1 } });
    expect(await world.store.subscriptions.list()).toHaveLength(1);
  });

  it('follows it anew where the first time has ended', async () => {
    publish();
    await run();
    const first = await following(await procurement());
    if ('refused' in first) throw new Error(first.refused);
    await world.end(first);

    expect(await following(await procurement())).toMatchObject({ isKnown: false });
  });
});
