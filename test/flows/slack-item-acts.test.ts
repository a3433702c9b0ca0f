import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Address } from '../../src/domain/subscription.ts';
import { deadlineOn } from '../flow-world.ts';
import { openBotWorld, type BotWorld } from '../slack-bot-world.ts';
import { buttonsOf, wordsOf } from '../slack-words.ts';

const [SAM, TENDERS, ELSEWHERE] = ['U01SAM0000', 'C01TENDERS', 'C03ELSEWHERE'];
const NUMBER = '000101-2026';

let world: BotWorld;
beforeEach(async () => {
  world = await openBotWorld();
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

async function hold(with_: Parameters<BotWorld['publish']>[0] = {}): Promise<void> {
  world.publish(with_);
  await world.collect('find-a-tender');
}

/** Searches for it, and presses or picks something of what is shown. */
async function found(label: string) {
  await world.slack.command('/tenders penetration');
  return await press(label);
}
async function remindMeBefore(days: string) {
  await found('Remind me before it closes…');
  return await world.slack.submit({ values: { days } });
}
const press = async (label: string) => await world.slack.click({ label });
const at = (id: string): Address => ({ channel: 'slack', team: 'home', id });
const subscriberOf = async (id: string) => await world.store.subscriptions.subscriberAt(at(id));
const subscriptionsOf = async (id: string) =>
  await world.store.subscriptions.ofSubscriber((await subscriberOf(id))?.id ?? 0);

describe('details', () => {
  it('open as a form with facts, reasons, story, documents, lots and where to ask', async () => {
    await hold({
      documents: [{ title: 'Specification <!channel>', url: 'https://docs.example.org/a.pdf' }],
      lots: [{ id: '1', title: 'Web tests', status: undefined }],
    });
    await hold({ deadline: deadlineOn('2026-10-14'), noticeId: '000102-2026', releaseId: '000102-2026' });

    const { via, view } = await found('Details');

    expect(via).toBe('view');
    const words = wordsOf(view);
    expect(words).toContain('*Buyer:* Ashcombe Borough Council');
    expect(words).toContain('Information technology:');
    expect(words).toContain('Opened');
    expect(words).toContain('Deadline later');
    expect(words).toContain('<https://docs.example.org/a.pdf|Specification &lt;!channel&gt;>');
    expect(words).toContain('Web tests');
    expect(words).toContain("See “Contact” on the notice's page at Find a Tender");
    expect(words).toContain('Find a Tender 000101-2026');
    expect(buttonsOf(view)).toEqual(['Follow', 'Remind me…', 'Share…', 'Mute this buyer', 'Not relevant']);
  });

  it('say in the form itself what a button of theirs did', async () => {
    await hold();
    await found('Details');
    const { view } = await press('Mute this buyer');
    expect(wordsOf(view)).toContain('Ashcombe Borough Council is muted for you');
    expect(buttonsOf(view)).toContain('Undo');
    expect((await subscriberOf(SAM))?.mutes).toHaveLength(1);

    const undone = await press('Undo');
    expect(undone.via).toBe('view');
    expect(wordsOf(undone.view)).toContain('is no longer muted');
    expect(wordsOf(undone.view)).not.toContain('is muted for you');
    expect((await subscriberOf(SAM))?.mutes).toEqual([]);
  });
});

describe('following', () => {
  it('is for whoever presses, says how changes come, and is taken back', async () => {
    await hold();

    const done = await found('Follow');

    expect(done.ephemeral).toBe(true);
    expect(done.text).toContain('You follow _Penetration testing of the housing portal_ now.');
    expect(done.text).toContain('A direct message here tells you');
    const [follow] = await subscriptionsOf(SAM);
    expect(follow).toMatchObject({
      cadence: 'instant',
      maker: SAM,
      query: NUMBER,
      wanted: ['changes', 'awards'],
    });
    expect(await subscriptionsOf(TENDERS)).toEqual([]);

    expect((await press('Undo')).text).toContain('you no longer follow');
    expect((await subscriptionsOf(SAM)).map(({ state }) => state)).toEqual(['ended']);
  });

  it('a second time does nothing, and takes nothing back', async () => {
    await hold();
    await found('Follow');
    const again = await world.slack.command(`/tenders follow ${NUMBER}`);
    expect(again.text).toContain('You follow _Penetration testing of the housing portal_ already.');
    expect(buttonsOf(again.blocks)).toEqual([]);
  });

  it.each([
    [
      'follow https://www.example.com/tender/12',
      'I read notices of Contracts Finder, Find a Tender, Public Contracts Scotland and Sell2Wales; this address is none of theirs.',
    ],
    ['why <https://www.gov.uk/tenders>', 'this address is none of theirs'],
    ['follow https://www.find-tender.service.gov.uk/Search', 'copy the address of its page'],
  ])('%s says which addresses are read', async (text, words) => {
    const answer = await world.slack.command(`/tenders ${text}`);
    expect(answer.text).toContain(words);
  });

  it('by its address is the same', async () => {
    await hold();
    const url = 'https://www.find-tender.service.gov.uk/Notice/000101-2026';
    expect((await world.slack.command(`/tenders follow <${url}>`)).text).toContain('You follow');
    expect((await world.slack.command(`/tenders follow ${NUMBER}`)).text).toContain('already');
    expect((await world.slack.command('/tenders follow 999999-2026')).text).toContain(
      'I hold no notice called',
    );
    expect(await subscriptionsOf(SAM)).toHaveLength(1);
  });
});

describe('muting', () => {
  it('acts for the person where only they see it, and is taken back', async () => {
    await hold();
    const done = await found('Mute this buyer');
    expect(done.text).toContain('Ashcombe Borough Council is muted for you');
    expect((await subscriberOf(SAM))?.mutes).toMatchObject([{ what: { kind: 'buyer' } }]);
    expect(await subscriberOf(TENDERS)).toBeUndefined();
    expect((await press('Undo')).text).toContain('no longer muted');
    expect((await subscriberOf(SAM))?.mutes).toEqual([]);
  });

  it('acts for the channel where it stands in a message to the channel', async () => {
    await hold();
    await found('Share to a channel…');
    await world.slack.submit({ values: { where: TENDERS } });
    const shared = world.slack.posts().findLast(({ kind }) => kind === 'post');

    const done = await world.slack.click({ label: 'Not relevant', ts: shared?.ts ?? '' });

    expect(done.ephemeral).toBe(true);
    expect(done.text).toContain(`for everybody in <#${TENDERS}>`);
    expect((await subscriberOf(TENDERS))?.mutes).toMatchObject([{ what: { kind: 'procurement' } }]);
    expect(await subscriberOf(SAM)).toBeUndefined();
    expect((await press('Undo')).text).toContain('no longer muted');
    expect((await subscriberOf(TENDERS))?.mutes).toEqual([]);
  });

  it('is listed with a button that takes each back', async () => {
    await hold();
    await world.slack.command('/tenders mute buyer: "Ashcombe Borough Council"');
    const again = await world.slack.command('/tenders mute buyer Ashcombe Borough Council');
    expect(again.text).toContain('already');
    expect(buttonsOf(again.blocks)).toEqual([]);
    await world.slack.command('/tenders mute “door entry”');
    expect((await world.slack.command(`/tenders mute ${NUMBER}`)).text).toContain(
      'Muted for you: Penetration',
    );

    const list = await world.slack.command('/tenders mute');
    const words = wordsOf(list.blocks);
    expect(words).toContain('the buyer Ashcombe Borough Council');
    expect(words).toContain('door entry');
    expect(buttonsOf(list.blocks)).toEqual(['Unmute', 'Unmute', 'Unmute']);
    const undone = await press('Unmute');
    expect(undone.text).toContain('is no longer muted');
    expect((await subscriberOf(SAM))?.mutes).toHaveLength(2);
  });
});

describe('a reminder', () => {
  it('is set for a day, moves with the deadline, comes once, and leaves following as it is', async () => {
    await hold({ deadline: deadlineOn('2026-09-30') });
    await found('Follow');
    await found('Remind me before it closes…');
    const { view } = await world.slack.submit({ values: { days: '14' } });
    expect(wordsOf(view)).toMatch(/on \w+ 16 Sept? 2026, by a direct message/);
    expect(await subscriptionsOf(SAM)).toMatchObject([
      { wanted: ['changes', 'awards', 'closing'], remindDays: 14 },
    ]);

    const remindOn = async (day: string): Promise<number> => {
      world.clock.set(`${day}T07:00:00Z`);
      return await world.remind();
    };
    expect(await remindOn('2026-09-15')).toBe(0);
    expect(await remindOn('2026-09-16')).toBe(1);
    await world.send();
    expect(world.channels.slack.sent.at(-1)).toMatchObject({
      to: at(SAM),
      message: { items: [{ kind: 'closing' }] },
    });
    expect(await remindOn('2026-09-27')).toBe(0);
  });

  it('is offered for as many days before as are left', async () => {
    await hold({ deadline: deadlineOn('2026-09-08') });
    const { view } = await found('Remind me before it closes…');
    const offered = Array.from(wordsOf(view).matchAll(/(\d+) days? before/g), ([, days]) => days);
    expect([...new Set(offered)]).toEqual(['1', '2', '3', '5']);
  });

  it.each([
    ['no deadline is stated', undefined],
    ['it closes tomorrow', deadlineOn('2026-09-02')],
  ])('is not offered where %s', async (_what, deadline) => {
    await hold({ deadline });
    const { blocks } = await world.slack.command('/tenders penetration');
    expect(JSON.stringify(blocks)).toContain('Mute this buyer');
    expect(JSON.stringify(blocks)).not.toContain('Remind me');
    expect(buttonsOf((await press('Details')).view)).not.toContain('Remind me…');
    const ts = world.slack.timeline().at(-1)?.ts ?? '';
    const [one] = (await world.search('penetration')).map(({ id }) => String(id));
    const old = await world.slack.click({ actionId: 'remind', value: one ?? '', ts });
    expect(old.text).toContain('There is nothing to remind you of');
  });

  it('says why it cannot be any more: it closes sooner by now', async () => {
    await hold({ deadline: deadlineOn('2026-09-10') });
    await found('Remind me before it closes…');
    world.clock.advance(3 * 86_400_000);
    const { errors } = await world.slack.submit({ values: { days: '7' } });
    expect(errors['days']).toBe('That cannot be done: it closes in 6 days. Choose fewer days.');
    expect(await subscriptionsOf(SAM)).toEqual([]);
  });

  it('that is moved and taken back comes as it was before, and its form says so', async () => {
    await hold({ deadline: deadlineOn('2026-09-30') });
    await remindMeBefore('7');
    await world.slack.closeModal({ all: true });
    const moved = await remindMeBefore('3');
    expect(buttonsOf(moved.view)).toEqual(['Undo']);
    const undone = await press('Undo');
    expect(undone.via).toBe('view');
    expect(wordsOf(undone.view)).toContain('7 days before it closes, as it was');
    expect(wordsOf(undone.view)).not.toContain('I remind you of it on');
    expect(buttonsOf(undone.view)).toEqual([]);
    expect(await subscriptionsOf(SAM)).toMatchObject([{ state: 'active', remindDays: 7 }]);
    await world.slack.closeModal({ all: true });
    expect(buttonsOf((await remindMeBefore('7')).view)).toEqual([]);
  });

  it('without a follow does nothing but remind, and is taken back', async () => {
    await hold({ deadline: deadlineOn('2026-09-30') });
    await found('Remind me before it closes…');
    await world.slack.submit({ values: { days: '5' } });
    expect(await subscriptionsOf(SAM)).toMatchObject([{ wanted: ['closing'], remindDays: 5, maker: SAM }]);
    await press('Undo');
    expect((await subscriptionsOf(SAM)).map(({ state }) => state)).toEqual(['ended']);
  });
});

describe('sharing', () => {
  it('posts the card by name of who shares it, with their words escaped', async () => {
    await hold();
    await found('Share to a channel…');
    expect((await world.slack.submit({ values: { where: TENDERS, note: 'For us? <!channel>' } })).via).toBe(
      'none',
    );
    const shared = world.slack.posts().findLast(({ kind }) => kind === 'post');
    expect(shared?.channel).toBe(TENDERS);
    const words = wordsOf(shared?.blocks);
    expect(words).toContain(`<@${SAM}> shares a tender:\n> For us? &lt;!channel&gt;`);
    expect(words).toContain('Ashcombe Borough Council');
    expect(buttonsOf(shared?.blocks)).toEqual(['Details', 'Follow']);
  });

  it('says how to invite it where it cannot post', async () => {
    await hold();
    await found('Share to a channel…');
    const { errors } = await world.slack.submit({ values: { where: ELSEWHERE } });
    expect(errors['where']).toContain('/invite');
  });
});

describe('why', () => {
  it('says it for each alert of the place and of the person, in short', async () => {
    await world.slack.command('/tenders penetration');
    expect((await world.slack.command(`/tenders why ${NUMBER}`)).text).toContain('I hold no notice');
    await hold();
    expect((await world.slack.command(`/tenders why ${NUMBER}`)).text).toContain('nor you have an alert');
    await world.subscribe('zeppelin', { slack: SAM });
    const words = wordsOf((await world.slack.command(`/tenders why ${NUMBER}`)).blocks);
    expect(words).toContain('Your alert:');
    expect(words).toContain('zeppelin');
  });
});

describe('status', () => {
  it('says how fresh the portals are, and when last was collected', async () => {
    await hold();
    const { text } = await world.slack.command('/tenders status');
    expect(text).toContain('Find a Tender: read');
    expect(text).toContain('Last collection:');
    expect(text).toContain('commands and alerts work in this workspace');
  });
});
