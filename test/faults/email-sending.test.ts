import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { troublesOf } from '../../src/app/troubles.ts';
import type { DeliveryRecord } from '../../src/domain/delivery.ts';
import { NotBegun } from '../../src/domain/not-begun.ts';
import type { Address } from '../../src/domain/subscription.ts';
import { dispatch, type DispatchReport } from '../../src/flows/dispatch.ts';
import { createEmailChannel, type EmailOptions } from '../../src/notify/email/index.ts';
import { startFakeSmtp, type FakeSmtp, type SmtpTrouble } from '../fake-smtp.ts';
import { openWorld, type World } from '../flow-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ANN = 'ann@example.org';
const BOB = 'bob@example.org';
const OPERATOR = 'operator@example.org';
const SENDING: Omit<EmailOptions, 'url'> = {
  from: { name: 'Bell', address: 'alerts@bell.example' },
  replyTo: undefined,
  operator: { name: 'Bell & Co', postal: '1 High Street, Leeds', email: undefined },
  timeouts: { socket: 300 },
};

let server: FakeSmtp;
let world: World;
beforeEach(async () => {
  server = await startFakeSmtp();
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
  await server.close();
});

/** As `dispatch` runs it, by a real line to the server. */
async function send(options: Partial<EmailOptions> = {}): Promise<DispatchReport> {
  const channel = createEmailChannel({ ...SENDING, url: server.url, ...options });
  const report = await dispatch(
    {
      ...world.deps,
      channels: new Map([['email', channel]]),
      random: () => 0.5,
      worker: 'test',
      troubles: troublesOf,
      url: (path) => `https://test.example${path}`,
    },
    new AbortController().signal,
  );
  await channel.close();
  return report;
}

async function subscribe(...emails: readonly string[]): Promise<void> {
  for (const email of emails) await world.subscribe('penetration', { email });
}

/** Something to tell everybody who subscribed. */
async function news(noticeId: string): Promise<void> {
  world.publish({ noticeId, ocid: `ocds-h6vhtk-${noticeId}`, title: `Penetration testing ${noticeId}` });
  await world.collect('find-a-tender');
}

async function deliveries(email: string): Promise<readonly DeliveryRecord[]> {
  const subscriber = await world.store.subscriptions.subscriberAt(addressOf(email));
  return await world.store.deliveries.records(subscriber?.id ?? 0, 0);
}

function addressOf(email: string): Address {
  return { channel: 'email', email };
}

const recipients = () => server.mails.flatMap(({ to }) => to).toSorted();

function messageIdOf(raw: string): string | undefined {
  return /^Message-ID: (\S+)/m.exec(raw)?.[1];
}

describe('fault 27: a server that says not now', () => {
  it.each<[SmtpTrouble, number]>([
    [{ at: 'connect', does: '421 4.3.2 closing for now' }, 0],
    [{ at: 'rcpt', does: '451 4.7.1 greylisted' }, 1],
    [{ at: 'data', does: '452 4.3.1 no room for now' }, 1],
  ])('fault 27: %j: it is sent later, once', async (trouble, burnt) => {
    await subscribe(ANN);
    await news('000201-2026');
    server.trouble(trouble);
    expect(await send()).toMatchObject({ sent: 0, postponed: 1, held: 0, ended: 0 });
    expect(await deliveries(ANN)).toMatchObject([{ state: 'ready', attempts: burnt, ambiguous: false }]);
    expect(server.mails).toEqual([]);

    server.trouble(undefined);
    world.clock.advance(HOUR);
    expect(await send()).toMatchObject({ sent: 1, postponed: 0, held: 0, ended: 0 });
    expect(recipients()).toEqual([ANN]);
    world.clock.advance(HOUR);
    expect(await send()).toMatchObject({ sent: 0, postponed: 0, held: 0, ended: 0 });
  });
});

describe('fault 28: a mailbox that is not there, or full', () => {
  it('fault 28: its delivery fails, its address is suppressed, and nobody else notices', async () => {
    await subscribe(ANN, BOB);
    await news('000201-2026');
    server.trouble({ at: 'rcpt', does: '550 5.1.1 no such user', to: ANN });
    expect(await send()).toMatchObject({ sent: 1, postponed: 0, held: 0, ended: 1 });
    expect(recipients()).toEqual([BOB]);
    expect(await deliveries(ANN)).toMatchObject([{ state: 'failed' }]);
    expect(await world.store.suppressions.of(addressOf(ANN))).toMatchObject({
      reason: 'hard-bounce',
      source: 'smtp',
    });
    expect(await world.store.suppressions.of(addressOf(BOB))).toBeUndefined();

    server.trouble(undefined);
    await news('000202-2026');
    await send();
    expect(recipients()).toEqual([BOB, BOB]);
  });

  it('fault 28: what was queued before is not sent to a suppressed address', async () => {
    await subscribe(ANN);
    await news('000201-2026');
    await world.store.transaction((tx) =>
      tx.suppressions.suppress(addressOf(ANN), {
        reason: 'hard-bounce',
        source: 'dsn',
        at: world.clock.now(),
      }),
    );
    expect(await send()).toMatchObject({ sent: 0, postponed: 0, held: 0, ended: 1 });
    expect(server.texts).toEqual([]);
  });

  it('fault 28: a full one is asked again, and keeps its subscriptions', async () => {
    await subscribe(ANN);
    await news('000201-2026');
    server.trouble({ at: 'rcpt', does: '552 5.2.2 mailbox full' });
    expect(await send()).toMatchObject({ sent: 0, postponed: 1, held: 0, ended: 0 });
    expect(await world.store.suppressions.of(addressOf(ANN))).toBeUndefined();
    server.trouble(undefined);
    world.clock.advance(HOUR);
    expect(await send()).toMatchObject({ sent: 1 });
    expect(await deliveries(ANN)).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });
});

describe('fault 29: a text refused by policy', () => {
  it('fault 29: the message is given up, the operator hears of it, and its reader keeps everything', async () => {
    await subscribe(ANN);
    await news('000201-2026');
    server.trouble({ at: 'data', does: '554 5.7.1 looks like spam', to: ANN });
    const report = await send();
    await send();
    expect(report.ended).toBe(1);
    expect(await deliveries(ANN)).toMatchObject([{ state: 'dead', attempts: 1 }]);
    expect(recipients()).toEqual([OPERATOR]);
    expect(server.mails[0]?.raw).toContain('refused');
    expect(await world.store.suppressions.of(addressOf(ANN))).toBeUndefined();

    server.trouble(undefined);
    await news('000202-2026');
    expect(await send()).toMatchObject({ sent: 1 });
    expect(recipients()).toEqual([ANN, OPERATOR]);
  });

  it('fault 29: many of them are one word to the operator in a day', async () => {
    await subscribe(ANN, BOB, 'cat@example.org');
    await news('000201-2026');
    server.trouble({ at: 'data', does: '554 5.7.1 looks like spam' });
    await send();
    server.trouble(undefined);
    world.clock.advance(HOUR);
    await send();
    expect((await deliveries(OPERATOR)).length).toBe(1);
  });
});

describe('fault 30: a login that is refused', () => {
  it('fault 30: the channel stops, nothing fails, and all goes out when it is mended', async () => {
    await server.close();
    server = await startFakeSmtp({ login: true });
    await subscribe(ANN, BOB);
    await news('000201-2026');
    server.trouble({ at: 'auth', does: '535 5.7.8 wrong password' });
    expect(await send()).toMatchObject({ sent: 0, ended: 0 });
    const [channel] = await world.store.deliveries.channels();
    expect(channel).toMatchObject({ channel: 'email', reason: 'The mail server refused the login.' });
    expect(channel?.pausedUntil).toBeGreaterThan(world.clock.now());
    for (const email of [ANN, BOB])
      expect(await deliveries(email)).toMatchObject([{ state: 'ready', attempts: 0 }]);
    expect(await send()).toMatchObject({ sent: 0, postponed: 0, held: 0, ended: 0 });

    for (let tries = 0; tries < 9; tries += 1) {
      world.clock.advance(10 * MINUTE);
      expect(await send()).toMatchObject({ sent: 0, ended: 0 });
    }
    server.trouble(undefined);
    world.clock.advance(HOUR);
    // The operator's word on it waited like everything else.
    expect(await send()).toMatchObject({ sent: 3, postponed: 0, held: 0, ended: 0 });
    expect(recipients()).toEqual([ANN, BOB, OPERATOR]);
    expect(server.mails.find(({ to }) => to.includes(OPERATOR))?.raw).toContain('Sending has stopped');
  });
});

describe('fault 31: a line lost after the text', () => {
  it.each(['hang', 'drop'])('fault 31: %s: it is sent again, marked, under its own name', async (does) => {
    await subscribe(ANN);
    await news('000201-2026');
    server.trouble({ at: 'data', does });
    expect(await send()).toMatchObject({ sent: 0, postponed: 1, held: 0, ended: 0 });
    expect(server.texts).toHaveLength(1);
    expect(await deliveries(ANN)).toMatchObject([{ state: 'ready', ambiguous: true, attempts: 1 }]);

    server.trouble(undefined);
    world.clock.advance(HOUR);
    expect(await send()).toMatchObject({ sent: 1, postponed: 0, held: 0, ended: 0 });
    expect(await deliveries(ANN)).toMatchObject([{ state: 'sent', ambiguous: true }]);
    const [first = '', second = ''] = server.texts;
    expect(server.texts).toHaveLength(2);
    expect(messageIdOf(first)).toBeDefined();
    expect(messageIdOf(second)).toBe(messageIdOf(first));
  });

  it.each(['hang', 'drop'])('fault 31: %s before the text leaves no doubt', async (does) => {
    await subscribe(ANN);
    await news('000201-2026');
    server.trouble({ at: 'rcpt', does });
    await send();
    expect(await deliveries(ANN)).toMatchObject([{ state: 'ready', ambiguous: false }]);
  });
});

describe('fault 32: a server that is down for six hours', () => {
  it('fault 32: everything waits and goes out at the rate that was set, but for what expired', async () => {
    const port = Number(new URL(server.url).port);
    const readers = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@example.org`);
    await subscribe(...readers);
    await news('000201-2026');
    await world.store.transaction(async (tx) => {
      const subscriber = await tx.subscriptions.subscriber(addressOf('late@example.org'));
      const now = world.clock.now();
      await tx.deliveries.queue({
        key: 'test.late',
        kind: 'test',
        lane: 'confirmation',
        cadence: 'instant',
        subscriberId: subscriber.id,
        channel: 'email',
        messageId: '<test.late@test.example>',
        dueAt: now,
        expiresAt: now + HOUR,
        createdAt: now,
      });
    });
    await server.close();
    for (let passed = 0; passed < 6 * HOUR; passed += HOUR / 2) {
      expect(await send()).toMatchObject({ sent: 0 });
      world.clock.advance(HOUR / 2);
    }
    expect(await deliveries('late@example.org')).toMatchObject([{ state: 'dead' }]);
    for (const email of readers)
      expect(await deliveries(email)).toMatchObject([{ state: 'ready', attempts: 0 }]);

    server = await startFakeSmtp({ port });
    const started = performance.now();
    expect(await send({ perSecond: 4, timeouts: {} })).toMatchObject({
      sent: 5,
      postponed: 0,
      held: 0,
      ended: 0,
    });
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(recipients()).toEqual(readers);
    for (const email of readers)
      expect(await deliveries(email)).toMatchObject([{ state: 'sent', attempts: 1 }]);
  });
});

describe('fault 22: a lease that its holder lost', () => {
  it('fault 22: is due again when it has run out, without a recovery, and marked', async () => {
    await subscribe(ANN);
    await news('000201-2026');
    await world.store.transaction(async (tx) => {
      await tx.deliveries.claim('email', world.clock.now(), 'a hand that died', 3 * MINUTE);
    });
    expect(await send()).toMatchObject({ sent: 0, postponed: 0, ended: 0 });

    world.clock.advance(3 * MINUTE);

    expect(await send()).toMatchObject({ sent: 1, postponed: 0, ended: 0 });
    expect(await deliveries(ANN)).toMatchObject([{ state: 'sent', attempts: 2, ambiguous: true }]);
  });
});

describe('a message that we stumble over', () => {
  it('was never begun where it could not be made, and says so', async () => {
    const { subscription } = await world.subscribe('penetration', { email: ANN });
    await news('000201-2026');
    world.breakQuery(subscription?.query);
    await send();
    expect(server.texts).toEqual([]);
    expect(await deliveries(ANN)).toMatchObject([
      { state: 'ready', ambiguous: false, reason: 'The message could not be made.' },
    ]);
  });

  it.each([
    [new NotBegun(new Error('a bug in a card')), false, 'The message could not be made.'],
    [new Error('a bug in a channel'), true, 'A mistake of ours ended its sending: it may have arrived.'],
  ])('in a channel (%s) may have arrived: %s', async (error, ambiguous, reason) => {
    await subscribe(ANN);
    await news('000201-2026');
    world.channels.email.answer(() => {
      throw error;
    });
    expect(await world.dispatch()).toMatchObject({ sent: 0, postponed: 1, ended: 0 });
    expect(await deliveries(ANN)).toMatchObject([{ state: 'ready', ambiguous, reason }]);
  });
});
