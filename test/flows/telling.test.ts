import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import type { SuppressionReason } from '../../src/domain/sign-up.ts';
import { aNotice } from '../builders.ts';
import { deadlineOn, openWorld, refusal, type World } from '../flow-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TITLE = 'Penetration testing of the housing portal';
const at = (text: string): number => Date.parse(text);

let world: World;

const schools = (count: number): Notice[] =>
  Array.from({ length: count }, (_, index) =>
    world.news({
      noticeId: `s-${index}`,
      ocid: `ocds-h6vhtk-s${index}`,
      title: `Penetration tests for school ${index}`,
    }),
  );

beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
});

describe('first sight, past and silence', () => {
  it('tells nobody what a first pass reads', async () => {
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(aNotice({ published: world.clock.now() - DAY }));

    const report = await world.collect('find-a-tender');
    await world.dispatch();

    expect(report).toMatchObject({ procurements: 1, deliveries: 0 });
    expect(world.told()).toEqual([]);
  });

  it('never tells what is dated before the first pass began, whichever window brings it', async () => {
    await world.seed();
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(aNotice({ published: at('2026-08-31T10:00:00Z') }));

    const windows = [{ from: at('2026-08-31T00:00:00Z'), to: at('2026-09-01T00:00:00Z') }];
    const report = await world.collect('find-a-tender', { windows, scheduled: false });

    expect(report).toMatchObject({ procurements: 1, events: 1, deliveries: 0 });
  });

  it('tells what is dated later, also about a procurement seeded before', async () => {
    world.portals['find-a-tender'].publish(aNotice({ published: world.clock.now() - DAY }));
    await world.seed();
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(
      world.news({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') }),
    );

    await world.collect('find-a-tender');
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('tells once, after downtime, what was missed and is still open', async () => {
    await world.seed();
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(
      world.news(),
      world.news({ noticeId: '000900-2026', ocid: 'ocds-h6vhtk-9', deadline: deadlineOn('2026-09-03') }),
    );
    world.clock.advance(10 * DAY);

    await world.collect('find-a-tender');
    await world.dispatch();
    await world.collect('find-a-tender');
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('imports silently, and aloud from the day it is told to', async () => {
    await world.subscribe('penetration');
    const old = aNotice({ published: at('2026-08-01T09:00:00Z') });
    const recent = aNotice({
      noticeId: '000500-2026',
      ocid: 'ocds-h6vhtk-5',
      published: at('2026-08-20T09:00:00Z'),
    });

    expect(await world.import('find-a-tender', [old])).toMatchObject({ notices: 1, deliveries: 0 });
    expect(await world.import('find-a-tender', [recent], at('2026-08-15T00:00:00Z'))).toMatchObject({
      deliveries: 1,
    });
    expect(await world.import('find-a-tender', [old, recent], 0)).toMatchObject({
      notices: 0,
      events: 0,
      deliveries: 0,
      seen: 2,
    });
  });

  it('offers with the first message what was open already, and never again', async () => {
    world.portals['find-a-tender'].publish(
      aNotice({
        noticeId: '000700-2026',
        ocid: 'ocds-h6vhtk-7',
        title: 'Penetration tests for schools',
        published: world.clock.now() - DAY,
      }),
    );
    await world.seed();
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(
      world.news(),
      world.news({
        noticeId: '000800-2026',
        ocid: 'ocds-h6vhtk-8',
        title: 'Penetration tests for libraries',
      }),
    );

    await world.collect('find-a-tender');
    await world.dispatch();

    const kinds = world.told().flat();
    expect(kinds).toHaveLength(3);
    expect(kinds.filter(([kind]) => kind === 'offered')).toEqual([
      ['offered', 'Penetration tests for schools'],
    ]);
  });

  it('offers what is open behind what is known already', async () => {
    const many = (word: string, count: number, published: number) =>
      Array.from({ length: count }, (_, index) =>
        aNotice({
          noticeId: `${word}-${index}`,
          releaseId: `${word}-${index}`,
          ocid: `ocds-h6vhtk-${word}${index}`,
          title: `Penetration ${word} ${index}`,
          published,
        }),
      );
    world.portals['find-a-tender'].publish(...many('older', 5, world.clock.now() - DAY));
    await world.seed();
    await world.subscribe('newer');
    world.portals['find-a-tender'].publish(...many('newer', 8, world.clock.now() - 1000));
    await world.collect('find-a-tender');
    await world.dispatch();
    await world.subscribe('penetration');
    world.clock.advance(HOUR);
    world.portals['find-a-tender'].publish(...many('latest', 1, world.clock.now() - 1000));

    await world.collect('find-a-tender');
    await world.dispatch();

    expect(
      world
        .told()
        .at(-1)
        ?.map(([kind]) => kind),
    ).toEqual(['new', ...Array.from({ length: 5 }, () => 'offered')]);
  });

  it('offers five at most', async () => {
    await world.seed();
    await world.import('find-a-tender', schools(7));
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(world.news());
    await world.collect('find-a-tender');

    await world.dispatch();

    expect(
      world
        .kinds()
        .flat()
        .filter((kind) => kind === 'offered'),
    ).toHaveLength(5);
  });

  it('does not offer what waits in another message', async () => {
    await world.seed();
    await world.subscribe('penetration', { wanted: ['new'] });
    world.portals['find-a-tender'].publish(world.news());
    await world.collect('find-a-tender');
    world.channels.email.answer(() => refusal({ scope: 'message' }));
    await world.dispatch();
    world.channels.email.answer(undefined);
    await world.subscribe('category:security');
    world.portals['find-a-tender'].publish(...schools(1));
    await world.collect('find-a-tender');

    await world.dispatch();
    expect(world.kinds()).toEqual([['new']]);
    world.clock.advance(HOUR);
    await world.dispatch();

    expect(world.told()).toEqual([[['new', 'Penetration tests for school 0']], [['new', TITLE]]]);
  });
});

describe('one procurement, told once', () => {
  const copy = (with_: Partial<Notice> = {}): Notice =>
    world.news({
      portal: 'contracts-finder',
      noticeId: 'guid-1',
      ocid: 'ocds-b5fd17-1',
      cites: ['notice:find-a-tender:000101-2026'],
      url: 'https://www.contractsfinder.service.gov.uk/Notice/guid-1',
      ...with_,
    });

  it.each([
    ['find-a-tender', 'contracts-finder'],
    ['contracts-finder', 'find-a-tender'],
  ] as const)('gives one alert when %s is read before %s', async (first, second) => {
    await world.seed();
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(world.news());
    world.portals['contracts-finder'].publish(copy());

    for (const portal of [first, second]) {
      await world.collect(portal);
      await world.dispatch();
    }

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('tells a moved deadline as was and now, in the thread of the first mail', async () => {
    await world.seed();
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(world.news());
    await world.collect('find-a-tender');
    await world.dispatch();
    world.clock.advance(DAY);
    world.portals['find-a-tender'].publish(
      world.news({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') }),
    );

    await world.collect('find-a-tender');
    await world.dispatch();

    const [first, second] = world.channels.email.sent.map(({ message }) => message);
    expect(second?.items).toMatchObject([
      {
        kind: 'changed',
        changes: [{ field: 'deadline', was: '2026-09-30T11:00:00.000Z', now: '2026-10-07T11:00:00.000Z' }],
      },
    ]);
    expect(second?.thread).toBe(first?.messageId);
  });

  it('keeps silent when a second portal reports the move that was told', async () => {
    await world.seed();
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(world.news());
    world.portals['contracts-finder'].publish(copy());
    await world.collect('find-a-tender');
    await world.collect('contracts-finder');
    await world.dispatch();
    world.clock.advance(DAY);
    const moved = { deadline: deadlineOn('2026-10-07') };
    world.portals['find-a-tender'].publish(world.news({ noticeId: '000102-2026', ...moved }));
    world.portals['contracts-finder'].publish(copy({ releaseId: 'guid-1-2', ...moved }));

    await world.collect('find-a-tender');
    await world.dispatch();
    await world.collect('contracts-finder');
    await world.dispatch();

    expect(world.told().map((items) => items[0]?.[0])).toEqual(['new', 'changed']);
  });

  it('tells a date that goes back and forth each time', async () => {
    await world.seed();
    await world.subscribe('penetration');
    const days = ['2026-09-30', '2026-10-07', '2026-09-30'];
    for (const [index, day] of days.entries()) {
      world.portals['find-a-tender'].publish(
        world.news({ noticeId: `00010${index}-2026`, deadline: deadlineOn(day) }),
      );
      await world.collect('find-a-tender');
      await world.dispatch();
      world.clock.advance(DAY);
    }

    expect(world.told().map((items) => items[0]?.[0])).toEqual(['new', 'changed', 'changed']);
  });

  it('cancels a queued message whose state was told meanwhile', async () => {
    await world.seed();
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(world.news());
    await world.collect('find-a-tender');
    await world.dispatch();
    for (const [index, day] of ['2026-10-07', '2026-09-30'].entries()) {
      world.clock.advance(HOUR);
      world.portals['find-a-tender'].publish(
        world.news({ noticeId: `00020${index}-2026`, deadline: deadlineOn(day) }),
      );
      await world.collect('find-a-tender');
    }

    const report = await world.dispatch();

    expect(report).toMatchObject({ sent: 0, ended: 1 });
  });

  it('reaches whoever was told when it is cancelled by a stub that no query matches', async () => {
    await world.seed();
    await world.subscribe('penetration stage:tender');
    world.portals['find-a-tender'].publish(world.news());
    await world.collect('find-a-tender');
    await world.dispatch();
    world.clock.advance(DAY);
    world.portals['find-a-tender'].publish(
      world.news({
        noticeId: '000103-2026',
        stage: 'closed',
        outcome: 'cancelled',
        sparse: true,
        cpv: [],
        description: undefined,
        form: 'UK12',
      }),
    );

    await world.collect('find-a-tender');
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]], [['cancelled', TITLE]]]);
  });

  it('reaches whoever was told when it is awarded, once, though no query matches what the award says', async () => {
    await world.seed();
    await world.subscribe('"yearly penetration tests" stage:tender');
    world.portals['find-a-tender'].publish(world.news());
    await world.collect('find-a-tender');
    await world.dispatch();
    for (const [number, stage, form] of [
      ['000103-2026', 'award', 'UK6'],
      ['000104-2026', 'contract', 'UK7'],
    ] as const) {
      world.clock.advance(DAY);
      world.portals['find-a-tender'].publish(world.news({ noticeId: number, stage, form, cpv: [] }));
      await world.collect('find-a-tender');
      await world.dispatch();
    }

    expect(world.told()).toEqual([[['new', TITLE]], [['awarded', TITLE]]]);
  });

  it('tells an award that it first sees only to those who want awards, and as an award', async () => {
    await world.seed();
    await world.subscribe('penetration', { email: 'ann@example.org' });
    await world.subscribe('penetration', { email: 'ben@example.org', wanted: ['new', 'changes', 'awards'] });
    world.portals['find-a-tender'].publish(world.news({ stage: 'award', form: 'UK6' }));

    await world.collect('find-a-tender');
    await world.dispatch();

    expect(world.channels.email.sent.map(({ to, message }) => [to, message.items[0]?.kind])).toEqual([
      [{ channel: 'email', email: 'ben@example.org' }, 'awarded'],
    ]);
  });

  it('tells as new what an amendment first brings into a query', async () => {
    await world.seed();
    await world.subscribe('penetration region:wales');
    world.portals['find-a-tender'].publish(world.news({ regions: ['UKM'] }));
    await world.collect('find-a-tender');
    world.clock.advance(HOUR);
    world.portals['find-a-tender'].publish(world.news({ noticeId: '000102-2026', regions: ['UKL'] }));

    await world.collect('find-a-tender');
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('tells nothing when a late notice shows two told procurements to be one', async () => {
    // So unlike its original that only a link shows them to be one.
    const unlike = {
      title: 'Red team exercise',
      description: 'Penetration of the offices at night, by people who are not announced.',
      buyer: { name: 'Brackwell Fire Authority', id: undefined },
    };
    await world.seed();
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(world.news());
    world.portals['contracts-finder'].publish(copy({ ...unlike, cites: [] }));
    await world.collect('find-a-tender');
    await world.collect('contracts-finder');
    await world.dispatch();
    expect(world.told()).toHaveLength(2);
    world.clock.advance(HOUR);
    world.portals['contracts-finder'].publish(copy({ ...unlike, releaseId: 'guid-1-2' }));

    const report = await world.collect('contracts-finder');
    await world.dispatch();

    expect(report).toMatchObject({ events: 1, deliveries: 0 });
    expect(await world.search('it:any')).toHaveLength(1);
    expect(world.told()).toHaveLength(2);
  });
});

describe('sending', () => {
  async function oneAlert(): Promise<void> {
    await world.seed();
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(world.news());
    await world.collect('find-a-tender');
  }

  it('pauses a channel that is down, burns no attempt, and sends when it is well', async () => {
    await oneAlert();
    world.channels.email.answer(() => refusal());
    for (let i = 0; i < 20; i += 1) {
      await world.dispatch();
      world.clock.advance(10 * 60_000);
    }
    world.channels.email.answer(undefined);

    expect(await world.dispatch()).toMatchObject({ sent: 1 });
  });

  it('tries a passing refusal again with the same Message-ID', async () => {
    await oneAlert();
    const ids: string[] = [];
    world.channels.email.answer((message) => {
      ids.push(message.messageId);
      return ids.length < 3 ? refusal({ scope: 'message' }) : { sent: true, reference: '250 ok' };
    });
    for (let i = 0; i < 3; i += 1) {
      await world.dispatch();
      world.clock.advance(HOUR);
    }

    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
  });

  it('sends mail while Slack hangs', async () => {
    await oneAlert();
    await world.subscribe('penetration', { slack: 'C01TENDERS' });
    world.clock.advance(HOUR);
    world.portals['find-a-tender'].publish(world.news({ noticeId: '000400-2026', ocid: 'ocds-h6vhtk-4' }));
    await world.collect('find-a-tender');
    let letGo = (): void => undefined;
    world.channels.slack.hold(new Promise<void>((done) => (letGo = done)));

    const sending = world.dispatch();
    await expect.poll(() => world.channels.email.sent.length).toBe(2);
    expect(world.channels.slack.sent).toHaveLength(0);
    letGo();
    await sending;

    expect(world.channels.slack.sent).toHaveLength(1);
  });

  it('tells as an award what was awarded while a change was queued', async () => {
    await oneAlert();
    await world.dispatch();
    world.clock.advance(HOUR);
    world.portals['find-a-tender'].publish(
      world.news({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') }),
    );
    await world.collect('find-a-tender');
    world.clock.advance(HOUR);
    world.portals['find-a-tender'].publish(
      world.news({ noticeId: '000103-2026', stage: 'award', form: 'UK6' }),
    );
    await world.collect('find-a-tender');

    expect(await world.dispatch()).toMatchObject({ sent: 1, ended: 0 });
    expect(world.told()).toEqual([[['new', TITLE]], [['awarded', TITLE]]]);
  });

  it('does not tell as an award, to somebody who wants none, what was awarded before it was told at all', async () => {
    await oneAlert();
    world.clock.advance(HOUR);
    world.portals['find-a-tender'].publish(
      world.news({ noticeId: '000103-2026', stage: 'award', form: 'UK6' }),
    );
    await world.collect('find-a-tender');

    expect(await world.dispatch()).toMatchObject({ sent: 0, ended: 1 });
  });

  it('ends the subscriptions of a mailbox that does not exist, and says why', async () => {
    await oneAlert();
    world.channels.email.answer(() =>
      refusal({
        scope: 'subscriber',
        permanent: true,
        code: '550',
        reason: 'there is no such mailbox',
      }),
    );

    await world.dispatch();

    expect(await world.store.subscriptions.list()).toMatchObject([
      { state: 'ended', reason: 'there is no such mailbox' },
    ]);
    expect(await world.store.subscriptions.active()).toEqual([]);
  });

  it('pauses the subscriptions of a Slack channel that it may not post to, and frees all that waited', async () => {
    await world.seed();
    await world.subscribe('penetration', { slack: 'C01TENDERS' });
    world.portals['find-a-tender'].publish(world.news(), ...schools(2));
    await world.collect('find-a-tender');
    world.channels.slack.answer(() =>
      refusal({
        scope: 'subscriber',
        permanent: true,
        code: 'not_in_channel',
        reason: 'the bot is not in the channel',
      }),
    );

    await world.dispatch();

    const [subscription] = await world.store.subscriptions.list();
    expect(subscription).toMatchObject({ state: 'paused', reason: 'the bot is not in the channel' });
    expect(await world.store.ledger.freed(subscription?.subscriber.id ?? 0)).toHaveLength(3);
    expect(await world.store.deliveries.counts()).toMatchObject({ ready: 0, failed: 1, cancelled: 2 });
  });

  it('gives up what is refused eight times, and owes it', async () => {
    await oneAlert();
    let tries = 0;
    world.channels.email.answer(() => {
      tries += 1;
      return refusal({ scope: 'message', code: '451' });
    });
    for (let i = 0; i < 12; i += 1) {
      await world.dispatch();
      world.clock.advance(2 * HOUR);
    }

    expect(tries).toBe(8);
    expect(await world.store.deliveries.counts()).toMatchObject({ ready: 0, dead: 1 });
    expect(await world.recover()).toMatchObject({ summaries: 1 });
  });

  const full = refusal({ scope: 'subscriber', code: '552', reason: 'The mailbox is full.' });

  it('asks a full mailbox again until the message is three days old, ever more seldom', async () => {
    await oneAlert();
    let tries = 0;
    world.channels.email.answer((message) => {
      if (message.kind !== 'operator') tries += 1;
      return full;
    });
    for (let hour = 0; hour < 70; hour += 1) {
      await world.dispatch();
      world.clock.advance(HOUR);
    }
    expect(await world.store.deliveries.counts()).toMatchObject({ ready: 1, dead: 0 });
    expect(tries).toBeGreaterThan(10);
    expect(tries).toBeLessThan(40);
    world.clock.advance(2 * HOUR);
    await world.dispatch();

    expect(await world.store.deliveries.counts()).toMatchObject({ ready: 0, dead: 1 });
    world.channels.email.answer(undefined);
    await world.recover();
    await world.dispatch();
    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('reaches a mailbox that is emptied within two days', async () => {
    await oneAlert();
    world.channels.email.answer(() => full);
    for (let hour = 0; hour < 48; hour += 1) {
      await world.dispatch();
      world.clock.advance(HOUR);
    }
    world.channels.email.answer(undefined);
    world.clock.advance(6 * HOUR);
    await world.dispatch();

    expect(world.sizes()).toEqual([['alert', 1]]);
  });

  describe('to an address to which nothing may be sent', () => {
    const ann = { channel: 'email', email: 'ann@example.org' } as const;

    async function days(count: number): Promise<void> {
      for (let hour = 0; hour < 24 * count; hour += 1) {
        await world.dispatch();
        world.clock.advance(HOUR);
        await world.recover();
      }
    }

    async function suppressed(reason: SuppressionReason): Promise<void> {
      await oneAlert();
      const suppression = { reason, source: 'test', at: world.clock.now() };
      await world.store.transaction((tx) => tx.suppressions.suppress(ann, suppression));
    }

    it.each(['manual', 'complaint'] as const)('is cancelled once, and owed no more: %s', async (reason) => {
      await suppressed(reason);
      await days(2);

      expect(await world.store.deliveries.counts()).toMatchObject({ ready: 0, cancelled: 1 });
      expect(await world.store.ledger.subscribersWithFreed()).toEqual([]);
      await world.store.transaction((tx) => tx.suppressions.lift(ann));
      await days(1);
      expect(world.told()).toEqual([]);
    });

    it('is cancelled once, and owed until that is lifted, after bounces', async () => {
      await suppressed('soft-bounces');
      await days(2);

      expect(await world.store.deliveries.counts()).toMatchObject({ ready: 0, cancelled: 1 });
      await world.store.transaction((tx) => tx.suppressions.lift(ann));
      await days(1);
      expect(world.told()).toEqual([[['new', TITLE]]]);
    });
  });

  it('gives up after three tries a message that it stumbles over, and sends the rest at once', async () => {
    await world.seed();
    await world.subscribe('penetration');
    world.portals['find-a-tender'].publish(world.news(), ...schools(1));
    await world.collect('find-a-tender');
    let stumbles = 0;
    world.channels.email.answer((message) => {
      if (message.items[0]?.procurement.view.title !== TITLE) return { sent: true, reference: '250 ok' };
      stumbles += 1;
      throw new Error('a bug in one message');
    });

    expect(await world.dispatch()).toMatchObject({ sent: 1, postponed: 1 });
    for (let i = 0; i < 6; i += 1) {
      world.clock.advance(HOUR);
      await world.dispatch();
    }

    expect(stumbles).toBe(3);
    // The rest, and word to whoever runs this.
    expect(await world.store.deliveries.counts()).toMatchObject({ ready: 0, sent: 2, dead: 1 });
    expect(world.channels.email.sent.at(-1)?.message.words?.[0]).toBe(
      'A message could not be made or recorded',
    );
  });

  it('tells what was given up in one summary, once it can', async () => {
    await oneAlert();
    world.channels.email.answer(() => refusal({ scope: 'message', permanent: true, code: '554' }));
    await world.dispatch();
    world.channels.email.answer(undefined);

    expect(await world.recover()).toMatchObject({ summaries: 1 });
    expect(await world.recover()).toMatchObject({ summaries: 0 });
    await world.dispatch();

    expect(world.told()).toEqual([[['new', TITLE]]]);
  });

  it('sends to nobody what a paused or ended subscription matched', async () => {
    await oneAlert();
    const [subscription] = await world.store.subscriptions.active();
    await world.end({ subscription });

    expect(await world.dispatch()).toMatchObject({ sent: 0, ended: 1 });
  });
});
