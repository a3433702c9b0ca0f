import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Address, Cadence } from '../../src/domain/subscription.ts';
import { subscribe } from '../../src/flows/subscribe.ts';
import { aNotice } from '../builders.ts';
import { openBotWorld, type BotWorld } from '../slack-bot-world.ts';
import { buttonsOf, wordsOf } from '../slack-words.ts';

const [SAM, ALEX, GIL] = ['U01SAM0000', 'U02ALEX000', 'U03GUEST00'];
const [TENDERS, GENERAL, ELSEWHERE, BID_TEAM] = ['C01TENDERS', 'C02GENERAL', 'C03ELSEWHERE', 'C05BIDTEAM'];

let world: BotWorld;

beforeEach(async () => {
  world = await openBotWorld();
});

afterEach(async () => {
  await world.close();
});

async function alertIn(id: string, query = 'penetration', cadence: Cadence = 'instant', maker = SAM) {
  const address: Address = { channel: 'slack', team: 'home', id };
  const wish = { address, query, cadence, wanted: ['new', 'changes'], maker } as const;
  const { subscription } = await subscribe(wish, world);
  if (subscription === undefined) throw new Error('there was one already');
  return subscription.id;
}

const stateOf = async (id: number) => (await world.store.subscriptions.byIds([id]))[0];
const typed = async (text: string, place: { channel?: string; user?: string } = {}) =>
  await world.slack.command(`/tenders ${text}`, place);

describe('the list of alerts', () => {
  it('shows those of the channel and mine: what each looks for, how often, how it stands, how much it told', async () => {
    await alertIn(TENDERS);
    await alertIn(SAM, 'cyber region:wales', 'weekly');
    await alertIn(GENERAL, 'elsewhere');
    await alertIn(ALEX, 'somebody else');
    await world.collect('find-a-tender');
    world.portals['find-a-tender'].publish(aNotice({ published: world.clock.now() }));
    world.clock.advance(3_600_000);
    await world.collect('find-a-tender');
    world.clock.advance(3_600_000);
    await world.send();
    const because = world.channels.slack.sent
      .filter(({ to }) => to.channel === 'slack' && to.id === TENDERS)
      .flatMap(({ message }) => message.items.flatMap((item) => item.because));
    expect(because).toMatchObject([{ byChannel: true }]);

    const { blocks, ephemeral } = await typed('alerts');
    const words = wordsOf(blocks);
    expect(ephemeral).toBe(true);
    expect(words).toMatch(
      /Alerts of this channel[^]*mention 'penetration'[^]*at once · new ones, changes · on · told 1 in the last 30 days[^]*Your own alerts/,
    );
    expect(words).toMatch(
      /Your own alerts[^]*in Wales[^]*once a week · new ones, changes · on · told nothing/,
    );
    expect(words).not.toContain('elsewhere');
    expect(words).not.toContain('somebody');
    expect(buttonsOf(blocks)).toEqual(['Edit', 'Pause', 'Delete', 'Edit', 'Pause', 'Delete']);
  });

  it('turns pages where there are many', async () => {
    for (let n = 0; n < 14; n += 1) await alertIn(TENDERS, `subject${n}`);
    const first = await typed('alerts');
    expect(wordsOf(first.blocks)).toContain('Page 1 of 3');
    expect(wordsOf(first.blocks)).not.toContain('subject6');
    await world.slack.click({ label: 'Next' });
    const shown = wordsOf(world.slack.timeline().at(-1)?.blocks);
    expect(shown).toContain('Page 2 of 3');
    expect(shown).toMatch(/Alerts of this channel[^]*subject6[^]*subject11/);
  });

  it('says how to begin where there are none, and searches for what only begins like it', async () => {
    expect(wordsOf((await typed('alerts')).blocks)).toContain('No alerts here yet');
    expect((await typed('alerts service')).text).not.toContain('No alerts here');
  });

  it('pauses, resumes, deletes and takes it back, each shown in its place', async () => {
    const id = await alertIn(TENDERS);
    await typed('alerts', { user: ALEX });
    const shown = (): string => wordsOf(world.slack.timeline().at(-1)?.blocks);
    await world.slack.click({ label: 'Pause', user: ALEX });
    expect(await stateOf(id)).toMatchObject({ state: 'paused' });
    expect(shown()).toMatch(/Paused: [^]* · paused by its owner/);
    await world.slack.click({ label: 'Resume', user: ALEX });
    expect(await stateOf(id)).toMatchObject({ state: 'active' });
    await world.slack.click({ label: 'Delete', user: ALEX });
    expect(await stateOf(id)).toMatchObject({ state: 'ended' });
    expect(shown()).toMatch(/Deleted: [^]*For a day you can take that back[^]*No alerts here yet/);
    await world.slack.click({ label: 'Undo', user: ALEX });
    expect(await stateOf(id)).toMatchObject({ state: 'active' });
    expect(shown()).toContain('It is as it was');
  });

  it('takes nothing back after a day', async () => {
    const id = await alertIn(TENDERS);
    await typed('alerts');
    await world.slack.click({ label: 'Delete' });
    world.clock.advance(25 * 3_600_000);
    await world.slack.click({ label: 'Undo' });
    expect(await stateOf(id)).toMatchObject({ state: 'ended' });
  });

  it('changes an alert by the form that made it, which keeps its number', async () => {
    const id = await alertIn(TENDERS);
    await alertIn(TENDERS, 'archaeology', 'daily');
    await typed('alerts');
    await world.slack.click({ actionId: 'edit', value: `${id} list 0` });
    expect(wordsOf(world.slack.modal()?.view)).toContain("mention 'penetration'");
    const known = await world.slack.submit({ values: { query: 'archaeology', cadence: 'daily' } });
    expect(known.errors['query']).toContain('just like this');
    const wrong = await world.slack.submit({ values: { query: 'regoin:wales' } });
    expect(wrong.errors['query']).toContain('did you mean ‘region:’?');
    const done = await world.slack.submit({
      values: { query: 'cyber', cadence: 'weekly', wanted: ['new', 'awards'] },
    });
    expect(wordsOf(done.view?.view)).toContain('It is changed');
    expect(wordsOf(done.view?.view)).toContain('Type /tenders alerts to see');
    expect(await stateOf(id)).toMatchObject({
      query: 'cyber it:balanced',
      cadence: 'weekly',
      wanted: ['new', 'awards'],
    });
  });
});

describe('who may change an alert', () => {
  it('is only the person whose own it is', async () => {
    const id = await alertIn(SAM);
    await typed('alerts', { user: ALEX, channel: TENDERS });
    await alertIn(TENDERS);
    await typed('alerts', { user: ALEX, channel: TENDERS });
    const answer = await world.slack.click({ label: 'Pause', value: `${id} list 0`, user: ALEX });
    expect(answer.text).toContain('only you your own');
    expect(await stateOf(id)).toMatchObject({ state: 'active' });
  });

  it('is a member of the channel when it is done from elsewhere, of a private one too', async () => {
    world.slack.setChannel({
      ...world.slack.channels().find((one) => one.id === BID_TEAM)!,
      state: 'member',
    });
    const id = await alertIn(BID_TEAM);
    for (const user of [GIL, ALEX]) {
      await alertIn(user, `of ${user}`);
      await world.slack.openHome(user);
      await vi.waitFor(() => expect(wordsOf(world.slack.home(user)?.view)).toContain(user));
      await world.slack.click({ actionId: 'pause', value: String(id), view: 'home', user });
      const state = user === ALEX ? 'paused' : 'active';
      await vi.waitFor(async () => expect(await stateOf(id), user).toMatchObject({ state }));
    }
  });
});

describe('who is in a channel', () => {
  it('is asked of whoever presses, once, and never of the channel', async () => {
    const ids = [await alertIn(TENDERS), await alertIn(ELSEWHERE, 'cyber')];
    await alertIn(GENERAL);
    await typed('alerts', { channel: GENERAL });
    const before = world.slack.calls().length;
    await world.slack.click({ actionId: 'pause', value: `${ids.join(',')} list 0`, channel: GENERAL });
    for (const id of ids) expect(await stateOf(id)).toMatchObject({ state: 'paused' });
    const asked = world.slack.calls().slice(before);
    const methods = asked.map(({ method }) => method).filter((one) => one.includes('conversations'));
    expect(methods).toEqual(['users.conversations']);
  });
});

describe('the message that says that an alert was set up', () => {
  const post = (): string => wordsOf(world.slack.posts()[0]?.blocks);
  const says = async (words: string | RegExp): Promise<void> => {
    await vi.waitFor(() => expect(post()).toMatch(words), { timeout: 3_000 });
  };

  async function setUp(): Promise<{ readonly id: number; readonly ts: string }> {
    await typed('save penetration category:security');
    await world.slack.submit();
    await vi.waitFor(() => expect(wordsOf(world.slack.modal()?.view)).toContain('Saved'));
    await world.slack.closeModal();
    const [alert] = await world.store.subscriptions.list();
    return { id: alert?.id ?? 0, ts: world.slack.posts()[0]?.ts ?? '' };
  }

  it('says how it stands now, and who did that', async () => {
    const { ts } = await setUp();
    await world.slack.click({ label: 'Pause', ts, user: ALEX });
    await says(/ · paused by its owner[^]*Paused by <@U02ALEX000>/);
    await world.slack.click({ label: 'Edit', ts, user: ALEX });
    await world.slack.submit({ user: ALEX, values: { cadence: 'weekly' } });
    await says(/once a week[^]*Changed by <@U02ALEX000>/);
    await world.slack.click({ label: 'Delete', ts });
    await says('Deleted by <@U01SAM0000>');
    expect(buttonsOf(world.slack.posts()[0]?.blocks)).toEqual(['Undo']);
    await world.slack.click({ label: 'Undo', ts });
    await says('Taken back by <@U01SAM0000>');
    expect(world.slack.posts()).toHaveLength(1);
  });

  it('says so whoever changes the alert, by a command', async () => {
    const { id } = await setUp();
    await typed('pause 2 weeks', { user: ALEX });
    await says('Paused by <@U02ALEX000> until Tue 15 Sept 2026');
    expect(await stateOf(id)).toMatchObject({ state: 'paused', maker: SAM });
    await typed('resume', { user: ALEX });
    await says(/ · on[^]*Resumed by <@U02ALEX000>/);
  });

  it('says so whoever changes the alert, in the list', async () => {
    const { id } = await setUp();
    await typed('alerts', { user: ALEX });
    await world.slack.click({ actionId: 'pause', value: `${id} list 0`, user: ALEX });
    await says('Paused by <@U02ALEX000>');
    await world.slack.click({ actionId: 'edit', value: `${id} list 0`, user: ALEX });
    await world.slack.submit({ user: ALEX, values: { cadence: 'daily' } });
    await says(/once a day[^]*Changed by <@U02ALEX000>/);
    expect(await stateOf(id)).toMatchObject({ state: 'paused', cadence: 'daily' });
  });

  it('says so whoever changes the alert, from the App Home', async () => {
    const { id } = await setUp();
    await world.slack.openHome(ALEX);
    await vi.waitFor(() => expect(wordsOf(world.slack.home(ALEX)?.view)).toContain('C01TENDERS'));
    await world.slack.click({ actionId: 'end', value: String(id), view: 'home', user: ALEX });
    await says(/ · deleted[^]*Deleted by <@U02ALEX000>/);
    expect(await stateOf(id)).toMatchObject({ state: 'ended' });
  });

  it('keeps nothing from being done where Slack does not let it be changed', async () => {
    const { id, ts } = await setUp();
    world.slack.faults([{ kind: 'error', method: 'chat.update', error: 'message_not_found', times: 3 }]);
    const answer = await world.slack.click({ label: 'Pause', ts, user: ALEX });
    expect(answer.text).toContain('Paused: ');
    expect(await stateOf(id)).toMatchObject({ state: 'paused' });
    const byCommand = await typed('resume', { user: ALEX });
    expect(byCommand.text).toContain('Goes on');
    expect(await stateOf(id)).toMatchObject({ state: 'active' });
  });

  it('does nothing for an alert that was deleted meanwhile, and says so', async () => {
    const { id, ts } = await setUp();
    await world.store.transaction((tx) =>
      tx.subscriptions.end({ subscriptionId: id }, 'ended', 'asked for', world.clock.now()),
    );
    for (const label of ['Pause', 'Delete', 'Edit'])
      expect((await world.slack.click({ label, ts, user: ALEX })).text, label).toMatch(/^It was deleted: /);
    const resumed = await world.slack.click({ actionId: 'resume', value: `${id} set-up`, ts, user: ALEX });
    expect(resumed.text).toMatch(/^It was deleted: /);
    expect(world.slack.modal(ALEX)).toBeUndefined();
    expect(world.slack.posts()).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: 'ended', reason: 'asked for' });
  });
});

describe('pausing', () => {
  it('pauses the alerts of the channel until a day, says which and how to go on', async () => {
    const [here, mine] = [await alertIn(TENDERS), await alertIn(SAM)];
    const { blocks } = await typed('pause 2 weeks');
    expect(await stateOf(here)).toMatchObject({
      state: 'paused',
      pausedUntil: Date.parse('2026-09-14T23:00:00Z'),
    });
    expect(await stateOf(mine)).toMatchObject({ state: 'active' });
    expect(wordsOf(blocks)).toMatch(
      /This channel’s alert is paused until Tue 15 Sept 2026[^]*mention 'penetration'[^]*\/tenders resume/,
    );
    await typed('pause 3 weeks');
    expect(await stateOf(here)).toMatchObject({ pausedUntil: Date.parse('2026-09-21T23:00:00Z') });
    await world.slack.click({ label: 'Resume' });
    expect(await stateOf(here)).toMatchObject({ state: 'active' });
  });

  it('pauses and resumes what somebody else made for the channel', async () => {
    const ids = [await alertIn(TENDERS), await alertIn(TENDERS, 'cyber', 'daily', GIL)];
    await typed('pause 1 week', { user: ALEX });
    for (const id of ids) expect(await stateOf(id)).toMatchObject({ state: 'paused' });
    await typed('resume', { user: ALEX });
    for (const id of ids) expect(await stateOf(id)).toMatchObject({ state: 'active' });
  });

  it('pauses mine in a conversation with the bot', async () => {
    const [here, mine] = [await alertIn(TENDERS), await alertIn(SAM)];
    const im = world.slack.channels().find((one) => one.im === SAM)?.id ?? 'D00000000';
    await typed('pause until 1 December', { channel: im });
    expect(await stateOf(here)).toMatchObject({ state: 'active' });
    expect(await stateOf(mine)).toMatchObject({ pausedUntil: Date.parse('2026-12-01T00:00:00Z') });
  });

  it('looks for what has another shape, and says what is wrong with a day that is past', async () => {
    const id = await alertIn(TENDERS);
    expect((await typed('pause button')).text).toContain("mention 'pause' and 'button'");
    expect((await typed('pause until 2020-01-01')).text).toContain('ends on a day after today');
    expect((await typed('resume builder')).text).toContain("mention 'resume'");
    expect(await stateOf(id)).toMatchObject({ state: 'active' });
  });

  it('resumes what was missed with it', async () => {
    await alertIn(TENDERS);
    await typed('pause');
    await world.collect('find-a-tender');
    world.portals['find-a-tender'].publish(aNotice({ published: world.clock.now() }));
    world.clock.advance(3_600_000);
    await world.collect('find-a-tender');
    world.clock.advance(3_600_000);
    await world.send();
    expect(world.channels.slack.sent).toEqual([]);
    await typed('resume');
    await world.send();
    expect(world.channels.slack.sent.flatMap(({ message }) => message.items)).toHaveLength(1);
  });

  it('resumes what was paused because it could not post only once it can', async () => {
    const id = await alertIn(ELSEWHERE);
    await world.store.transaction((tx) =>
      tx.subscriptions.pause(
        id,
        { until: undefined, reason: 'the bot is not in this channel' },
        world.clock.now(),
      ),
    );
    const refused = await typed('resume', { channel: ELSEWHERE });
    expect(refused.text).toMatch(/Still paused[^]*\/invite <@U00TENDERB>/);
    expect(await stateOf(id)).toMatchObject({ state: 'paused' });
    await world.slack.invite(ELSEWHERE);
    const answer = await typed('resume', { channel: ELSEWHERE });
    expect(answer.text).toContain('Goes on');
    expect(await stateOf(id)).toMatchObject({ state: 'active' });
    expect(world.slack.posts().at(-1)).toMatchObject({ channel: ELSEWHERE });
    expect(world.slack.posts().at(-1)?.text).toContain('This alert goes on, by <@U01SAM0000>');
  });
});

describe('the next digest', () => {
  it('says when it comes and how much it would carry, and is told another time', async () => {
    await alertIn(TENDERS, 'penetration', 'weekly');
    await world.collect('find-a-tender');
    world.portals['find-a-tender'].publish(aNotice({ published: world.clock.now() }));
    world.clock.advance(3_600_000);
    await world.collect('find-a-tender');
    const { blocks } = await typed('digest');
    expect(wordsOf(blocks)).toContain('This channel’s next digest (weekly) comes on Mon 7 Sept 2026, 08:00.');
    expect(wordsOf(blocks)).toContain('it would carry 1 procurement');
    await world.slack.click({ label: 'Change when it comes…' });
    const done = await world.slack.submit({
      values: { days: ['1', '3'], weekday: '4', hour: '17', heartbeat: ['yes'] },
    });
    expect(wordsOf(done.view?.view)).toContain('Thu 3 Sept 2026, 17:00');
    const whose = await world.store.subscriptions.subscriberAt({
      channel: 'slack',
      team: 'home',
      id: TENDERS,
    });
    expect(whose).toMatchObject({
      timetable: { days: [1, 3], weekday: 4, hour: 17, holidays: 'england' },
      heartbeat: true,
    });
  });

  it('says that nothing comes by digest where nothing does', async () => {
    await alertIn(TENDERS);
    expect(wordsOf((await typed('digest')).blocks)).toContain('No alert here comes daily or weekly');
    expect((await typed('digest of waste water')).text).not.toContain('daily or weekly');
  });
});

describe('feedback', () => {
  const mailed = () =>
    world.channels.email.sent.map(({ to, message }) => ({ to, words: message.words?.join('\n') }));

  it('is kept, mailed to whoever runs this, and thanked for', async () => {
    const { text } = await typed('feedback: the\u202E digest is late');
    expect(text).toContain('Thank you');
    await world.send();
    expect(mailed()).toMatchObject([
      {
        to: { email: 'operator@example.org' },
        words: expect.stringContaining('the digest is late') as string,
      },
    ]);
    expect(await world.store.feedback.byId(1)).toMatchObject({ text: 'the digest is late' });
    expect(world.log.lines.join('\n')).not.toContain('digest is late');
  });

  it('is asked for by a form, and looks for what only begins like it', async () => {
    expect((await typed('feedback survey')).via).toBe('ack');
    expect(world.slack.modal()).toBeUndefined();
    await typed('feedback');
    const words = 'word '.repeat(500).trim();
    const { view } = await world.slack.submit({ values: { words } });
    expect(wordsOf(view?.view)).toContain('Thank you');
    await world.send();
    expect(mailed()[0]?.words?.match(/word/g)).toHaveLength(501);
  });
});
