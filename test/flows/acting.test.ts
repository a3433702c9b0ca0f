import Database from 'better-sqlite3';
import type { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';
import { openMailWeb } from '../mail-web.ts';

const TITLE = 'Penetration testing of the housing portal';
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
/** Ann was told of one tender; answers where its buttons lead, `/a/SECRET`, and its number. */
const told = async (): Promise<{ readonly acts: string; readonly id: number }> => {
  await world.subscribe('penetration');
  world.publish();
  await run();
  const message = world.channels.email.sent.at(-1)?.message;
  return {
    acts: new URL(message?.links?.act ?? '').pathname,
    id: message?.items[0]?.procurement.id ?? 0,
  };
};
const get = async (path: string): Promise<readonly [number, string]> => {
  const answer = await web.request(path);
  return [answer.status, await answer.text()];
};
const post = async (path: string): Promise<readonly [number, string]> => {
  const answer = await web.request(path, { method: 'POST' });
  return [answer.status, await answer.text()];
};
const live = async (): Promise<readonly string[]> =>
  (await world.store.subscriptions.list()).filter(({ state }) => state !== 'ended').map(({ query }) => query);
const mutes = async (): Promise<readonly object[]> =>
  (await world.store.subscriptions.subscriberAt({ channel: 'email', email: 'ann@example.org' }))?.mutes.map(
    ({ what }) => what,
  ) ?? [];
/** As they are kept: who, by which form, by what words. */
const consents = (): unknown => {
  const db = new Database(world.database, { readonly: true });
  try {
    return db
      .prepare('select consent_by, consent_form, consent_words from subscription order by id')
      .raw()
      .all();
  } finally {
    db.close();
  }
};

describe("a mail's buttons", () => {
  it('open a page with a button and what it is about, and change nothing', async () => {
    const { acts, id } = await told();
    for (const action of ['follow', 'mute', 'mute-buyer', 'not-relevant']) {
      const [status, page] = await get(`${acts}/${action}/${id}`);

      expect(status).toBe(200);
      expect(page).toContain(TITLE);
      expect(page).toContain(`<form method="post" action="${acts}/${action}/${id}"`);
    }

    expect(await live()).toEqual(['penetration it:balanced']);
    expect(await mutes()).toEqual([]);
    expect(await world.store.corrections.all()).toEqual([]);
  });

  it('follow: changes come at once, with the consent of who pressed it, once however often it is pressed', async () => {
    const { acts, id } = await told();

    const [status, page] = await post(`${acts}/follow/${id}`);
    await post(`${acts}/follow/${id}`);

    expect(status).toBe(200);
    expect(page).toContain('You follow this procurement');
    expect(await live()).toEqual(['penetration it:balanced', '000101-2026']);
    expect(consents()).toEqual([
      ['operator', 'command-line', 'Entered by the operator on the command line.'],
      ['subscriber', 'follow-1', 'You are mailed when this procurement changes, is cancelled or is awarded.'],
    ]);
    await world.end({ subscription: (await world.store.subscriptions.list())[0] });
    world.publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await run();
    expect(world.kinds()).toEqual([['new'], ['changed']]);
  });

  it('follow, undone: it ends, and nothing more is told of it', async () => {
    const { acts, id } = await told();
    await post(`${acts}/follow/${id}`);
    await world.end({ subscription: (await world.store.subscriptions.list())[0] });

    const [, page] = await post(`${acts}/follow/${id}/undo`);

    expect(page).toContain('You do not follow this procurement');
    expect(await live()).toEqual([]);
    world.publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await run();
    expect(world.kinds()).toEqual([['new']]);
  });

  it('mute: nothing more of it is told, and undone it is told again', async () => {
    const { acts, id } = await told();

    const [, page] = await post(`${acts}/mute/${id}`);
    await post(`${acts}/mute/${id}`);
    expect(page).toContain('This procurement is muted');
    expect(await mutes()).toHaveLength(1);
    world.publish({ noticeId: '000102-2026', deadline: deadlineOn('2026-10-07') });
    await run();
    expect(world.kinds()).toEqual([['new']]);

    await post(`${acts}/mute/${id}/undo`);
    world.publish({ noticeId: '000103-2026', deadline: deadlineOn('2026-10-14') });
    await run();
    expect(world.kinds()).toEqual([['new'], ['changed']]);
  });

  it('mute a buyer: nothing else that it publishes is told, and undone it is', async () => {
    const { acts, id } = await told();

    const [, page] = await post(`${acts}/mute-buyer/${id}`);

    expect(page).toContain('Ashcombe Borough Council is muted');
    expect(await mutes()).toEqual([{ kind: 'buyer', name: 'Ashcombe Borough Council' }]);
    const [, again] = await get(`${acts}/mute-buyer/${id}`);
    expect(again).toContain(`action="${acts}/mute-buyer/${id}/undo"`);
    await post(`${acts}/mute-buyer/${id}/undo`);
    expect(await mutes()).toEqual([]);
  });

  it('not relevant: muted, and put before the operator, once', async () => {
    const { acts, id } = await told();

    await post(`${acts}/mute/${id}`);
    const [, page] = await post(`${acts}/not-relevant/${id}`);
    await post(`${acts}/not-relevant/${id}`);

    expect(page).toContain('Thank you');
    expect(await mutes()).toHaveLength(1);
    const corrections = await world.store.corrections.all();
    expect(corrections).toHaveLength(1);
    expect(corrections[0]).toMatchObject({ says: { it: false }, state: 'waiting' });
    expect(corrections[0]?.reported?.reports).toHaveLength(1);
  });

  it('say nothing of what their reader was never told, and do nothing to it', async () => {
    const { acts, id } = await told();
    world.publish({
      noticeId: '000201-2026',
      ocid: 'ocds-h6vhtk-0b0001',
      title: 'Mainframe hosting',
      description: 'Hosting of a mainframe.',
      cpv: [],
    });
    await run();
    const [other] = await world.search('mainframe it:any');
    expect(other?.id).toBeGreaterThan(0);
    expect(other?.id).not.toBe(id);

    const [status, page] = await post(`${acts}/mute/${other?.id ?? 0}`);

    expect(status).toBe(404);
    expect(page).not.toContain('Mainframe');
    expect(await mutes()).toEqual([]);
  });

  it('answer alike for a secret that is guessed, cut off or expired, and for what is not held', async () => {
    const { acts, id } = await told();
    const strange = await get(`/a/${'A'.repeat(43)}/mute/${id}`);

    expect(strange[0]).toBe(404);
    expect(await get(`${acts.slice(0, -1)}/mute/${id}`)).toEqual(strange);
    expect(await get(`${acts}/mute/999999`)).toEqual(strange);
    world.clock.advance(91 * DAY);
    expect(await get(`${acts}/mute/${id}`)).toEqual(strange);
    expect(await post(`${acts}/mute/${id}`)).toEqual(strange);
    expect(await mutes()).toEqual([]);
  });

  it("an unsubscribe link's secret presses no button", async () => {
    const { id } = await told();
    const unsubscribe = world.channels.email.sent[0]?.message.links?.unsubscribe ?? '';
    const secret = unsubscribe.slice(unsubscribe.lastIndexOf('/') + 1);

    expect((await post(`/a/${secret}/mute/${id}`))[0]).toBe(404);
    expect(await mutes()).toEqual([]);
  });
});

describe('following where mail was stopped', () => {
  const ANN = { channel: 'email', email: 'ann@example.org' } as const;
  const suppress = async (reason: 'complaint' | 'manual' | 'hard-bounce') => {
    const at = world.clock.now();
    await world.store.transaction((tx) => tx.suppressions.suppress(ANN, { reason, source: 'test', at }));
  };

  it.each([
    ['complaint', 'marked as spam'],
    ['manual', 'has stopped mail'],
  ] as const)('is refused with a sentence (%s), and promises nothing', async (reason, words) => {
    const { acts, id } = await told();
    await post(`${acts}/follow/${id}`);
    await suppress(reason);

    const [status, page] = await post(`${acts}/follow/${id}`);

    expect(status).toBe(200);
    expect(page).toContain(words);
    expect(page).not.toContain('You follow this procurement');
    expect((await get(`${acts}/follow/${id}`))[1]).not.toContain('You follow this procurement');
  });

  it('is done where the mailbox bounced before: it lives', async () => {
    const { acts, id } = await told();
    await suppress('hard-bounce');

    expect((await post(`${acts}/follow/${id}`))[1]).toContain('You follow this procurement');
    expect(await world.store.suppressions.of(ANN)).toBeUndefined();
  });

  it('is not begun by muting, which lifts nothing', async () => {
    const { acts, id } = await told();
    await suppress('hard-bounce');

    await post(`${acts}/mute/${id}`);

    expect(await world.store.suppressions.of(ANN)).toBeDefined();
  });
});
