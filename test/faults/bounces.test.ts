import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Address, Subscription } from '../../src/domain/subscription.ts';
import type { BounceOutcome } from '../../src/flows/bounce.ts';
import { confirm } from '../../src/flows/confirm.ts';
import { askToJoin } from '../../src/flows/join.ts';
import { leave } from '../../src/flows/leave.ts';
import { listHeaders } from '../../src/notify/email/list-headers.ts';
import { returnPathOf } from '../../src/notify/email/verp.ts';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';
import { BOUNCES, openMailWeb } from '../mail-web.ts';

const ANN: Address = { channel: 'email', email: 'ann@example.org' };
const HOOK_SECRET = 'a secret between mail server and bell';
const DAY = 86_400_000;

let world: World;
let web: Hono;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
  web = openMailWeb(world, HOOK_SECRET);
});
afterEach(async () => {
  await world.close();
});

let published = 0;
/** A tender is told to whoever looks for it; answers the deliveries that were sent. */
async function tell(): Promise<readonly number[]> {
  const before = world.channels.email.sent.length;
  published += 1;
  world.publish({
    noticeId: `${String(published).padStart(6, '0')}-2026`,
    ocid: `ocds-h6vhtk-bounce${published}`,
    title: `Penetration testing number ${published}`,
    buyer: { name: `Council ${published}`, id: undefined },
  });
  await world.collect('find-a-tender');
  await world.dispatch();
  world.clock.advance(60_000);
  return world.channels.email.sent.slice(before).map(({ message }) => message.deliveryId ?? 0);
}

/** Where a mail server sends its report to. */
function backOf(deliveryId: number): string {
  return returnPathOf(deliveryId, { address: BOUNCES, secret: world.store.secret }) ?? '';
}

function aReport(to: string, type: string, fields: readonly string[], more: readonly string[] = []): string {
  return [
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.reader.example',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type}; boundary="b1"`,
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'See the other part.',
    '',
    '--b1',
    `Content-Type: message/${type}`,
    '',
    ...fields,
    '',
    ...more,
    '--b1--',
    '',
  ].join('\r\n');
}

function dsn(deliveryId: number, status: string): string {
  return aReport(backOf(deliveryId), 'delivery-status', [
    'Reporting-MTA: dns; mx.reader.example',
    '',
    'Final-Recipient: rfc822; ann@example.org',
    'Action: failed',
    `Status: ${status}`,
  ]);
}

interface Answer {
  readonly status: number;
  readonly outcomes: readonly BounceOutcome[] | undefined;
}

async function post(mail: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const answer = await web.request('/hooks/bounce', {
    method: 'POST',
    body: mail,
    headers: { 'Content-Type': 'message/rfc822', 'X-Tenderbell-Secret': HOOK_SECRET, ...headers },
  });
  const body = (await answer.json()) as { readonly outcomes?: readonly BounceOutcome[] };
  return { status: answer.status, outcomes: body.outcomes };
}

const subscriptions = async (): Promise<readonly (readonly [Subscription['state'], string | undefined])[]> =>
  (await world.store.subscriptions.list()).map(({ state, reason }) => [state, reason]);
/** Ann asks for it by the form, and presses the button in the mail. */
async function confirmed(): Promise<void> {
  const form = { words: 'Send me these.', form: 'join-1', source: '192.0.2.0/24' };
  const wish = { query: 'penetration', cadence: 'instant', wanted: ['new', 'changes'] } as const;
  await askToJoin({ ...wish, ...form, email: 'ann@example.org' }, world.deps);
  await world.dispatch();
  const { button } = world.channels.email.sent.at(-1)?.message ?? {};
  expect(await confirm(button?.url.split('/').at(-1) ?? '', world.deps)).toBeDefined();
}

const suppression = async (): Promise<string | undefined> => (await world.store.suppressions.of(ANN))?.reason;

describe('leaving while a message waits', () => {
  it('fault 38: unsubscribing cancels a digest that is queued', async () => {
    const { subscription } = await world.subscribe('penetration', { cadence: 'weekly' });
    await world.subscribe('penetration', { cadence: 'weekly', email: 'bob@example.org' });
    await tell();
    await world.digest();
    await world.dispatch();
    const secret = lastSecretOf('ann@example.org');
    world.publish({
      noticeId: '000801-2026',
      ocid: 'ocds-h6vhtk-bounce-late',
      title: 'Penetration testing of a dam',
    });
    await world.collect('find-a-tender');
    world.clock.advance(7 * DAY);
    await world.digest();

    await leave(secret, 'told', world.deps);
    const { sent, ended } = await world.dispatch();

    expect(subscription?.id).toBeGreaterThan(0);
    expect([sent, ended]).toEqual([1, 0]);
    expect(world.channels.email.sent.at(-1)?.to).toEqual({ channel: 'email', email: 'bob@example.org' });
    const states = (await world.store.deliveries.list({ states: ['cancelled'], limit: 10 })).map(
      ({ kind }) => kind,
    );
    expect(states).toEqual(['digest']);
  });

  it('fault 38: one that is being sent may go out, and nothing after it', async () => {
    await world.subscribe('penetration');
    await tell();
    const secret = lastSecretOf('ann@example.org');
    world.channels.email.duringNext(async () => await leave(secret, 'told', world.deps));

    await tell();
    await tell();

    expect(world.sizes()).toEqual([
      ['alert', 1],
      ['alert', 1],
    ]);
    expect((await subscriptions()).map(([state]) => state)).toEqual(['ended']);
  });

  it('fault 38: one whose sending was refused for the moment is not sent again', async () => {
    await world.subscribe('penetration');
    await tell();
    const secret = lastSecretOf('ann@example.org');
    world.channels.email.duringNext(async () => await leave(secret, 'told', world.deps));
    world.channels.email.answer(() => ({
      sent: false,
      scope: 'message',
      permanent: false,
      ambiguous: false,
      code: '451',
      reason: 'greylisted',
      retryAfterMs: undefined,
    }));
    await tell();
    world.channels.email.answer(undefined);

    world.clock.advance(DAY);
    await world.dispatch();

    expect(world.sizes()).toEqual([['alert', 1]]);
  });
});

function lastSecretOf(email: string): string {
  const mine = world.channels.email.sent.findLast(({ to }) => to.channel === 'email' && to.email === email);
  return mine?.message.links?.unsubscribe.split('/').at(-1) ?? '';
}

describe('what comes back', () => {
  it('fault 39: no such mailbox ends what its owner subscribed to, suppresses it, and counts once', async () => {
    await world.subscribe('penetration');
    await world.subscribe('testing', { cadence: 'weekly' });
    await world.subscribe('penetration', { email: 'bob@example.org' });
    const [delivery = 0] = await tell();

    expect(await post(dsn(delivery, '5.1.1'))).toEqual({ status: 200, outcomes: ['ended'] });
    expect(await post(dsn(delivery, '5.1.1'))).toEqual({ status: 200, outcomes: ['known'] });

    expect(await subscriptions()).toEqual([
      ['ended', 'no such mailbox'],
      ['ended', 'no such mailbox'],
      ['active', undefined],
    ]);
    expect(await suppression()).toBe('hard-bounce');
    expect(await tell()).toHaveLength(1);
  });

  it('fault 39: what waits for a mailbox that is gone is cancelled', async () => {
    await world.subscribe('penetration');
    const [delivery = 0] = await tell();
    world.publish({
      noticeId: '000802-2026',
      ocid: 'ocds-h6vhtk-bounce-wait',
      title: 'Penetration testing of a lock',
    });
    await world.collect('find-a-tender');

    await post(dsn(delivery, '5.1.1'));

    expect(await world.dispatch()).toMatchObject({ sent: 0, ended: 0 });
    expect(
      (await world.store.deliveries.list({ states: ['cancelled'], limit: 9 })).map(({ reason }) => reason),
    ).toEqual(['no such mailbox']);
  });

  it('fault 39: a fresh opt-in lifts it, and the old report said once more changes nothing', async () => {
    await world.subscribe('penetration');
    const [delivery = 0] = await tell();
    await post(dsn(delivery, '5.1.1'));
    await world.subscribe('penetration');

    expect((await post(dsn(delivery, '5.1.1'))).outcomes).toEqual(['known']);

    expect(await suppression()).toBeUndefined();
    expect(await tell()).toHaveLength(1);
  });

  it.each(['5.1.1', '4.2.2'])(
    'fault 39: a report (%s) of a mail that was sent before its reader confirmed anew says nothing of the mailbox now',
    async (status) => {
      await world.subscribe('penetration');
      const [older = 0] = await tell();
      const [delivery = 0] = await tell();
      await post(dsn(delivery, '5.1.1'));
      world.clock.advance(DAY);
      await confirmed();

      expect((await post(dsn(older, status))).outcomes).toEqual(['known']);

      expect(await suppression()).toBeUndefined();
      expect((await subscriptions()).map(([state]) => state)).toEqual(['ended', 'active']);
      const [fresh = 0] = await tell();
      expect((await post(dsn(fresh, '5.1.1'))).outcomes).toEqual(['ended']);
    },
  );

  it('fault 39: nor does one of a mail that was sent before somebody who has it already confirmed it anew', async () => {
    await world.subscribe('penetration');
    const [older = 0] = await tell();
    world.clock.advance(DAY);
    await confirmed();

    expect((await post(dsn(older, '5.1.1'))).outcomes).toEqual(['known']);
    expect(await subscriptions()).toEqual([['active', undefined]]);
  });

  it('fault 39: failures before a fresh opt-in do not count with those after it', async () => {
    await world.subscribe('penetration');
    for (let n = 0; n < 4; n += 1) {
      const [delivery = 0] = await tell();
      await post(dsn(delivery, '4.2.2'));
    }
    await confirmed();
    world.clock.advance(60_000);

    const [delivery = 0] = await tell();

    expect((await post(dsn(delivery, '4.2.2'))).outcomes).toEqual(['counted']);
  });

  it('fault 39: a report that somebody forged is answered with 200 and ignored', async () => {
    await world.subscribe('penetration');
    const [delivery = 0] = await tell();
    const mac = createHash('sha256').update('not the secret').digest('hex').slice(0, 16);
    const forged = dsn(delivery, '5.1.1').replaceAll(
      backOf(delivery),
      `bounce+${delivery}.${mac}@bounces.bell.example`,
    );

    expect(await post(forged)).toEqual({ status: 200, outcomes: ['ignored'] });
    expect(await subscriptions()).toEqual([['active', undefined]]);
    expect(await suppression()).toBeUndefined();
  });

  it('fault 39: a report of a delivery that is not kept any more is ignored', async () => {
    expect(await post(dsn(4_711, '5.1.1'))).toEqual({ status: 200, outcomes: ['ignored'] });
  });

  it.each(['4.2.2', '5.4.4', '5.2.2'])(
    'fault 39: %s is counted; the fifth delivery in a fortnight pauses',
    async (status) => {
      await world.subscribe('penetration');
      const outcomes: unknown[] = [];
      for (let n = 0; n < 5; n += 1) {
        const [delivery = 0] = await tell();
        outcomes.push((await post(dsn(delivery, status))).outcomes?.[0]);
        outcomes.push((await post(dsn(delivery, status))).outcomes?.[0]);
      }

      expect(outcomes.filter((one) => one !== 'known')).toEqual([
        'counted',
        'counted',
        'counted',
        'counted',
        'paused',
      ]);
      expect(await suppression()).toBe('soft-bounces');
      expect(await subscriptions()).toEqual([
        ['paused', 'mail to this address came back 5 times in 14 days'],
      ]);
    },
  );

  it('fault 39: what came back longer ago than a fortnight does not count', async () => {
    await world.subscribe('penetration');
    for (let n = 0; n < 6; n += 1) {
      const [delivery = 0] = await tell();
      expect((await post(dsn(delivery, '4.2.2'))).outcomes).toEqual(['counted']);
      world.clock.advance(4 * DAY);
    }

    expect(await subscriptions()).toEqual([['active', undefined]]);
  });

  it('fault 39: the wish to hear no more, mailed where the mail says, is the link in the mail', async () => {
    await world.subscribe('penetration');
    await world.subscribe('firewall');
    await tell();
    const message = world.channels.email.sent.at(-1)?.message;
    if (message === undefined) throw new Error('nothing was told');
    const from = { address: 'tenders@bell.example' };
    const headers = listHeaders(message, { from, bounceAddress: BOUNCES });
    const wish = [
      'From: ann@example.org',
      `To: ${/<mailto:([^?>]+)/.exec(headers['List-Unsubscribe']?.value ?? '')?.[1]}`,
      'Subject: unsubscribe',
      '',
      '',
    ].join('\r\n');

    expect((await post(wish)).outcomes).toEqual(['unsubscribed']);
    expect((await subscriptions()).map(([state]) => state)).toEqual(['ended', 'active']);
    expect(await suppression()).toBeUndefined();
  });
});

describe('complaints', () => {
  const feedback = (deliveryId: number, type: string): string =>
    aReport('fbl@bell.example', 'feedback-report', [
      `Feedback-Type: ${type}`,
      'Version: 1',
      `Original-Mail-From: <${backOf(deliveryId)}>`,
    ]);

  it('fault 40: a complaint ends every subscription with the reason, and nothing passes any more', async () => {
    await world.subscribe('penetration');
    await world.subscribe('firewall', { cadence: 'weekly' });
    const [delivery = 0] = await tell();

    expect(await post(feedback(delivery, 'abuse'))).toEqual({ status: 200, outcomes: ['ended'] });

    expect(await subscriptions()).toEqual([
      ['ended', 'marked as spam'],
      ['ended', 'marked as spam'],
    ]);
    expect(await suppression()).toBe('complaint');
    expect((await post(dsn(delivery, '5.1.1'))).outcomes).toEqual(['ended']);
    expect(await suppression()).toBe('complaint');
    await world.subscribe('penetration');
    world.publish({
      noticeId: '000803-2026',
      ocid: 'ocds-h6vhtk-bounce-after',
      deadline: deadlineOn('2026-10-20'),
    });
    expect(await tell()).toEqual([]);
  });

  it('fault 40: a complaint about an older mail counts, whatever was confirmed since', async () => {
    await world.subscribe('penetration');
    const [older = 0] = await tell();
    world.clock.advance(DAY);
    await confirmed();

    expect((await post(feedback(older, 'abuse'))).outcomes).toEqual(['ended']);
    expect(await suppression()).toBe('complaint');
  });

  it('fault 40: an opt-out by report of a mail about one subscription ends that one', async () => {
    await world.subscribe('penetration');
    await world.subscribe('firewall');
    world.clock.advance(61 * DAY);
    await world.nudge();
    await world.dispatch();
    const { message } = world.channels.email.sent[0] ?? {};

    expect(message?.kind).toBe('nudge');
    expect((await post(feedback(message?.deliveryId ?? 0, 'opt-out'))).outcomes).toEqual(['unsubscribed']);

    expect((await subscriptions()).map(([state]) => state)).toEqual(['ended', 'active']);
  });

  it('fault 40: an opt-out by report ends what the message told of, and suppresses nothing', async () => {
    await world.subscribe('penetration');
    await world.subscribe('firewall');
    const [delivery = 0] = await tell();

    expect((await post(feedback(delivery, 'opt-out'))).outcomes).toEqual(['unsubscribed']);

    expect((await subscriptions()).map(([state]) => state)).toEqual(['ended', 'active']);
    expect(await suppression()).toBeUndefined();
  });
});

describe('the bounce webhook', () => {
  it('fault 61: takes one mail of a megabyte, and refuses more, other types and strangers', async () => {
    const large = (bytes: number): string => `Subject: x\r\n\r\n${'x'.repeat(bytes)}`;

    expect((await post(large(900_000))).status).toBe(200);
    expect((await post(large(1_100_000))).status).toBe(413);
    expect((await post('{}', { 'Content-Type': 'application/json' })).status).toBe(415);
    expect((await post('x', { 'X-Tenderbell-Secret': 'another' })).status).toBe(401);
    expect((await post('x', { 'X-Tenderbell-Secret': '' })).status).toBe(401);
  });

  it('is not there without a secret in the configuration, whatever is sent', async () => {
    web = openMailWeb(world);

    expect((await post('x', { 'X-Tenderbell-Secret': '' })).status).toBe(404);
  });
});
