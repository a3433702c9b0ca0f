import { createHash } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { NewSignUp, NewToken } from '../../../src/domain/ports.ts';
import { TOKEN_KINDS } from '../../../src/domain/sign-up.ts';
import { DAY, NOW, wish } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

const ann = { channel: 'email', email: 'ann@example.org' } as const;

function aSignUp(with_: Partial<NewSignUp> = {}): NewSignUp {
  return {
    subscriberId: 1,
    query: 'cyber',
    cadence: 'daily',
    wanted: ['new'],
    words: 'Send me these.',
    form: 'join-1',
    source: '192.0.2.0/24',
    askedAt: NOW,
    expiresAt: NOW + DAY,
    ...with_,
  };
}

onEveryEngine('sign-ups', (world) => {
  beforeEach(async () => {
    await world.store.transaction(async (tx) => tx.subscriptions.subscriber(ann));
  });

  it('are kept as asked, and confirmed once', async () => {
    const id = await world.store.transaction(async (tx) => tx.signUps.add(aSignUp()));
    await world.store.transaction(async (tx) => {
      await tx.signUps.confirmed(id, NOW + 5);
      await tx.signUps.confirmed(id, NOW + 9);
    });

    const { source, ...kept } = aSignUp();
    expect(source).toBe('192.0.2.0/24');
    expect(await world.store.signUps.byId(id)).toEqual({ ...kept, id, confirmedAt: NOW + 5 });
    expect(await world.store.signUps.byId(99)).toBeUndefined();
  });

  it('say when their subscriber last confirmed one', async () => {
    await world.store.transaction(async (tx) => {
      const first = await tx.signUps.add(aSignUp());
      const second = await tx.signUps.add(aSignUp());
      await tx.signUps.add(aSignUp());
      await tx.signUps.confirmed(first, NOW + 9);
      await tx.signUps.confirmed(second, NOW + 5);
    });

    expect(await world.store.signUps.lastConfirmed(1)).toBe(NOW + 9);
    expect(await world.store.signUps.lastConfirmed(2)).toBeUndefined();
  });

  it('are counted by subscriber, by source and in all, from an instant on', async () => {
    await world.store.transaction(async (tx) => {
      const { id: bob } = await tx.subscriptions.subscriber({ channel: 'email', email: 'bob@example.org' });
      await tx.signUps.add(aSignUp({ askedAt: NOW - 1 }));
      await tx.signUps.add(aSignUp());
      await tx.signUps.add(aSignUp({ subscriberId: bob, source: '198.51.100.0/24' }));
    });
    const { signUps } = world.store;

    expect(await signUps.askedSince(NOW, { subscriberId: 1 })).toBe(1);
    expect(await signUps.askedSince(NOW - 1, { source: '192.0.2.0/24' })).toBe(2);
    expect(await signUps.askedSince(NOW, 'all')).toBe(2);
  });

  it('that nobody confirmed in time are forgotten, and whoever asked for nothing else with them', async () => {
    const bob = { channel: 'email', email: 'bob@example.org' } as const;
    await world.store.transaction(async (tx) => {
      const { id } = await tx.subscriptions.subscriber(bob);
      const signUpId = await tx.signUps.add(aSignUp({ subscriberId: id }));
      await tx.tokens.mint([{ kind: 'confirm', subscriberId: id, signUpId, createdAt: NOW }]);
      await tx.subscriptions.add(wish('cloud'));
      await tx.signUps.add(aSignUp());
    });

    expect(await world.store.transaction(async (tx) => tx.signUps.sweep(NOW + DAY - 1))).toBe(0);
    expect(await world.store.subscriptions.subscriberAt(bob)).toBeDefined();
    expect(await world.store.transaction(async (tx) => tx.signUps.sweep(NOW + DAY))).toBe(1);
    expect(await world.store.subscriptions.subscriberAt(bob)).toBeUndefined();
    expect(await world.store.subscriptions.subscriberAt(ann)).toBeDefined();
    expect(await world.store.signUps.askedSince(0, 'all')).toBe(0);
  });
});

onEveryEngine('tokens', (world) => {
  const minted = async (with_: Partial<NewToken> = {}): Promise<string> => {
    const token = { kind: 'act', subscriberId: 1, createdAt: NOW, ...with_ } as const;
    const [secret = ''] = await world.store.transaction(async (tx) => tx.tokens.mint([token]));
    return secret;
  };

  beforeEach(async () => {
    await world.subscribe();
  });

  it('are kept without their secrets, which stand nowhere', async () => {
    const secrets: string[] = [];
    for (const kind of TOKEN_KINDS) secrets.push(await minted({ kind }));
    await world.store.transaction(async (tx) => {
      for (const { id } of await tx.tokens.ofSubscriber('act', 1)) await tx.tokens.used(id, NOW);
    });

    const kept = world.bytes();

    for (const secret of secrets) {
      expect(kept.includes(secret)).toBe(false);
      // What is looked for would be found.
      expect(kept.includes(createHash('sha256').update(secret).digest('base64url'))).toBe(true);
    }
  });

  it('are found by their secret and kind alone', async () => {
    const secret = await minted({ expiresAt: NOW + DAY });

    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await world.store.tokens.find('act', secret)).toEqual({
      id: 1,
      kind: 'act',
      subscriberId: 1,
      deliveryId: undefined,
      signUpId: undefined,
      createdAt: NOW,
      expiresAt: NOW + DAY,
      usedAt: undefined,
      ended: [],
    });
    expect(await world.store.tokens.find('unsubscribe', secret)).toBeUndefined();
    expect(await world.store.tokens.find('act', `${secret.slice(0, -1)}~`)).toBeUndefined();
  });

  it('are never the same twice', async () => {
    const secrets = new Set<string>();
    for (let n = 0; n < 20; n += 1) secrets.add(await minted());
    expect(secrets.size).toBe(20);
  });

  it('remember when they were first used and what they ended, and can be taken back', async () => {
    const secret = await minted({ kind: 'calendar' });
    await world.store.transaction(async (tx) => {
      await tx.tokens.used(1, NOW + 1);
      await tx.tokens.used(1, NOW + 2);
    });
    expect(await world.store.tokens.find('calendar', secret)).toMatchObject({ usedAt: NOW + 1, ended: [] });
    await world.store.transaction(async (tx) => tx.tokens.ended(1, [4, 5], NOW + 3));
    expect(await world.store.tokens.ofSubscriber('calendar', 1)).toMatchObject([
      { usedAt: NOW + 3, ended: [4, 5] },
    ]);
    await world.store.transaction(async (tx) => tx.tokens.revoke('calendar', 1));
    expect(await world.store.tokens.find('calendar', secret)).toBeUndefined();
  });
});

onEveryEngine('suppressions', (world) => {
  const suppress = async (reason: 'hard-bounce' | 'complaint', email = 'ann@example.org'): Promise<void> => {
    await world.store.transaction(async (tx) =>
      tx.suppressions.suppress({ channel: 'email', email }, { reason, source: 'dsn', at: NOW }),
    );
  };

  it('hold for an address in whatever letters, until they are lifted', async () => {
    await suppress('hard-bounce', 'Ann@Example.org');

    expect(await world.store.suppressions.of(ann)).toEqual({ reason: 'hard-bounce', source: 'dsn', at: NOW });
    expect(await world.store.suppressions.of({ channel: 'email', email: 'bob@example.org' })).toBeUndefined();
    expect(JSON.stringify(await world.store.suppressions.list())).not.toMatch(/ann/i);
    await world.store.transaction(async (tx) => tx.suppressions.lift(ann));
    expect(await world.store.suppressions.of(ann)).toBeUndefined();
  });

  it('for a complaint are not made less by a bounce', async () => {
    await suppress('hard-bounce');
    await suppress('complaint');
    await suppress('hard-bounce');

    expect(await world.store.suppressions.of(ann)).toMatchObject({ reason: 'complaint' });
  });

  it('soft bounces are counted by the messages that met them', async () => {
    await world.subscribe();
    await world.queue({ key: 'one' });
    await world.queue({ key: 'two' });
    await world.store.transaction(async (tx) => {
      for (const [deliveryId, at] of [
        [1, NOW],
        [1, NOW + 1],
        [2, NOW + 2],
      ] as const)
        await tx.suppressions.bounced({ kind: 'soft', deliveryId, status: '4.2.2' }, 1, at);
      await tx.suppressions.bounced({ kind: 'hard', deliveryId: 2, status: '5.1.1' }, 1, NOW + 3);
    });

    expect(await world.store.suppressions.softBounces(1, NOW)).toBe(2);
    expect(await world.store.suppressions.softBounces(1, NOW + 2)).toBe(1);
    expect(await world.store.suppressions.softBounces(2, NOW)).toBe(0);
  });
});
