import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { londonDate } from '../../src/base/london.ts';
import type { Bounce, SuppressionReason } from '../../src/domain/sign-up.ts';
import { heedReport } from '../../src/flows/bounce.ts';
import { suppressByHand } from '../../src/flows/suppress.ts';
import { openAccountWorld, type AccountWorld, type Mailed } from '../account-world.ts';
import { keptLog } from '../fake-slack.ts';
import { deadlineOn } from '../flow-world.ts';

const DAY = 86_400_000;
const ANN = { channel: 'email', email: 'ann@firm.example' } as const;
const WISH = {
  do: 'ask',
  email: 'ann@firm.example',
  query: 'penetration',
  cadence: 'instant',
  wanted: ['new', 'changes'],
};

let world: AccountWorld;
beforeEach(async () => {
  world = await openAccountWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

/** Asks by the form, and answers the mail that came of it. */
async function asked(
  with_: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Mailed | undefined> {
  await world.post('/join', { ...WISH, ...with_ });
  return (await world.mails())[0];
}

async function joined(with_: Readonly<Record<string, string | readonly string[]>> = {}): Promise<void> {
  const mail = await asked(with_);
  expect((await world.post(mail?.button ?? 'no mail')).status).toBe(200);
  world.clock.advance(DAY);
}

/** A notice is published, and told; answers the mail about it. */
async function alerted(noticeId: string, title = 'Penetration testing'): Promise<Mailed> {
  world.publish({ noticeId, ocid: `ocds-h6vhtk-${noticeId}`, title, deadline: deadlineOn('2026-12-01') });
  await world.collect('find-a-tender');
  const [mail] = await world.mails();
  if (mail === undefined) throw new Error('nothing was told');
  return mail;
}

describe('joining', () => {
  it('begins when the owner of the mailbox has pressed the button, and keeps what was agreed to', async () => {
    const answer = await world.post('/join', WISH);

    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Look into your mailbox');
    expect(await world.subscriptions()).toEqual([]);
    const [mail] = await world.mails();
    expect(mail?.to).toBe('ann@firm.example');
    expect(mail?.message.kind).toBe('confirmation');
    expect(mail?.message.words?.join(' ')).toContain("IT procurements that mention 'penetration'");
    expect(mail?.button).toMatch(/^\/c\/[\w-]{43}$/);

    const page = await world.get(mail?.button ?? '');
    expect(page.text).toContain('Do you want these alerts?');
    expect(page.text).toContain('I want Bell &amp; Co to send tender alerts to this address until I end it.');
    expect(await world.subscriptions()).toEqual([]);
    const done = await world.post(mail?.button ?? '');

    expect(done.text).toContain('Your alerts have begun');
    expect(await world.subscriptions()).toEqual([['penetration it:balanced', 'active']]);
    expect(world.consents()).toEqual([
      {
        consent_by: 'subscriber',
        consent_form: 'join-1',
        consent_words:
          'I want Bell & Co to send tender alerts to this address until I end it. Every mail has a link that ends it at once.',
        consent_at: world.clock.now(),
      },
    ]);
  });

  it('offers what is open now, on both pages, and says how much to expect', async () => {
    world.publish({ title: 'Penetration testing for the port', deadline: deadlineOn('2026-12-01') });
    await world.collect('find-a-tender');
    const mail = await asked();

    const page = await world.get(mail?.button ?? '');
    const done = await world.post(mail?.button ?? '');

    for (const { text } of [page, done]) expect(text).toContain('Penetration testing for the port');
    expect(page.text).toContain('One that matches is open now.');
    expect(page.text).toMatch(/1 would have come as new in the [^.]*: about 5 a week/);
    expect(mail?.message.words?.join(' ')).not.toContain('for the port');
  });

  it('tells of what comes after, and links to what somebody has', async () => {
    const mail = await asked();
    const done = await world.post(mail?.button ?? '');
    const manage = /\/m\/[\w-]{43}/.exec(done.text)?.[0] ?? '';

    expect((await world.get(manage)).text).toContain('a…@firm.example');
    expect((await alerted('000202-2026')).message.items[0]?.procurement.view.title).toBe(
      'Penetration testing',
    );
  });

  it('is kind to whoever has the same already', async () => {
    await joined();
    const mail = await asked();

    const done = await world.post(mail?.button ?? '');

    expect(done.text).toContain('You have these alerts already');
    expect(await world.subscriptions()).toHaveLength(1);
  });

  it('shows what was not understood before anything is kept, and what it would be without', async () => {
    const answer = await world.post('/join', { ...WISH, query: 'cyber regoin:wales' });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('did you mean');
    expect(answer.text).toContain('^^^^^^');
    expect(answer.text).toContain('value="cyber regoin:wales"');
    expect(await world.mails()).toEqual([]);
    expect(await world.store.subscriptions.subscriberAt(ANN)).toBeUndefined();
  });

  it.each([
    [{ query: '' }, 'Say what you look for.'],
    [{ wanted: [] }, 'Choose at least one thing to hear of.'],
    [{ email: 'ann@firm.example, bob@firm.example' }, 'This is not one e-mail address'],
    [{ email: '' }, 'This is not one e-mail address'],
  ])('says what is wrong with %j, keeps what was filled in, and mails nobody', async (wrong, words) => {
    const answer = await world.post('/join', { ...WISH, ...wrong });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('role="alert"');
    expect(await world.mails()).toEqual([]);
  });

  it('shows the volume without an address, warns of too much, and takes up a proposal', async () => {
    for (let n = 1; n <= 80; n += 1)
      world.publish({
        noticeId: `00${1000 + n}-2026`,
        ocid: `ocds-h6vhtk-v${n}`,
        title: `Penetration test ${n} of ${n * 7}`,
      });
    await world.collect('find-a-tender');
    const before = await world.get('/join?query=penetration');
    expect(before.text).toContain('value="penetration"');

    const answer = await world.post('/join', { ...WISH, do: 'preview', email: '' });

    expect(answer.status).toBe(200);
    expect(answer.text).toContain('What that brings');
    expect(answer.text).toContain('too much to read: narrow it');
    expect(answer.text.match(/Penetration test \d+ of/g)?.length).toBeGreaterThanOrEqual(5);
    const instead = await world.post('/join', { ...WISH, instead: 'penetration it:strict' });
    expect(instead.text).toContain('value="penetration it:strict"');
    expect(await world.mails()).toEqual([]);
  });

  it('answers 429 to who asks for the volume again and again, and asks for nobody’s patience but theirs', async () => {
    const form = { ...WISH, do: 'preview' };
    const codes: number[] = [];
    for (let n = 0; n < 21; n += 1) codes.push((await world.post('/join', form)).status);

    expect(codes).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    expect((await world.post('/join', form, '203.0.113.1')).status).toBe(200);
    world.clock.advance(60_000);
    expect((await world.post('/join', form)).status).toBe(200);
  });

  it('says nothing in its mail that looks like a link of whoever asked', async () => {
    const mail = await asked({ query: '"buy now at cheap-pills.example"' });

    expect(mail?.message.words?.join(' ')).not.toContain('cheap-pills');
    expect(mail?.message.words?.join(' ')).toContain(
      'The page that the button opens shows what they are to look for.',
    );
  });
});

describe('a suppressed address', () => {
  async function suppress(reason: SuppressionReason): Promise<void> {
    const at = world.clock.now();
    await world.store.transaction((tx) => tx.suppressions.suppress(ANN, { reason, source: 'test', at }));
  }

  it.each(['hard-bounce', 'soft-bounces'] as const)(
    'that bounced (%s) is asked, and free again once it confirms',
    async (reason) => {
      await suppress(reason);
      const mail = await asked();

      await world.post(mail?.button ?? '');

      expect(await world.store.suppressions.of(ANN)).toBeUndefined();
      expect(await world.subscriptions()).toHaveLength(1);
    },
  );

  it.each(['complaint', 'manual'] as const)('whose owner wants nothing (%s) gets nothing', async (reason) => {
    await suppress(reason);

    expect(await asked()).toBeUndefined();
  });

  it('that complains of the very mail that asked cannot confirm by it', async () => {
    const mail = await asked();
    await suppress('complaint');

    expect((await world.post(mail?.button ?? '')).status).toBe(410);
    expect(await world.subscriptions()).toEqual([]);
  });
});

describe('leaving', () => {
  it('ends all that a mail told of, and leaves the rest', async () => {
    await joined();
    await joined({ query: 'testing' });
    await joined({ query: 'forestry it:any' });
    const mail = await alerted('000202-2026');

    const page = await world.get(mail.unsubscribe);
    expect(page.text).toContain('Unsubscribe from all of these');
    expect(page.text).toContain('What else you have');
    const gone = await world.post(mail.unsubscribe, { 'List-Unsubscribe': 'One-Click' });

    expect(gone.text).toContain('You are unsubscribed');
    expect(await world.subscriptions()).toEqual([
      ['penetration it:balanced', 'ended'],
      ['testing it:balanced', 'ended'],
      ['forestry it:any', 'active'],
    ]);
  });

  it('ends one alone', async () => {
    await joined();
    await joined({ query: 'testing' });
    const mail = await alerted('000202-2026');
    const [, second] = await world.store.subscriptions.list();

    const gone = await world.post(`${mail.unsubscribe}/one`, { subscription: String(second?.id) });

    expect(gone.text).toContain('What you still have');
    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['active', 'ended']);
  });

  it('ends everything, with what waits to be sent', async () => {
    await joined();
    await joined({ query: 'forestry it:any' });
    const mail = await alerted('000202-2026');
    world.publish({ noticeId: '000303-2026', ocid: 'ocds-h6vhtk-303', title: 'Forestry' });
    await world.collect('find-a-tender');

    await world.post(`${mail.unsubscribe}/everything`);

    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['ended', 'ended']);
    expect(await world.store.deliveries.list({ states: ['ready'], limit: 9 })).toEqual([]);
    const [cancelled] = await world.store.deliveries.list({ states: ['cancelled'], limit: 9 });
    expect(cancelled?.reason).toBe('unsubscribed by its subscriber');
    expect(await world.mails()).toEqual([]);
  });

  it('keeps what waits for another subscription, too', async () => {
    await joined();
    const first = await alerted('000202-2026');
    await joined({ query: 'testing' });
    world.publish({ noticeId: '000303-2026', ocid: 'ocds-h6vhtk-303', title: 'Penetration testing again' });
    await world.collect('find-a-tender');

    await world.post(first.unsubscribe);

    const [mail] = await world.mails();
    expect(mail?.message.items.map((item) => item.because.map(({ query }) => query))).toEqual([
      ['testing it:balanced'],
    ]);
  });

  it('is undone within a day, with what was missed', async () => {
    await joined();
    const mail = await alerted('000202-2026');
    world.publish({ noticeId: '000303-2026', ocid: 'ocds-h6vhtk-303', title: 'Penetration, waiting' });
    await world.collect('find-a-tender');
    const gone = await world.post(mail.unsubscribe);
    expect(gone.text).toContain('Get this again');
    world.publish({ noticeId: '000404-2026', ocid: 'ocds-h6vhtk-404', title: 'Penetration, missed' });
    await world.collect('find-a-tender');
    expect(await world.mails()).toEqual([]);

    const back = await world.post(`${mail.unsubscribe}/undo`);

    expect(back.text).toContain('You get them again');
    expect(await world.subscriptions()).toEqual([['penetration it:balanced', 'active']]);
    const [missed] = await world.mails();
    const titles = missed?.message.items.map((item) => item.procurement.view.title) ?? [];
    expect(titles.toSorted()).toEqual(['Penetration, missed', 'Penetration, waiting']);
    expect((await world.post(`${mail.unsubscribe}/undo`)).text).toContain('There is nothing to undo');
    expect(await world.mails()).toEqual([]);
  });

  it('is undone singly', async () => {
    await joined();
    await joined({ query: 'testing' });
    const mail = await alerted('000202-2026');
    await world.post(mail.unsubscribe);
    const [first] = await world.store.subscriptions.list();

    await world.post(`${mail.unsubscribe}/undo`, { subscription: String(first?.id) });

    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['active', 'ended']);
    await world.post(`${mail.unsubscribe}/undo`);
    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['active', 'active']);
  });

  it('is not undone a day later', async () => {
    await joined();
    const mail = await alerted('000202-2026');
    await world.post(mail.unsubscribe);
    world.clock.advance(DAY);

    const late = await world.post(`${mail.unsubscribe}/undo`);

    expect(late.text).toContain('There is nothing to undo');
    expect(await world.subscriptions()).toEqual([['penetration it:balanced', 'ended']]);
  });

  it('ends nobody else’s, whatever number is asked for', async () => {
    await joined();
    await joined({ email: 'bob@firm.example', query: 'forestry it:any' });
    const mail = await alerted('000202-2026');
    const bobs = (await world.store.subscriptions.list()).find((one) => one.query.startsWith('forestry'));

    await world.post(`${mail.unsubscribe}/one`, { subscription: String(bobs?.id) });

    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['active', 'active']);
  });

  it('of a nudge ends the one that it is about', async () => {
    await joined();
    await joined({ query: 'testing' });
    world.clock.advance(61 * DAY);
    await world.nudge();
    const [mail] = await world.mails();

    await world.post(mail?.unsubscribe ?? '');

    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['ended', 'active']);
  });
});

describe('taking back what ended', () => {
  async function suppress(reason: SuppressionReason): Promise<void> {
    const at = world.clock.now();
    await world.store.transaction((tx) => tx.suppressions.suppress(ANN, { reason, source: 'test', at }));
  }

  async function heed(kind: Bounce['kind'], { message }: Mailed): Promise<void> {
    const bounce = { kind, deliveryId: message.deliveryId ?? 0, status: undefined };
    await heedReport({ bounces: [bounce] }, { ...world.deps, log: keptLog() });
  }

  const reasons = async () =>
    (await world.store.subscriptions.list()).map(({ state, reason }) => [state, reason]);

  it.each([
    ['complaint', 'marked as spam'],
    ['manual', 'has stopped mail to this address'],
  ] as const)('is refused with a sentence while nothing is sent there (%s)', async (reason, words) => {
    await joined();
    const mail = await alerted('000202-2026');
    await world.post(mail.unsubscribe);
    await suppress(reason);

    expect((await world.get(mail.unsubscribe)).text).not.toContain('Get this again');
    const undone = await world.post(`${mail.unsubscribe}/undo`);

    expect(undone.text).toContain('That could not be undone');
    expect(undone.text).toContain(words);
    expect(await world.subscriptions()).toEqual([['penetration it:balanced', 'ended']]);
    await world.store.transaction((tx) => tx.suppressions.lift(ANN));
    expect((await world.post(`${mail.unsubscribe}/undo`)).text).toContain('You get them again');
  });

  it('shows that a mailbox that bounced lives', async () => {
    await joined();
    const mail = await alerted('000202-2026');
    await world.post(mail.unsubscribe);
    await suppress('hard-bounce');

    await world.post(`${mail.unsubscribe}/undo`);

    expect(await world.store.suppressions.of(ANN)).toBeUndefined();
    expect((await alerted('000303-2026', 'Penetration of a dam')).to).toBe('ann@firm.example');
  });

  it.each([
    ['complaint', 'a mail to this address was marked as spam'],
    ['hard', 'It was not you who ended it'],
  ] as const)('is not for what a report ended (%s)', async (kind, words) => {
    await joined();
    await joined({ query: 'forestry it:any' });
    const mail = await alerted('000202-2026');
    await world.post(mail.unsubscribe);
    await heed(kind, mail);
    const other = (await world.store.subscriptions.list()).find((one) => one.query.startsWith('forestry'));

    const page = await world.get(mail.manage);
    const revived = await world.post(`${mail.manage}/subscriptions/${other?.id}/revive`);

    expect(page.text.split('/revive"')).toHaveLength(kind === 'hard' ? 2 : 1);
    expect(revived.text.toLowerCase()).toContain(words.toLowerCase());
    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['ended', 'ended']);
  });

  it('is not for what the operator ended', async () => {
    await joined();
    const mail = await alerted('000202-2026');
    const [sub] = await world.store.subscriptions.list();
    const id = { subscriptionId: sub?.id ?? 0 };
    await world.store.transaction((tx) =>
      tx.subscriptions.end(id, 'ended', 'ended by the operator', world.clock.now()),
    );

    expect((await world.get(mail.manage)).text).not.toContain('Get this again');
    expect((await world.post(`${mail.manage}/subscriptions/${sub?.id}/revive`)).text).toContain(
      'It was not you who ended it',
    );
    expect(await reasons()).toEqual([['ended', 'ended by the operator']]);
  });

  it('of a pause is refused while nothing is sent there', async () => {
    await joined();
    const mail = await alerted('000202-2026');
    await suppressByHand(ANN, world.deps);
    const [sub] = await world.store.subscriptions.list();

    const resumed = await world.post(`${mail.manage}/subscriptions/${sub?.id}/resume`);

    expect(resumed.text).toContain('Whoever runs this service has stopped mail to this address');
    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['paused']);
  });

  it('leaves what was paused as it was, and says so', async () => {
    await joined();
    const mail = await alerted('000202-2026');
    const [sub] = await world.store.subscriptions.list();
    await world.post(`${mail.manage}/subscriptions/${sub?.id}/pause`, { [`until-${sub?.id}`]: '2026-10-20' });
    await world.post(mail.unsubscribe);

    const undone = await world.post(`${mail.unsubscribe}/undo`);

    expect(undone.text).toContain('They are as they were');
    expect(undone.text).toContain(`paused until ${londonDate(Date.parse('2026-10-20T12:00:00Z'))}`);
    expect(undone.text).not.toContain('You get');
    expect((await world.store.subscriptions.list())[0]).toMatchObject({ state: 'paused' });
  });

  it('keeps the reason of a pause that was not its owner’s', async () => {
    await joined();
    const mails: Mailed[] = [];
    for (let n = 1; n <= 5; n += 1) mails.push(await alerted(`00030${n}-2026`, `Penetration of dam ${n}`));
    for (const mail of mails) await heed('soft', mail);
    const reason = 'mail to this address came back 5 times in 14 days';
    expect(await reasons()).toEqual([['paused', reason]]);
    const unsubscribe = mails[0]?.unsubscribe ?? '';
    await world.post(unsubscribe);

    const undone = await world.post(`${unsubscribe}/undo`);

    expect(undone.text).toContain(`paused: ${reason}`);
    expect(await reasons()).toEqual([['paused', reason]]);
  });

  it('is not offered for what somebody has anew', async () => {
    await joined();
    const mail = await alerted('000202-2026');
    await world.post(mail.unsubscribe);
    const again = await asked();
    await world.post(again?.button ?? '');

    expect((await world.get(mail.unsubscribe)).text).not.toContain('Get this again');
    expect((await world.get(mail.manage)).text).not.toContain('Get this again');
    const [sub] = await world.store.subscriptions.list();
    expect((await world.post(`${mail.manage}/subscriptions/${sub?.id}/revive`)).text).toContain(
      'You have another subscription that is just like this.',
    );
    expect((await world.post(`${mail.unsubscribe}/undo`)).text).toContain('you have it anew');
    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['ended', 'active']);
  });
});

describe('the secrets of links', () => {
  it('stand nowhere in what is kept', async () => {
    const first = await asked();
    await world.post(first?.button ?? '');
    const mail = await alerted('000202-2026');
    await world.post(mail.unsubscribe);
    const calendar = await world.post(`${mail.manage}/calendar`);
    const secrets = [first?.button ?? '', mail.unsubscribe, mail.manage, calendar.text].map(
      (text) => /\/(?:c|u|m|calendar)\/([\w-]{43})/.exec(text)?.[1] ?? '',
    );

    const kept = [world.database, `${world.database}-wal`]
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'latin1'))
      .join('');

    expect(new Set(secrets.map((secret) => secret.length))).toEqual(new Set([43]));
    for (const secret of secrets) {
      expect(kept.includes(createHash('sha256').update(secret).digest('base64url'))).toBe(true);
      expect(kept.includes(secret)).toBe(false);
    }
  });
});
