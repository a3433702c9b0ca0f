import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccountWorld, type AccountWorld, type Mailed } from '../account-world.ts';

const DAY = 86_400_000;
const TIMES = { days: ['1', '3'], weekday: '2', hour: '7', holidays: 'scotland', heartbeat: 'yes' };

let world: AccountWorld;
beforeEach(async () => {
  world = await openAccountWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

async function alerted(noticeId: string, title = 'Penetration testing'): Promise<Mailed> {
  world.publish({ noticeId, ocid: `ocds-h6vhtk-${noticeId}`, title });
  await world.collect('find-a-tender');
  const [mail] = await world.mails();
  if (mail === undefined) throw new Error('nothing was told');
  return mail;
}

/** Somebody with one subscription, and the page that a mail's link opens. */
async function managed(): Promise<string> {
  await world.subscribe('penetration');
  return (await alerted('000202-2026')).manage;
}

async function only() {
  const [found] = await world.store.subscriptions.list();
  if (found === undefined) throw new Error('there is no subscription');
  return found;
}

describe('managing by a mailed link', () => {
  it('shows each subscription in a sentence, and the address to nobody who does not know it', async () => {
    const { status, text } = await world.get(await managed());

    expect(status).toBe(200);
    expect(text).toContain('IT procurements that mention &#39;penetration&#39;');
    expect(text).toContain('a…@example.org');
    expect(text).not.toContain('ann@example.org');
  });

  it('changes what is looked for, how often, what of and how early, and shows that it did', async () => {
    const here = await managed();
    const { id } = await only();
    const form = await world.get(`${here}/subscriptions/${id}`);
    expect(form.text).toContain('value="penetration it:balanced"');

    const answer = await world.post(`${here}/subscriptions/${id}`, {
      query: 'cyber region:wales',
      cadence: 'weekly',
      wanted: ['new', 'closing'],
      minDaysLeft: '14',
    });

    expect(answer.text).toContain('It is changed.');
    expect(answer.text).toContain('Once a week');
    expect(await only()).toMatchObject({
      query: 'cyber region:wales it:balanced',
      cadence: 'weekly',
      wanted: ['new', 'closing'],
      minDaysLeft: 14,
      id,
    });
  });

  it('shows what was not understood, and changes nothing', async () => {
    const here = await managed();
    const { id } = await only();

    const answer = await world.post(`${here}/subscriptions/${id}`, {
      query: 'cyber regoin:wales',
      cadence: 'weekly',
      wanted: 'new',
    });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('did you mean');
    expect((await only()).query).toBe('penetration it:balanced');
  });

  it.each([
    [{ query: '' }, 'Say what you look for.'],
    [{ wanted: [] }, 'Choose at least one thing'],
    [{ minDaysLeft: '-3' }, 'Give a number of days'],
    [{ minDaysLeft: '9999' }, 'Give a number of days'],
  ])('says what is wrong with %j', async (wrong, words) => {
    const here = await managed();
    const { id } = await only();

    const form = { query: 'cyber', cadence: 'weekly', wanted: 'new', ...wrong };
    const answer = await world.post(`${here}/subscriptions/${id}`, form);

    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect((await only()).query).toBe('penetration it:balanced');
  });

  it('says where a change would make it the same as another', async () => {
    const here = await managed();
    const { id } = await only();
    await world.subscribe('cyber', { cadence: 'weekly' });

    const answer = await world.post(`${here}/subscriptions/${id}`, {
      query: 'cyber',
      cadence: 'weekly',
      wanted: 'new',
    });

    expect(answer.text).toContain('another subscription that is just like this');
  });

  it('resumes what bounces had paused, and writes to the address again', async () => {
    const here = await managed();
    const { id, subscriber } = await only();
    await world.store.transaction(async (tx) => {
      const at = world.clock.now();
      await tx.suppressions.suppress(subscriber.address, { reason: 'soft-bounces', source: 'dsn', at });
      await tx.subscriptions.pause(id, { until: undefined, reason: 'mail came back' }, at);
    });
    await world.post(`${here}/subscriptions/${id}/resume`);

    expect(await only()).toMatchObject({ state: 'active' });
    expect(await world.store.suppressions.of(subscriber.address)).toBeUndefined();
  });

  it('pauses until a day, and resumes with what was missed', async () => {
    const here = await managed();
    const { id } = await only();

    const paused = await world.post(`${here}/subscriptions/${id}/pause`, { [`until-${id}`]: '2026-12-20' });
    expect(paused.text).toContain('Paused until Sun 20 Dec 2026');
    expect(await only()).toMatchObject({ state: 'paused', pausedUntil: Date.parse('2026-12-20T00:00:00Z') });
    world.publish({ noticeId: '000303-2026', ocid: 'ocds-h6vhtk-303', title: 'Penetration, missed' });
    await world.collect('find-a-tender');
    expect(await world.mails()).toEqual([]);
    await world.post(`${here}/subscriptions/${id}/resume`);

    expect((await world.mails())[0]?.message.items).toHaveLength(1);
    expect((await world.post(`${here}/subscriptions/${id}/resume`)).status).toBe(200);
  });

  it.each(['2026-09-01', '2020-01-01', 'tomorrow', '9999-01-01'])('does not pause until %s', async (day) => {
    const here = await managed();
    const { id } = await only();

    const answer = await world.post(`${here}/subscriptions/${id}/pause`, { [`until-${id}`]: day });

    expect(answer.status).toBe(422);
    expect((await only()).state).toBe('active');
  });

  it('pauses without an end', async () => {
    const here = await managed();
    const { id } = await only();

    await world.post(`${here}/subscriptions/${id}/pause`);

    expect(await only()).toMatchObject({ state: 'paused', pausedUntil: undefined });
  });

  it('ends one or all, and takes that back within a day', async () => {
    const here = await managed();
    const { id } = await only();
    await world.subscribe('cyber');

    await world.post(`${here}/subscriptions/${id}/end`);
    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['ended', 'active']);
    const all = await world.post(`${here}/end`);
    expect(all.text).toContain('Ended in the last day');
    const back = await world.post(`${here}/subscriptions/${id}/revive`);

    expect(back.text).toContain('It is as it was.');
    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['active', 'ended']);
    await world.post(`${here}/end`);
    world.clock.advance(DAY);
    expect((await world.post(`${here}/subscriptions/${id}/revive`)).text).toContain('more than a day ago');
    expect((await world.subscriptions()).map(([, state]) => state)).toEqual(['ended', 'ended']);
  });

  it('keeps when digests come', async () => {
    const here = await managed();

    await world.post(`${here}/timetable`, TIMES);

    expect((await only()).subscriber).toMatchObject({
      timetable: { days: [1, 3], weekday: 2, hour: 7, holidays: 'scotland' },
      heartbeat: true,
    });
    await world.post(`${here}/timetable`, { ...TIMES, heartbeat: [] });
    expect((await only()).subscriber.heartbeat).toBe(false);
  });

  it.each([{ days: [] }, { hour: '24' }, { hour: 'x' }, { weekday: '8' }, { holidays: 'mars' }])(
    'keeps no timetable with %j',
    async (wrong) => {
      const here = await managed();
      const before = (await only()).subscriber.timetable;

      expect((await world.post(`${here}/timetable`, { ...TIMES, ...wrong })).status).toBe(422);

      expect((await only()).subscriber.timetable).toEqual(before);
    },
  );

  it('keeps frameworks by their names, and forgets them', async () => {
    const here = await managed();

    await world.post(`${here}/frameworks`, { on: 'these', frameworks: 'G-Cloud 14', others: 'leave-out' });
    expect((await only()).subscriber).toMatchObject({
      frameworks: ['g-cloud-14', '=g-cloud'],
      othersCallOffs: 'leave-out',
    });
    const wrong = await world.post(`${here}/frameworks`, { on: 'these', frameworks: 'G-Clod 14' });
    expect(wrong.text).toContain('did you mean');
    await world.post(`${here}/frameworks`, { on: 'none', others: 'tag' });
    expect((await only()).subscriber).toMatchObject({ frameworks: [], othersCallOffs: 'tag' });
    await world.post(`${here}/frameworks`, { on: 'unsaid', others: 'tag' });
    expect((await only()).subscriber.frameworks).toBeUndefined();
  });

  it('takes back what was muted', async () => {
    const here = await managed();
    const { subscriber } = await only();
    const mute = await world.store.transaction((tx) =>
      tx.subscriptions.mute(subscriber.id, { kind: 'buyer', name: 'Ashcombe' }, world.clock.now()),
    );
    expect((await world.get(here)).text).toContain('The buyer Ashcombe');

    await world.post(`${here}/unmute`, { mute: String(mute.id) });

    expect((await only()).subscriber.mutes).toEqual([]);
  });

  it('makes a calendar address, shows it once, and stops all', async () => {
    const here = await managed();
    const { subscriber } = await only();

    const made = await world.post(`${here}/calendar`);
    const secret = /https:\/\/test\.example\/calendar\/([\w-]{43})\.ics/.exec(made.text)?.[1] ?? '';
    expect((await world.store.tokens.find('calendar', secret))?.subscriberId).toBe(subscriber.id);
    expect((await world.get(here)).text).not.toContain(secret);
    expect((await world.get(here)).text).toContain('One was made');
    await world.post(`${here}/calendar/stop`);

    expect(await world.store.tokens.find('calendar', secret)).toBeUndefined();
  });

  it('makes ten calendar addresses and no more, until all are stopped', async () => {
    const here = await managed();
    for (let n = 0; n < 10; n += 1) expect((await world.post(`${here}/calendar`)).status).toBe(200);

    const refused = await world.post(`${here}/calendar`);

    expect(refused.status).toBe(422);
    expect(refused.text).toContain('You have 10 calendar addresses: stop them all before you make another.');
    const { subscriber } = await only();
    expect(await world.store.tokens.ofSubscriber('calendar', subscriber.id)).toHaveLength(10);
    await world.post(`${here}/calendar/stop`);
    expect((await world.post(`${here}/calendar`)).text).toContain('/calendar/');
  });

  it.each(['complaint', 'manual'] as const)(
    'mails no link to an address that wants nothing (%s): it is cancelled when it is asked for',
    async (reason) => {
      const here = await managed();
      const { subscriber } = await only();
      const at = world.clock.now();
      await world.store.transaction((tx) =>
        tx.suppressions.suppress(subscriber.address, { reason, source: 'test', at }),
      );

      await world.post(`${here}/link`);

      expect(await world.store.deliveries.list({ states: ['ready'], limit: 9 })).toEqual([]);
      expect(await world.store.deliveries.list({ states: ['cancelled'], limit: 9 })).toMatchObject([
        { kind: 'manage', reason: 'nothing is sent to this address' },
      ]);
    },
  );

  it('touches nobody else’s', async () => {
    const here = await managed();
    await world.subscribe('forestry it:any', { email: 'bob@example.org' });
    const bobs = (await world.store.subscriptions.list())[1];
    const at = `${here}/subscriptions/${bobs?.id}`;

    await world.post(`${at}/end`);
    await world.post(`${at}/pause`);
    await world.post(at, { query: 'x', cadence: 'daily', wanted: 'new' });
    const form = await world.get(at);

    expect(form.text).not.toContain('forestry');
    expect((await world.store.subscriptions.list())[1]).toEqual(bobs);
  });

  it('shows nothing a week later, and mails a fresh link: one in a quarter of an hour, three a day', async () => {
    const here = await managed();
    const { id } = await only();
    world.clock.advance(7 * DAY);

    const late = await world.get(here);
    expect(late.status).toBe(410);
    expect(late.text).toContain('Mail a fresh link to a…@example.org');
    expect(late.text).not.toContain('penetration');
    expect((await world.post(`${here}/subscriptions/${id}/end`)).status).toBe(410);
    expect((await only()).state).toBe('active');
    await world.post(`${here}/link`);
    await world.post(`${here}/link`);
    const [fresh, ...more] = await world.mails();

    expect(more).toEqual([]);
    expect(fresh?.to).toBe('ann@example.org');
    expect((await world.get(fresh?.button ?? '')).text).toContain('What you are sent');
    let sent = 1;
    for (let hour = 0; hour < 6; hour += 1) {
      world.clock.advance(DAY / 24);
      await world.post(`${here}/link`);
      sent += (await world.mails()).length;
    }
    expect(sent).toBe(3);
  });

  it('knows no link that was made for something else, or by nobody', async () => {
    await world.subscribe('penetration');
    const mail = await alerted('000202-2026');
    const wrong = [mail.unsubscribe.replace('/u/', '/m/'), `/m/${'A'.repeat(43)}`, '/m/x'];

    for (const path of wrong) {
      expect((await world.get(path)).status).toBe(404);
      expect((await world.post(`${path}/end`)).status).toBe(404);
      await world.post(`${path}/link`);
    }

    expect(await world.mails()).toEqual([]);
    expect((await only()).state).toBe('active');
  });

  it('changes nothing by a GET', async () => {
    const here = await managed();
    const { id } = await only();
    const before = await world.store.subscriptions.list();

    for (const path of ['', '/end', '/link', '/calendar', `/subscriptions/${id}`, `/subscriptions/${id}/end`])
      await world.get(`${here}${path}`);

    expect(await world.store.subscriptions.list()).toEqual(before);
    expect(await world.mails()).toEqual([]);
  });
});
