import type { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { follow } from '../../src/flows/follow.ts';
import { mute } from '../../src/flows/mute.ts';
import type { Address } from '../../src/domain/subscription.ts';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';
import { openMailWeb } from '../mail-web.ts';

const ANN: Address = { channel: 'email', email: 'ann@example.org' };
const DAY = 86_400_000;

let world: World;
let web: Hono;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
  web = openMailWeb(world);
});
afterEach(async () => {
  await world.close();
});

const run = async (): Promise<void> => {
  await world.collect('find-a-tender');
  await world.dispatch();
  world.clock.advance(60_000);
};
const feedOf = async (who: Address = ANN): Promise<string> =>
  await world.store.transaction(async (tx) => {
    const { id: subscriberId } = await tx.subscriptions.subscriber(who);
    const [secret] = await tx.tokens.mint([{ kind: 'calendar', subscriberId, createdAt: world.clock.now() }]);
    return `/calendar/${secret ?? ''}.ics`;
  });
const text = async (path: string): Promise<string> => await (await web.request(path)).text();
/** One property of every event, in order. */
const each = (ics: string, name: string): readonly string[] =>
  Array.from(ics.matchAll(new RegExp(`^${name}[^:\r\n]*:(.*)\r$`, 'gm')), ([, value]) => value ?? '');
const other = {
  noticeId: '000201-2026',
  ocid: 'ocds-h6vhtk-0b0001',
  title: 'Firewall replacement',
  description: 'New firewalls for the fire service.',
  buyer: { name: 'Bexmoor Fire Service', id: undefined },
};

describe('the feed of deadlines', () => {
  it('holds what its reader was told of, with the exact time, and nothing else', async () => {
    await world.subscribe('penetration');
    world.publish();
    world.publish(other);
    await run();

    const ics = await text(await feedOf());

    expect(ics).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(each(ics, 'DTSTART')).toEqual(['20260930T110000Z']);
    expect(each(ics, 'SUMMARY')[0]).toContain('Penetration testing');
    expect(ics).not.toContain('Firewall');
  });

  it('moves an event when the deadline moves: the same event, with a higher number', async () => {
    await world.subscribe('penetration');
    world.publish();
    await run();
    const feed = await feedOf();
    const before = await text(feed);
    world.clock.advance(DAY);
    world.publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await run();

    const after = await text(feed);

    expect(each(after, 'DTSTART')).toEqual(['20261007T110000Z']);
    expect(each(after, 'UID')).toEqual(each(before, 'UID'));
    expect(Number(each(after, 'SEQUENCE')[0])).toBeGreaterThan(Number(each(before, 'SEQUENCE')[0]));
  });

  it('cancels the event of what is cancelled', async () => {
    await world.subscribe('penetration');
    world.publish();
    await run();
    world.publish({ noticeId: '000103-2026', form: 'UK12', stage: 'closed', outcome: 'cancelled' });
    await run();

    expect(each(await text(await feedOf()), 'STATUS')).toEqual(['CANCELLED']);
  });

  it('holds what is followed, also before anything is told of it', async () => {
    world.publish(other);
    await run();
    const [found] = await world.search('firewall');
    await follow(
      { address: ANN, cadence: 'instant' },
      { kind: 'procurement', procurementId: found?.id ?? 0 },
      world,
    );

    expect(each(await text(await feedOf()), 'SUMMARY')[0]).toContain('Firewall replacement');
  });

  it.each([
    ['buyer', { kind: 'buyer', name: 'Ashcombe Borough Council' }],
    ['term', { kind: 'term', term: 'housing' }],
  ] as const)('leaves out what is muted by its %s, but not what is followed', async (_by, wish) => {
    await world.subscribe('penetration');
    world.publish();
    await run();
    const feed = await feedOf();
    await mute(ANN, wish, world);
    const muted = await text(feed);
    const [found] = await world.search('penetration');
    await follow(
      { address: ANN, cadence: 'instant' },
      { kind: 'procurement', procurementId: found?.id ?? 0 },
      world,
    );

    expect(each(muted, 'UID')).toEqual([]);
    expect(each(await text(feed), 'UID')).toHaveLength(1);
  });

  it('holds what is open and matches before its digest tells it, and nothing that another state keeps', async () => {
    const { subscription } = await world.subscribe('penetration', { cadence: 'weekly' });
    await world.subscribe('firewall', { cadence: 'weekly', wanted: ['awards'] });
    await world.subscribe('firewall', { cadence: 'daily', notify: false });
    world.publish();
    world.publish(other);
    await run();
    const feed = await feedOf();

    expect(each(await text(feed), 'SUMMARY')).toEqual([expect.stringContaining('Penetration testing')]);
    const pause = { until: undefined, reason: 'asked' };
    await world.store.transaction(async (tx) =>
      tx.subscriptions.pause(subscription?.id ?? 0, pause, world.clock.now()),
    );
    expect(each(await text(feed), 'UID')).toEqual([]);
  });

  it('holds what waits to be told, though its query asks for it no more', async () => {
    const { subscription } = await world.subscribe('penetration');
    world.publish();
    await world.collect('find-a-tender');
    await world.store.transaction(async (tx) =>
      tx.subscriptions.change(subscription?.id ?? 0, { query: 'forestry' }, world.clock.now()),
    );

    expect(each(await text(await feedOf()), 'UID')).toHaveLength(1);
  });

  it('holds of what matches the two hundred soonest', async () => {
    await world.subscribe('penetration', { cadence: 'weekly' });
    for (let n = 1; n <= 203; n += 1)
      world.publish({
        noticeId: `00${1000 + n}-2026`,
        ocid: `ocds-h6vhtk-v${n}`,
        title: `Penetration test ${n} of ${n * 7}`,
        deadline: deadlineOn(new Date(Date.parse('2026-09-10') + n * DAY).toISOString().slice(0, 10)),
      });
    await world.collect('find-a-tender');

    const summaries = each(await text(await feedOf()), 'SUMMARY').join('\n');

    expect(summaries.match(/Penetration test/g)).toHaveLength(200);
    expect(summaries).toContain('Penetration test 1 of');
    expect(summaries).not.toContain('Penetration test 203 of');
  });

  it('leaves out a procurement that is muted itself: told, matched or followed', async () => {
    await world.subscribe('penetration');
    world.publish();
    await run();
    const [found] = await world.search('penetration');
    const procurementId = found?.id ?? 0;
    await follow({ address: ANN, cadence: 'instant' }, { kind: 'procurement', procurementId }, world);
    const feed = await feedOf();
    expect(each(await text(feed), 'UID')).toHaveLength(1);

    await mute(ANN, { kind: 'procurement', procurementId }, world);

    expect(each(await text(feed), 'UID')).toEqual([]);
  });

  it('says when we learnt of it, not when it was published: a program takes up only what is newer', async () => {
    await world.subscribe('penetration');
    world.publish({ published: world.clock.now() - 60 * 60_000 });
    await run();
    const [found] = await world.search('penetration');
    const learnt = (await world.store.events.lastAt([found?.id ?? 0])).get(found?.id ?? 0) ?? 0;

    const ics = await text(await feedOf());

    expect(learnt).toBeGreaterThan(world.clock.now() - 10 * 60_000);
    const stamp = new Date(learnt).toISOString().replace(/[-:]|\.\d+/g, '');
    expect(each(ics, 'LAST-MODIFIED')).toEqual([stamp]);
    expect(each(ics, 'SEQUENCE')).toEqual([String(Math.floor(learnt / 60_000))]);
  });

  it('drops what passed more than a month ago', async () => {
    await world.subscribe('penetration');
    world.publish();
    await run();
    const feed = await feedOf();

    world.clock.advance(29 * DAY + 30 * DAY);
    expect(each(await text(feed), 'UID')).toHaveLength(1);
    world.clock.advance(2 * DAY);
    expect(each(await text(feed), 'UID')).toEqual([]);
  });

  it('is private, and answers 304 where nothing has changed', async () => {
    await world.subscribe('penetration');
    world.publish();
    await run();
    const feed = await feedOf();

    const first = await web.request(feed);
    const tag = first.headers.get('etag') ?? '';
    const again = await web.request(feed, { headers: { 'if-none-match': tag } });

    expect(first.headers.get('content-type')).toContain('text/calendar');
    expect(first.headers.get('cache-control')).toBe('private, max-age=900');
    expect(again.status).toBe(304);
    world.publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await run();
    expect((await web.request(feed, { headers: { 'if-none-match': tag } })).status).toBe(200);
  });

  it("is nobody else's, and ends with its secret", async () => {
    await world.subscribe('penetration');
    world.publish();
    await run();
    const feed = await feedOf();

    expect(each(await text(await feedOf({ channel: 'email', email: 'bob@example.org' })), 'UID')).toEqual([]);
    expect((await web.request(`/calendar/${'C'.repeat(43)}.ics`)).status).toBe(404);
    await world.store.transaction(async (tx) => {
      const { id } = await tx.subscriptions.subscriber(ANN);
      await tx.tokens.revoke('calendar', id);
    });
    expect((await web.request(feed)).status).toBe(404);
  });
});

describe('the deadline of one alert', () => {
  it('is a file of one event, of what the mail told of', async () => {
    await world.subscribe('penetration');
    world.publish();
    world.publish(other);
    await run();
    const message = world.channels.email.sent[0]?.message;
    const acts = new URL(message?.links?.act ?? '').pathname;
    const id = message?.items[0]?.procurement.id ?? 0;
    const [elsewhere] = await world.search('firewall');

    const ics = await text(`${acts}/calendar/${id}.ics`);

    expect(each(ics, 'DTSTART')).toEqual(['20260930T110000Z']);
    expect((await web.request(`${acts}/calendar/${elsewhere?.id ?? 0}.ics`)).status).toBe(404);
    expect((await web.request(`/a/${'D'.repeat(43)}/calendar/${id}.ics`)).status).toBe(404);
  });
});
