import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUILT_PORTALS } from '../../../src/portals/index.ts';
import { renderMail } from '../../../src/present/mail.tsx';
import { openPortalWorld, type PortalWorld } from './portal-world.ts';
import { SHAPES, twinsOf, type Json } from './shapes.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let world: PortalWorld;
afterEach(async () => {
  await world.close();
});

/** What is served now is read, and what is due is sent. */
async function pass(): Promise<void> {
  await world.visit();
  await world.dispatch();
}

describe.each(BUILT_PORTALS)('%s', (id) => {
  const shape = SHAPES[id];
  beforeEach(async () => {
    world = await openPortalWorld(id);
  });

  it('fault 9: the same notice on two pages, in two polls and on another portal is one procurement, told once to each subscriber', async () => {
    const at = world.clock.now() + 5 * MINUTE;
    const { elsewhere, home, copy } = twinsOf(id, at);
    await world.seeded(elsewhere);
    await world.subscribe('ann@example.org');
    await world.subscribe('ann@example.org', 'it:any harbour');
    await world.subscribe('ben@example.org');
    world.wire.pageSize(1);
    for (const place of [0, 1]) world.wire.publish(home, at, place);

    expect(await world.visit()).toMatchObject({
      pages: Math.max(2, shape.parts?.length ?? 0),
      notices: 1,
      seen: 1,
    });
    await world.dispatch();
    expect(await world.visit()).toMatchObject({ notices: 0, seen: 2 });
    await world.dispatch();
    (await world.wireOf(elsewhere)).publish(copy, at);
    const read = await world.visit({ portal: elsewhere });
    expect(read).toMatchObject({ notices: 1, procurements: 0, deliveries: 0 });
    await world.dispatch();
    await pass();

    const [procurement, ...others] = await world.search();
    expect(others).toEqual([]);
    expect(procurement?.view.portals.toSorted()).toEqual([id, elsewhere].toSorted());
    expect(await world.versions()).toHaveLength(2);
    expect(world.channels.email.sent.map(({ to }) => to)).toEqual([
      { channel: 'email', email: 'ann@example.org' },
      { channel: 'email', email: 'ben@example.org' },
    ]);
    expect(world.kinds()).toEqual([['new'], ['new']]);
  });

  it('fault 10: published again unchanged is nothing; with another deadline it is one message in the thread of the first', async () => {
    await world.seeded();
    await world.subscribe('ann@example.org');
    world.publish(1);
    await pass();

    world.clock.advance(DAY);
    world.publish(1, { edition: 1 });
    expect(await world.visit()).toMatchObject({ notices: 1, deliveries: 0 });
    expect(await world.dispatch()).toMatchObject({ sent: 0 });

    world.clock.advance(DAY);
    const moved = { tenderPeriod: { endDate: shape.noon('2026-10-07') } };
    world.publish(1, { edition: 2, tender: moved });
    await pass();
    await pass();

    expect(world.kinds()).toEqual([['new'], ['changed']]);
    const [first, second] = world.messages();
    expect(second?.thread).toBe(first?.messageId);
    expect(second?.items[0]?.changes).toEqual([
      { field: 'deadline', was: '2026-09-30T11:00:00.000Z', now: '2026-10-07T11:00:00.000Z' },
    ]);
    expect(await world.versions()).toHaveLength(3);
  });

  it('fault 11: withdrawn before it was told, the waiting alert is cancelled; after, one message says that it ended', async () => {
    await world.seeded();
    await world.subscribe('ann@example.org', 'it:any penetration stage:tender');
    world.publish(1);
    expect(await world.visit()).toMatchObject({ deliveries: 1 });
    world.clock.advance(DAY);
    world.publish(1, { edition: 1, ...shape.withdrawn });
    expect(await world.visit()).toMatchObject({ notices: 1, deliveries: 0 });
    expect(await world.dispatch()).toEqual({ sent: 0, postponed: 0, held: 0, ended: 1 });

    world.publish(2);
    await pass();
    for (const edition of [1, 2]) {
      world.clock.advance(DAY);
      world.publish(2, { edition, ...shape.withdrawn });
      await pass();
    }

    expect(world.kinds()).toEqual([['new'], ['cancelled']]);
    const [first, second] = world.messages();
    expect(second?.thread).toBe(first?.messageId);
    expect((await world.search()).map(({ view }) => view.stage)).toEqual(['closed', 'closed']);
  });

  it('fault 12: dates a century away, an end before its start, and sums that cannot be are stored, flagged and not stated', async () => {
    const value = (amount: unknown): Json => ({ value: { amount, currency: 'GBP' } });
    const until = (endDate: string): Json => ({ tenderPeriod: { endDate } });
    const cases: readonly (readonly [Json, 'deadline' | 'value' | 'contract', RegExp | undefined])[] = [
      [until(shape.noon('9999-12-31')), 'deadline', /^deadline: 9999-12-31 is not believed/],
      [until(shape.noon('1926-09-30')), 'deadline', /^deadline: 1926-09-30 is not believed/],
      // Words where a date belongs say nothing that could be doubted.
      [until('TBC'), 'deadline', undefined],
      [value(-1), 'value', /^value: -1 is not a sum/],
      [value(1e15), 'value', /^value: 1000000000000000 is not a sum/],
      [value('TBC'), 'value', /^value: 'TBC' is not a sum/],
      [value(9_999_901), 'value', /^value: Infinity is not a sum/],
      [shape.backwards.tender ?? {}, 'contract', /^contract: ends 2026-01-01, before it starts 2027-01-01/],
    ];
    await world.seeded();
    await world.subscribe('ann@example.org');
    const at = world.clock.now() - MINUTE;
    for (const [index, [tender]] of cases.entries())
      world.wire.publish(world.text(index, { at, tender }).replace('9999901', '1e9999'), at);

    expect(await world.visit()).toMatchObject({ notices: cases.length, rejected: 0 });
    await world.dispatch();

    const notices = new Map((await world.versions()).map((notice) => [notice.title, notice]));
    const mails = new Map(
      world.messages().map((message) => {
        const footer = { name: 'Ops', postal: undefined, email: undefined };
        return [message.items[0]?.procurement.view.title, renderMail(message, footer)];
      }),
    );
    expect(mails.size).toBe(cases.length);
    for (const [index, [, field, flag]] of cases.entries()) {
      const title = `Penetration testing of the harbour systems, berth ${String(index)}`;
      const notice = notices.get(title);
      expect(notice?.[field], title).toBeUndefined();
      expect(notice?.flags, title).toHaveLength(flag === undefined ? 0 : 1);
      expect(notice?.flags[0] ?? '', title).toMatch(flag ?? /^$/);
      const { text = '', html = '' } = mails.get(title) ?? {};
      expect(text.includes('Deadline: not stated'), title).toBe(field === 'deadline');
      expect(text.includes('Value: not stated'), title).toBe(field === 'value');
      for (const face of [text, html])
        expect(face).not.toMatch(/NaN|Infinity|Invalid|undefined|9999|1926|1e\+?15/);
    }
  });

  it('fault 13: hundreds of matches in one poll are one summary for each subscriber, sent when the poll has ended', async () => {
    const many = 290;
    await world.seeded();
    await world.subscribe('ann@example.org');
    await world.subscribe('C01TENDERS');
    for (let n = 0; n < many; n += 1) world.publish(n, {}, Math.floor(n / 100));
    const sentBetween: number[] = [];
    world.wire.befall(async ({ page }) => {
      if (page > 1 && page < 4) sentBetween.push((await world.dispatch()).sent);
      return undefined;
    });

    expect(await world.visit()).toMatchObject({ notices: many, deliveries: 2 });
    world.wire.befall(undefined);
    await world.dispatch();
    await pass();

    expect(sentBetween).toEqual([0, 0]);
    for (const channel of ['email', 'slack'] as const)
      expect(world.messages(channel).map(({ kind, items }) => [kind, items.length])).toEqual([
        ['summary', many],
      ]);
  });

  it('fault 15: the first run ever is told to nobody, nor is what is dated before it and comes later; what is newer is', async () => {
    await world.subscribe('ann@example.org');
    await world.subscribe('C01TENDERS');
    const start = world.clock.now();
    for (let n = 1; n <= 5; n += 1) world.publish(n, { at: start - n * 3 * DAY });
    // While the pass is under way.
    world.publish(6, { at: start + 2000 });

    expect(await world.visit()).toMatchObject({ procurements: 6, deliveries: 0 });
    await world.dispatch();
    const { firstPassAt, seededAt } = await world.state();
    expect(firstPassAt).toBe(start + 1000);
    expect(seededAt).toBe(world.clock.now());

    world.clock.advance(HOUR);
    world.publish(7, { at: shape.isDated ? start - DAY : start - 30 * MINUTE });
    expect(await world.visit()).toMatchObject({ procurements: 1, deliveries: 0 });
    await world.dispatch();
    world.publish(8);
    await pass();

    for (const channel of ['email', 'slack'] as const) {
      const [message, ...more] = world.messages(channel);
      expect(more).toEqual([]);
      // What was open when somebody subscribed is offered with the first message, and is no news.
      const fresh = message?.items.filter(({ kind }) => kind !== 'offered');
      expect(fresh).toMatchObject([
        {
          kind: 'new',
          procurement: { view: { title: 'Penetration testing of the harbour systems, berth 8' } },
        },
      ]);
    }
    expect(await world.search()).toHaveLength(8);
  });
});
