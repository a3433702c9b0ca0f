import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Address } from '../../src/domain/subscription.ts';
import { openWorld, refusal, type World } from '../flow-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const gone = refusal({ scope: 'subscriber', permanent: true, code: '550', reason: 'no such mailbox' });

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

const addressOf = (n: number): Address => ({ channel: 'email', email: `r${n}@example.org` });

async function readers(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await world.subscribe('penetration', { email: `r${n}@example.org` });
  world.publish();
  await world.collect('find-a-tender');
}

const states = async (): Promise<readonly string[]> =>
  (await world.store.subscriptions.list()).map((one) => one.state);

const readersTold = (): readonly string[] =>
  world.channels.email.sent.flatMap(({ to, message }) =>
    to.channel === 'email' && message.kind !== 'operator' ? [to.email] : [],
  );

describe('a server that says of every mailbox that it is gone', () => {
  it('is not believed: nobody’s subscription ends, the operator is told, and all is sent when it is mended', async () => {
    await readers(8);
    world.channels.email.answer(() => gone);
    await world.dispatch();

    expect(await states()).toEqual(Array.from({ length: 8 }, () => 'active'));
    for (let n = 0; n < 8; n += 1) expect(await world.store.suppressions.of(addressOf(n))).toBeUndefined();
    expect((await world.store.deliveries.channels())[0]).toMatchObject({
      pausedUntil: world.clock.now() + 30 * MINUTE,
    });
    const waiting = await world.store.deliveries.list({ states: ['ready'], limit: 99 });
    expect(waiting.filter(({ kind }) => kind === 'alert').map(({ attempts }) => attempts)).toEqual(
      Array.from({ length: 8 }, () => 0),
    );

    // An hour of it changes nothing.
    for (let i = 0; i < 6; i += 1) {
      world.clock.advance(11 * MINUTE);
      await world.dispatch();
      await world.recover();
    }
    expect(await states()).toEqual(Array.from({ length: 8 }, () => 'active'));
    world.channels.email.answer(undefined);
    world.clock.advance(HOUR);
    await world.dispatch();
    await world.recover();
    await world.dispatch();

    expect(readersTold().toSorted()).toEqual(Array.from({ length: 8 }, (_, n) => `r${n}@example.org`));
    expect(world.notices()).toEqual(['Sending is paused: every mailbox is said not to exist']);
  });

  it('is believed where it takes mail between: those are gone', async () => {
    await readers(8);
    let asked = 0;
    world.channels.email.answer(() => {
      asked += 1;
      return asked % 4 === 0 ? { sent: true, reference: '250 ok' } : gone;
    });
    for (let i = 0; i < 8; i += 1) {
      await world.dispatch();
      world.clock.advance(MINUTE);
    }

    expect((await states()).filter((state) => state === 'ended')).toHaveLength(6);
    expect(await world.store.suppressions.list()).toHaveLength(6);
  });

  it('is not believed while mail is stopped already: what was on its way is put back', async () => {
    await readers(1);
    world.channels.email.answer(() => gone);
    const until = world.clock.now() + HOUR;
    world.channels.email.duringNext(async () => {
      await world.store.transaction((tx) => tx.deliveries.pauseChannel('email', until, 'doubted'));
    });
    await world.dispatch();

    expect(await states()).toEqual(['active']);
    expect(await world.store.deliveries.list({ states: ['ready'], limit: 9 })).toMatchObject([
      { attempts: 0, dueAt: until },
    ]);
  });

  it('is believed of four', async () => {
    await readers(4);
    world.channels.email.answer(() => gone);
    await world.dispatch();

    expect(await states()).toEqual(Array.from({ length: 4 }, () => 'ended'));
  });

  it('is believed of five who vanish over a week', async () => {
    const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
    for (const [n, word] of words.entries()) await world.subscribe(word, { email: `r${n}@example.org` });
    world.channels.email.answer(() => gone);
    for (const [n, word] of words.entries()) {
      world.publish({
        noticeId: `00030${n}-2026`,
        ocid: `ocds-h6vhtk-9${n}`,
        title: `Penetration of ${word}`,
      });
      await world.collect('find-a-tender');
      await world.dispatch();
      world.clock.advance(36 * HOUR);
    }

    expect(new Set(await states())).toEqual(new Set(['ended']));
  });
});
