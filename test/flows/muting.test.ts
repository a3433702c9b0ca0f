import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import type { Address } from '../../src/domain/subscription.ts';
import { mute, unmute, type MuteDone, type MuteWish } from '../../src/flows/mute.ts';
import { notRelevant } from '../../src/flows/not-relevant.ts';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';

/** What vitest answers is typed as anything at all. */
const containing = (text: string): unknown => expect.stringContaining(text);

const ANN: Address = { channel: 'email', email: 'ann@example.org' };
const TITLE = 'Penetration testing of the housing portal';
const MINUTE = 60_000;

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

const muting = async (wish: MuteWish, address = ANN): Promise<MuteDone> => await mute(address, wish, world);
const publish = (with_: Partial<Notice> = {}): void => world.publish(with_);
/** Reads what was published and sends what is due. */
const run = async (): Promise<void> => {
  await world.collect('find-a-tender');
  await world.dispatch();
  world.clock.advance(MINUTE);
};
const cancelled: Partial<Notice> = {
  noticeId: '000109-2026',
  stage: 'closed',
  outcome: 'cancelled',
  form: 'UK12',
};
const procurementId = async (): Promise<number> => (await world.search('penetration'))[0]?.id ?? 0;

describe('a muted buyer or term', () => {
  it('is not told as new, though the query matches', async () => {
    await world.subscribe('penetration');
    await world.subscribe('penetration', { email: 'bob@example.org' });
    await muting({ kind: 'buyer', name: 'Ashcombe  Borough' });

    publish();
    await run();

    expect(world.channels.email.sent.map(({ to }) => to)).toEqual([
      { channel: 'email', email: 'bob@example.org' },
    ]);
  });

  it.each([
    ['a word', 'housing'],
    ['a phrase, quoted or not', 'housing portal'],
    ['a phrase in quotes', '"housing portal"'],
  ])('mutes %s', async (_, term) => {
    await world.subscribe('penetration');
    await muting({ kind: 'term', term });

    publish();
    publish({
      noticeId: '000102-2026',
      ocid: 'ocds-h6vhtk-0a0002',
      title: 'Penetration tests',
      description: 'Of a portal for housing.',
    });
    await run();

    expect(world.told()).toEqual(term === 'housing' ? [] : [[['new', 'Penetration tests']]]);
  });

  it('mutes a word in capitals only where it is written so', async () => {
    await world.subscribe('penetration');
    await muting({ kind: 'term', term: 'CHECK' });

    publish({ description: 'CHECK penetration tests of applications.' });
    publish({
      noticeId: '000102-2026',
      ocid: 'ocds-h6vhtk-0a0002',
      title: 'Penetration tests',
      description: 'Check applications for holes.',
    });
    await run();

    expect(world.told()).toEqual([[['new', 'Penetration tests']]]);
  });

  it('silences also how that goes on which was told before', async () => {
    await world.subscribe('penetration');
    publish();
    await run();
    await muting({ kind: 'buyer', name: 'Ashcombe Borough Council' });

    publish(cancelled);
    await run();

    expect(world.kinds()).toEqual([['new']]);
  });

  it('is asked again when a message is sent', async () => {
    await world.subscribe('penetration');
    publish();
    await world.collect('find-a-tender');
    await muting({ kind: 'term', term: 'housing' });

    await world.dispatch();

    expect(world.told()).toEqual([]);
  });

  it('refuses what is no name and no word, and knows what is muted already', async () => {
    await world.subscribe('penetration');

    expect(await muting({ kind: 'buyer', name: ' " ' })).toEqual({
      refused: containing('buyer'),
    });
    expect(await muting({ kind: 'term', term: 'region:wales' })).toEqual({
      refused: containing('word'),
    });
    expect(await muting({ kind: 'buyer', name: 'NHS Wales' })).toMatchObject({ isKnown: false });
    expect(await muting({ kind: 'buyer', name: 'nhs  wales' })).toMatchObject({
      isKnown: true,
      mute: { id: 1 },
    });
    expect(
      await muting({ kind: 'buyer', name: 'NHS Wales' }, { channel: 'email', email: 'eve@example.org' }),
    ).toEqual({
      refused: containing('nobody'),
    });
  });
});

it('mutes a hundred buyers and terms at most', async () => {
  await world.subscribe('penetration');
  for (let number = 0; number < 100; number += 1) await muting({ kind: 'term', term: `word${number}` });

  expect(await muting({ kind: 'term', term: 'another' })).toEqual({ refused: containing('take one back') });
  expect(await muting({ kind: 'term', term: 'word7' })).toMatchObject({ isKnown: true });
});

describe('a muted procurement', () => {
  it('tells nothing at all, not even that it is cancelled', async () => {
    await world.subscribe('penetration', { wanted: ['new', 'changes', 'awards'] });
    publish();
    await run();
    await muting({ kind: 'procurement', procurementId: await procurementId() });

    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await run();
    publish(cancelled);
    const { events, deliveries } = await world.collect('find-a-tender');
    await world.dispatch();

    expect([events, deliveries]).toEqual([1, 0]);
    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('tells nothing of what was queued before', async () => {
    await world.subscribe('penetration');
    publish();
    await world.collect('find-a-tender');
    await muting({ kind: 'procurement', procurementId: await procurementId() });

    await world.dispatch();

    expect(world.told()).toEqual([]);
  });

  it('stays muted when a notice joins it, and each part when people split it', async () => {
    await world.subscribe('penetration');
    publish();
    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await run();
    const id = await procurementId();
    await muting({ kind: 'procurement', procurementId: id });

    publish({ noticeId: '000103-2026', deadline: deadlineOn('2026-10-08') });
    await run();
    await world.split(id, '000102-2026');
    publish({ noticeId: '000102-2026', releaseId: 'again', deadline: deadlineOn('2026-10-09') });
    await run();

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('is not offered to a new subscription', async () => {
    await world.subscribe('penetration');
    publish({ title: 'Firewalls and penetration tests' });
    await world.collect('find-a-tender');
    await muting({ kind: 'procurement', procurementId: await procurementId() });
    await world.subscribe('firewalls OR phones');

    publish({
      noticeId: '000104-2026',
      ocid: 'ocds-h6vhtk-0a0004',
      title: 'Mobile phones and airtime',
      description: 'Phones for staff.',
    });
    await world.collect('find-a-tender');
    const known = await world.store.ledger.about([await procurementId()]);
    await world.dispatch();

    expect(known.map(({ kind }) => kind)).toEqual(['new']);
    expect(world.told()).toEqual([[['new', 'Mobile phones and airtime']]]);
  });

  it('is heard of again when the mute is taken back, by whom it belongs to', async () => {
    await world.subscribe('penetration');
    publish();
    await run();
    await muting({ kind: 'procurement', procurementId: await procurementId() });

    expect(await unmute({ channel: 'email', email: 'bob@example.org' }, 1, world)).toBeUndefined();
    expect(await unmute(ANN, 1, world)).toMatchObject({ id: 1 });
    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await run();

    expect(world.kinds()).toEqual([['new'], ['changed']]);
  });

  it('keeps one mute that names also what has joined since', async () => {
    await world.subscribe('penetration');
    publish();
    await run();
    const id = await procurementId();
    await muting({ kind: 'procurement', procurementId: id });
    publish({ noticeId: '000102-2026' });
    await run();

    const again = await muting({ kind: 'procurement', procurementId: id });
    const [ann] = await world.store.subscriptions.list();

    expect(again).toMatchObject({ isKnown: true });
    expect(ann?.subscriber.mutes.map(({ what }) => what)).toEqual([
      {
        kind: 'procurement',
        notices: ['notice:find-a-tender:000101-2026', 'notice:find-a-tender:000102-2026'],
        title: TITLE,
      },
    ]);
  });
});

describe('not relevant', () => {
  it('mutes the procurement for its sender alone, and puts it before the operator', async () => {
    await world.subscribe('penetration');
    await world.subscribe('penetration', { email: 'bob@example.org' });
    publish();
    await run();
    const wish = { procurementId: await procurementId(), address: ANN, note: undefined };

    const done = await notRelevant(wish, world);
    const again = await notRelevant(wish, world);
    publish(cancelled);
    await run();

    expect(done).toMatchObject({ isKnown: false, correction: { state: 'waiting', says: { it: false } } });
    expect(again).toMatchObject({ isKnown: true, mute: { id: 1 }, correction: { id: 1 } });
    expect(await world.store.corrections.all()).toHaveLength(1);
    expect(world.channels.email.sent.slice(2).map(({ to, message }) => [to, message.items[0]?.kind])).toEqual(
      [[{ channel: 'email', email: 'bob@example.org' }, 'cancelled']],
    );
  });

  it('keeps neither where either cannot be', async () => {
    await world.subscribe('penetration');

    expect(await notRelevant({ procurementId: 99, address: ANN, note: undefined }, world)).toEqual({
      refused: 'there is no procurement 99',
    });
    expect((await world.store.subscriptions.subscriberAt(ANN))?.mutes).toEqual([]);
  });
});

describe('A muted procurement that people divide', () => {
  it('stays muted in both halves, also where one joined it after the mute', async () => {
    await world.subscribe('penetration');
    publish();
    await run();
    const [first] = await world.search('penetration');
    await muting({ kind: 'procurement', procurementId: first?.id ?? 0 });
    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-15') });
    await run();
    await world.split(first?.id ?? 0, '000102-2026');
    await world.dispatch();
    publish({ noticeId: '000103-2026', deadline: deadlineOn('2026-11-11') });
    await run();

    expect(world.kinds()).toEqual([['new']]);
  });

  it('is muted for nobody who muted another', async () => {
    await world.subscribe('penetration');
    const other = {
      noticeId: '000201-2026',
      ocid: 'ocds-h6vhtk-0b0001',
      title: 'Penetration tests for schools',
    };
    publish(other);
    await run();
    const [first] = await world.search('schools');
    await muting({ kind: 'procurement', procurementId: first?.id ?? 0 });
    publish();
    publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-15') });
    await run();
    const [second] = await world.search('housing');
    await world.split(second?.id ?? 0, '000102-2026');
    await world.dispatch();

    const mutes = (await world.store.subscriptions.subscriberAt(ANN))?.mutes;
    expect(mutes?.map(({ what }) => what)).toEqual([
      expect.objectContaining({ notices: ['notice:find-a-tender:000201-2026'] }),
    ]);
  });
});
