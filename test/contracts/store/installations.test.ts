import { expect, it } from 'vitest';
import type { Installation } from '../../../src/domain/slack.ts';
import { DAY, NOW, required } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

const WHY = { since: NOW, code: 'token_revoked', reason: 'Slack no longer lets us in' };

function anInstallation(with_: Partial<Installation> = {}): Installation {
  return {
    team: 'T1',
    slackId: 'T1',
    name: 'Ashcombe',
    botUser: 'UBOT',
    scopes: ['commands', 'chat:write'],
    installedBy: 'U1',
    installedAt: NOW,
    sealed: 'v1.iv.tag.data',
    inactive: undefined,
    ...with_,
  };
}

onEveryEngine('installations', (world) => {
  async function keep(...those: readonly Installation[]): Promise<void> {
    await world.store.transaction(async (tx) => {
      for (const one of those) await tx.installations.keep(one);
    });
  }

  it('are kept whole, and found by what addresses say and by Slack’s own id', async () => {
    const home = anInstallation({ team: 'home', slackId: 'T0', sealed: undefined, installedBy: undefined });
    const new_ = anInstallation({
      team: 'T2',
      slackId: 'T2',
      name: undefined,
      botUser: undefined,
      scopes: [],
    });
    await keep(home, anInstallation(), new_);

    const { installations } = world.store;
    expect(await installations.list()).toEqual([anInstallation(), new_, home]);
    expect(await installations.of('home')).toEqual(home);
    expect(await installations.bySlackId('T0')).toEqual(home);
    expect(await installations.of('T0')).toBeUndefined();
    expect(await installations.bySlackId('home')).toBeUndefined();
  });

  it('are replaced whole, and refreshed alone', async () => {
    await keep(anInstallation({ inactive: WHY }));
    await keep(anInstallation({ name: 'Ashcombe Council', sealed: undefined }));
    expect(await world.store.installations.of('T1')).toEqual(
      anInstallation({ name: 'Ashcombe Council', sealed: undefined }),
    );

    await world.store.transaction(async (tx) => await tx.installations.reseal('T1', 'v1.other'));

    expect(await world.store.installations.of('T1')).toEqual(
      anInstallation({ name: 'Ashcombe Council', sealed: 'v1.other' }),
    );
  });

  it('are lost once, with the first reason, and forget their tokens whenever they are told to', async () => {
    await keep(anInstallation(), anInstallation({ team: 'T2', slackId: 'T2' }));
    const lose = async (code: string, since: number, forget: boolean) =>
      await world.store.transaction(
        async (tx) => await tx.installations.inactive('T1', { ...WHY, code, since }, forget),
      );

    expect(await lose('missing_scope', NOW, false)).toBe(true);
    expect(await world.store.installations.of('T1')).toMatchObject({ sealed: 'v1.iv.tag.data' });
    expect(await lose('app_uninstalled', NOW + 5, true)).toBe(false);
    expect(await lose('app_uninstalled', NOW + 9, true)).toBe(false);

    expect(await world.store.installations.of('T1')).toEqual(
      anInstallation({ sealed: undefined, inactive: { ...WHY, code: 'missing_scope' } }),
    );
    expect(await world.store.installations.of('T2')).toMatchObject({ inactive: undefined });
  });

  it('remember since when Slack says that it is moving them, until they are moved', async () => {
    await keep(anInstallation(), anInstallation({ team: 'T2', slackId: 'T2' }));
    const moving = async (team: string, at: number) =>
      await world.store.transaction(async (tx) => await tx.installations.moving(team, at));

    expect(await moving('T1', NOW)).toBe(NOW);
    await keep(anInstallation({ name: 'Ashcombe Council' }));
    expect(await moving('T1', NOW + DAY)).toBe(NOW);
    expect(await moving('T2', NOW + DAY)).toBe(NOW + DAY);

    await world.store.transaction(async (tx) => await tx.installations.moved('T1'));

    expect(await moving('T1', NOW + 2 * DAY)).toBe(NOW + 2 * DAY);
    expect(await moving('T2', NOW + 2 * DAY)).toBe(NOW + DAY);
    expect(await moving('T9', NOW)).toBe(NOW);
  });

  it('know who is told in their workspace, and nobody else', async () => {
    const addresses = [
      { channel: 'slack', team: 'T1', id: 'C1' },
      { channel: 'slack', team: 'T1', id: 'U1' },
      { channel: 'slack', team: 'T2', id: 'C1' },
      { channel: 'email', email: 'T1@example.org' },
    ] as const;
    await world.store.transaction(async (tx) => {
      for (const address of addresses) await tx.subscriptions.subscriber(address);
    });

    const found = await world.store.installations.subscribers('T1');

    expect(found.map(({ address }) => address)).toEqual(addresses.slice(0, 2));
    expect(await world.store.installations.subscribers('T9')).toEqual([]);
  });
});

onEveryEngine('what was seen', (world) => {
  const before = async (what: string, at: number, since: number) =>
    await world.store.transaction(async (tx) => await tx.seen.before(what, at, since));

  it('is known from the second time on, also to another process, until it is forgotten', async () => {
    expect(await before('a', NOW, NOW - DAY)).toBe(false);
    expect(await before('a', NOW + 1, NOW - DAY)).toBe(true);
    await world.reopen();
    expect(await before('a', NOW + 2, NOW - DAY)).toBe(true);
    expect(await before('b', NOW + 3, NOW - DAY)).toBe(false);

    expect(await before('a', NOW + DAY, NOW + 2)).toBe(false);
  });
});

onEveryEngine('states of installing', (world) => {
  const keep = async (secret: string, at: number) =>
    await world.store.transaction(
      async (tx) => await tx.oauthStates.keep(secret, `options of ${secret}`, at),
    );
  const take = async (secret: string, since: number) =>
    await world.store.transaction(async (tx) => await tx.oauthStates.take(secret, since));

  it('are good once, and until they are too old', async () => {
    await keep('one', NOW);
    await keep('two', NOW - DAY);

    expect(await take('one', NOW)).toBe('options of one');
    expect(await take('one', NOW)).toBeUndefined();
    expect(await take('two', NOW)).toBeUndefined();
    expect(await take('three', NOW)).toBeUndefined();
  });

  it('are kept as hashes', async () => {
    await keep('a-secret-of-a-browser', NOW);

    expect(world.bytes()).toContain('options of ');
    const bytes = world.bytes().replaceAll('options of a-secret-of-a-browser', '');
    expect(bytes).not.toContain('a-secret-of-a-browser');
    expect(required(await take('a-secret-of-a-browser', NOW))).toContain('options of');
  });
});
