import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consentWords } from '../../src/web/join-pages.tsx';
import { openAccountWorld, type AccountWorld, type Answer } from '../account-world.ts';
import { deadlineOn } from '../flow-world.ts';

const DAY = 86_400_000;
const ANN = { channel: 'email', email: 'ann@firm.example' } as const;
const WISH = {
  do: 'ask',
  email: ANN.email,
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

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Asks by the form and presses the button of the mail that comes. */
async function joined(with_: Fields = {}): Promise<{ readonly page: Answer; readonly done: Answer }> {
  world.clock.advance(DAY);
  await world.post('/join', { ...WISH, ...with_ });
  const mail = (await world.mails()).find((one) => one.message.kind === 'confirmation');
  const button = mail?.button ?? '/no-mail';
  return { page: await world.get(button), done: await world.post(button) };
}

async function only() {
  const [found, ...more] = await world.store.subscriptions.list();
  if (found === undefined || more.length > 0) throw new Error(`there are ${more.length + 1} or none`);
  return found;
}

async function publish(noticeId: string, title: string): Promise<void> {
  world.publish({ noticeId, ocid: `ocds-h6vhtk-${noticeId}`, title, deadline: deadlineOn('2026-12-01') });
  await world.collect('find-a-tender');
}

describe('who confirms what they have already', () => {
  it('sees on both pages what it tells of, and has it as it was asked for last', async () => {
    await joined();

    const { page, done } = await joined({ wanted: ['awards', 'closing'] });

    for (const { text } of [page, done])
      expect(text).toContain('<td>Who won; A reminder shortly before a deadline</td>');
    expect(done.text).toContain('You have these alerts already');
    expect(await only()).toMatchObject({ wanted: ['awards', 'closing'], state: 'active' });
  });

  it('has agreed anew, and that is what is kept', async () => {
    await world.subscribe('penetration', { email: ANN.email });
    expect(world.consents()).toMatchObject([{ consent_by: 'operator' }]);

    await joined();

    expect(world.consents()).toEqual([
      {
        consent_by: 'subscriber',
        consent_at: world.clock.now(),
        consent_words: consentWords('Bell & Co'),
        consent_form: 'join-1',
      },
    ]);
  });

  it('is told again what was kept without being told', async () => {
    await world.subscribe('penetration', { email: ANN.email, notify: false });

    await joined();
    await publish('000202-2026', 'Penetration testing');

    expect(await only()).toMatchObject({ notify: true });
    expect(await world.mails()).toHaveLength(1);
  });

  it('gets it again though bounces had paused it, with what was missed', async () => {
    await joined();
    const { id } = await only();
    const at = world.clock.now();
    await world.store.transaction(async (tx) => {
      await tx.suppressions.suppress(ANN, { reason: 'soft-bounces', source: 'dsn', at });
      await tx.subscriptions.pause(id, { until: undefined, reason: 'mail came back' }, at);
    });
    await publish('000202-2026', 'Penetration testing, missed');
    expect(await world.mails()).toEqual([]);

    const { done } = await joined();

    expect(done.text).toContain('it was paused. It goes on now');
    expect(await only()).toMatchObject({ id, state: 'active', reason: undefined });
    const titles = (await world.mails()).flatMap(({ message }) =>
      message.items.map((item) => item.procurement.view.title),
    );
    expect(titles).toEqual(['Penetration testing, missed']);
    expect(await world.mails()).toEqual([]);
  });
});

describe('a form that a program fills in', () => {
  const shownIn = ({ text }: Answer): string => /name="shown" value="(\d+)"/.exec(text)?.[1] ?? '';
  const asked = async (): Promise<number> => await world.store.signUps.askedSince(0, 'all');

  it.each([
    ['fills in what no person sees', { remarks: 'Cheap pills' }],
    ['answers within two seconds', { after: '1999' }],
  ])('that %s gets the ordinary answer, and nothing is kept', async (_what, { after, ...fields }: Fields) => {
    const ordinary = await world.post('/join', { ...WISH, email: 'bob@firm.example' });
    await world.mails();
    const form = await world.get('/join');
    world.clock.advance(Number(after ?? 60_000));

    const answer = await world.post('/join', { ...WISH, shown: shownIn(form), ...fields });

    expect([answer.status, answer.text]).toEqual([ordinary.status, ordinary.text]);
    expect(await asked()).toBe(1);
    expect(await world.store.subscriptions.subscriberAt(ANN)).toBeUndefined();
    expect(await world.mails()).toEqual([]);
  });

  it.each([
    ['two seconds later', (shown: string) => shown, 2000],
    ['without saying when it was shown', () => '', 0],
    ['with an instant that nobody can read', () => '12 o’clock', 0],
    ['with one that is still to come', (shown: string) => String(Number(shown) + DAY), 0],
  ])('is a person who answers %s', async (_when, say, after) => {
    const shown = shownIn(await world.get('/join'));
    expect(Number(shown)).toBe(world.clock.now());
    world.clock.advance(after);

    await world.post('/join', { ...WISH, shown: say(shown) });

    expect(await world.mails()).toHaveLength(1);
  });

  it.each([
    ['what it brings', { do: 'preview' }],
    ['what is wrong', { query: '' }],
  ])('counts from when it was shown first, not from when it showed %s', async (_what, first) => {
    const shown = shownIn(await world.get('/join'));
    world.clock.advance(60_000);

    const again = await world.post('/join', { ...WISH, ...first, shown });
    await world.post('/join', { ...WISH, shown: shownIn(again) });

    expect(await world.mails()).toHaveLength(1);
  });
});

describe('the enter key', () => {
  it('presses a button that asks where an address is given, and else shows what it brings', async () => {
    const { text } = await world.get('/join');
    const first = /<button[^>]*>/.exec(text)?.[0] ?? '';
    const value = /value="([^"]+)"/.exec(first)?.[1] ?? '';

    const without = await world.post('/join', { ...WISH, do: value, email: '' });
    const with_ = await world.post('/join', { ...WISH, do: value });

    expect(without.text).toContain('What that brings');
    expect(with_.text).toContain('Look into your mailbox');
  });
});

describe('an address that wants nothing', () => {
  it.each(['complaint', 'manual'] as const)(
    '(%s): its mail is cancelled when it is asked for',
    async (reason) => {
      const at = world.clock.now();
      await world.store.transaction((tx) => tx.suppressions.suppress(ANN, { reason, source: 'test', at }));

      await world.post('/join', WISH);

      expect(await world.store.deliveries.list({ states: ['ready'], limit: 9 })).toEqual([]);
      expect(await world.store.deliveries.list({ states: ['cancelled'], limit: 9 })).toMatchObject([
        { kind: 'confirmation', reason: 'nothing is sent to this address' },
      ]);
    },
  );
});
